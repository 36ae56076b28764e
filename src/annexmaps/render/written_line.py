"""One line of text on the sheet: outlines of its letters on a picture, text in a PDF or an SVG."""

from functools import lru_cache
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
        picture: Any = renderer
        if not self.get_visible() or not text.strip():
            return
        scale = picture.points_to_pixels(ink.size)
        x, y = self.get_transform().transform(self.get_position())
        outlines, width = _outlines(text, ink.bold, ink.italic, self._font)
        x -= _SHARES[self.get_horizontalalignment()] * width * scale
        self._draw_outlines(renderer, outlines, Affine2D.from_values(scale, 0, 0, scale, x, y))
        self.stale = False

    def _draw_outlines(self, renderer: Any, outlines: Path, place: Affine2D) -> None:
        gc = renderer.new_gc()
        gc.set_snap(False)
        if self._ink.halo:
            gc.set_foreground(self._ink.halo)
            gc.set_linewidth(self._ink.halo_width)
            gc.set_joinstyle("round")
            renderer.draw_path(gc, outlines, place)
        gc.set_linewidth(0)
        renderer.draw_path(gc, outlines, place, to_rgba(self.get_color()))
        gc.restore()


@lru_cache(maxsize=_LINES_KEPT)
def _outlines(text: str, bold: bool, italic: bool, font: str) -> tuple[Path, float]:
    # at one point, with their width; kerned as in a PDF
    with set_in(font):
        points, codes = text_to_path.get_text_path(typeface(1.0, bold=bold, italic=italic), text)
        advance = text_width(text[-1:], 1.0, bold=bold, italic=italic) / POINT
    corners = np.asarray(points, float).reshape(-1, 2) / text_to_path.FONT_SCALE
    outlines = Path(corners, codes if len(corners) else None, readonly=True)
    if len(text) <= 1 or not len(corners):
        return outlines, advance
    # figures are set right by their widths, not by their ink
    last, _ = _outlines(text[-1], bold, italic, font)
    ink = np.asarray(last.vertices)[:, 0].max(initial=0.0)
    return outlines, float(corners[:, 0].max() - ink + advance)
