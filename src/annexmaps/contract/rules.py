"""Rules that look at more than one cell: period, category and type, repeated rows and numbers."""

from collections.abc import Sequence
from datetime import date

from annexmaps.contract import Problem, RawTable, Severity
from annexmaps.contract.cells import Cells, find_category
from annexmaps.contract.dates import read_month
from annexmaps.months import Month
from annexmaps.vocabulary import category_of_type


def check_period(cells: Cells, days: Sequence[date | None], *, month: Month) -> list[Problem]:
    """Refuse the rows without a date and those dated outside `month`."""
    problems = []
    for position, (text, day) in enumerate(zip(cells.texts, days, strict=True)):
        if not text:
            problems.append(cells.problem("date_missing", Severity.REFUSED, position))
        elif day is not None and not month.holds(day):
            problems.append(
                cells.problem("out_of_period", Severity.REFUSED, position, day=day.isoformat(), month=month)
            )
    return problems


def read_form_months(cells: Cells, *, month: Month) -> tuple[list[str], list[Problem]]:
    """Return the month of each form as YYYY-MM, empty if not given; refuse the forms of another month than `month`."""
    months = [read_month(text) for text in cells.texts]
    problems = []
    for position, (text, found) in enumerate(zip(cells.texts, months, strict=True)):
        if text and found is None:
            problems.append(cells.problem("month_unreadable", Severity.REFUSED, position, month=month))
        elif found is not None and found != month:
            problems.append(cells.problem("other_month", Severity.REFUSED, position, month=month))
    return [str(found) if found else "" for found in months], problems


def settle_categories(cells: Cells, types: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """Return each violation's category, from its own cell or else from its type; refuse rows that have neither."""
    settled = [_settle_category(cells, position, code) for position, code in enumerate(types)]
    problems = [problem for _, problem in settled if problem]
    if not cells.header and any(types):
        where = (cells.table, cells.source.file, cells.source.sheet)
        problems.append(Problem("contract.categories_from_types", Severity.NOTE, *where))
    return [category for category, _ in settled], problems


def find_empty(cells: Cells, fault: str, severity: Severity) -> list[Problem]:
    """Return the problem `fault` for each empty cell."""
    return [cells.problem(fault, severity, position) for position, text in enumerate(cells.texts) if not text]


def find_identical_rows(raw: RawTable) -> list[Problem]:
    """Warn of each row whose cells all equal those of a row above."""
    first: dict[tuple[str, ...], int] = {}
    problems = []
    columns = [raw.cells[position].tolist() for position in raw.cells]
    for row, cells in zip(raw.rows, zip(*columns, strict=True), strict=False):
        if (above := first.setdefault(cells, row)) != row:
            where = (raw.name, raw.source.file, raw.source.sheet, row)
            problems.append(Problem("contract.identical_row", Severity.WARNING, *where, values={"first": above}))
    return problems


def find_repeated_numbers(cells: Cells) -> list[Problem]:
    """Warn of each number that a row above has already."""
    first: dict[str, int] = {}
    problems = []
    for position, (text, row) in enumerate(zip(cells.texts, cells.rows, strict=True)):
        if text and (above := first.setdefault(text, row)) != row:
            problems.append(cells.problem("repeated_number", Severity.WARNING, position, first=above))
    return problems


def _settle_category(cells: Cells, position: int, type_code: str) -> tuple[str, Problem | None]:
    text = cells.texts[position]
    category = find_category(text) if text else None
    implied = category_of_type(type_code) if type_code else ""
    if category and implied and category != implied:
        return category, cells.problem(
            "category_contradicts", Severity.WARNING, position, category=category, implied=implied
        )
    if category or not implied:
        return category or "", None if category else cells.problem("no_category", Severity.REFUSED, position)
    if not cells.header:
        return implied, None
    fault = "category_from_type" if text else "category_empty"
    return implied, cells.problem(fault, Severity.WARNING, position, implied=implied)
