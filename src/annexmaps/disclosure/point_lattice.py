"""The lattice of a commune: the cells in which a village may lie, the places where a masked point may stand, and which are safe."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Degrees = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

PLACE = 0.01  # degrees between the places of masked points, about 1.1 km: their digits tell nothing
CELL = 2  # places across a cell, 0.02°: points of one village fall in one cell and move together
REACH = 1_600.0  # metres: the farthest that a point lies from the middle of its cell, 0.01° each way
_FINE = 100_000  # of 1e-7 degrees (a centimetre) in a place


@dataclass(frozen=True)
class Donut:
    """How near and how far from its true place a masked point may stand, in metres."""

    nearest: float
    farthest: float

    @property
    def round_cell(self) -> tuple[float, float]:
        """The same about the middle of the true point's cell: what is kept there is kept about every point of the cell."""
        return self.nearest + REACH, self.farthest - REACH


@dataclass(frozen=True)
class CommuneLattice:
    """The cells that touch a commune, and the places inside it to which each of them may move.

    `cells` and `places` are whole columns (east) and rows (north). `cell_of` and `place_of` are the pairs of a cell and a place in
    its donut, by position, in the order of the cells.
    """

    cells: Whole  # (n, 2)
    settled: Truths  # (n): a village may lie there
    places: Whole  # (m, 2)
    whole: Whole  # (n): places in each cell's donut, in or out of the commune
    cell_of: Whole
    place_of: Whole

    @property
    def room(self) -> Whole:
        """The places of each cell's donut that lie in the commune."""
        return np.bincount(self.cell_of, minlength=len(self.cells))

    def places_of(self, cell: int) -> Whole:
        """Return the positions of the places to which the cell at position `cell` may move."""
        first, last = np.searchsorted(self.cell_of, (cell, cell + 1))
        return self.place_of[first:last]


