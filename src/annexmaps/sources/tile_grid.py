"""The square tiles of web maps: which of them cover a rectangle of the ground, and how fine they are."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

MERCATOR = "EPSG:3857"
_HALF = 20037508.342789244  # metres: half the side of the Web Mercator square
_DOTS = 256  # of a tile, across

Rectangle = tuple[float, float, float, float]  # west, south, east, north, Web Mercator metres


@dataclass(frozen=True)
class TileGrid:
    """A block of tiles of one zoom; column 0 is at 180° west, row 0 at 85° north."""

    zoom: int
    column: int
    row: int
    columns: int
    rows: int

    @property
    def count(self) -> int:
        """How many tiles."""
        return self.columns * self.rows

    @property
    def tile_metres(self) -> float:
        """The side of a tile, Web Mercator metres."""
        return float(2 * _HALF / 2**self.zoom)

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left corner, Web Mercator metres."""
        return self.column * self.tile_metres - _HALF, _HALF - self.row * self.tile_metres

    def tiles(self) -> Iterator[tuple[int, int]]:
        """Return column and row of each tile, from the upper left."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield column, row


def grid_over(ground: Rectangle, *, zoom: int) -> TileGrid:
    """Return the tiles of `zoom` that cover `ground`."""
    west, south, east, north = ground
    side, last = 2 * _HALF / 2**zoom, 2**zoom - 1
    first, final = (min(last, max(0, math.floor((x + _HALF) / side))) for x in (west, east))
    top, bottom = (min(last, max(0, math.floor((_HALF - y) / side))) for y in (north, south))
    return TileGrid(zoom, first, top, final - first + 1, bottom - top + 1)


def finest_grid(ground: Rectangle, *, metres: float, most: int, highest: int) -> TileGrid:
    """Return the coarsest grid over `ground` whose dots are at most `metres` wide; coarser where that takes over `most` tiles."""
    wanted = math.ceil(math.log2(2 * _HALF / (_DOTS * metres)))
    zoom = max(0, min(wanted, highest))
    while zoom and grid_over(ground, zoom=zoom).count > most:
        zoom -= 1
    return grid_over(ground, zoom=zoom)
