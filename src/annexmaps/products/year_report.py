"""The report's tables II and III: violations by category and by région, month by month, with totals, shares and change."""

from collections.abc import Mapping, Sequence

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import Told, add_up
from annexmaps.months import Month, share_label, short_month_name
from annexmaps.products.counts import GAP, region_names, signed_label
from annexmaps.products.year_counts import CATEGORIES, YearCounts, count_categories, count_regions
from annexmaps.spec import SideTable, Trend, YearReport
from annexmaps.theme import Theme
from annexmaps.vocabulary import label
from annexmaps.words import Words


def year_report(release: ReleasedMonth, words: Words, theme: Theme) -> YearReport | None:
    """Return the tables of the year up to the month of `release` and their trend; None without incidents.

    Table II (category × month) and the trend are made where the edition tells rows; table III (région × month) tells as much of each
    total as the release does. A month that is not there is a gap, never 0. Shares are of the month's total, changes against the
    month before; neither is told where a total is not.
    """
    if "incidents" not in release.tables:
        return None
    regions = count_regions(release)
    names = {**region_names(release), "": words("map.no_region")}
    table_iii = _table("report.table_iii", regions, names, words)
    if not release.rules.rows:
        return YearReport((table_iii,), None, " ".join((words("report.note"), words("map.told"))))
    categories = count_categories(release)
    labels = category_labels(words)
    table_ii = _table("report.table_ii", categories, labels, words)
    return YearReport((table_ii, table_iii), _trend(categories, labels, theme, words), words("report.note"))


def category_labels(words: Words) -> dict[str, str]:
    """Return the letter and the name of each category, as the rows of tables are headed."""
    return {code: f"{code} · {label('category', code, lang=words.lang)}" for code in CATEGORIES}


def _table(title: str, year: YearCounts, labels: Mapping[str, str], words: Words) -> SideTable:
    rows = [_row(labels[key], told, year, words) for key, told in year.classes.items()]
    names = [short_month_name(month, lang=words.lang) for month in year.months]
    head = ("", *names, words("report.year"), words("report.share"), words("map.change"))
    total = _row(words("map.total"), year.totals, year, words)
    return SideTable(words(title, year=year.months[-1].year), head, (*rows, total), total_row=True)


def _row(name: str, told: Mapping[Month, Told], year: YearCounts, words: Words) -> tuple[str, ...]:
    cells = [told[month].text(words.lang) if month in told else GAP for month in year.months]
    this = year.months[-1]
    now, whole, before = told[this], year.totals[this], told.get(this.previous)
    share = share_label(now.low / whole.low, lang=words.lang) if _exact(now, whole) and whole.low else GAP
    change = signed_label(now.low - before.low, words) if before is not None and _exact(now, before) else GAP
    return (name, *cells, add_up(told.values()).text(words.lang), share, change)


def _exact(*told: Told) -> bool:
    return all(one.is_exact for one in told)


def _trend(year: YearCounts, labels: Mapping[str, str], theme: Theme, words: Words) -> Trend:
    classes = tuple(
        (labels[key], theme.colours.categories[key], _lows(told, year.months)) for key, told in year.classes.items()
    )
    return Trend(words("report.trend", year=year.months[-1].year), tuple(map(str, year.months)), classes)


def _lows(told: Mapping[Month, Told], months: Sequence[Month]) -> tuple[int | None, ...]:
    return tuple(told[month].low if month in told else None for month in months)
