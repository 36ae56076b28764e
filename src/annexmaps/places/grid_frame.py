"""Cells of a grid in degrees: the cell of a point, and the cells that a line touches, never one too few."""

from dataclasses import dataclass

import numpy as np

from annexmaps.places.holding import Degrees, Positions

_RIM = 1.0  # cells of nothing around the grid: every point outside falls into them
_EDGE = 1e-6  # of the extent: how far the outer cells reach over it
_MARGIN = 1e-6  # cells: far more than rounding moves a point along a line, far less than a cell


@dataclass(frozen=True)
class Frame:
    """Where the cells lie. The cell of a point grows with its coordinates, so a line's cells lie between those of its ends."""

    west: float  # degrees, of the first cell inside the rim
    south: float
    per_degree_east: float  # cells
    per_degree_north: float
    columns: int  # with the rim
    rows: int

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    def cells_of(self, longitudes: Degrees, latitudes: Degrees) -> Positions:
        """Return the cell of each point; points outside and missing coordinates fall into the rim."""
        return self._rows_at(latitudes) * self.columns + self._columns_at(longitudes)

    def rows_of(self, cells: Positions) -> Positions:
        """Return the row of each of `cells`."""
        return cells // self.columns

    def centres_of(self, cells: Positions) -> tuple[Degrees, Degrees]:
        """Return the longitude and latitude of the middle of each of `cells`."""
        east, north = cells % self.columns, cells // self.columns
        longitudes = self.west + (east - _RIM + 0.5) / self.per_degree_east
        latitudes = self.south + (north - _RIM + 0.5) / self.per_degree_north
        return longitudes.astype(np.float64), latitudes.astype(np.float64)

    def cells_along(self, starts: Degrees, ends: Degrees) -> tuple[Positions, Positions]:
        """Return the cells that the lines from `starts` to `ends` (longitude, latitude) touch, and the position of the line of each.

        A few that a line only comes near may be among them, and a cell more than once.
        """
        step = np.array([1 / self.per_degree_east, 1 / self.per_degree_north])
        pieces = np.maximum(1, np.ceil(np.max(np.abs(ends - starts) / step, axis=1))).astype(int)
        lines = np.repeat(np.arange(len(starts)), pieces)
        number = np.arange(len(lines)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        way = (ends - starts)[lines] / pieces[lines, None]
        one, other = (starts[lines] + way * at[:, None] for at in (number, number + 1))
        low, high = np.minimum(one, other) - _MARGIN * step, np.maximum(one, other) + _MARGIN * step
        return self._cells_between(low, high, lines)

    def _cells_between(self, low: Degrees, high: Degrees, lines: Positions) -> tuple[Positions, Positions]:
        # a piece is no longer than a cell: with its margins it touches three columns and three rows at most
        west, east = self._columns_at(low[:, 0]), self._columns_at(high[:, 0])
        south, north = self._rows_at(low[:, 1]), self._rows_at(high[:, 1])
        touched, of = [], []
        for right in range(3):
            for up in range(3):
                there = (west + right <= east) & (south + up <= north)
                touched.append((south[there] + up) * self.columns + west[there] + right)
                of.append(lines[there])
        return np.concatenate(touched), np.concatenate(of)

    def _columns_at(self, longitudes: Degrees) -> Positions:
        return _cell_numbers(longitudes, self.west, self.per_degree_east, self.columns)

    def _rows_at(self, latitudes: Degrees) -> Positions:
        return _cell_numbers(latitudes, self.south, self.per_degree_north, self.rows)


def frame_around(bounds: Degrees, cells_across: int) -> Frame:
    """Return `cells_across` columns and rows of cells, and a rim, around `bounds` (west, south, east, north in degrees)."""
    west, south, east, north = (float(edge) for edge in bounds)
    # what lies on the edge lies inside
    margin = _EDGE * max(east - west, north - south, _EDGE)
    per_degree_east, per_degree_north = (
        cells_across / (high - low + 2 * margin) for low, high in ((west, east), (south, north))
    )
    across = cells_across + 2 * int(_RIM)
    return Frame(west - margin, south - margin, per_degree_east, per_degree_north, across, across)


def _cell_numbers(degrees: Degrees, first: float, per_degree: float, count: int) -> Positions:
    with np.errstate(over="ignore"):
        number = (degrees - first) * per_degree
    number += _RIM
    # fmin and fmax put what is no number at the limit: into the rim
    np.fmin(number, count - 1, out=number)
    np.fmax(number, 0, out=number)
    return number.astype(np.int32)
