"""One static page: a MapSpec drawn on a sheet of paper, as a figure or as PNG bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass

from matplotlib.figure import Figure

from annexmaps.inventory import Drawing, Inventory
from annexmaps.render.areas import HATCH_WIDTH
from annexmaps.render.column import Block, blocks_of, draw_columns, has_room
from annexmaps.render.frame import Frame, Frames, projection_of
from annexmaps.render.ground import Ground, project_ground
from annexmaps.render.inventory import take_inventory
from annexmaps.render.layout import Layout, lay_out
from annexmaps.render.lettering import Ink
from annexmaps.render.locator import draw_locator, draw_north
from annexmaps.render.logos import flat_colours
from annexmaps.render.map_frame import choose_frames, draw_map
from annexmaps.render.marginalia import draw_foot, draw_header, draw_ribbon
from annexmaps.render.png import encode_figure, encode_picture
from annexmaps.render.scalebar import draw_scale_bar, numeric_scale
from annexmaps.render.settings import plain_settings
from annexmaps.render.sheet import Box, Sheet, new_sheet
from annexmaps.render.typefaces import set_in
from annexmaps.render.unit_of_page import shape_of_unit
from annexmaps.spec import MapSpec

_LOCATOR_SHARE = 0.47  # of the strip's width
_LOCATOR_RATIO = 36 / 33  # of its width to its height, at most


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
    with drawing_settings(spec):
        return _encoded(_drawn(spec))


def draw_png_page(spec: MapSpec) -> Drawing:
    """Return the page of `spec` as PNG with its inventory."""
    with drawing_settings(spec):
        page = _drawn(spec)
        return Drawing(_encoded(page), page.inventory())


def draw_figure(spec: MapSpec) -> Figure:
    """Return the page of `spec` as a matplotlib figure whose one axes counts millimetres."""
    return draw_page(spec).figure


def draw_page(spec: MapSpec) -> DrawnPage:
    """Return the drawn page of `spec`, not yet encoded."""
    with drawing_settings(spec):
        return _drawn(spec)


def texts_of(spec: MapSpec) -> dict[str, str]:
    """Return what the PNG of `spec` says about itself."""
    return {"Title": spec.page.title, "Description": spec.page.subtitle, "Comment": spec.page.marking}


def exact_colours(spec: MapSpec) -> set[str]:
    """Return the colours (#rrggbb) of `spec` that its PNG keeps exactly."""
    symbols = [symbol for layer in spec.area_layers for symbol in layer.symbols.values()]
    symbols += [*spec.mark_symbols.values(), *(line.symbol for legend in spec.legends for line in legend.lines)]
    colours = {colour for symbol in symbols for colour in (symbol.fill, symbol.hatch_colour)}
    colours |= {colour for circle in spec.circles for colour, _ in circle.parts}
    theme = spec.theme
    colours |= {*astuple(theme.paper), theme.colours.accent, theme.colours.ribbon, *flat_colours(theme)}
    return {colour for colour in colours if colour}


@contextmanager
def drawing_settings(spec: MapSpec) -> Iterator[None]:
    """Hold matplotlib and the font to what the page of `spec` is drawn with."""
    with plain_settings({"hatch.linewidth": HATCH_WIDTH, "svg.hashsalt": "annexmaps"}), set_in(spec.theme.font):
        yield


def _encoded(page: DrawnPage) -> bytes:
    spec = page.spec
    if spec.basemap:
        return encode_picture(page.figure, texts=texts_of(spec))
    return encode_figure(page.figure, exact=exact_colours(spec), texts=texts_of(spec))


def main_frame_of(spec: MapSpec) -> Frame:
    """Return the main frame of the page of `spec`: where on the paper a place of the ground is."""
    with drawing_settings(spec):
        box = _draw_margins(new_sheet(spec.theme), spec, blocks_of(spec)).map
        return choose_frames(spec, project_ground(spec.base, projection_of(spec.base)), box)[0]


def frames_of(spec: MapSpec) -> Frames:
    """Return the frames of the page of `spec`, without drawing what is in them."""
    with drawing_settings(spec):
        layout = _draw_margins(new_sheet(spec.theme), spec, blocks_of(spec))
        main, inset = choose_frames(spec, project_ground(spec.base, projection_of(spec.base)), layout.map)
        return Frames(main, inset.frame if inset else None)


def _drawn(spec: MapSpec) -> DrawnPage:
    sheet, blocks = new_sheet(spec.theme), blocks_of(spec)
    layout = _draw_margins(sheet, spec, blocks)
    ground = project_ground(spec.base, projection_of(spec.base))
    frames = draw_map(sheet, spec, ground, layout.map)
    _draw_strip(sheet, spec, ground, frames.main, layout.strip)
    draw_columns(sheet, blocks, layout.columns, others=_others(spec))
    return DrawnPage(spec, sheet.figure, frames)


def _draw_margins(sheet: Sheet, spec: MapSpec, blocks: Sequence[Block]) -> Layout:
    # header and foot, and what they leave
    top = draw_header(sheet, spec.page, draw_ribbon(sheet, spec.page.ribbon))
    others = _others(spec)
    return lay_out(
        sheet.page,
        bottom=draw_foot(sheet, spec.page),
        top=top,
        fits=lambda columns: has_room(blocks, columns, size=sheet.text.body, others=others),
    )


def _others(spec: MapSpec) -> str:
    return spec.page.words.get("others", "+ {count}")


def _draw_strip(sheet: Sheet, spec: MapSpec, ground: Ground, main: Frame, strip: Box) -> None:
    words = spec.page.words
    locator = Box(strip.left, strip.bottom, _locator_width(strip), strip.height)
    unit = None if spec.unit is None else shape_of_unit(spec.base, ground, spec.unit)
    draw_locator(sheet, ground, main, locator, unit=unit)
    left = locator.right + 4.0
    room = strip.right - left
    draw_north(sheet, main, left + 2.5, strip.top - 7.0, letter=words.get("north", "N"))
    draw_scale_bar(sheet, main, left, strip.bottom + 4.4, longest=room - 5 * sheet.page.enlarged, lang=spec.lang)
    on_paper = words.get("scale", "").replace("{paper}", sheet.page.paper)
    scale = " ".join(text for text in (numeric_scale(main, lang=spec.lang), on_paper) if text)
    sheet.of("scale").write(scale, left, strip.bottom + 0.6, Ink(sheet.text.small, colour=sheet.paper.text_soft))


def _locator_width(strip: Box) -> float:
    return min(strip.height * _LOCATOR_RATIO, strip.width * _LOCATOR_SHARE)
