"""Counting: the rows of a long table, in one pass, by month, place and category; every row ends in a count or has a reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from annexmaps.contract import Problem
from annexmaps.errors import InputError
from annexmaps.months import Month, parse_month
from annexmaps.places.decided import judge_decisions
from annexmaps.places.gazetteer import COMMUNE, COUNTRY, make_gazetteer
from annexmaps.places.located import Accounting
from annexmaps.places.matching import last_coded_month
from annexmaps.places.placing import place_declaration
from annexmaps.production.many_rows.batch_columns import BatchColumns
from annexmaps.production.many_rows.categories import NO_CATEGORY, Categories
from annexmaps.production.many_rows.degrees import ReadPoints, points_in
from annexmaps.production.many_rows.listing import Listing, Reason
from annexmaps.production.many_rows.periods import MISSING, UNREADABLE, Periods
from annexmaps.production.many_rows.spellings import Numbers
from annexmaps.production.many_rows.tally import CATEGORIES, Tally
from annexmaps.production.many_rows.whereabouts import Whereabout, Whereabouts
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.decisions import FILE_NAME, DecisionLine, read_decisions
from annexmaps.sources.long_table import LongTable, batches_of, open_long_table

_TOO_MANY, _TOO_FEW = 1, 2  # cells of a line of text
_REFUSED_DAYS = {UNREADABLE: "contract.date_unreadable_row", MISSING: "contract.date_missing"}
_BOTH_WAYS = "contract.date_both_ways_row"


@dataclass(frozen=True)
class CountedRows:
    """A long table, counted."""

    boundaries: Boundaries
    counts: Mapping[tuple[Month, Whereabout, str], int]  # by month, unit (without reason) and category
    accounting: Accounting
    aggregated: Mapping[str, Reason]  # why rows count for a cercle or a région, by problem key
    listed: Mapping[str, Reason]  # why rows count nowhere
    remarks: Mapping[str, Reason]  # what was noticed about rows that count
    notes: tuple[Problem, ...]  # about the file


def count_rows(path: Path, *, boundaries: str | Path | None = None, month: Month | None = None) -> CountedRows:
    """Read the incidents table in `path` (CSV, Parquet, GeoParquet) once, and count its rows by month, place and category.

    The frame is that of `month`, else the last one with P-codes. Decisions kept beside the file, or beside the folder of the month that
    it is in, are followed; none is asked or written. InputError if the file cannot be used.
    """
    table = open_long_table(path)
    ground = load_boundaries(boundaries, month=month or parse_month(path.resolve().parent.name) or last_coded_month())
    count = _Count(table, ground)
    with batches_of(table) as batches:
        for batch in batches:
            count.add(batch)
    if not count.read:
        raise InputError("long_table.no_rows", file=path.name)
    return count.result()


@dataclass(frozen=True)
class _Batch:
    """The rows of a batch, each column as numbers."""

    rows: Numbers  # in the spreadsheet
    lines: Numbers  # what is odd about the line
    pairs: Numbers  # of category and type
    declared: Numbers
    periods: Numbers
    categories: Numbers
    places: Numbers
    by_point: NDArray[np.bool_]
    points: ReadPoints


class _Count:
    """What is known of the rows so far."""

    def __init__(self, table: LongTable, ground: Boundaries) -> None:
        gazetteer = make_gazetteer(ground)
        judged = judge_decisions(_decisions(table.path), gazetteer)
        self.table, self.ground, self.columns = table, ground, BatchColumns(table)
        self.periods, self.tally, self.read = Periods(), Tally(), 0
        headers = (table.header("category"), table.header("type"))
        self.categories = Categories(headers, file=table.path.name)
        self.places = Whereabouts(ground, lambda one: place_declaration(one, gazetteer, decided=judged.decided))
        self.listed, self.aggregated, self.remarks, self.both_ways = Listing(), Listing(), Listing(), Listing()
        self.notes = (*table.notes, *judged.problems)

    def add(self, arrived: pa.RecordBatch) -> None:
        """Count the rows of a batch."""
        batch = self._numbered(arrived)
        self.read += len(batch.rows)
        kept = self._refuse(batch)
        self.tally.add(batch.periods[kept], batch.places[kept], batch.categories[kept])
        self._note(batch, kept)

    def _numbered(self, arrived: pa.RecordBatch) -> _Batch:
        days, pairs, declared = (
            column(arrived) for column in (self.columns.days, self.columns.pairs, self.columns.declared)
        )
        self.periods.learn(self.columns.texts_of_days)
        self.categories.learn(self.columns.spelled_pairs)
        self.places.learn(self.columns.declarations)
        points = points_in(arrived, file=self.table.path.name)
        places, by_point = self.places.place(declared, points.longitudes, points.latitudes)
        periods, categories = np.array(self.periods.of_day)[days], np.array(self.categories.of_pair)[pairs]
        rows, lines = (arrived[name].to_numpy() for name in ("row", "line"))
        return _Batch(rows, lines, pairs, declared, periods, categories, places, by_point, points)

    def _refuse(self, batch: _Batch) -> NDArray[np.bool_]:
        """List the rows that count nowhere under the first reason that holds; return which count."""
        kept = batch.lines != _TOO_MANY
        self.listed.add("sources.too_many_in_line", batch.rows[~kept])
        for period, key in _REFUSED_DAYS.items():
            kept = self._list(key, batch, kept, batch.periods == period)
        kept = self._list("contract.no_category", batch, kept, batch.categories == NO_CATEGORY)
        # a row that says nothing but a point that cannot be read is told by that
        empty = np.array([one.reason == "place_empty" for one in self.places.kept])[batch.places]
        for number, keys in enumerate(batch.points.keys):
            if keys:
                kept = self._list(keys[0], batch, kept, empty & (batch.points.faults == number))
        nowhere = np.array([one.level == COUNTRY for one in self.places.kept])[batch.places]
        for place in np.unique(batch.places[kept & nowhere]).tolist():
            kept = self._list(f"places.{self.places.kept[place].reason}", batch, kept, batch.places == place)
        return kept

    def _list(self, key: str, batch: _Batch, kept: NDArray[np.bool_], faulty: NDArray[np.bool_]) -> NDArray[np.bool_]:
        self.listed.add(key, batch.rows[kept & faulty])
        return kept & ~faulty

    def _note(self, batch: _Batch, kept: NDArray[np.bool_]) -> None:
        """Keep what is to be said of rows that count."""
        rows = batch.rows[kept]
        reasons = [(f"places.{one.reason}",) if one.reason else () for one in self.places.kept]
        self.aggregated.add_each(batch.places[kept], reasons, rows)
        self.both_ways.add_each(batch.periods[kept], self.periods.open_days, rows)
        self.remarks.add_each(batch.declared[kept], self.places.remarks, rows)
        self.remarks.add_each(batch.pairs[kept], self.categories.remarks, rows)
        self.remarks.add("sources.too_few_in_line", batch.rows[kept & (batch.lines == _TOO_FEW)])
        for key in self.places.remarks_of_points:
            self.remarks.add(key, batch.rows[kept & batch.by_point])
        self.remarks.add_each(batch.points.faults[kept], batch.points.keys, rows)

    def result(self) -> CountedRows:
        """Return the counts, now that every day is known."""
        months = self.periods.settled(self.columns.texts_of_days, file=self.table.path.name)
        counts: Counter[tuple[Month, Whereabout, str]] = Counter()
        why: Counter[str] = Counter()
        for period, place, category, count in self.tally.lines():
            month, unit = months[period], self.places.kept[place]
            if month is None:
                self.listed.add_first(_BOTH_WAYS, self.both_ways.first(str(self.periods.kept[period])), count)
                continue
            counts[month, replace(unit, reason=""), CATEGORIES[category]] += count
            why[f"places.{unit.reason}"] += count if unit.reason else 0
        aggregated = {key: Reason(count, self.aggregated.first(key)) for key, count in why.items() if count}
        account = _account(counts, self.read)
        return CountedRows(
            self.ground, counts, account, aggregated, self.listed.reasons, self.remarks.reasons, self.notes
        )


def _account(counts: Mapping[tuple[Month, Whereabout, str], int], read: int) -> Accounting:
    mapped = sum(count for (_, unit, _), count in counts.items() if unit.level == COMMUNE)
    aggregated = sum(counts.values()) - mapped
    return Accounting(read, mapped, aggregated, read - mapped - aggregated)


def _decisions(path: Path) -> tuple[DecisionLine, ...]:
    folder = path.resolve().parent
    return read_decisions((folder.parent if parse_month(folder.name) else folder) / FILE_NAME)
