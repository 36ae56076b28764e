"""Rules that look at more than one cell: period, category and type, repeated rows and numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from annexmaps.contract import Problem, RawTable, Severity
from annexmaps.contract.cells import Cells, find_category, known_answers, shorten
from annexmaps.contract.dates import read_month
from annexmaps.months import Month
from annexmaps.vocabulary import category_of_type
from annexmaps.words import Phrase

_NUMBERS = ("number", "incident_number")  # columns in which two lines of one fact may differ


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


def settle_categories(
    cells: Cells, types: Sequence[str], *, written: Sequence[str] = ()
) -> tuple[list[str], list[Problem]]:
    """Return each violation's category, from its own cell or else from its type; refuse rows that have neither.

    `types` are codes, `written` the same as the file spells them.
    """
    spelt = written or types
    settled = [_settle_category(cells, position, code, spelt[position]) for position, code in enumerate(types)]
    problems = [problem for _, problem in settled if problem]
    if not cells.header and any(types):
        where = (cells.table, cells.source.file, cells.source.sheet)
        problems.append(Problem("contract.categories_from_types", Severity.NOTE, *where))
    return [category for category, _ in settled], problems


def find_empty(cells: Cells, fault: str, severity: Severity) -> list[Problem]:
    """Return the problem `fault` for each empty cell."""
    known = known_answers(cells.column.terms)
    return [cells.problem(fault, severity, at, known=known) for at, text in enumerate(cells.texts) if not text]


def find_empty_table(raw: RawTable) -> list[Problem]:
    """Note that a table has no row: a month without violations and a file that nobody filled in look the same."""
    if raw.rows:
        return []
    return [Problem("contract.empty_table", Severity.NOTE, raw.name, raw.source.file, raw.source.sheet)]


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


def find_similar_rows(raw: RawTable, positions: Mapping[str, int]) -> list[Problem]:
    """Warn of each row that differs from a row above in its numbers only; `positions` says where the columns are.

    A broken line is left out: its cells are not where they should be.
    """
    broken = {problem.row for problem in raw.problems if problem.severity is Severity.REFUSED}
    numbers = [positions[name] for name in _NUMBERS if name in positions]
    if not numbers:
        return []
    told = [raw.cells[position].tolist() for position in raw.cells if position not in numbers]
    numbered = [raw.cells[position].tolist() for position in numbers]
    first: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
    problems = []
    for row, cells, own in zip(raw.rows, zip(*told, strict=True), zip(*numbered, strict=True), strict=False):
        above, numbers_above = first.setdefault(cells, (row, own))
        if above != row and numbers_above != own and row not in broken:
            where = (raw.name, raw.source.file, raw.source.sheet, row)
            problems.append(Problem("contract.similar_row", Severity.WARNING, *where, values={"first": above}))
    return problems


def find_repeated_numbers(cells: Cells) -> list[Problem]:
    """Warn of each number that a row above has already."""
    first: dict[str, int] = {}
    problems = []
    for position, (text, row) in enumerate(zip(cells.texts, cells.rows, strict=True)):
        if text and (above := first.setdefault(text, row)) != row:
            problems.append(cells.problem("repeated_number", Severity.WARNING, position, first=above))
    return problems


def _settle_category(cells: Cells, position: int, type_code: str, written: str) -> tuple[str, Problem | None]:
    text = cells.texts[position]
    category, kind = find_category(text) if text else None, shorten(written)
    implied = category_of_type(type_code) if type_code else ""
    if category and implied and category != implied:
        values = {"category": category, "implied": implied, "type": kind}
        return category, cells.problem("category_contradicts", Severity.WARNING, position, **values)
    if category or not implied:
        return category or "", None if category else _without_category(cells, position, kind)
    if not cells.header:
        return implied, None
    fault = "category_from_type" if text else "category_empty"
    return implied, cells.problem(fault, Severity.WARNING, position, implied=implied, type=kind)


def _without_category(cells: Cells, position: int, kind: str) -> Problem:
    text = shorten(cells.texts[position])
    values = {
        "category": Phrase("no_category.category_unknown" if text else "no_category.category_empty", {"value": text}),
        "type": Phrase("no_category.type_unknown" if kind else "no_category.type_empty", {"value": kind}),
    }
    return cells.problem("no_category", Severity.REFUSED, position, **values)
