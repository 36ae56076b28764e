"""Lines of the ground that pages share: drawn once at a place, then laid on pictures as a stamp; other outputs draw them."""

from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from annexmaps.render.stamps import STAMPS, Coat, Stamp, make_stamp
from annexmaps.render.uncut import UncutPaths


class KeptLines(UncutPaths):
    """One path of lines in one opaque colour; the path must be one that is kept itself, else nothing is gained."""

    def __init__(self, path: Path, *, colour: str, width: float) -> None:
        super().__init__([path], facecolors="none", edgecolors=colour, linewidths=width, joinstyle="round")
        self._path, self._look = path, (to_rgba(colour), width)

    def draw(self, renderer: Any) -> None:
        """Draw the lines with `renderer`, or lay them where it makes a picture."""
        if not isinstance(renderer, RendererAgg) or not self.get_visible():
            super().draw(renderer)
            return
        picture: Any = renderer
        place: Any = self.get_transform()
        clip: Any = self.get_clip_box()
        edges = (0.0, 0.0, picture.width, picture.height) if clip is None else tuple(clip.extents.tolist())
        size = (picture.width, picture.height, picture.dpi)
        key = (id(self._path), self._look, place.get_matrix().tobytes(), edges, size)
        lines = Coat(self._look[0], super().draw)

        def make() -> Stamp:
            return make_stamp(picture, [lines], edges)

        STAMPS.get(key, make, held=self._path).lay(picture)
        self.stale = False
