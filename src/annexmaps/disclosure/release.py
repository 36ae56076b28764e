"""The release: of a located month, only the columns, counts and places that an edition may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from annexmaps.contract import SourceFile
from annexmaps.disclosure.counting import Counts, count_rows, counted_units
from annexmaps.disclosure.country_types import country_counts
from annexmaps.disclosure.covered import covered_communes
from annexmaps.disclosure.masking import MASKED_COLUMNS, PointMask, mask_points
from annexmaps.disclosure.point_lattice import Donut
from annexmaps.disclosure.rules import EditionRules
from annexmaps.disclosure.sensitive import coarsen, hidden_rows, hide_points, types_not_told
from annexmaps.errors import UsageError
from annexmaps.join import PCODE_COLUMNS
from annexmaps.kept import Kept
from annexmaps.months import Month
from annexmaps.places.gazetteer import COMMUNE
from annexmaps.places.located import Accounting, LocatedMonth, LocatedTable
from annexmaps.sources.boundaries import Boundaries

_ALONE: "Kept[ReleasedMonth]" = Kept(48)  # months without those before them, a year in four editions
_WITH_EARLIER: "Kept[ReleasedMonth]" = Kept(96)
PLACE_COLUMNS = ("place_level", *PCODE_COLUMNS.values())


@dataclass(frozen=True, eq=False)
class ReleasedMonth:
    """A month as one edition may know it; equal to itself only, so that what is made of it can be kept with it.

    `tables` hold PLACE_COLUMNS and the columns on the edition's allow-list; `incidents` and `flash_alerts` also `list_number`, the
    number that maps and lists share, and MASKED_COLUMNS if points are shown displaced, within `donut`. Where no rows leave, these two
    hold a line for each unit with rows: its places and the `low` and `high` end of its class. Numbers of rows are taken from `counts`,
    which tell as much of them as the edition may. `monitors` is the sum of monitors per région P-code, small cells left out.
    """

    month: Month
    boundaries: Boundaries
    rules: EditionRules
    tables: Mapping[str, pd.DataFrame]
    counts: Mapping[str, Counts]  # of incidents and flash alerts
    accounting: Mapping[str, Accounting]  # of the places that the edition tells, where it tells exact numbers
    sources: Mapping[str, SourceFile]
    country_types: Mapping[str, int]  # sensitive types told for the whole country only: how many violations
    without_polygon: Mapping[str, tuple[str, ...]]  # by table, communes named in the margin
    monitors: Mapping[str, int]
    cut_off: date  # last date in the tables, or the month's last day where the edition tells no days
    example: bool
    earlier: Mapping[Month, "ReleasedMonth"] = field(default_factory=dict)
    donut: Donut | None = None  # how near and far masked points stand; None: no masked points
    unit_level: int = 0  # 1 or 2: cut to one région or cercle (`cut.py`); 0: the whole country

    @property
    def tells_rows(self) -> bool:
        """Whether rows may be counted exactly: an edition of classes counts those of the whole country only."""
        return self.rules.rows or not self.unit_level


@dataclass(frozen=True)
class _Told:
    """The incidents as an edition may tell them, and what it tells beside their rows."""

    table: pd.DataFrame
    country_types: Mapping[str, int] = field(default_factory=dict)


def release(located: LocatedMonth, rules: EditionRules, *, mask: PointMask | None = None) -> ReleasedMonth:
    """Return what the edition of `rules` may hold of `located` and of the months before it.

    What is told of a month follows from that month alone, so that what is told of it later is the same. With `mask` the month's own
    points leave too, displaced; UsageError for an edition that has points of its own or may have none.
    """
    if mask is not None and rules.form != "counts":
        raise UsageError(f"points.{rules.edition}")
    key = (located.month, located.boundaries, *located.tables.items(), located.example, repr(rules))
    # nothing made with a secret is kept
    alone = _ALONE.get(key, lambda: _release(located, rules)) if mask is None else _release(located, rules, mask=mask)
    return with_earlier(alone, {month: release(earlier, rules) for month, earlier in located.earlier.items()})


def with_earlier(released: ReleasedMonth, earlier: Mapping[Month, ReleasedMonth]) -> ReleasedMonth:
    """Return `released` with the months `earlier` before it; the same for the same."""
    if not (earlier or released.earlier):
        return released
    if released.donut is not None:
        return replace(released, earlier=earlier)
    return _WITH_EARLIER.get((released, *earlier.items()), lambda: replace(released, earlier=earlier))


def _release(located: LocatedMonth, rules: EditionRules, *, mask: PointMask | None = None) -> ReleasedMonth:
    """Release `located` alone, without the months before it."""
    told = _incidents(located, rules)
    placed = {name: told.table if name == "incidents" else table.table for name, table in located.tables.items()}
    placed = {name: _cut_places(table, rules.lowest_level.get(name, COMMUNE)) for name, table in placed.items()}
    counts = {name: count_rows(name, table, rules) for name, table in placed.items() if name in rules.lowest_level}
    tables = {
        name: counted_units(counts[name], table)
        if name in counts and not rules.rows
        else _release_table(name, table, located.boundaries, rules, mask)
        for name, table in placed.items()
    }
    return ReleasedMonth(
        month=located.month,
        boundaries=located.boundaries,
        rules=rules,
        tables=tables,
        counts=counts,
        accounting={
            name: _account(table, tables[name])
            for name, table in located.tables.items()
            if rules.rows or name not in counts
        },
        sources={name: table.source for name, table in located.tables.items()},
        country_types=told.country_types,
        without_polygon={name: _without_polygon(table, rules) for name, table in located.tables.items()},
        monitors=_monitors(located.tables.get("coverage"), rules),
        cut_off=_cut_off(located) if rules.date == "day" else located.month.last_day,
        example=located.example,
        donut=mask.donut if mask is not None else None,
    )


def _incidents(located: LocatedMonth, rules: EditionRules) -> _Told:
    if "incidents" not in located.tables:
        return _Told(pd.DataFrame())
    incidents = hide_points(located.tables["incidents"].table, rules)
    if rules.is_internal:
        return _Told(incidents)
    coverage = located.tables["coverage"].table if "coverage" in located.tables else None
    told = coarsen(incidents, rules, covered_communes(coverage, located.boundaries))
    silent = types_not_told(incidents, told, rules)
    return _Told(
        told,
        country_types=country_counts(silent, smallest=rules.smallest_sensitive_cell) if rules.rows else {},
    )


def _release_table(
    name: str, table: pd.DataFrame, boundaries: Boundaries, rules: EditionRules, mask: PointMask | None
) -> pd.DataFrame:
    allowed = rules.columns[name]
    if "longitude" in allowed:
        table = _sound_points(table, decimals=rules.coordinate_decimals)
    elif mask is not None and rules.lowest_level.get(name) == COMMUNE:
        table, allowed = mask_points(_sound_points(table), mask, boundaries), (*allowed, *MASKED_COLUMNS)
    table = table[[*PLACE_COLUMNS, *allowed]]
    return _number(table, boundaries) if name in rules.lowest_level else table.reset_index(drop=True)


def _sound_points(table: pd.DataFrame, *, decimals: int = 7) -> pd.DataFrame:
    """Keep the coordinates of rows with a sound point of their own, rounded."""
    usable = table["point_agrees"] & table["location_precision"].isin(["localite", ""])
    points = {name: table[name].where(usable).round(decimals) for name in ("longitude", "latitude")}
    return table.assign(**points)


def _cut_places(table: pd.DataFrame, lowest_level: int) -> pd.DataFrame:
    """Tell no place below `lowest_level`."""
    below = {column: "" for level, column in PCODE_COLUMNS.items() if level > lowest_level}
    return table.assign(place_level=table["place_level"].clip(upper=lowest_level), **below)


def _account(located: LocatedTable, told: pd.DataFrame) -> Accounting:
    """Account for the rows by the places that are told: made coarser, they count above the commune."""
    account, mapped = located.accounting, int((told["place_level"] == COMMUNE).sum())
    return replace(account, mapped=mapped, aggregated=account.read - account.listed - mapped)


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


def _without_polygon(located: LocatedTable, rules: EditionRules) -> tuple[str, ...]:
    """Name the communes without polygon; outside the office none for a row whose commune is not told."""
    table = located.table
    if located.name in rules.lowest_level and not rules.is_internal:
        if not rules.rows or rules.lowest_level[located.name] < COMMUNE:
            return ()
        table = table[~hidden_rows(table, rules)] if located.name == "incidents" else table
    return tuple(sorted(set(table["place_name"]) - {""}))


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