def cells_at(longitudes: Degrees, latitudes: Degrees) -> Whole:
    """Return the column and row of the cell of each point, (n, 2).

    Edges stand at odd halves of a place: rounding a coordinate to two decimals or more all but never changes its cell.
    """
    fine = np.rint(np.column_stack([longitudes, latitudes]) * (_FINE / PLACE)).astype(np.int64)
    return np.asarray((fine + _FINE // 2) // _FINE // CELL)


def degrees_of(places: Whole) -> Degrees:
    """Return the longitude and latitude of `places`, rounded to the lattice."""
    return np.asarray(np.round(places * PLACE, 2), dtype=float)


def lay_lattice(commune: BaseGeometry, donut: Donut, *, localities: Degrees | None = None) -> CommuneLattice:
    """Return the lattice of `commune` (EPSG:4326, full resolution).

    `localities` are longitudes and latitudes of known villages, (n, 2); without them every cell whose middle lies in the commune
    counts as settled.
    """
    west, south, east, north = commune.bounds
    first, last = cells_at(np.array([west, east]), np.array([south, north]))
    cells = _grid(first, last)
    cells = cells[shapely.intersects(commune, _squares(cells))]
    places = _grid(first * CELL, last * CELL + CELL - 1)
    at = degrees_of(places)
    places = places[shapely.contains_xy(commune, at[:, 0], at[:, 1])]
    whole, cell_of, place_of = _pairs(cells, places, donut)
    settled = _hold_middles(cells, commune) if localities is None else _hold_villages(cells, commune, localities)
    return CommuneLattice(cells, settled, places, whole, cell_of, place_of)


def distances(cells: Whole, places: Whole) -> Degrees:
    """Return whole metres (WGS 84) from the middles of `cells` to `places`, each (…, 2)."""
    apart = (places - _middles(cells)) * PLACE
    latitude = np.radians((places[..., 1] + _middles(cells)[..., 1]) * PLACE / 2)
    # lengths of a degree on the ellipsoid: series of the latitude, good to a metre
    of_latitude = 111_132.92 - 559.82 * np.cos(2 * latitude) + 1.175 * np.cos(4 * latitude)
    of_longitude = 111_412.84 * np.cos(latitude) - 93.5 * np.cos(3 * latitude) + 0.118 * np.cos(5 * latitude)
    # whole metres: the last bits of a cosine differ between machines
    return np.asarray(np.rint(np.hypot(apart[..., 0] * of_longitude, apart[..., 1] * of_latitude)))


def window_of(cell: Whole, donut: Donut) -> tuple[int, int]:
    """Return how many columns and rows of places each way hold the donut of a `cell`, whatever the commune."""
    _, farthest = donut.round_cell
    latitude = np.radians(min(abs(float(_middles(cell)[1])) * PLACE + 1.0, 85.0))
    return int(farthest / (PLACE * 110_000 * np.cos(latitude))) + 2, int(farthest / (PLACE * 110_000)) + 2


def _middles(cells: Whole) -> Degrees:
    return np.asarray(cells * CELL + (CELL - 1) / 2)


def _grid(first: Whole, last: Whole) -> Whole:
    columns, rows = (np.arange(first[axis], last[axis] + 1) for axis in (0, 1))
    return np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)


def _squares(cells: Whole) -> NDArray[np.object_]:
    low, high = (_middles(cells) + side * CELL / 2 for side in (-1, 1))
    return np.asarray(shapely.box(*(low * PLACE).T, *(high * PLACE).T))


def _hold_middles(cells: Whole, commune: BaseGeometry) -> Truths:
    return np.asarray(shapely.contains_xy(commune, *(_middles(cells) * PLACE).T))


def _hold_villages(cells: Whole, commune: BaseGeometry, localities: Degrees) -> Truths:
    own = localities[shapely.contains_xy(commune, localities[:, 0], localities[:, 1])]
    held = {tuple(cell) for cell in cells_at(own[:, 0], own[:, 1]).tolist()}
    return np.array([tuple(cell) in held for cell in cells.tolist()], dtype=bool)


def _pairs(cells: Whole, places: Whole, donut: Donut) -> tuple[Whole, Whole, Whole]:
    """Return the places in each cell's donut, and the pairs of cells and places in the commune."""
    # a table of the commune's places with room for every donut around, as one line: a place is then one number
    pad = np.max([window_of(cell, donut) for cell in (cells[0], cells[-1])], axis=0)
    low, high = cells.min(axis=0) * CELL - pad, (cells.max(axis=0) + 1) * CELL + pad
    width, height = (high - low + 1).tolist()
    table = np.full(width * height, -1, dtype=np.int64)
    table[_one_number(places - low, height)] = np.arange(len(places))
    wholes, place_of, counts = [], [], []
    # cells come row by row, and the donuts of a row are alike
    _, firsts, lengths = np.unique(cells[:, 1], return_index=True, return_counts=True)
    for first, length in zip(firsts, lengths, strict=True):
        ring = _one_number(_ring(cells[first], donut), height)
        at = table[_one_number(cells[first : first + length] * CELL - low, height)[:, None] + ring]
        wholes.append(np.full(length, len(ring)))
        counts.append((at >= 0).sum(axis=1))
        place_of.append(at[at >= 0])
    return np.concatenate(wholes), np.repeat(np.arange(len(cells)), np.concatenate(counts)), np.concatenate(place_of)


def _one_number(places: Whole, height: int) -> Whole:
    return np.asarray(places[..., 0] * height + places[..., 1])


def _ring(cell: Whole, donut: Donut) -> Whole:
    """Return the places in the donut of `cell`, counted from the cell's own first."""
    near, far = donut.round_cell
    columns, rows = window_of(cell, donut)
    offsets = _grid(np.array([-columns, -rows]), np.array([columns, rows]))
    apart = distances(cell, cell * CELL + offsets)
    return offsets[(near <= apart) & (apart <= far)]
