"""The pre-flight (contrôle): every problem of a month's tables, worst first, and where every row went."""

import json
from dataclasses import dataclass
from pathlib import Path

from annexmaps.contract import Problem, Severity
from annexmaps.errors import OutputError
from annexmaps.places.located import Accounting, LocatedMonth
from annexmaps.production.files import publish
from annexmaps.spec import ListSpec, Page
from annexmaps.words import Words

PREFLIGHT_FOLDER = "controle"
_WORST_FIRST = (Severity.REFUSED, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Preflight:
    """What was found in a month before any map is drawn."""

    month: str
    problems: tuple[Problem, ...]  # worst first, then by table and row
    accounts: dict[str, Accounting]

    @property
    def to_check(self) -> int:
        """How many problems are more than a note."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)

    @property
    def unmapped(self) -> int:
        """How many rows are listed with a reason instead of being mapped or aggregated."""
        return sum(account.listed for account in self.accounts.values())


def make_preflight(located: LocatedMonth) -> Preflight:
    """Return the pre-flight of `located`."""
    problems = [*located.problems, *(problem for table in located.tables.values() for problem in table.problems)]
    problems.sort(
        key=lambda problem: (_WORST_FIRST.index(problem.severity), problem.table, problem.key, problem.row or 0)
    )
    accounts = {name: table.accounting for name, table in located.tables.items()}
    return Preflight(str(located.month), tuple(problems), accounts)


def preflight_json(preflight: Preflight, *, lang: str) -> str:
    """Return the pre-flight for scripts."""
    return json.dumps(
        {
            "month": preflight.month,
            "rows": {name: account.__dict__ for name, account in preflight.accounts.items()},
            "problems": [_as_record(problem, lang) for problem in preflight.problems],
        },
        ensure_ascii=False,
        indent=2,
    )


def write_preflight(preflight: Preflight, month_folder: Path, *, lang: str) -> Path | None:
    """Write `controle/controle.xlsx` into `month_folder`; None if the folder cannot be written to."""
    from annexmaps.render.workbook import write_workbook

    path = month_folder / PREFLIGHT_FOLDER / "controle.xlsx"
    try:
        publish({path: write_workbook(preflight_sheet(preflight, lang=lang))})
    except OutputError:
        return None
    return path


def preflight_sheet(preflight: Preflight, *, lang: str) -> ListSpec:
    """Return the pre-flight as a list to print."""
    words = Words(lang)
    columns = tuple(
        words(f"preflight.{name}")
        for name in ("severity", "table", "file", "sheet_name", "row", "column", "value", "message")
    )
    rows = tuple(_as_row(problem, words) for problem in preflight.problems)
    accounts = tuple(_account_line(name, account, words) for name, account in preflight.accounts.items())
    page = Page(
        words("preflight.title", month=preflight.month),
        words("preflight.accounts"),
        words("sharing.internal"),
        notes=accounts,
    )
    return ListSpec(
        "", "controle", preflight.month, "internal", lang, page, columns, rows, (14, 16, 26, 14, 8, 20, 30, 110)
    )


def _as_row(problem: Problem, words: Words) -> tuple[str | int | float | None, ...]:
    severity = words(f"severity.{problem.severity}")
    table = words(f"table.{problem.table}") if problem.table else ""
    return (
        severity,
        table,
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        problem.value,
        problem.sentence(words.lang),
    )


def _account_line(name: str, account: Accounting, words: Words) -> str:
    return words("build.rows", table=words(f"table.{name}"), **account.__dict__)


def _as_record(problem: Problem, lang: str) -> dict[str, object]:
    return {
        "severity": problem.severity,
        "key": problem.key,
        "table": problem.table,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.sentence(lang),
    }
