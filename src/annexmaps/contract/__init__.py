"""What passes between reading and placing: raw tables, checked tables, and every problem met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

import pandas as pd

from annexmaps.words import Words, in_language


class Severity(StrEnum):
    """What a problem did to its row, worst first."""

    REFUSED = "refused"  # the row is listed with this reason and neither counted nor mapped
    WARNING = "warning"  # the row is kept; a cell was left empty, repaired, or needs a look
    NOTE = "note"  # nothing was lost; the officer should know


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a table; `key` names its sentence, `problem.<key>` in the vocabulary."""

    key: str
    severity: Severity
    table: str  # incidents, flash_alerts, risk_index, coverage
    file: str = ""  # file name, without folder
    sheet: str = ""
    row: int | None = None  # row number as the spreadsheet shows it
    column: str = ""  # header as the file spells it
    value: str = ""  # the cell as read
    values: Mapping[str, object] = field(default_factory=dict)  # other values for the sentence

    def wrong(self, lang: str) -> str:
        """Return what is wrong, in `lang`."""
        values = in_language({"column": self.column, "value": self.value, "row": self.row or "", **self.values}, lang)
        return Words(lang)(f"problem.{self.key}", **values)

    def sentence(self, lang: str) -> str:
        """Return what is wrong, what was done and what to do, in `lang`."""
        parts = (self.wrong(lang), what_was_done(self.key, lang=lang), what_to_do(self.key, lang=lang))
        return " ".join(part for part in parts if part)


def what_was_done(key: str, *, lang: str) -> str:
    """Return what is done about every problem `key`, in `lang`; empty if nothing is said of it."""
    words = Words(lang)
    return words(f"problem_done.{key}") if words.has(f"problem_done.{key}") else ""


def what_to_do(key: str, *, lang: str) -> str:
    """Return what the officer is to do about a problem `key`, in `lang`; empty if nothing is said of it."""
    words = Words(lang)
    return words(f"problem_todo.{key}") if words.has(f"problem_todo.{key}") else ""


@dataclass(frozen=True)
class SourceFile:
    """Where a table came from."""

    file: str  # file name, without folder
    sheet: str  # empty unless the file is a workbook
    sha256: str  # of the file's bytes

    @property
    def shown(self) -> str:
        """The file, and the sheet if there is one, as a reader sees them."""
        return f"{self.file} › {self.sheet}" if self.sheet else self.file


@dataclass(frozen=True)
class RawTable:
    """A table as text: every cell a stripped string, empty where the file has nothing."""

    name: str
    source: SourceFile
    headers: tuple[str, ...]  # as the file spells them
    cells: pd.DataFrame  # columns 0..n-1 in the order of `headers`, strings only
    rows: tuple[int, ...]  # spreadsheet row number of each line of `cells`
    problems: tuple[Problem, ...] = ()  # the rows refused here are still in `cells`
    tags: tuple[str, ...] = ()  # HXL tags in the order of `headers`, empty if the file has none


@dataclass(frozen=True)
class CheckedTable:
    """A table of values that keeps its contract.

    `table` has the contract's columns, all of them, and `row`, the spreadsheet's row number; texts are "" and
    numbers NaN where a cell was empty. Rows read are the rows of `table` and the rows that `refused` names, each once.
    """

    name: str
    source: SourceFile
    table: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    raw: RawTable | None = None  # the file's cells, for the audit of what is made from them

    @property
    def refused(self) -> dict[int, Problem]:
        """The first problem of each refused row, by row number."""
        reasons = [
            problem for problem in self.problems if problem.severity is Severity.REFUSED and problem.row is not None
        ]
        return {problem.row: problem for problem in reversed(reasons) if problem.row is not None}


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `table` as dictionaries by column name."""
    return cast(list[dict[str, Any]], table.to_dict("records"))
