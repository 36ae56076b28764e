"""Periods: the month of each row, where days that can be read two ways wait until the whole column has been seen."""

from datetime import date

from annexmaps.contract import SourceFile
from annexmaps.contract.cells import Cells
from annexmaps.contract.dates import possible_days, read_days, without_clock
from annexmaps.months import Month
from annexmaps.production.many_rows.spellings import Spellings
from annexmaps.vocabulary.columns import layout

UNREADABLE, MISSING = 0, 1  # numbers of no period
_NO_MONTH = Month(9999, 12)  # holds no day: a column of a year has no month that could tell day from month


class Days(Spellings):
    """The distinct days of a column, without times of day."""

    def spelled(self, text: str) -> str:
        """Return `text` without the time of day."""
        return without_clock(text)


class Periods:
    """The period of each distinct day: its month, or the day itself while it can be read two ways."""

    def __init__(self) -> None:
        self.of_day: list[int] = [MISSING]  # by the number of the day's spelling; the first is the empty cell
        self.kept: list[Month | str] = ["", ""]  # by the period's number; a text is a day that can be read two ways
        self._numbers: dict[Month | str, int] = {}

    def learn(self, texts: list[str]) -> None:
        """Read the days of `texts` that are new since the last time."""
        for text in texts[len(self.of_day) :]:
            readings = possible_days(text)
            months = {Month(day.year, day.month) for day in readings}
            self.of_day.append(self._number(months.pop() if len(readings) == 1 else text) if readings else UNREADABLE)

    @property
    def open_days(self) -> list[tuple[str, ...]]:
        """By the period's number, the day that can still be read two ways."""
        return [() if isinstance(kept, Month) or not kept else (kept,) for kept in self.kept]

    def settled(self, texts: list[str], *, file: str) -> list[Month | None]:
        """Return the month of each period now that all `texts` are known, None where nothing tells day from month."""
        column = layout("incidents").columns["date"]
        cells = Cells("incidents", SourceFile(file, "", ""), column, "", tuple(texts), tuple(range(len(texts))))
        days = dict(zip(texts, read_days(cells, month=_NO_MONTH)[0], strict=True))
        return [kept if isinstance(kept, Month) else _month(days.get(kept)) for kept in self.kept]

    def _number(self, period: Month | str) -> int:
        number = self._numbers.setdefault(period, len(self.kept))
        if number == len(self.kept):
            self.kept.append(period)
        return number


def _month(day: object) -> Month | None:
    return Month(day.year, day.month) if isinstance(day, date) else None
