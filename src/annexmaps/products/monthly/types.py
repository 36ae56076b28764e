"""Part II of the report: the types of violations, and the sentences on the month and its categories."""

from dataclasses import replace

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.months import month_in_text, number_label
from annexmaps.products.annex_4_incident_list import country_types_note
from annexmaps.products.counts import GAP, months_held
from annexmaps.products.monthly.distribution import by_region, month_heads, spread_lines, when_words
from annexmaps.products.monthly.numbers import change, plural, share, share_words
from annexmaps.products.monthly.region_blocks import counted_sentence
from annexmaps.products.monthly.regions import category_lines
from annexmaps.products.monthly.selection import Line, count, month_before, narrowed
from annexmaps.products.product import Ingredients
from annexmaps.spec import Cell

MOST_DRAWN = 20  # types


def types_table(ingredients: Ingredients) -> ReportTable:
    """Return each category's types with their rows, the share of the category, and the month before."""
    release, words, theme = ingredients.release, ingredients.words, ingredients.theme
    types = spread_lines(ingredients, "type")
    rows = [
        row
        for category in category_lines(ingredients)
        for kind in types
        if (row := _row(category, kind, ingredients))[2] or row[4] not in (GAP, 0)
    ]
    now, then = month_heads(ingredients)
    drawn = sorted((n for n, row in enumerate(rows) if row[2]), key=lambda number: -int(str(rows[number][2])))
    return ReportTable(
        "types",
        words("tables.sheet.types"),
        words("tables.title.types", **when_words(ingredients)),
        (
            Column(words("tables.head.categories"), "text"),
            Column(words("annex_4.column.type"), "text"),
            now,
            Column(words("tables.share_of_category"), "share"),
            then,
            Column(words("map.change"), "change"),
        ),
        tuple(rows),
        rule=words("tables.rule.cross"),
        notes=country_types_note(release, words),
        chart=Chart(
            "bars", words("tables.chart.types", **when_words(ingredients)), words("tables.unit.violations"),
            series=((2, theme.colours.accent),), axis=tuple(drawn[:MOST_DRAWN]), names=1,
            before=4 if month_before(release) else None,
        ) if drawn else None,
    )  # fmt: skip


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
