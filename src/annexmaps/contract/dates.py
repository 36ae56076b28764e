"""Days and months written in words or figures: ISO, day first, month first where proved, Excel's serial days."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from annexmaps.contract import Problem, Severity
from annexmaps.contract.cells import Cells, shorten
from annexmaps.months import Month, parse_month
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Phrase, Words, languages

_CLOCK = (
    r"(?:[T ,]+\d{1,2}[:hH]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)"
)
_TIME = f"{_CLOCK}?"
_CLOCK_AT_END = re.compile(rf"{_CLOCK}$", re.ASCII)
_LEADING_WORD = re.compile(r"([^\W\d_]+)[., ]+")
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_FIGURES = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_CLOSED_UP = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)  # 20211103; 03112021 has no such month
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0 for every day after February 1900
_SERIALS = range(36526, 73051)  # days of 2000 to 2099
_MONTH_IN_FIGURES = re.compile(r"(0?[1-9]|1[0-2])[-/. ](\d{4})", re.ASCII)
_ORDINAL = re.compile(r"(?<=[0-9])(?:er|st|nd|rd|th)$")
_NOTHING_TELLS = Phrase("dates.nothing_tells")
_CENTURY = 2000  # of a year written with two figures


def read_days(cells: Cells, *, month: Month, refuse: bool = False) -> tuple[list[date | None], list[Problem]]:
    """Return the day of each cell, None where empty or unreadable, and what was noticed.

    A column of figures is read day first, unless a day above 12 in second place, or `month` alone, shows that it is
    month first; that is stated. A date that could be read both ways when nothing settles it, or not at all, is left out
    with a warning, or its row refused if `refuse`.
    """
    order, notes, why = _order(cells, month=month)
    severity, verdict = (Severity.REFUSED, "row") if refuse else (Severity.WARNING, "cell")
    days: list[date | None] = []
    problems = list(notes)
    for position, text in enumerate(cells.texts):
        readings = possible_days(text)
        days.append(_settle(readings, order))
        if text and days[-1] is None:
            fault = "both_ways" if readings else "unreadable"
            problems.append(cells.problem(f"date_{fault}_{verdict}", severity, position, why=why))
    return days, problems


def possible_days(text: str) -> tuple[date, ...]:
    """Return the days that `text` can mean: none, one, or two (day first, then month first)."""
    text = _without_weekday(text)
    if found := _ISO.fullmatch(text):
        return _real([(found[1], found[3], found[4])])
    if found := _CLOSED_UP.fullmatch(text):
        return _real([(found[1], found[2], found[3])])
    if found := _FIGURES.fullmatch(text):
        year = found[4] if len(found[4]) == len("2021") else str(_CENTURY + int(found[4]))
        return _real([(year, found[3], found[1]), (year, found[1], found[3])])
    if found := _SERIAL.fullmatch(text):
        days = int(found[1])
        return (_SERIAL_ZERO + timedelta(days=days),) if days in _SERIALS else ()
    return _in_words(text)


def without_clock(text: str) -> str:
    """Return a day written in figures without the time of day after it; any other text as it is."""
    bare = _CLOCK_AT_END.sub("", text)
    return bare if bare != text and (_ISO.fullmatch(bare) or _FIGURES.fullmatch(bare)) else text


def read_month(text: str) -> Month | None:
    """Return the month that `text` names: 2021-11, 11/2021, novembre 2021, or a day in it that reads one way only."""
    if month := parse_month(text):
        return month
    if found := _MONTH_IN_FIGURES.fullmatch(text):
        return Month(int(found[2]), int(found[1]))
    months = {Month(day.year, day.month) for day in possible_days(text) or _in_words(f"1 {text}")}
    return months.pop() if len(months) == 1 else None


def _order(cells: Cells, *, month: Month) -> tuple[str, list[Problem], Phrase]:
    """Return which figure comes first, "day", "month" or "" when nothing tells, what was noticed, and why nothing tells."""
    figures = [(at, text) for at, text in enumerate(map(_without_weekday, cells.texts)) if _FIGURES.fullmatch(text)]
    day_first = [at for at, text in figures if _first(text) > 12]
    month_first = [at for at, text in figures if _second(text) > 12]
    if day_first and month_first:
        values = {**_example(cells, day_first[0], "day"), **_example(cells, month_first[0], "month")}
        mixed = Problem("contract.dates_mixed", Severity.WARNING, *_where(cells), column=cells.header, values=values)
        return "", [mixed], Phrase("dates.mixed", values)
    if day_first or month_first:
        return (
            ("day", [], _NOTHING_TELLS) if day_first else ("month", [_note(cells, "dates_month_first")], _NOTHING_TELLS)
        )
    pairs = [readings for _, text in figures if len(readings := possible_days(text)) > 1]
    return *_order_by_month(cells, pairs, month), _NOTHING_TELLS


def _example(cells: Cells, position: int, order: str) -> dict[str, object]:
    return {f"{order}_first": shorten(cells.texts[position]), f"{order}_row": cells.rows[position]}


def _order_by_month(cells: Cells, pairs: list[tuple[date, ...]], month: Month) -> tuple[str, list[Problem]]:
    by_day = any(month.holds(pair[0]) for pair in pairs)
    by_month = any(month.holds(pair[1]) for pair in pairs)
    if by_day == by_month:
        return "", []
    order = "day" if by_day else "month"
    return order, [_note(cells, f"dates_{order}_first_by_month", month=month)]


def _note(cells: Cells, key: str, **values: object) -> Problem:
    return Problem(f"contract.{key}", Severity.NOTE, *_where(cells), column=cells.header, values=values)


def _where(cells: Cells) -> tuple[str, str, str]:
    return cells.table, cells.source.file, cells.source.sheet


def _settle(readings: tuple[date, ...], order: str) -> date | None:
    if len(readings) == 2:
        return {"day": readings[0], "month": readings[1]}.get(order)
    return readings[0] if readings else None


def _first(text: str) -> int:
    return int(re.split(r"\D", text, maxsplit=1)[0])


def _second(text: str) -> int:
    return int(re.split(r"\D", text, maxsplit=2)[1])


def _real(readings: Iterable[tuple[str, str, str]]) -> tuple[date, ...]:
    """Return the (year, month, day) of `readings` that exist in the calendar, each day once."""
    days = []
    for year, month, day in readings:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _without_weekday(text: str) -> str:
    found = _LEADING_WORD.match(text)
    return text[found.end() :] if found and fold(found[1]) in _days_of_week() else text


def _in_words(text: str) -> tuple[date, ...]:
    words = [word for word in fold(_CLOCK_AT_END.sub("", text)).split() if word not in _days_of_week()]
    months = [_month_names()[word] for word in words if word in _month_names()]
    figures = [_ORDINAL.sub("", word) for word in words if word not in _month_names()]
    # 3 novembre 2021, 1er nov. 2021, 3-Nov-21, November 3, 2021
    if len(months) != 1 or len(figures) != 2 or not all(re.fullmatch(r"[0-9]+", figure) for figure in figures):
        return ()
    day, year = figures
    year = year if len(year) == len("2021") else str(_CENTURY + int(year)) if len(year) == 2 else "0"
    return _real([(year, str(months[0]), day)]) if len(day) <= 2 else ()


@cache
def _month_names() -> dict[str, int]:
    lists = [Words(lang)(f"calendar.months_{number:02d}").split() for lang in languages() for number in range(1, 13)]
    return {fold(name): index % 12 + 1 for index, names in enumerate(lists) for name in names}


@cache
def _days_of_week() -> frozenset[str]:
    return frozenset(fold(name) for lang in languages() for name in Words(lang)("calendar.days").split())
