"""Located tables: every row with the unit it counts for, how that was found, and the reason where it is not a commune."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from annexmaps.contract import CheckedTable, Problem, Severity, SourceFile, rows_of
from annexmaps.months import Month
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Gazetteer, make_gazetteer
from annexmaps.places.placing import Declaration, Placement, place_declaration
from annexmaps.places.points import communes_at, points_agree
from annexmaps.sources.boundaries import Boundaries


@dataclass(frozen=True)
class Accounting:
    """Where the rows of a table ended: read = mapped + aggregated + listed."""

    read: int
    mapped: int  # at a commune, or better
    aggregated: int  # at a cercle or a région
    listed: int  # with a reason: refused by the contract, or without a usable place


@dataclass(frozen=True)
class LocatedTable:
    """A checked table whose rows have a place.

    Added columns: `place_level` (0 country, 1 région, 2 cercle, 3 commune), `place_how`, `place_reason` (problem key or ""),
    `place_name` (of a commune without polygon), `region_pcode`, `cercle_pcode`, `commune_pcode` ("" where not reached) and
    `point_agrees` (the row's own coordinates lie in its commune).
    """

    name: str
    source: SourceFile
    table: pd.DataFrame
    problems: tuple[Problem, ...]
    accounting: Accounting


@dataclass(frozen=True)
class LocatedMonth:
    """A month of located tables, those that the folder held, with the months before that were found beside it."""

    month: Month
    boundaries: Boundaries
    tables: Mapping[str, LocatedTable]
    problems: tuple[Problem, ...]  # of the folder as a whole
    example: bool  # fictitious data
    earlier: Mapping[Month, "LocatedMonth"] = field(default_factory=dict)


def locate_table(checked: CheckedTable, boundaries: Boundaries) -> LocatedTable:
    """Place every row of `checked` in `boundaries`: P-code, then names inside their parents, then coordinates."""
    placements = _place_rows(checked.table, make_gazetteer(boundaries))
    table = checked.table.assign(**_columns(placements))
    table = _place_by_point(table, boundaries) if _has_points(table) else table.assign(point_agrees=False)
    problems = (*checked.problems, *_problems(table, placements, checked))
    return LocatedTable(checked.name, checked.source, table, problems, _account(table, checked.rows_read))


def replace_rows(located: LocatedTable, table: pd.DataFrame, problems: tuple[Problem, ...]) -> LocatedTable:
    """Return `located` with `table` in place of its rows and `problems` added; rows left out of `table` count as listed."""
    return replace(
        located,
        table=table,
        problems=(*located.problems, *problems),
        accounting=_account(table, located.accounting.read),
    )


def _place_rows(table: pd.DataFrame, gazetteer: Gazetteer) -> list[Placement]:
    declared = [
        Declaration(*parts)
        for parts in zip(*(table[name] for name in ("region", "cercle", "commune", "pcode")), strict=True)
    ]
    placed = {declaration: place_declaration(declaration, gazetteer) for declaration in dict.fromkeys(declared)}
    return [placed[declaration] for declaration in declared]


def _columns(placements: list[Placement]) -> dict[str, list[Any]]:
    return {
        "place_level": [_level(placement) for placement in placements],
        "place_how": [placement.how for placement in placements],
        "place_reason": [placement.reason for placement in placements],
        "place_name": [
            placement.place.name if placement.reason == "commune_without_polygon" else "" for placement in placements
        ],
        "region_pcode": [placement.place.region_pcode for placement in placements],
        "cercle_pcode": [placement.place.cercle_pcode for placement in placements],
        "commune_pcode": [placement.place.commune_pcode for placement in placements],
    }


def _level(placement: Placement) -> int:
    # a commune without polygon counts for its cercle
    return (
        min(placement.place.admin_level, CERCLE)
        if placement.reason == "commune_without_polygon"
        else placement.place.admin_level
    )


def _has_points(table: pd.DataFrame) -> bool:
    return "latitude" in table and bool(table["latitude"].notna().any())


def _place_by_point(table: pd.DataFrame, boundaries: Boundaries) -> pd.DataFrame:
    """Give rows that named no commune the commune of their point, inside what they did name; compare the others with theirs."""
    longitudes, latitudes = table["longitude"].to_numpy(float), table["latitude"].to_numpy(float)
    at_point = communes_at(longitudes, latitudes, boundaries)
    communes = boundaries.communes.set_index("pcode")
    regions = communes["region_pcode"].reindex(at_point).fillna("").to_numpy()
    cercles = communes["cercle_pcode"].reindex(at_point).fillna("").to_numpy()
    unnamed = table["place_reason"].isin(["place_empty", "commune_empty", "pcode_above_commune"]).to_numpy() & (
        at_point != ""
    )
    inside = ((table["region_pcode"] == "") | (table["region_pcode"] == regions)) & (
        (table["cercle_pcode"] == "") | (table["cercle_pcode"] == cercles)
    )
    by_point = unnamed & inside.to_numpy()
    table = table.assign(
        place_level=np.where(by_point, COMMUNE, table["place_level"]),
        place_how=np.where(by_point, "point", table["place_how"]),
        place_reason=np.where(by_point, "", np.where(unnamed & ~inside, "point_outside_parent", table["place_reason"])),
        region_pcode=np.where(by_point, regions, table["region_pcode"]),
        cercle_pcode=np.where(by_point, cercles, table["cercle_pcode"]),
        commune_pcode=np.where(by_point, at_point, table["commune_pcode"]),
    )
    return table.assign(
        point_agrees=points_agree(longitudes, latitudes, table["commune_pcode"].to_numpy(object), boundaries)
    )


def _problems(table: pd.DataFrame, placements: list[Placement], checked: CheckedTable) -> list[Problem]:
    problems: list[Problem] = []
    for row, placement in zip(rows_of(table), placements, strict=True):
        declared = " / ".join(str(row[name]) for name in ("region", "cercle", "commune", "pcode") if row[name])
        keys = [*placement.warnings, *([row["place_reason"]] if row["place_reason"] else [])]
        if row["commune_pcode"] and pd.notna(row.get("latitude")) and not row["point_agrees"]:
            keys.append("point_outside_commune")
        problems += [_problem(key, row, declared, checked) for key in keys]
    return problems


def _problem(key: str, row: Mapping[str, Any], declared: str, checked: CheckedTable) -> Problem:
    unplaced = row["place_level"] == COUNTRY and key == row["place_reason"]
    severity = Severity.REFUSED if unplaced and checked.name in ("risk_index", "coverage") else Severity.WARNING
    source = checked.source
    return Problem(f"places.{key}", severity, checked.name, source.file, source.sheet, int(row["row"]), value=declared)


def _account(table: pd.DataFrame, rows_read: int) -> Accounting:
    mapped = int((table["place_level"] == COMMUNE).sum())
    aggregated = int(table["place_level"].isin([REGION, CERCLE]).sum())
    return Accounting(rows_read, mapped, aggregated, rows_read - mapped - aggregated)
