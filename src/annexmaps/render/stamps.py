"""Stamps: what letters and lines cover of a picture, kept from one page to the next.

A stamp holds how far each dot is covered, and lays its colours by the very arithmetic of the renderer (Agg's blending of 8-bit
colours over an opaque ground), so that the dots are the same as if the shapes were drawn there.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg

_ROOM = 10_000_000  # dots in all stamps together, some 80 MB
_BESIDE = 2  # dots beside the extent of a shape that its edge may reach
_FULL = 255  # of the coverage of a dot, and of a colour

Extent = tuple[float, float, float, float]  # left, bottom, right, top, in dots


@dataclass(frozen=True)
class Coat:
    """One colour over what a shape covers."""

    colour: tuple[float, ...]  # opaque, 0 to 1
    draw: Callable[[Any], None]  # draws the shape with a renderer


@dataclass(frozen=True)
class Stamp:
    """The dots that some coats of colour change, by their number in the picture, row by row, from the place it is laid at."""

    covered: np.ndarray  # dots that nothing shines through
    colours: np.ndarray  # of these, as the picture holds them
    edges: np.ndarray  # dots that their ground shines through
    coats: tuple[
        tuple[np.ndarray, tuple[np.ndarray, ...]], ...
    ]  # of the edges: 256 × coverage; tables of red, green and blue

    @property
    def size(self) -> int:
        """How many dots it changes."""
        return len(self.covered) + len(self.edges)

    def lay(self, picture: Any, at: int = 0) -> None:
        """Lay the stamp on `picture`, which is opaque, from its dot number `at`."""
        dots = dots_of(picture)
        dots[self.covered + np.intp(at)] = self.colours
        edges = self.edges + np.intp(at)
        ground = dots[edges]
        channels = [((ground >> shift) & _FULL).astype(np.uint8) for shift in (0, 8, 16)]
        for coverage, tables in self.coats:
            channels = [table[coverage | channel] for table, channel in zip(tables, channels, strict=True)]
        dots[edges] = _packed(channels)


class Stamps:
    """The stamps of a process; those used longest ago leave when there is no room for another."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Stamp, Any]] = {}
        self._room = _ROOM

    def get(self, key: Hashable, make: Callable[[], Stamp], *, held: Any = None) -> Stamp:
        """Return the stamp under `key`, which holds all that `make` makes it from.

        `held` is kept with it, so that the number of a thing in the key stays its own.
        """
        if key in self._kept:
            self._kept[key] = self._kept.pop(key)
            return self._kept[key][0]
        stamp = make()
        self._kept[key] = (stamp, held)
        self._room -= stamp.size
        while self._room < 0:
            self._room += self._kept.pop(next(iter(self._kept)))[0].size
        return stamp


STAMPS = Stamps()


def make_stamp(picture: Any, coats: Sequence[Coat], extent: Extent) -> Stamp:
    """Return what `coats`, one over another, change of a picture as large as `picture`; their shapes lie in `extent`."""
    width, height = int(picture.width), int(picture.height)
    left, bottom, right, top = extent
    rows = slice(max(0, height - ceil(top) - _BESIDE), max(0, height - floor(bottom) + _BESIDE))
    columns = slice(max(0, floor(left) - _BESIDE), max(0, ceil(right) + _BESIDE))
    sheet = _sheet(width, height, float(picture.dpi))
    window = dots_of(sheet).reshape(height, width)[rows, columns]
    drawn = []
    for coat in coats:
        coat.draw(sheet)
        # on an empty sheet the alpha channel holds how far each dot is covered
        drawn.append(
            (
                ((window >> 24) << 8).astype(np.uint16),
                tuple(_blended(round(channel * _FULL)) for channel in coat.colour[:3]),
            )
        )
        window[:] = 0
    return _stamp_of(drawn, first=rows.start * width + columns.start, width=width)


def _stamp_of(drawn: Sequence[tuple[np.ndarray, tuple[np.ndarray, ...]]], *, first: int, width: int) -> Stamp:
    touched = np.nonzero(np.bitwise_or.reduce([coverage for coverage, _ in drawn]))
    coats = [(coverage[touched], tables) for coverage, tables in drawn]
    dots = (first + touched[0] * width + touched[1]).astype(np.int32)
    # a dot that was covered once stays so, in a colour that is known
    covered = np.logical_or.reduce([coverage == _FULL << 8 for coverage, _ in coats])
    channels = [np.zeros(len(dots), np.uint8)] * 3
    for coverage, tables in coats:
        channels = [table[coverage | channel] for table, channel in zip(tables, channels, strict=True)]
    edges = tuple((coverage[~covered], tables) for coverage, tables in coats)
    return Stamp(dots[covered], _packed(channels)[covered], dots[~covered], edges)


@lru_cache(maxsize=1)
def _sheet(width: int, height: int, dpi: float) -> Any:
    return RendererAgg(width, height, dpi)  # type: ignore[no-untyped-call]


def dots_of(picture: Any) -> np.ndarray:
    """Return the dots of `picture` themselves, row by row, 32 bits each."""
    return np.asarray(picture.buffer_rgba()).view("<u4").reshape(-1)


def _packed(channels: Sequence[np.ndarray]) -> np.ndarray:
    red, green, blue = (channel.astype(np.uint32) for channel in channels)
    return red | (green << 8) | (blue << 16) | np.uint32(_FULL << 24)


@lru_cache(maxsize=256)
def _blended(colour: int) -> np.ndarray:
    """Return what a channel becomes under `colour`, at 256 × coverage + what it was (Agg's plain blending over alpha 255)."""
    coverage, ground = np.meshgrid(np.arange(256), np.arange(256), indexing="ij")
    blended = (((colour << 8) - ground * _FULL) * coverage + ((ground * _FULL) << 8)) // ((_FULL << 8) + coverage)
    blended[_FULL] = colour
    return blended.reshape(-1).astype(np.uint8)
