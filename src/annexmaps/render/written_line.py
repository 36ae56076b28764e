"""One line of text on the sheet: outlines of its letters on a picture, text in a PDF or an SVG."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import ceil, floor
from typing import Any, Literal

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from annexmaps.render.lettering import POINT, Ink, text_width
from annexmaps.render.stamps import STAMPS, Coat, Stamp, make_stamp
from annexmaps.render.typefaces import font_in_force, set_in, typeface

Align = Literal["left", "center", "right"]

_LINES_KEPT = 4096  # a month's pages and those of another month; some 20 MB
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}  # of the width, left of the point


class WrittenLine(Text):
    """A line set at a point, with its base line there."""

    def __init__(self, x: float, y: float, text: str, ink: Ink, *, align: Align, angle: float) -> None:
        super().__init__(
            x,
            y,
            text,
            fontproperties=typeface(ink.size, bold=ink.bold, italic=ink.italic),
            color=ink.colour,
            horizontalalignment=align,
            verticalalignment="baseline" if not angle else "center",
            rotation=angle,
            rotation_mode="anchor" if not angle else "default",
            parse_math=False,
            usetex=False,
            clip_on=False,
        )
        halo = Stroke(linewidth=ink.halo_width, foreground=ink.halo, joinstyle="round")
        self._ink, self._font = ink, font_in_force()
        self._effects = [halo, Normal()] if ink.halo else []
        self.set_path_effects(self._effects)

    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """Leave the line whole: no text is cut, and a path for it would take as long as the line itself."""

    def draw(self, renderer: Any) -> None:
        """Draw the line with `renderer`; a picture gets outlines, which take a fifth of the time of letters."""
        text, ink = self.get_text(), self._ink
        changed = self.get_path_effects() is not self._effects or "\n" in text
        if changed or self.get_rotation() or not isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        line, colour = _outlines(text, ink.bold, ink.italic, self._font), str(self.get_color())
        picture: Any = renderer
        if not self.get_visible() or not len(line.path):
            return
        scale = picture.points_to_pixels(ink.size)
        to_dots: Any = self.get_transform()
        across, _, left, _, up, bottom, *_ = to_dots.get_matrix().ravel().tolist()
        x, y = self.get_position()
        x = x * across + left - _SHARES[self.get_horizontalalignment()] * line.width * scale
        # on whole dots, half of a tenth of a millimetre away at most: wherever it stands a line has the same dots
        _lay_line(picture, line, scale, ink, colour, (round(x), round(y * up + bottom)))
        self.stale = False


@dataclass(frozen=True)
class _Outlines:
    """A line set at one point."""

    path: Path
    width: float
    low: tuple[float, ...]  # its lowest x and y
    high: tuple[float, ...]


def _lay_line(picture: Any, line: _Outlines, scale: float, ink: Ink, colour: str, at: tuple[int, int]) -> None:
    beside = 2 + (picture.points_to_pixels(ink.halo_width) if ink.halo else 0.0)
    left, bottom = (floor(low * scale - beside) for low in line.low)
    right, top = (ceil(high * scale + beside) for high in line.high)
    inside = (
        at[0] + left >= 0 and at[0] + right <= picture.width and at[1] + bottom >= 0 and at[1] + top <= picture.height
    )
    if not inside:
        for coat in _coats(line.path, Affine2D.from_values(scale, 0, 0, scale, *at), ink, colour):
            coat.draw(picture)
        return

    def make() -> Stamp:
        # as near the lower left corner as the whole line is on the sheet
        coats = _coats(line.path, Affine2D.from_values(scale, 0, 0, scale, -left, -bottom), ink, colour)
        return make_stamp(picture, coats, (0, 0, right - left, top - bottom))

    halo = (ink.halo, ink.halo_width) if ink.halo else ()
    key = (id(line), colour, *halo, scale, picture.width, picture.height, picture.dpi)
    STAMPS.get(key, make, held=line).lay(picture, at=at[0] + left - (at[1] + bottom) * int(picture.width))


def _coats(outlines: Path, place: Affine2D, ink: Ink, colour: str) -> list[Coat]:
    letters = Coat(to_rgba(colour), partial(_draw_outlines, outlines, place, fill=to_rgba(colour)))
    if not ink.halo:
        return [letters]
    return [
        Coat(to_rgba(ink.halo), partial(_draw_outlines, outlines, place, halo=ink.halo, width=ink.halo_width)),
        letters,
    ]


def _draw_outlines(
    outlines: Path, place: Affine2D, renderer: Any, *, fill: Any = None, halo: str = "", width: float = 0.0
) -> None:
    gc = renderer.new_gc()
    gc.set_snap(False)
    gc.set_linewidth(width)
    if halo:
        gc.set_foreground(halo)
        gc.set_joinstyle("round")
    renderer.draw_path(gc, outlines, place, fill)
    gc.restore()


@lru_cache(maxsize=_LINES_KEPT)
def _outlines(text: str, bold: bool, italic: bool, font: str) -> _Outlines:
    # at one point; kerned as in a PDF
    with set_in(font):
        points, codes = text_to_path.get_text_path(typeface(1.0, bold=bold, italic=italic), text)
        advance = text_width(text[-1:], 1.0, bold=bold, italic=italic) / POINT
    corners = np.asarray(points, float).reshape(-1, 2) / text_to_path.FONT_SCALE
    if not len(corners):
        return _Outlines(Path(corners), advance, (), ())
    path = Path(corners, codes, readonly=True)
    low, high = tuple(corners.min(axis=0).tolist()), tuple(corners.max(axis=0).tolist())
    if len(text) == 1:
        return _Outlines(path, advance, low, high)
    # figures are set right by their widths, not by their ink
    last = _outlines(text[-1], bold, italic, font)
    ink = max(last.high[0], 0.0) if last.high else 0.0
    return _Outlines(path, high[0] - ink + advance, low, high)
