"""One static page: a MapSpec drawn on a sheet of paper, as a figure or as PNG bytes."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass

import matplotlib
from matplotlib.figure import Figure

from annexmaps.inventory import Drawing, Inventory
from annexmaps.render.areas import HATCH_WIDTH
from annexmaps.render.column import blocks_of, draw_column
from annexmaps.render.frame import Frame, Frames, projection_of
from annexmaps.render.ground import Ground, project_ground
from annexmaps.render.inventory import take_inventory
from annexmaps.render.lettering import Ink
from annexmaps.render.locator import draw_locator, draw_north
from annexmaps.render.map_frame import choose_frames, draw_map
from annexmaps.render.marginalia import MARGIN, draw_foot, draw_header, draw_ribbon
from annexmaps.render.png import encode_figure
from annexmaps.render.scalebar import draw_scale_bar, numeric_scale
from annexmaps.render.sheet import Box, Sheet, new_sheet
from annexmaps.spec import MapSpec

COLUMN_WIDTH = 78.0  # mm
_GUTTER = 5.0  # mm between frame and column
_STRIP_HEIGHT = 33.0  # mm, of locator, arrow and scale
_LOCATOR_WIDTH = 36.0  # mm


@dataclass(frozen=True)
class DrawnPage:
    """A page as a matplotlib figure whose one axes counts millimetres, with its map frames."""

    spec: MapSpec
    figure: Figure
    frames: Frames

    def inventory(self) -> Inventory:
        """Return what stands on the page."""
        return take_inventory(self.spec, self.figure, self.frames)


def draw_png(spec: MapSpec) -> bytes:
    """Return the page of `spec` as PNG: 300 dpi, the same bytes for the same spec."""
    return draw_png_page(spec).content


def draw_png_page(spec: MapSpec) -> Drawing:
    """Return the page of `spec` as PNG with its inventory."""
    with _plain_settings():
        page = _drawn(spec)
        texts = {"Title": spec.page.title, "Description": spec.page.subtitle}
        return Drawing(encode_figure(page.figure, exact=_colours_of(spec), texts=texts), page.inventory())


def draw_figure(spec: MapSpec) -> Figure:
    """Return the page of `spec` as a matplotlib figure whose one axes counts millimetres."""
    return draw_page(spec).figure


def draw_page(spec: MapSpec) -> DrawnPage:
    """Return the drawn page of `spec`, not yet encoded."""
    with _plain_settings():
        return _drawn(spec)


def _colours_of(spec: MapSpec) -> set[str]:
    symbols = [symbol for layer in spec.area_layers for symbol in layer.symbols.values()]
    symbols += [*spec.mark_symbols.values(), *(line.symbol for legend in spec.legends for line in legend.lines)]
    colours = {colour for symbol in symbols for colour in (symbol.fill, symbol.hatch_colour)}
    colours |= {colour for circle in spec.circles for colour, _ in circle.parts}
    return {
        colour
        for colour in colours | {*astuple(spec.theme.paper), spec.theme.colours.accent, spec.theme.colours.ribbon}
        if colour
    }


@contextmanager
def _plain_settings() -> Iterator[None]:
    # a reader's own matplotlib settings must not change the page
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        # a letter that no typeface has is drawn as a box, which says enough
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        matplotlib.rcParams.update(
            {"hatch.linewidth": HATCH_WIDTH, "text.hinting": "none", "svg.hashsalt": "annexmaps"}
        )
        yield


def main_frame_of(spec: MapSpec) -> Frame:
    """Return the main frame of the page of `spec`: where on the paper a place of the ground is."""
    with _plain_settings():
        box, _ = _draw_margins(new_sheet(spec.theme), spec)
        return choose_frames(spec, project_ground(spec.base, projection_of(spec.base)), box)[0]


def _drawn(spec: MapSpec) -> DrawnPage:
    sheet = new_sheet(spec.theme)
    box, column = _draw_margins(sheet, spec)
    ground = project_ground(spec.base, projection_of(spec.base))
    frames = draw_map(sheet, spec, ground, box)
    _draw_strip(sheet, spec, ground, frames.main, column)
    space = Box(column.left, box.bottom + _STRIP_HEIGHT + 4, column.width, column.height - _STRIP_HEIGHT - 4)
    draw_column(sheet, blocks_of(spec), space, others=spec.page.words.get("others", "+ {count}"))
    return DrawnPage(spec, sheet.figure, frames)


def _draw_margins(sheet: Sheet, spec: MapSpec) -> tuple[Box, Box]:
    # what header and foot leave: the frame's box and the column's
    top = draw_header(sheet, spec.page, draw_ribbon(sheet, spec.page.ribbon))
    bottom = draw_foot(sheet, spec.page)
    right = sheet.page.width - MARGIN
    box = Box(MARGIN, bottom, right - MARGIN - COLUMN_WIDTH - _GUTTER, top - bottom)
    return box, Box(right - COLUMN_WIDTH, bottom, COLUMN_WIDTH, top - bottom)


def _draw_strip(sheet: Sheet, spec: MapSpec, ground: Ground, main: Frame, column: Box) -> None:
    words = spec.page.words
    locator = Box(column.left, column.bottom, _LOCATOR_WIDTH, _STRIP_HEIGHT)
    draw_locator(sheet, ground, main, locator)
    left = locator.right + 4.0
    room = column.right - left
    draw_north(sheet, main, left + 2.5, column.bottom + _STRIP_HEIGHT - 7.0, letter=words.get("north", "N"))
    draw_scale_bar(sheet, main, left, column.bottom + 4.4, longest=room - 5, lang=spec.lang)
    scale = " ".join(text for text in (numeric_scale(main, lang=spec.lang), words.get("scale", "")) if text)
    sheet.of("scale").write(scale, left, column.bottom + 0.6, Ink(sheet.text.small, colour=sheet.paper.text_soft))
