"""How a month's rows are spread over the terms of one column: counts, shares, the month before; and by région."""

from collections.abc import Iterable

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.join import names_by_pcode
from annexmaps.months import month_in_text, month_label
from annexmaps.products.counts import GAP
from annexmaps.products.monthly.numbers import change, share, share_words
from annexmaps.products.monthly.selection import (
    Line,
    count,
    cross,
    month_before,
    narrowed,
    region_lines,
    selected_rows,
    term_lines,
)
from annexmaps.products.product import Ingredients
from annexmaps.spec import Cell


def spread(ingredients: Ingredients, column: str, *, key: str = "", table: str = "incidents") -> ReportTable:
    """Return the terms of `column` with their rows this month, share and the month before, the most frequent first, empty cells last.

    `key` names the table in the vocabulary and in files; `column` if it is not given.
    """
    words, base = ingredients.words, Selection(str(ingredients.release.month), table=table)
    lines, before = spread_lines(ingredients, column, table=table), month_before(ingredients.release, table)
    name = key or column
    rows = [_row(line, base, before, ingredients) for line in lines]
    accent = ingredients.theme.colours.accent
    return ReportTable(
        name,
        words(f"tables.sheet.{name}"),
        words(f"tables.title.{name}", **when_words(ingredients)),
        (Column(words(f"tables.head.{name}"), "text"), *_heads(ingredients)),
        (*rows, _row(Line(words("map.total"), ()), base, before, ingredients)),
        total_row=True,
        rule=words("tables.rule.term", column=words(f"tables.head.{name}")),
        chart=Chart(
            "bars", words(f"tables.chart.{name}", **when_words(ingredients)), words(f"tables.unit.{_UNITS[table]}"),
            series=((1, accent),), axis=tuple(range(len(rows))), share=2, before=3 if before else None,
        ),
    )  # fmt: skip


_UNITS = {"incidents": "violations", "flash_alerts": "alerts"}


def spread_lines(ingredients: Ingredients, column: str, *, table: str = "incidents") -> tuple[Line, ...]:
    """Return a line for each term of `column` that this month or the one before has, the most frequent first, empty cells last."""
    release, base = ingredients.release, Selection(str(ingredients.release.month), table=table)
    held = [selected_rows(release, base)]
    if before := month_before(release, table):
        held.append(selected_rows(release, Selection(before, table=table)))
    lines = term_lines(column, held, ingredients.words)
    return tuple(sorted(lines, key=lambda line: (line.where[0][1] == ("",), -count(release, narrowed(base, line)))))


def spread_sentence(ingredients: Ingredients, column: str, *, key: str) -> Sentence:
    """Return the terms of `column` in one sentence, each with its rows and share."""
    release, words, base = ingredients.release, ingredients.words, Selection(str(ingredients.release.month))
    whole, figures = count(release, base), []
    for line in spread_lines(ingredients, column):
        found = narrowed(base, line)
        if number := count(release, found):
            said = {"name": line.name, "count": number, "share": share_words(number, whole, words)}
            figures.append((words("tables.term_count", **said), found))
    text = words(f"tables.said.{key}", terms=" ; ".join(said for said, _ in figures))
    return Sentence(text, tuple(figures))


def by_region(ingredients: Ingredients, column: str, *, key: str) -> ReportTable:
    """Return région × term of `column`, this month."""
    release, words, month = ingredients.release, ingredients.words, str(ingredients.release.month)
    base, regions = Selection(month), region_lines(release, words, months=(month,))
    terms = spread_lines(ingredients, column)
    terms = tuple(line for line in terms if count(release, narrowed(base, line)))
    whole = Line(words("map.total"), ())
    lines = (*regions, whole)
    counts = cross(release, base, lines, (*terms, whole))
    heads = (Column(words("tables.head.regions"), "text"), *(Column(line.name) for line in terms), Column(whole.name))
    rows: list[tuple[Cell, ...]] = [(line.name, *row) for line, row in zip(lines, counts, strict=True)]
    return titled_table(key, heads, rows, ingredients, rule="region_term")


def is_filled(ingredients: Ingredients, column: str) -> bool:
    """Tell whether any violation of the month has a value in `column`."""
    return bool((ingredients.release.tables["incidents"][column] != "").any())


def titled_table(
    key: str,
    columns: Iterable[Column],
    rows: Iterable[tuple[Cell, ...]],
    ingredients: Ingredients,
    *,
    rule: str,
    total_row: bool = True,
    notes: tuple[str, ...] = (),
    chart: Chart | None = None,
) -> ReportTable:
    """Return a table under the sheet name, the title and the `rule` that the vocabulary has for `key`."""
    words = ingredients.words
    title = words(f"tables.title.{key}", **when_words(ingredients), year=ingredients.release.month.year)
    said = words(f"tables.rule.{rule}")
    return ReportTable(
        key, words(f"tables.sheet.{key}"), title, tuple(columns), tuple(rows), total_row, said, notes, chart
    )


def chart_title(key: str, ingredients: Ingredients) -> str:
    """Return the title that the vocabulary has for the chart of the table `key`."""
    return ingredients.words(f"tables.chart.{key}", **when_words(ingredients))


def month_heads(ingredients: Ingredients) -> tuple[Column, Column]:
    """Return the heads of this month's counts and of those of the month before."""
    words = ingredients.words
    return Column(words("tables.head.this_month")), Column(words("tables.head.month_before"))


def place_names(ingredients: Ingredients) -> dict[str, str]:
    """Return the name of each unit by P-code."""
    boundaries = ingredients.release.boundaries
    return names_by_pcode(boundaries.regions, boundaries.cercles, boundaries.communes)


def _heads(ingredients: Ingredients) -> tuple[Column, ...]:
    words, (now, before) = ingredients.words, month_heads(ingredients)
    return now, Column(words("report.share"), "share"), before, Column(words("map.change"), "change")


def _row(line: Line, base: Selection, before: str, ingredients: Ingredients) -> tuple[Cell, ...]:
    release = ingredients.release
    now, whole = count(release, narrowed(base, line)), count(release, base)
    then = count(release, narrowed(Selection(before, table=base.table), line)) if before else None
    return (line.name, now, share(now, whole), GAP if then is None else then, change(now, then))


def when_words(ingredients: Ingredients) -> dict[str, str]:
    """Return the month and the month before as titles and sentences write them, and the month at the head of a sentence."""
    month, lang = ingredients.release.month, ingredients.words.lang
    within = {"month": month_in_text(month, lang=lang), "month_before": month_in_text(month.previous, lang=lang)}
    return {**within, "month_first": month_label(month, lang=lang)}
