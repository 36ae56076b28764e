"""Part V of the report: alleged perpetrators, victims, places and time slots, as far as the edition holds their columns."""

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.months import number_label
from annexmaps.products.monthly.distribution import (
    by_region,
    chart_title,
    is_filled,
    spread,
    spread_lines,
    spread_sentence,
    titled_table,
)
from annexmaps.products.monthly.numbers import share, share_words
from annexmaps.products.monthly.regions import category_lines
from annexmaps.products.monthly.selection import Line, count, cross, narrowed, selected_rows, term_lines
from annexmaps.products.product import Ingredients

VICTIMS = ("women", "men", "girls", "boys")  # adult female, adult male, girl, boy
_SPREAD = ("perpetrator", "place", "time_slot", "livelihood")
_BY_REGION = ("perpetrator", "place")  # columns that are shown by région too


def held_columns(ingredients: Ingredients) -> tuple[str, ...]:
    """Return which columns of this part the edition holds."""
    incidents = ingredients.release.tables.get("incidents", ())
    return tuple(column for column in (*_SPREAD, "victim_status") if column in incidents)


def circumstance_tables(ingredients: Ingredients) -> tuple[ReportTable, ...]:
    """Return the tables of this part, of the columns that are filled in."""
    held = [column for column in held_columns(ingredients) if is_filled(ingredients, column)]
    tables = []
    for column in _SPREAD:
        if column in held:
            tables.append(spread(ingredients, column))
            tables += [by_region(ingredients, column, key=f"{column}_region")] if column in _BY_REGION else []
            tables += [slots_by_category(ingredients)] if column == "time_slot" else []
    return (*tables, *([victims(ingredients)] if has_victims(ingredients) else []))


def circumstance_sentences(ingredients: Ingredients) -> tuple[Sentence, ...]:
    """Return a sentence for each table of this part; of a column that no row fills, that it is not filled."""
    words, sentences = ingredients.words, []
    for column in held_columns(ingredients):
        if column == "victim_status":
            sentences += [_victims_said(ingredients)] if has_victims(ingredients) else []
        elif is_filled(ingredients, column):
            sentences.append(spread_sentence(ingredients, column, key=column))
        else:
            sentences.append(Sentence(words("tables.said.empty", column=words(f"tables.head.{column}"))))
    return tuple(sentences)


def has_victims(ingredients: Ingredients) -> bool:
    """Tell whether the edition holds numbers of victims and their status, and any row has one."""
    table = ingredients.release.tables["incidents"]
    return all(name in table for name in ("victim_status", *VICTIMS)) and bool(table[list(VICTIMS)].sum().sum())


def victims(ingredients: Ingredients) -> ReportTable:
    """Return status × women, men, girls and boys: persons, not violations."""
    words, lines, base = ingredients.words, _status_lines(ingredients), Selection(str(ingredients.release.month))
    whole = _persons(base, Line("", ()), ingredients)
    rows = [(line, _persons(base, line, ingredients)) for line in (*lines, Line(words("map.total"), ()))]
    victims_colours = ingredients.theme.colours.victims
    colours = tuple((number, victims_colours[name]) for number, name in enumerate(VICTIMS, start=1))
    return titled_table(
        "victims",
        (
            Column(words("tables.head.victim_status"), "text"),
            *(Column(words(f"annex_4.column.{name}")) for name in VICTIMS),
            Column(words("map.total")),
            Column(words("tables.share_of_victims"), "share"),
        ),
        tuple((line.name, *numbers, sum(numbers), share(sum(numbers), sum(whole))) for line, numbers in rows),
        ingredients,
        rule="victims",
        chart=Chart(
            "bars", chart_title("victims", ingredients), words("tables.unit.victims"),
            series=colours, axis=tuple(range(len(lines))), share=6,
        ),
    )  # fmt: skip


def slots_by_category(ingredients: Ingredients) -> ReportTable:
    """Return time slot × category, this month."""
    release, words, base = ingredients.release, ingredients.words, Selection(str(ingredients.release.month))
    rows = selected_rows(release, base)
    slots, categories = term_lines("time_slot", [rows], words), category_lines(ingredients)
    whole = Line(words("map.total"), ())
    lines = (*slots, whole)
    counts = cross(release, base, lines, (*categories, whole))
    colours = ingredients.theme.colours.categories
    return titled_table(
        "time_category",
        (Column(words("tables.head.time_slot"), "text"), *(Column(line.name) for line in categories), Column(whole.name)),
        tuple((line.name, *row) for line, row in zip(lines, counts, strict=True)),
        ingredients,
        rule="cross",
        chart=Chart(
            "bars", chart_title("time_category", ingredients), words("tables.unit.violations"),
            series=tuple((number, colours[line.where[0][1][0]]) for number, line in enumerate(categories, start=1)),
            axis=tuple(range(len(slots))),
        ),
    )  # fmt: skip


def _status_lines(ingredients: Ingredients) -> tuple[Line, ...]:
    # a status without a victim this month has no line
    base = Selection(str(ingredients.release.month))
    lines = spread_lines(ingredients, "victim_status")
    return tuple(line for line in lines if sum(_persons(base, line, ingredients)))


def _persons(base: Selection, line: Line, ingredients: Ingredients) -> tuple[int, ...]:
    chosen = narrowed(base, line)
    return tuple(
        count(ingredients.release, Selection(chosen.month, chosen.where, chosen.table, total=name)) for name in VICTIMS
    )


def _victims_said(ingredients: Ingredients) -> Sentence:
    words, base = ingredients.words, Selection(str(ingredients.release.month))
    numbers = _persons(base, Line("", ()), ingredients)
    figures = []
    for name, number in zip(VICTIMS, numbers, strict=True):
        said = {"name": words(f"annex_4.column.{name}"), "count": number_label(number, lang=words.lang)}
        text = words("tables.term_count", **said, share=share_words(number, sum(numbers), words))
        figures.append((text, Selection(base.month, total=name)))
    text = words(
        "tables.said.victims",
        terms=" ; ".join(said for said, _ in figures),
        total=number_label(sum(numbers), lang=words.lang),
    )
    return Sentence(text, tuple(figures))
