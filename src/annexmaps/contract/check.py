"""From a table of text to a table of values that keeps its contract: every cell parsed, every problem at once."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from annexmaps.contract import CheckedTable, Problem, RawTable, Severity
from annexmaps.contract.cells import Cells, read_codes, read_integers, read_numbers
from annexmaps.contract.dates import read_days
from annexmaps.contract.points import PointColumns, read_points
from annexmaps.contract.rules import (
    check_period,
    find_empty,
    find_empty_table,
    find_identical_rows,
    find_repeated_numbers,
    find_similar_rows,
    read_form_months,
    settle_categories,
)
from annexmaps.months import Month
from annexmaps.vocabulary.columns import layout

_WORST_FIRST = (Severity.REFUSED, Severity.WARNING, Severity.NOTE)
_DTYPES = {
    "day": "datetime64[s]", "number": "float64", "integer": "float64", "latitude": "float64", "longitude": "float64",
}  # fmt: skip


def check_table(raw: RawTable, positions: Mapping[str, int], *, month: Month) -> CheckedTable:
    """Return `raw` as values, without the rows that are refused; `positions` says where in `raw` each column was found.

    The table has every column of the contract, in its order, after `row`; rows read are the table's and the refused.
    """
    columns = _columns_of_cells(raw, positions)
    values, problems = _read_columns(columns, month=month)
    problems += _RULES[raw.name](columns, values, month)
    if raw.name != "risk_index":
        # two forms of one commune are told as that, the same or not
        problems = [*_tell_repeats(problems, find_identical_rows(raw)), *find_similar_rows(raw, positions)]
    everything = _worst_first([*raw.problems, *problems, *find_empty_table(raw)])
    return CheckedTable(raw.name, raw.source, _keep_sound_rows(raw, values, everything), everything, len(raw.rows))


def _columns_of_cells(raw: RawTable, positions: Mapping[str, int]) -> dict[str, Cells]:
    nothing = ("",) * len(raw.rows)
    columns = {}
    for name, column in layout(raw.name).columns.items():
        position = positions.get(name)
        texts = nothing if position is None else tuple(raw.cells[position].tolist())
        header = "" if position is None else raw.headers[position] or raw.tags[position]
        columns[name] = Cells(raw.name, raw.source, column, header, texts, raw.rows)
    return columns


def _read_columns(columns: Mapping[str, Cells], *, month: Month) -> tuple[dict[str, list[Any]], list[Problem]]:
    values: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for name, cells in columns.items():
        values[name], found = _READERS[cells.column.kind](cells, month)
        problems += found
    return values, problems


def _read_code_column(cells: Cells, _: Month) -> tuple[list[str], list[Problem]]:
    if cells.column.name == "category":
        return list(cells.texts), []  # settled together with the type
    return read_codes(cells, **_CODES_WITHOUT_BLANK.get(cells.column.name, {}))


def _check_incidents(columns: Mapping[str, Cells], values: dict[str, list[Any]], month: Month) -> list[Problem]:
    values["category"], problems = settle_categories(columns["category"], values["type"], written=columns["type"].texts)
    return [*problems, *_check_dated_places(columns, values, month)]


def _check_flash_alerts(columns: Mapping[str, Cells], values: dict[str, list[Any]], month: Month) -> list[Problem]:
    untold = find_empty(columns["kind"], "kind_empty", Severity.WARNING)
    return [*untold, *_check_dated_places(columns, values, month)]


def _check_risk_index(_: Mapping[str, Cells], __: dict[str, list[Any]], ___: Month) -> list[Problem]:
    return []


def _check_coverage(columns: Mapping[str, Cells], _: dict[str, list[Any]], __: Month) -> list[Problem]:
    return find_empty(columns["status"], "status_empty", Severity.REFUSED)


def _check_dated_places(columns: Mapping[str, Cells], values: dict[str, list[Any]], month: Month) -> list[Problem]:
    problems = check_period(columns["date"], values["date"], month=month)
    points = read_points(PointColumns(*(columns[name] for name in ("latitude", "longitude", "coordinates"))))
    values["latitude"], values["longitude"], misplaced = points
    return [*problems, *misplaced, *find_repeated_numbers(columns["number"])]


def _keep_sound_rows(raw: RawTable, values: Mapping[str, list[Any]], problems: tuple[Problem, ...]) -> pd.DataFrame:
    refused = {problem.row for problem in problems if problem.severity is Severity.REFUSED}
    # a cell with both coordinates has become the two columns
    kept = {name: column for name, column in layout(raw.name).columns.items() if column.kind != "point"}
    typed = {name: _series(values[name], column.kind) for name, column in kept.items()}
    table = pd.DataFrame({"row": pd.Series(raw.rows, dtype="int64"), **typed})
    return table[~table["row"].isin(list(refused))].reset_index(drop=True)


def _series(values: list[Any], kind: str) -> "pd.Series[Any]":
    if kind == "day":
        return pd.Series(np.array([_second(day) for day in values], dtype="datetime64[s]"))
    return pd.Series(values, dtype=_DTYPES.get(kind, "str"))


def _second(day: date | None) -> np.datetime64:
    return np.datetime64("NaT", "s") if day is None else np.datetime64(day, "s")


def _tell_repeats(problems: list[Problem], identical: list[Problem]) -> list[Problem]:
    """Return both, without the repeated numbers of rows that are repeated whole."""
    rows = {problem.row for problem in identical}
    kept = [problem for problem in problems if problem.key != "contract.repeated_number" or problem.row not in rows]
    return [*kept, *identical]


def _worst_first(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (_WORST_FIRST.index(problem.severity), problem.row or 0)))


_CODES_WITHOUT_BLANK: Mapping[str, Mapping[str, Any]] = {
    "kind": {"fault": "kind_unknown", "otherwise": "autre"},
    "verified": {"fault": "verified_unknown", "otherwise": "non"},
    "status": {"fault": "status_unknown", "severity": Severity.REFUSED},
}
_READERS: Mapping[str, Callable[[Cells, Month], tuple[list[Any], list[Problem]]]] = {
    "text": lambda cells, _: (list(cells.texts), []),
    "code": _read_code_column,
    "day": lambda cells, month: read_days(cells, month=month, refuse=cells.column.name == "date"),
    "month": lambda cells, month: read_form_months(cells, month=month),
    # kept as written until the rules of the office score it
    "answer": lambda cells, _: (list(cells.texts), []),
    "number": lambda cells, _: read_numbers(cells),
    "integer": lambda cells, _: read_integers(cells),
    # the three that make a point are read together
    "latitude": lambda cells, _: (list(cells.texts), []),
    "longitude": lambda cells, _: (list(cells.texts), []),
    "point": lambda cells, _: (list(cells.texts), []),
}
_RULES: Mapping[str, Callable[[Mapping[str, Cells], dict[str, list[Any]], Month], list[Problem]]] = {
    "incidents": _check_incidents,
    "flash_alerts": _check_flash_alerts,
    "risk_index": _check_risk_index,
    "coverage": _check_coverage,
}
