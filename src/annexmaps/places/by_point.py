"""Rows and their points: a row that names no commune takes that of its point; every other point is compared with the names."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from annexmaps.places.gazetteer import COMMUNE, COUNTRY
from annexmaps.places.point_faults import PointFault, diagnose_points, points_in_declared
from annexmaps.places.points import are_centroids, communes_at, parents_of
from annexmaps.sources.boundaries import Boundaries

# names say nothing below the parent: only then may a point place the row
UNNAMED = ("place_empty", "commune_empty", "pcode_above_commune")
_EXACT = ("localite", "")  # precisions under which a point claims to be where it happened


@dataclass(frozen=True)
class SettledPoints:
    """A table whose points have been used or compared, and what was found."""

    table: pd.DataFrame
    faults: Mapping[int, PointFault]  # by position in the table
    centroids: frozenset[int]  # positions of rows whose exact point is their commune's centroid

    def __contains__(self, position: object) -> bool:
        """Tell whether something was found about the point of the row at `position`."""
        return position in self.faults or position in self.centroids


def settle_points(table: pd.DataFrame, boundaries: Boundaries) -> SettledPoints:
    """Place by their point the rows of `table` that name no commune, and compare the other points with their names.

    Adds `point_pcode` (the commune at the point, "" if none) and `point_agrees`. A point is never used against a name.
    """
    if "latitude" not in table or not table["latitude"].notna().any():
        return SettledPoints(table.assign(point_pcode="", point_agrees=False), {}, frozenset())
    table = _place_unnamed(table, boundaries)
    agree = points_in_declared(table, boundaries)
    faults = _find_faults(table, agree, boundaries)
    east, north = table["longitude"].to_numpy(float), table["latitude"].to_numpy(float)
    copied = agree & are_centroids(east, north, table["commune_pcode"].to_numpy(object), boundaries)
    reasons = [_reason(row, faults.get(position)) for position, row in enumerate(_reasons_of(table))]
    table = table.assign(place_reason=reasons, point_agrees=agree & ~copied & (table["commune_pcode"] != "").to_numpy())
    exact = table["location_precision"].isin(_EXACT).to_numpy() if "location_precision" in table else True
    return SettledPoints(table, faults, frozenset(np.flatnonzero(copied & exact).tolist()))


def _place_unnamed(table: pd.DataFrame, boundaries: Boundaries) -> pd.DataFrame:
    """Give rows that named no commune the commune of their point, inside what they did name."""
    at_point = communes_at(table["longitude"].to_numpy(float), table["latitude"].to_numpy(float), boundaries)
    regions, cercles = parents_of(at_point, boundaries)
    unnamed = table["place_reason"].isin(UNNAMED).to_numpy() & (at_point != "")
    inside = ((table["region_pcode"] == "") | (table["region_pcode"] == regions)) & (
        (table["cercle_pcode"] == "") | (table["cercle_pcode"] == cercles)
    )
    by_point = unnamed & inside.to_numpy()
    outside = unnamed & ~by_point
    return table.assign(
        place_level=np.where(by_point, COMMUNE, table["place_level"]),
        place_how=np.where(by_point, "point", table["place_how"]),
        place_reason=np.where(by_point, "", np.where(outside, "point_outside_parent", table["place_reason"])),
        region_pcode=np.where(by_point, regions, table["region_pcode"]),
        cercle_pcode=np.where(by_point, cercles, table["cercle_pcode"]),
        commune_pcode=np.where(by_point, at_point, table["commune_pcode"]),
        point_pcode=at_point,
    )


def _find_faults(
    table: pd.DataFrame, agree: "np.ndarray[tuple[int], np.dtype[np.bool_]]", boundaries: Boundaries
) -> dict[int, PointFault]:
    given = table["latitude"].notna().to_numpy() & table["longitude"].notna().to_numpy()
    # where nothing is declared, only a point outside the country says anything
    declared = (table["place_level"] != COUNTRY).to_numpy() | (table["point_pcode"] == "").to_numpy()
    positions = np.flatnonzero(given & declared & ~agree)
    if not len(positions):
        return {}
    return dict(zip(positions.tolist(), diagnose_points(table.iloc[positions], boundaries), strict=True))


def _reasons_of(table: pd.DataFrame) -> list[tuple[str, int]]:
    return list(zip(table["place_reason"], table["place_level"], strict=True))


def _reason(row: tuple[str, int], fault: PointFault | None) -> str:
    """Let a point that should have said the commune say why it could not."""
    reason, level = row
    unused = reason in UNNAMED or reason == "point_outside_parent"
    if fault is None or level == COUNTRY or not unused or fault.key == "point_outside_declared":
        return reason
    return fault.key
