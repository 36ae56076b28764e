"""The ground of a page as dots: drawn once, then laid under every picture that shows the same ground in the same frame."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg

from annexmaps.kept import Kept
from annexmaps.render.stamps import dots_of

_UNDER, _OVER = -1.0, 0.45  # heights in the pile, about the ground
_PLATES_KEPT = 6  # a megabyte or two each: the frames of an office's pages


@dataclass
class _Plate:
    """The dots of a page that shows its ground only, as runs of one colour; None until they have been drawn."""

    colours: np.ndarray | None = None  # 32 bits each
    lengths: np.ndarray | None = None

    def keep(self, picture: Any) -> None:
        """Keep the dots of `picture`."""
        dots = dots_of(picture)
        starts = np.flatnonzero(np.concatenate([[True], dots[1:] != dots[:-1]]))
        self.colours, self.lengths = dots[starts], np.diff(starts, append=len(dots)).astype(np.int32)

    def lay(self, picture: Any) -> bool:
        """Lay the dots on `picture`; False if none have been drawn."""
        if self.colours is None or self.lengths is None:
            return False
        dots_of(picture)[:] = np.repeat(self.colours, self.lengths)
        return True


_PLATES: Kept[_Plate] = Kept(_PLATES_KEPT)


def keep_backdrop(axes: Axes, ground: Sequence[Artist], key: Hashable) -> None:
    """Let a picture of `axes` take the artists `ground`, the lowest of all, from the dots of an earlier one with the same `key`.

    `key` must hold all that they are drawn from. The dots are the same as if they were drawn; other outputs draw them.
    """
    before = _Before(ground, key)
    axes.add_artist(before)
    axes.add_artist(_After(before))


class _Before(Artist):
    """What stands under the ground in the pile."""

    def __init__(self, ground: Sequence[Artist], key: Hashable) -> None:
        super().__init__()
        self.set_zorder(_UNDER)
        self.ground, self._key = ground, key
        self.laid = False  # the dots stand for the ground, which is hidden

    @property
    def is_whole(self) -> bool:
        """Whether the ground is shown: a part of the page that is drawn by itself has it hidden."""
        return all(artist.get_visible() for artist in self.ground)

    def plate_of(self, picture: Any) -> _Plate:
        """Return the plate for a picture of this size."""
        return _PLATES.get((self._key, picture.width, picture.height, picture.dpi), _Plate)

    def draw(self, renderer: Any) -> None:
        """Lay the dots, if there are some, in place of the ground."""
        if not isinstance(renderer, RendererAgg) or not self.is_whole:
            return
        picture: Any = renderer
        if self.plate_of(picture).lay(picture):
            self.laid = True
            for artist in self.ground:
                artist.set_visible(False)


class _After(Artist):
    """What stands over the ground in the pile."""

    def __init__(self, before: _Before) -> None:
        super().__init__()
        self.set_zorder(_OVER)
        self._before = before

    def draw(self, renderer: Any) -> None:
        """Show the ground again that the dots stood for, or keep the dots drawn so far."""
        before = self._before
        if before.laid:
            before.laid = False
            for artist in before.ground:
                artist.set_visible(True)
        elif isinstance(renderer, RendererAgg) and before.is_whole:
            picture: Any = renderer
            before.plate_of(picture).keep(picture)
