"""A calendar month, such as 2021-11, and how French and English write months, dates and numbers."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MOST_KEPT = 5_000  # numbers as written: the counts of a month come back in tables, legends and pages


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int  # 1 to 12

    def __str__(self) -> str:
        """Return the month as in a folder's name: 2021-11."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date.fromordinal(self.next.first_day.toordinal() - 1)

    def holds(self, day: date) -> bool:
        """Tell whether `day` falls in the month."""
        return (day.year, day.month) == (self.year, self.number)


def parse_month(text: str) -> Month | None:
    """Return the month that `text` names as YYYY-MM, or None."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    return Month(int(found[1]), int(found[2])) if found else None


def month_label(month: Month, *, lang: str) -> str:
    """Return `month` as a title writes it: Novembre 2021, November 2021."""
    from babel.dates import format_date

    label = format_date(month.first_day, "LLLL y", locale=lang)
    return label[:1].upper() + label[1:]


def month_name(month: Month, *, lang: str) -> str:
    """Return the name of `month` without its year, as in a sentence: novembre, November."""
    from babel.dates import format_date

    return format_date(month.first_day, "LLLL", locale=lang)


def month_in_text(month: Month, *, lang: str) -> str:
    """Return `month` as it stands within a sentence: novembre 2021, November 2021."""
    return f"{month_name(month, lang=lang)} {month.year}"


def short_month_name(month: Month, *, lang: str) -> str:
    """Return the name of `month` as a table's head writes it: nov., Nov."""
    from babel.dates import format_date

    return format_date(month.first_day, "LLL", locale=lang)


def day_label(day: date, *, lang: str) -> str:
    """Return `day` in words: 1er novembre 2021, 30 November 2021."""
    from babel.dates import format_date

    # the locale data of French have no ordinal for the first of the month
    pattern = "d'er' MMMM y" if lang == "fr" and day.day == 1 else "d MMMM y"
    return format_date(day, pattern, locale=lang)


@lru_cache(maxsize=_MOST_KEPT, typed=True)
def number_label(value: float, *, lang: str) -> str:
    """Return `value` with the language's separators: 6 039 (narrow no-break space) or 6,039."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=lang)


def signed_number(value: float, *, lang: str) -> str:
    """Return `value` with its sign, a true minus: +165, −12, 0."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number_label(abs(value), lang=lang)}"


@lru_cache(maxsize=_MOST_KEPT, typed=True)
def share_label(share: float, *, lang: str, digits: int = 1) -> str:
    """Return a `share` of one as a percentage: 52,7 %."""
    from babel.numbers import format_percent

    pattern = format_percent(0, locale=lang).replace("0", "0." + "0" * digits) if digits else None
    return format_percent(share, format=pattern, locale=lang, decimal_quantization=True)
