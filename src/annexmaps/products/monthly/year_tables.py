"""Tables II and III of the report as numbers: category × month and région × month, with totals, shares and change."""

from collections.abc import Mapping

from annexmaps.disclosure.told import Told, add_up
from annexmaps.figures import Chart, Column, ReportTable
from annexmaps.months import Month, short_month_name
from annexmaps.products.counts import GAP, region_names
from annexmaps.products.monthly.numbers import change, share, told_cell
from annexmaps.products.product import Ingredients
from annexmaps.products.year_counts import YearCounts, count_categories, count_regions
from annexmaps.products.year_report import category_labels
from annexmaps.spec import Cell

_TAIL = (
    ("report.year", "count"),
    ("tables.share_of_year", "share"),
    ("report.share", "share"),
    ("map.change", "change"),
)


def table_ii(ingredients: Ingredients) -> ReportTable:
    """Return category × month; the edition tells rows."""
    words, theme = ingredients.words, ingredients.theme
    year, labels = count_categories(ingredients.release), category_labels(words)
    colours = tuple(theme.colours.categories[code] for code in year.classes)
    return _table("categories", "table_ii", "columns", year, labels, colours, ingredients)


def table_iii(ingredients: Ingredients) -> ReportTable:
    """Return région × month, each number as far as the edition tells it; drawn where all are told."""
    release, words = ingredients.release, ingredients.words
    year = count_regions(release)
    labels = {**region_names(release), "": words("map.no_region")}
    colours = (ingredients.theme.colours.accent,) * len(year.classes)
    return _table("regions", "table_iii", "panels", year, labels, colours, ingredients)


def _table(
    key: str,
    title: str,
    kind: str,
    year: YearCounts,
    labels: Mapping[str, str],
    colours: tuple[str, ...],
    ingredients: Ingredients,
) -> ReportTable:
    words, of_year = ingredients.words, year.months[-1].year
    names = (Column(words(f"tables.head.{key}"), "text"),)
    months = tuple(Column(short_month_name(month, lang=words.lang)) for month in year.months)
    tail = tuple(Column(words(head), of) for head, of in _TAIL)
    rows = [_row(labels.get(code, code), told, year, words.lang) for code, told in year.classes.items()]
    return ReportTable(
        key,
        words(f"tables.sheet.{key}"),
        words(f"report.{title}", year=of_year),
        (*names, *months, *tail),
        (*rows, _row(words("map.total"), year.totals, year, words.lang)),
        total_row=True,
        rule=words(f"tables.rule.{key}"),
        notes=_notes(year, ingredients),
        chart=_chart(key, kind, colours, year, ingredients) if rows and _all_exact(year) else None,
    )


def _chart(key: str, kind: str, colours: tuple[str, ...], year: YearCounts, ingredients: Ingredients) -> Chart:
    words, months = ingredients.words, tuple(range(1, len(year.months) + 1))
    title = words(f"tables.chart.{key}", year=year.months[-1].year)
    unit = words("tables.unit.regions" if kind == "panels" else "tables.unit.violations")
    return Chart(kind, title, unit, tuple(enumerate(colours)), months, by_row=True)


def _row(name: str, told: Mapping[Month, Told], year: YearCounts, lang: str) -> tuple[Cell, ...]:
    this, whole = year.months[-1], year.totals
    cells = [told_cell(told[month], lang) if month in told else GAP for month in year.months]
    sums = add_up(told.values()), add_up(whole.values())
    now, before = told[this], told.get(this.previous)
    exact = before is not None and now.is_exact and before.is_exact
    return (
        name,
        *cells,
        told_cell(sums[0], lang),
        _share(*sums),
        _share(now, whole[this]),
        change(now.low, before.low) if before is not None and exact else GAP,
    )


def _share(part: Told, whole: Told) -> Cell:
    return share(part.low, whole.low) if part.is_exact and whole.is_exact else GAP


def _all_exact(year: YearCounts) -> bool:
    return all(told.is_exact for by_month in year.classes.values() for told in by_month.values())


def _notes(year: YearCounts, ingredients: Ingredients) -> tuple[str, ...]:
    words = ingredients.words
    missing = [short_month_name(month, lang=words.lang) for month in year.months if month not in year.totals]
    notes = (words("tables.months_missing", months=", ".join(missing)),) if missing else ()
    return notes if _all_exact(year) else (*notes, words("map.told"))
