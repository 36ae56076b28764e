"""Located tables: every row with the unit it counts for, how that was found, and the reason where it is not a commune."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from annexmaps.contract import CheckedTable, Problem, RawTable, SourceFile
from annexmaps.months import Month
from annexmaps.places.asked import Asked, ask_person
from annexmaps.places.by_point import settle_points
from annexmaps.places.declarations import Declaration, Placement
from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION, Gazetteer, make_gazetteer
from annexmaps.places.placing import NOTHING_DECIDED, Decided, place_declaration
from annexmaps.places.repeated_points import find_repeated_points
from annexmaps.places.row_problems import place_problems
from annexmaps.sources.boundaries import Boundaries


@dataclass(frozen=True)
class Accounting:
    """Where the rows of a table ended: read = mapped + aggregated + listed."""

    read: int
    mapped: int  # at a commune, or better
    aggregated: int  # at a cercle or a région
    listed: int  # with a reason: refused by the contract, or without a usable place


@dataclass(frozen=True, eq=False)
class LocatedTable:
    """A checked table whose rows have a place; equal to itself only, so that what is made of it can be kept with it.

    Added columns: `place_level` (0 country, 1 région, 2 cercle, 3 commune), `place_how`, `place_reason` (problem key or ""),
    `place_name` (of a commune without polygon), `region_pcode`, `cercle_pcode`, `commune_pcode` ("" where not reached),
    `point_pcode` (the commune at the row's coordinates, "" if none) and `point_agrees` (they lie in the row's commune and are
    not just its centroid).
    """

    name: str
    source: SourceFile
    table: pd.DataFrame
    problems: tuple[Problem, ...]
    accounting: Accounting
    asked: tuple[Asked, ...] = ()  # what a person must decide
    raw: RawTable | None = None  # the file's cells, for the audit of what is made from them


@dataclass(frozen=True)
class LocatedMonth:
    """A month of located tables, those that the folder held, with the months before that were found beside it."""

    month: Month
    boundaries: Boundaries
    tables: Mapping[str, LocatedTable]
    problems: tuple[Problem, ...]  # of the folder as a whole
    example: bool  # fictitious data
    earlier: Mapping[Month, "LocatedMonth"] = field(default_factory=dict)


def locate_table(
    checked: CheckedTable,
    boundaries: Boundaries,
    *,
    gazetteer: Gazetteer | None = None,
    decided: Decided = NOTHING_DECIDED,
) -> LocatedTable:
    """Place every row of `checked` in `boundaries`: P-code, then names inside their parents, then coordinates.

    `gazetteer` is the one of `boundaries`, made here if it is not given; `decided` is what a person decided for it.
    """
    places = gazetteer or make_gazetteer(boundaries)
    placements = _place_rows(checked.table, places, decided)
    settled = settle_points(checked.table.assign(**_columns(placements)), boundaries)
    asked = ask_person(settled.table, placements, places)
    told = place_problems(settled, placements, checked, gazetteer=places, boundaries=boundaries, asked=asked)
    return LocatedTable(
        checked.name,
        checked.source,
        settled.table,
        (*checked.problems, *told, *find_repeated_points(settled.table, checked)),
        _account(settled.table, checked.rows_read),
        asked,
        checked.raw,
    )


def replace_rows(located: LocatedTable, table: pd.DataFrame, problems: tuple[Problem, ...]) -> LocatedTable:
    """Return `located` with `table` in place of its rows and `problems` added; rows left out of `table` count as listed."""
    return replace(
        located,
        table=table,
        problems=(*located.problems, *problems),
        accounting=_account(table, located.accounting.read),
    )


def _place_rows(table: pd.DataFrame, gazetteer: Gazetteer, decided: Decided) -> list[Placement]:
    declared = [
        Declaration(*parts)
        for parts in zip(*(table[name] for name in ("region", "cercle", "commune", "pcode")), strict=True)
    ]
    placed = {one: place_declaration(one, gazetteer, decided=decided) for one in dict.fromkeys(declared)}
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


def _account(table: pd.DataFrame, rows_read: int) -> Accounting:
    mapped = int((table["place_level"] == COMMUNE).sum())
    aggregated = int(table["place_level"].isin([REGION, CERCLE]).sum())
    return Accounting(rows_read, mapped, aggregated, rows_read - mapped - aggregated)
