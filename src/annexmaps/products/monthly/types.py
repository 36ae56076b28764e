"""Part II of the report: the types of violations, and the sentences on the month and its categories."""

from collections.abc import Sequence
from dataclasses import replace

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.months import month_in_text, number_label
from annexmaps.products.annex_4_incident_list import country_types_note
from annexmaps.products.counts import GAP, months_held
from annexmaps.products.monthly.distribution import by_region, chart_title, month_heads, spread_lines, titled_table
from annexmaps.products.monthly.numbers import change, plural, share, share_words
from annexmaps.products.monthly.region_blocks import counted_sentence
from annexmaps.products.monthly.regions import category_lines
from annexmaps.products.monthly.selection import Line, count, month_before, narrowed
from annexmaps.products.product import Ingredients
from annexmaps.spec import Cell

MOST_DRAWN = 20  # types


def types_table(ingredients: Ingredients) -> ReportTable:
    """Return each category's types with their rows, the share of the category, and the month before."""
    words, types = ingredients.words, spread_lines(ingredients, "type")
    rows = [
        row
        for category in category_lines(ingredients)
        for kind in types
        if (row := _row(category, kind, ingredients))[2] or row[4] not in (GAP, 0)
    ]
    now, then = month_heads(ingredients)
    heads = (
        Column(words("tables.head.categories"), "text"),
        Column(words("annex_4.column.type"), "text"),
        now,
        Column(words("tables.share_of_category"), "share"),
        then,
        Column(words("map.change"), "change"),
    )
    notes = country_types_note(ingredients.release, words)
    chart = _types_chart(rows, ingredients)
    return titled_table("types", heads, rows, ingredients, rule="cross", total_row=False, notes=notes, chart=chart)


def _types_chart(rows: Sequence[tuple[Cell, ...]], ingredients: Ingredients) -> Chart | None:
    drawn = sorted((number for number, row in enumerate(rows) if row[2]), key=lambda number: -int(str(rows[number][2])))
    series = ((2, ingredients.theme.colours.accent),)
    unit, before = ingredients.words("tables.unit.violations"), 4 if month_before(ingredients.release) else None
    axis = tuple(drawn[:MOST_DRAWN])
    return (
        Chart("bars", chart_title("types", ingredients), unit, series, axis, names=1, before=before) if axis else None
    )


def types_by_region(ingredients: Ingredients) -> ReportTable:
    """Return région × type, this month."""
    return replace(by_region(ingredients, "type", key="type_region"), chart=None)


def month_sentences(ingredients: Ingredients) -> tuple[Sentence, ...]:
    """Return the sentences that open the report: the year to date, the month, its categories."""
    release, words = ingredients.release, ingredients.words
    this = Selection(str(release.month))
    held = months_held(release, "incidents")
    year = [Selection(str(month)) for month in held]
    total = sum(count(release, selection) for selection in year)
    values = {"year": release.month.year, "months": len(held), "all": release.month.number}
    to_date = Sentence(
        plural("tables.said.year", total, words, **values),
        tuple((month_in_text(at, lang=words.lang), one) for at, one in zip(held, year, strict=True)),
    )
    whole = count(release, this)
    classes = []
    for line in category_lines(ingredients):
        found = narrowed(this, line)
        number = count(release, found)
        said = {"name": line.name.partition(" · ")[2], "count": number_label(number, lang=words.lang)}
        classes.append((words("tables.term_count", **said, share=share_words(number, whole, words)), found))
    classes.sort(key=lambda one: -count(release, one[1]))
    listed = Sentence(words("tables.said.categories", terms=" ; ".join(text for text, _ in classes)), tuple(classes))
    return (to_date, counted_sentence(Line("", ()), ingredients), *([listed] if whole else []))


def _row(category: Line, kind: Line, ingredients: Ingredients) -> tuple[Cell, ...]:
    release, before = ingredients.release, month_before(ingredients.release)
    inside = narrowed(Selection(str(release.month)), category)
    now = count(release, narrowed(inside, kind))
    then = count(release, narrowed(Selection(before), category, kind)) if before else None
    share_of = share(now, count(release, inside))
    return (category.name, kind.name, now, share_of, GAP if then is None else then, change(now, then))
