"""Part III of the report: each région's categories, this month and last, and its cercles month by month."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from annexmaps.figures import Chart, Column, ReportTable, Selection
from annexmaps.months import short_month_name
from annexmaps.products.counts import GAP
from annexmaps.products.monthly.distribution import chart_title, month_heads, place_names, titled_table
from annexmaps.products.monthly.numbers import change, share, trend
from annexmaps.products.monthly.selection import Line, count, cross, month_before, narrowed, region_lines
from annexmaps.products.product import Ingredients
from annexmaps.products.year_counts import CATEGORIES, releases_of_year
from annexmaps.products.year_report import category_labels
from annexmaps.spec import Cell


def category_lines(ingredients: Ingredients) -> tuple[Line, ...]:
    """Return a line for each category, with its letter and name."""
    labels = category_labels(ingredients.words)
    return tuple(Line(labels[code], (("category", (code,)),)) for code in CATEGORIES)


def regions_by_category(ingredients: Ingredients) -> ReportTable:
    """Return région × category, this month."""
    release, words, month = ingredients.release, ingredients.words, str(ingredients.release.month)
    categories, whole = category_lines(ingredients), Line(words("map.total"), ())
    lines = (*region_lines(release, words, months=(month,)), whole)
    counts = cross(release, Selection(month), lines, (*categories, whole))
    colours = ingredients.theme.colours.categories
    return titled_table(
        "region_category",
        (Column(words("tables.head.regions"), "text"), *(Column(line.name) for line in categories), Column(whole.name)),
        tuple((line.name, *row) for line, row in zip(lines, counts, strict=True)),
        ingredients,
        rule="region_term",
        chart=Chart(
            "bars", chart_title("region_category", ingredients), words("tables.unit.violations"),
            series=tuple((number, colours[code]) for number, code in enumerate(CATEGORIES, start=1)),
            axis=largest_first(counts[:-1]),
        ) if counts[:-1] else None,
    )  # fmt: skip


def trends_by_region(ingredients: Ingredients) -> ReportTable:
    """Return a line for each région and category, and for each whole: the month before, this month, the change, its arrow, the share."""
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release)
    months = [str(release.month), *([before] if before else [])]
    regions = (*region_lines(release, words, months=months), Line(words("tables.country"), ()))
    classes = (*category_lines(ingredients), Line(words("map.total"), ()))
    now, then = month_heads(ingredients)
    heads = (
        Column(words("tables.head.regions"), "text"),
        Column(words("tables.head.categories"), "text"),
        then,
        now,
        Column(words("map.change"), "change"),
        Column(words("tables.head.trend"), "sign"),
        Column(words("report.share"), "share"),
    )
    rows = [_trend_row(region, one, before, ingredients) for region in regions for one in classes]
    return titled_table(
        "trends",
        heads,
        tuple(rows),
        ingredients,
        rule="region_term",
        total_row=False,
        notes=(tolerance_note(ingredients),),
    )


def largest_first(rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Return the numbers of `rows`, the one with the largest last cell first."""
    return tuple(sorted(range(len(rows)), key=lambda number: -int(str(rows[number][-1]))))


def tolerance_note(ingredients: Ingredients) -> str:
    """Return the rule of the arrows in words."""
    tolerance = ingredients.config.trends.tolerance
    return ingredients.words(
        "tables.tolerance", share=f"{100 * tolerance:g}".replace(".", ingredients.words("joining.decimal"))
    )


def cercles_by_month(ingredients: Ingredients) -> ReportTable:
    """Return région, cercle × month of the year, the most affected of each région first, rows without cercle last."""
    release, words, names = ingredients.release, ingredients.words, place_names(ingredients)
    held = {str(month): told.tables["incidents"] for month, told in releases_of_year(release).items()}
    sizes = {month: _units_of(table) for month, table in held.items()}
    this = str(release.month)
    units = {unit for by_unit in sizes.values() for unit in by_unit}
    order = sorted(
        units,
        key=lambda unit: (names.get(unit[0], "~"), unit[1] == "", -sizes[this].get(unit, 0), names.get(unit[1], "")),
    )
    rows = [_cercle_row(unit, sizes, names, ingredients) for unit in order]
    months = [Column(short_month_name(month, lang=words.lang)) for month in releases_of_year(release)]
    places = [Column(words(f"tables.head.{name}"), "text") for name in ("regions", "cercles")]
    tail = (Column(words("report.year")), Column(words("tables.share_of_region"), "share"))
    totals = [len(table) for table in held.values()]
    rows.append((words("map.total"), "", *totals, sum(totals), GAP))
    chart = _cercle_chart(rows[:-1], len(months), ingredients)
    return titled_table("cercles", (*places, *months, *tail), rows, ingredients, rule="cercle", chart=chart)


MOST_DRAWN = 15  # cercles


def _cercle_chart(rows: list[tuple[Cell, ...]], months: int, ingredients: Ingredients) -> Chart | None:
    words, this = ingredients.words, 1 + months
    found = [number for number, row in enumerate(rows) if row[1] != words("atlas.no_part_2") and row[this]]
    axis = sorted(found, key=lambda number: -int(str(rows[number][this])))[:MOST_DRAWN]
    before = this - 1 if months > 1 and month_before(ingredients.release) else None
    title = chart_title("cercles", ingredients)
    series = ((this, ingredients.theme.colours.accent),)
    return Chart(
        "bars", title, words("tables.unit.violations"), series, tuple(axis), names=1, before=before
    ) if axis else None  # fmt: skip


def _units_of(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    return dict(Counter(zip(table["region_pcode"], table["cercle_pcode"], strict=True)))


def _cercle_row(
    unit: tuple[str, str], sizes: dict[str, dict[tuple[str, str], int]], names: dict[str, str], ingredients: Ingredients
) -> tuple[Cell, ...]:
    words, this = ingredients.words, str(ingredients.release.month)
    region, cercle = unit
    counts = [by_unit.get(unit, 0) for by_unit in sizes.values()]
    inside = sum(number for (at, _), number in sizes[this].items() if at == region)
    called = (names.get(region, words("map.no_region")), names.get(cercle, words("atlas.no_part_2")))
    return (*called, *counts, sum(counts), share(sizes[this].get(unit, 0), inside))


def _trend_row(region: Line, one: Line, before: str, ingredients: Ingredients) -> tuple[Cell, ...]:
    release = ingredients.release
    base = narrowed(Selection(str(release.month)), region, one)
    now, whole = count(release, base), len(release.tables["incidents"])
    then = count(release, narrowed(Selection(before), region, one)) if before else None
    arrow = trend(now, then, tolerance=ingredients.config.trends.tolerance)
    return (region.name, one.name, GAP if then is None else then, now, change(now, then), arrow, share(now, whole))
