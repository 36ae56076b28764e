"""The report's tables II and III: violations by category and by région, month by month, with totals, shares and change."""

from collections.abc import Mapping, Sequence

import pandas as pd

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.months import Month, number_label, share_label
from annexmaps.products.counts import GAP, months_held, region_names, signed_label
from annexmaps.spec import SideTable, Trend, YearReport
from annexmaps.theme import Theme
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words

CATEGORIES = codes("category")


def year_report(release: ReleasedMonth, words: Words, theme: Theme) -> YearReport | None:
    """Return tables II (category × month) and III (région × month) of the year up to the month, and their trend; None without incidents.

    A month that is not there is a gap, never 0. Shares are of this month's total, changes against the month before.
    """
    if "incidents" not in release.tables:
        return None
    months = months_held(release, "incidents")
    tables = {month: (release if month == release.month else release.earlier[month]).tables["incidents"] for month in months}
    names = region_names(release)
    by_category = _counts(tables, "category", list(CATEGORIES))
    regions = sorted({pcode for table in tables.values() for pcode in table["region_pcode"]}, key=lambda pcode: names.get(pcode, "~"))
    by_region = _counts(tables, "region_pcode", regions)
    labels = {code: f"{code} · {label('category', code, lang=words.lang)}" for code in CATEGORIES}
    places = {pcode: names.get(pcode, words("map.no_region")) for pcode in regions}
    year = _year(release.month)
    colours = theme.colours.categories
    return YearReport(
        tables=(
            _table(words("report.table_ii", year=release.month.year), by_category, labels, year, words),
            _table(words("report.table_iii", year=release.month.year), by_region, places, year, words),
        ),
        trend=Trend(
            words("report.trend", year=release.month.year),
            tuple(str(month) for month in year),
            tuple(
                (labels[code], colours[code], tuple(None if month not in tables else int(by_category.at[code, month]) for month in year))
                for code in CATEGORIES
            ),
        ),
        note=words("report.note"),
    )


def _year(last: Month) -> list[Month]:
    return [Month(last.year, number) for number in range(1, last.number + 1)]


def _counts(tables: Mapping[Month, pd.DataFrame], column: str, keys: Sequence[str]) -> pd.DataFrame:
    counted = {month: table[column].value_counts() for month, table in tables.items()}
    return pd.DataFrame(counted).reindex(list(keys)).fillna(0).astype(int)


def _table(
    title: str, counts: pd.DataFrame, labels: Mapping[str, str], year: Sequence[Month], words: Words
) -> SideTable:
    rows = [_row(labels[key], counts.loc[key], counts, year, words) for key in counts.index]
    total = _row(words("map.total"), counts.sum(), counts, year, words)
    from babel.dates import format_date

    names = [format_date(month.first_day, "LLL", locale=words.lang) for month in year]
    head = ("", *names, words("report.year"), words("report.share"), words("map.change"))
    return SideTable(title, head, (*rows, total), total_row=True)


def _row(name: str, numbers: pd.Series, counts: pd.DataFrame, year: Sequence[Month], words: Words) -> tuple[str, ...]:
    cells = [number_label(int(numbers[month]), lang=words.lang) if month in counts else GAP for month in year]
    this, all_of_it = int(numbers[year[-1]]), int(counts[year[-1]].sum())
    share = share_label(this / all_of_it, lang=words.lang) if all_of_it else GAP
    before = signed_label(this - int(numbers[year[-2]]), words) if len(year) > 1 and year[-2] in counts else GAP
    return (name, *cells, number_label(int(numbers.sum()), lang=words.lang), share, before)
