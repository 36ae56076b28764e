"""A released month cut to one région or cercle: the same released rows, fewer of them, and no number of any other origin."""

from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from annexmaps.disclosure.counting import Counts, count_rows
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import PCODE_COLUMNS
from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION
from annexmaps.places.located import Accounting
from annexmaps.sources.boundaries import Boundaries

_MOST_KEPT = 4  # boundary sets of one unit
_CUTS_KEPT = 64  # months of one unit: the cercles of a country


@lru_cache(maxsize=_CUTS_KEPT)
def cut_to_unit(release: ReleasedMonth, pcode: str, *, admin_level: int) -> ReleasedMonth:
    """Return what `release` holds of the région (1) or cercle (2) `pcode`.

    A row stays with the unit that the release left it: one that the release counts at the région is in no cercle's cut.
    Rows without that unit are in no cut, so the cuts of all units and `rows_outside_units` make the month.
    """
    # kept, since every annex has a page of the unit
    return _cut(release, pcode, admin_level)


def _cut(release: ReleasedMonth, pcode: str, admin_level: int) -> ReleasedMonth:
    column = PCODE_COLUMNS[admin_level]
    tables = {name: table[table[column] == pcode].reset_index(drop=True) for name, table in release.tables.items()}
    return replace(
        release,
        boundaries=_cut_boundaries(release.boundaries, pcode, admin_level),
        tables=tables,
        counts={name: _cut_counts(counts, name, tables[name], release) for name, counts in release.counts.items()},
        accounting={name: _account(table) for name, table in tables.items()},
        country_types={},  # told for the country only
        without_polygon=_without_polygon(release, pcode, column),
        monitors={code: count for code, count in release.monitors.items() if code == pcode},
        earlier={month: _cut(earlier, pcode, admin_level) for month, earlier in release.earlier.items()},
        unit_level=admin_level,
    )


def units_with_rows(release: ReleasedMonth, *, admin_level: int) -> frozenset[str]:
    """Return the P-codes of the units that hold a monitored commune, or a row that the edition may tell there."""
    column = PCODE_COLUMNS[admin_level]
    found: set[str] = set()
    for name, table in release.tables.items():
        if name == "coverage":
            table = table[table["status"].isin(("couvert", "suspendu"))]
        # in an edition of classes a page must not tell that a row is counted above the lowest level
        lowest = release.rules.lowest_level.get(name, COMMUNE)
        told = table if release.rules.rows else table[table["place_level"] == lowest]
        found |= set(told[column])
    return frozenset(found - {""})


def rows_outside_units(release: ReleasedMonth, table: str, *, admin_level: int, within: str = "") -> int:
    """Count the rows of `table` in no unit of `admin_level`; with the région `within`, those of that région only."""
    rows = release.tables[table]
    rows = rows[rows[PCODE_COLUMNS[admin_level]] == ""]
    return len(rows if not within else rows[rows[PCODE_COLUMNS[REGION]] == within])


# the months before are cut by the same unit
@lru_cache(maxsize=_MOST_KEPT)
def _cut_boundaries(boundaries: Boundaries, pcode: str, admin_level: int) -> Boundaries:
    column = PCODE_COLUMNS[admin_level]
    cercles, own = boundaries.cercles, "pcode" if admin_level == CERCLE else column
    cercles = _where(cercles, own, pcode)
    parents = {pcode} if admin_level == REGION else set(cercles["region_pcode"])
    return replace(
        boundaries,
        communes=_where(boundaries.communes, column, pcode),
        cercles=cercles,
        regions=boundaries.regions[boundaries.regions["pcode"].isin(parents)].reset_index(drop=True),
    )


def _where(units: gpd.GeoDataFrame, column: str, pcode: str) -> gpd.GeoDataFrame:
    return units[units[column] == pcode].reset_index(drop=True)


def _cut_counts(counts: Counts, name: str, table: pd.DataFrame, release: ReleasedMonth) -> Counts:
    if release.rules.rows:
        return count_rows(name, table, release.rules)
    # in classes the units keep theirs; a sum of them is told for the country and its régions only, and printed there
    here = set(table[PCODE_COLUMNS[counts.level]])
    return replace(counts, units={pcode: told for pcode, told in counts.units.items() if pcode in here}, regions={})


def _account(table: pd.DataFrame) -> Accounting:
    mapped = int((table["place_level"] == COMMUNE).sum())
    return Accounting(read=len(table), mapped=mapped, aggregated=len(table) - mapped, listed=0)


@lru_cache(maxsize=_MOST_KEPT)
def _names_without_polygon(boundaries: Boundaries, pcode: str, column: str) -> frozenset[str]:
    known = boundaries.without_polygon
    return frozenset(known.loc[known[column] == pcode, "name"]) if len(known) else frozenset()


def _without_polygon(release: ReleasedMonth, pcode: str, column: str) -> dict[str, tuple[str, ...]]:
    here = _names_without_polygon(release.boundaries, pcode, column)
    return {table: tuple(name for name in names if name in here) for table, names in release.without_polygon.items()}
