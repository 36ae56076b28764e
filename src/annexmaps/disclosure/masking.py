"""Masked points: a true point is moved by a keyed hash of its commune and cell, the same way in every row, table and month."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from annexmaps.disclosure.point_lattice import (
    PLACE,
    CommuneLattice,
    Degrees,
    Donut,
    Whole,
    cells_at,
    degrees_of,
    lay_lattice,
    window_of,
)
from annexmaps.disclosure.point_safety import find_safe_points
from annexmaps.sources.boundaries import Boundaries

MASKED_COLUMNS = ("masked_longitude", "masked_latitude")
FEWEST_LOCALITIES = 10  # settled cells that a masked point may come from, where a list of localities says which are
FEWEST_CELLS = 25  # the same without a list: about 120 km² of the commune
LARGEST_COMMUNE = 5_000.0  # km²; in a larger one, without a list, nothing tells how far apart the villages lie
_KM2_OF_PLACE = 1.23  # at most, at the equator
_DOMAIN = "annexmaps masked point 1"  # another use of the same secret gives other numbers


@dataclass(frozen=True)
class PointMask:
    """How points are masked, and the secret without which no one can undo or repeat it."""

    secret: bytes = field(repr=False)  # 32 random bytes; in no output, message or error
    donut: Donut
    localities: Degrees | None = field(default=None, repr=False)  # longitudes and latitudes of known villages, (n, 2)
    # settled cells that a masked point may come from; without a list never fewer than FEWEST_CELLS
    fewest: int = FEWEST_LOCALITIES


def mask_points(table: pd.DataFrame, mask: PointMask, boundaries: Boundaries) -> pd.DataFrame:
    """Return `table` with MASKED_COLUMNS (EPSG:4326, whole hundredths of a degree), NaN where a row stays at its commune.

    `table` needs `commune_pcode`, `longitude` and `latitude`, missing where no point may be used. The rows are sorted by their
    masked points, so that their order tells nothing of the true ones.
    """
    shapes = dict(zip(boundaries.communes["pcode"], boundaries.communes.geometry, strict=True))
    given = table[table["longitude"].notna() & table["latitude"].notna() & table["commune_pcode"].isin(list(shapes))]
    masked = pd.DataFrame(np.nan, index=table.index, columns=list(MASKED_COLUMNS))
    for pcode, rows in given.groupby("commune_pcode", sort=True):
        points = rows[["longitude", "latitude"]].to_numpy(float)
        masked.loc[rows.index] = mask_in_commune(points, mask, pcode=str(pcode), commune=shapes[pcode])
    return table.join(masked).sort_values(list(MASKED_COLUMNS), kind="stable")


def mask_in_commune(points: Degrees, mask: PointMask, *, pcode: str, commune: BaseGeometry) -> Degrees:
    """Return the masked longitude and latitude of each of `points`, (n, 2), in one commune; NaN where none may be shown."""
    cells = cells_at(points[:, 0], points[:, 1])
    asked, which = np.unique(cells, axis=0, return_inverse=True)
    if mask.localities is None and commune.area / PLACE**2 * _KM2_OF_PLACE > LARGEST_COMMUNE:
        return np.full(points.shape, np.nan)
    lattice = lay_lattice(commune, mask.donut, localities=mask.localities)
    return _mask_cells(asked, lattice, mask, pcode=pcode)[which.ravel()]


def _mask_cells(asked: Whole, lattice: CommuneLattice, mask: PointMask, *, pcode: str) -> Degrees:
    fewest = mask.fewest if mask.localities is not None else max(mask.fewest, FEWEST_CELLS)
    safe = find_safe_points(lattice, fewest=fewest)
    known = {tuple(cell): position for position, cell in enumerate(lattice.cells.tolist())}
    masked = np.full((len(asked), 2), np.nan)
    for number, cell in enumerate(asked):
        position = known.get(tuple(cell.tolist()))
        # on schematic boundaries a point may lie outside the commune that it names
        if position is None or not safe.cells[position]:
            continue
        place = draw_place(cell, lattice, position, mask, pcode=pcode)
        if safe.places[place]:
            masked[number] = degrees_of(lattice.places[place])
    return masked


def draw_place(cell: Whole, lattice: CommuneLattice, position: int, mask: PointMask, *, pcode: str) -> int:
    """Return the position of the place that the `cell`, at `position` of `lattice`, moves to.

    It is the first of the cell's keyed draws that it may move to: every one has the same chance.
    """
    allowed = lattice.places_of(position)
    at = {tuple(place): int(number) for place, number in zip(lattice.places[allowed].tolist(), allowed, strict=True)}
    # draws from the donut's window, not from the allowed places: another survey of the border seldom changes the place
    return next(at[place] for place in _draws(cell, mask, pcode=pcode) if place in at)


def _draws(cell: Whole, mask: PointMask, *, pcode: str) -> Iterator[tuple[int, int]]:
    """Yield places of the window about `cell`, endlessly, in an order that only the secret tells."""
    columns, rows = window_of(cell, mask.donut)
    column, row = (int(number) for number in cell)
    number = 0
    while True:
        said = f"{_DOMAIN}|{pcode}|{column}|{row}|{number}".encode()
        drawn = hmac.digest(mask.secret, said, "sha256")
        east, north = (int.from_bytes(part) for part in (drawn[:16], drawn[16:]))
        yield 2 * column - columns + east % (2 * columns + 1), 2 * row - rows + north % (2 * rows + 1)
        number += 1
