"""The release: of a located month, only the columns, counts and places that an edition may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from annexmaps.contract import SourceFile
from annexmaps.disclosure.rules import EditionRules
from annexmaps.disclosure.sensitive import protect_places
from annexmaps.months import Month
from annexmaps.places.located import Accounting, LocatedMonth, LocatedTable
from annexmaps.sources.boundaries import Boundaries

PLACE_COLUMNS = ("place_level", "region_pcode", "cercle_pcode", "commune_pcode")


@dataclass(frozen=True)
class ReleasedMonth:
    """A month as one edition may know it.

    `tables` hold PLACE_COLUMNS and the columns on the edition's allow-list; `incidents` and `flash_alerts` also `list_number`, the
    number that maps and lists share. `monitors` is the sum of monitors per région P-code, small cells left out.
    """

    month: Month
    boundaries: Boundaries
    rules: EditionRules
    tables: Mapping[str, pd.DataFrame]
    accounting: Mapping[str, Accounting]
    sources: Mapping[str, SourceFile]
    protected: int  # violations of sensitive types whose place was made coarser
    without_polygon: Mapping[str, tuple[str, ...]]  # by table, communes named in the margin
    monitors: Mapping[str, int]
    cut_off: date  # last date in the tables, or the month's last day
    example: bool
    earlier: Mapping[Month, "ReleasedMonth"] = field(default_factory=dict)


def release(located: LocatedMonth, rules: EditionRules) -> ReleasedMonth:
    """Return what the edition of `rules` may hold of `located` and of the months before it."""
    tables = {name: _release_table(table, located.boundaries, rules) for name, table in located.tables.items()}
    return ReleasedMonth(
        month=located.month,
        boundaries=located.boundaries,
        rules=rules,
        tables=tables,
        accounting={name: table.accounting for name, table in located.tables.items()},
        sources={name: table.source for name, table in located.tables.items()},
        protected=_count_protected(located, tables),
        without_polygon={name: _without_polygon(table) for name, table in located.tables.items()},
        monitors=_monitors(located.tables.get("coverage"), rules),
        cut_off=_cut_off(located),
        example=located.example,
        earlier={month: release(earlier, rules) for month, earlier in located.earlier.items()},
    )


def _release_table(located: LocatedTable, boundaries: Boundaries, rules: EditionRules) -> pd.DataFrame:
    allowed = rules.columns[located.name]
    table = protect_places(located.table, rules) if located.name == "incidents" else located.table
    if "longitude" in allowed:
        usable = table["point_agrees"] & table["location_precision"].isin(["localite", ""])
        table = table.assign(longitude=table["longitude"].where(usable), latitude=table["latitude"].where(usable))
    table = table[[*PLACE_COLUMNS, *allowed]]
    return _number(table, boundaries) if located.name in ("incidents", "flash_alerts") else table.reset_index(drop=True)


def _number(table: pd.DataFrame, boundaries: Boundaries) -> pd.DataFrame:
    """Sort by place and then by the shown columns only, so that the order tells nothing that the columns do not."""
    names = {pcode: name for level in (boundaries.regions, boundaries.cercles, boundaries.communes)
             for pcode, name in zip(level["pcode"], level["name"], strict=True)}  # fmt: skip
    order = pd.DataFrame(
        {column: table[column].map(lambda pcode: names.get(pcode, "~")) for column in PLACE_COLUMNS[1:]}
    )
    shown = [name for name in ("date", "category", "type", "kind", "verified", "number") if name in table]
    keys = order.join(table[shown])
    table = table.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)
    return table.assign(list_number=range(1, len(table) + 1))


def _without_polygon(located: LocatedTable) -> tuple[str, ...]:
    return tuple(sorted(set(located.table["place_name"]) - {""}))


def _count_protected(located: LocatedMonth, tables: Mapping[str, pd.DataFrame]) -> int:
    if "incidents" not in tables:
        return 0
    before, after = located.tables["incidents"].table["place_level"], tables["incidents"]["place_level"]
    return int((before == 3).sum() - (after == 3).sum())


def _monitors(coverage: LocatedTable | None, rules: EditionRules) -> dict[str, int]:
    if coverage is None:
        return {}
    active = coverage.table[(coverage.table["status"] == "couvert") & (coverage.table["region_pcode"] != "")]
    sums = active.groupby("region_pcode")["monitors"].sum()
    return {str(pcode): int(total) for pcode, total in sums.items() if total >= max(rules.smallest_monitor_cell, 1)}


def _cut_off(located: LocatedMonth) -> date:
    dates = [
        table.table["date"].max() for table in located.tables.values() if "date" in table.table and len(table.table)
    ]
    known = [day.date() for day in dates if pd.notna(day)]
    return max(known, default=located.month.last_day)
