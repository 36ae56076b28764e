"""The report's tables II and III: violations by category and by région, month by month, with totals, shares and change."""

from collections.abc import Mapping, Sequence

import pandas as pd

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import count_values
from annexmaps.months import Month, number_label, share_label, short_month_name
from annexmaps.products.counts import GAP, months_held, region_names, signed_label
from annexmaps.spec import SideTable, Trend, YearReport
from annexmaps.theme import Theme
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words

CATEGORIES = codes("category")

_Counts = Mapping[Month, Mapping[str, int]]  # by month, of each class


def year_report(release: ReleasedMonth, words: Words, theme: Theme) -> YearReport | None:
    """Return tables II (category × month) and III (région × month) of the year up to the month, and their trend; None without incidents.

    None also where no rows leave: the tables are exact, and categories are not told there at all.
    A month that is not there is a gap, never 0. Shares are of this month's total, changes against the month before.
    """
    if "incidents" not in release.tables or not release.rules.rows:
        return None
    months = months_held(release, "incidents")
    tables = {
        month: (release if month == release.month else release.earlier[month]).tables["incidents"] for month in months
    }
    names = region_names(release)
    by_category = _counts(tables, "category", list(CATEGORIES))
    regions = sorted(
        {pcode for table in tables.values() for pcode in table["region_pcode"]}, key=lambda pcode: names.get(pcode, "~")
    )
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
                (
                    labels[code],
                    colours[code],
                    tuple(by_category[month][code] if month in tables else None for month in year),
                )
                for code in CATEGORIES
            ),
        ),
        note=words("report.note"),
    )


def _year(last: Month) -> list[Month]:
    return [Month(last.year, number) for number in range(1, last.number + 1)]


def _counts(tables: Mapping[Month, pd.DataFrame], column: str, keys: Sequence[str]) -> _Counts:
    return {month: count_values(table[column], keys) for month, table in tables.items()}


def _table(title: str, counts: _Counts, labels: Mapping[str, str], year: Sequence[Month], words: Words) -> SideTable:
    totals = {month: sum(by_class.values()) for month, by_class in counts.items()}
    by_class = {key: {month: numbers[key] for month, numbers in counts.items()} for key in labels}
    rows = [_row(labels[key], by_class[key], totals, year, words) for key in labels]
    total = _row(words("map.total"), totals, totals, year, words)
    names = [short_month_name(month, lang=words.lang) for month in year]
    head = ("", *names, words("report.year"), words("report.share"), words("map.change"))
    return SideTable(title, head, (*rows, total), total_row=True)


def _row(
    name: str, numbers: Mapping[Month, int], totals: Mapping[Month, int], year: Sequence[Month], words: Words
) -> tuple[str, ...]:
    cells = [number_label(numbers[month], lang=words.lang) if month in numbers else GAP for month in year]
    this, before = year[-1], year[-1].previous
    share = share_label(numbers[this] / totals[this], lang=words.lang) if totals[this] else GAP
    change = signed_label(numbers[this] - numbers[before], words) if before in numbers else GAP
    return (name, *cells, number_label(sum(numbers.values()), lang=words.lang), share, change)
