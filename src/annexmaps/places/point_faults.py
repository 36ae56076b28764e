"""What is wrong with a point that is not where its row says: swapped, sign lost, zero, out of the country."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION
from annexmaps.places.holding import Degrees
from annexmaps.places.points import Codes, communes_at, points_agree
from annexmaps.sources.boundaries import Boundaries

ZERO = 0.01  # degrees: both coordinates this small are an empty device, not a place
_UNITS = {
    COMMUNE: ("commune_pcode", "communes"),
    CERCLE: ("cercle_pcode", "cercles"),
    REGION: ("region_pcode", "regions"),
}


@dataclass(frozen=True)
class PointFault:
    """Why a point cannot be used as it is."""

    key: str  # problem key: point_swapped, point_sign_lost, point_zero, point_outside_country, point_outside_declared
    latitude: float  # of the corrected point, NaN if there is none
    longitude: float


# tried in this order against the declared unit; a correction is only ever told, never used
_Correction = Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]
_CORRECTIONS: tuple[tuple[str, _Correction], ...] = (
    ("point_sign_lost", lambda east, north: (-east, north)),
    ("point_sign_lost", lambda east, north: (east, -north)),
    ("point_sign_lost", lambda east, north: (-east, -north)),
    ("point_swapped", lambda east, north: (north, east)),
    ("point_swapped", lambda east, north: (-north, east)),
    ("point_swapped", lambda east, north: (north, -east)),
)


def points_in_declared(table: pd.DataFrame, boundaries: Boundaries) -> NDArray[np.bool_]:
    """Tell for each row of `table` whether its point lies in the smallest unit it is placed in; never without either.

    `table` has longitude, latitude, place_level and the three P-code columns.
    """
    return _agree(table, table["longitude"].to_numpy(float), table["latitude"].to_numpy(float), boundaries)


def diagnose_points(table: pd.DataFrame, boundaries: Boundaries) -> list[PointFault]:
    """Say for each row of `table`, whose point is not in the unit it is placed in, what is wrong with the point."""
    east, north = table["longitude"].to_numpy(float), table["latitude"].to_numpy(float)
    keys = np.full(len(table), "", dtype=object)
    corrected = np.full((len(table), 2), np.nan)
    keys[(np.abs(east) < ZERO) & (np.abs(north) < ZERO)] = "point_zero"
    for key, correct in _CORRECTIONS:
        open_rows = np.flatnonzero(keys == "")
        if not len(open_rows):
            break
        longitudes, latitudes = correct(east[open_rows], north[open_rows])
        right = open_rows[_agree(table.iloc[open_rows], longitudes, latitudes, boundaries)]
        keys[right] = key
        corrected[right] = np.column_stack(correct(east[right], north[right]))
    rest = np.flatnonzero(keys == "")
    at_point = communes_at(east[rest], north[rest], boundaries)
    keys[rest] = np.where(at_point == "", "point_outside_country", "point_outside_declared")
    return [PointFault(key, latitude, longitude) for key, (longitude, latitude) in zip(keys, corrected, strict=True)]


def _agree(table: pd.DataFrame, longitudes: Degrees, latitudes: Degrees, boundaries: Boundaries) -> NDArray[np.bool_]:
    agree = np.zeros(len(table), dtype=bool)
    deepest = _deepest_level(table)
    for level, (column, units) in _UNITS.items():
        rows = np.flatnonzero(deepest == level)
        if len(rows):
            pcodes: Codes = table[column].to_numpy(object)[rows]
            agree[rows] = points_agree(longitudes[rows], latitudes[rows], pcodes, boundaries, units=units)
    return agree


def _deepest_level(table: pd.DataFrame) -> NDArray[np.int_]:
    levels = [np.where(table[column] != "", level, 0) for level, (column, _) in _UNITS.items()]
    return np.asarray(np.max(levels, axis=0), dtype=int)
