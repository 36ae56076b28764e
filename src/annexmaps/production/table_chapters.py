"""The chapters of the tables in the annex document: what the report prints of them, as blocks."""

from collections.abc import Iterator
from dataclasses import replace

from annexmaps.document import Block, Chapter, Heading, Paragraph, Picture, Table
from annexmaps.figures import Chapter as Part
from annexmaps.figures import Column, ReportTable, TablesSpec
from annexmaps.months import number_label, share_label, signed_number
from annexmaps.spec import Cell
from annexmaps.words import Words, languages

# tables that paper has room for; the workbook holds them all
PRINTED = ("categories", "regions", "moves", "coverage", "victims")
# columns of tables II and III that are left to the workbook, as in the reports
_NOT_PRINTED = ("report.share", "map.change")
_OF_YEAR = ("categories", "regions")
_WIDTHS = {"text": 4.0}  # against a column of numbers


def table_chapters(spec: TablesSpec) -> tuple[Chapter, ...]:
    """Return the parts of `spec` as chapters of a document: sentences, charts, and the tables that the report prints.

    A part within another, such as a région's block, stands under its own heading in the chapter of the part before it.
    """
    words = Words(spec.lang)
    chapters: list[Chapter] = []
    for part in spec.chapters:
        blocks = tuple(_blocks(part, spec, words))
        if part.level > 1 and chapters:
            chapters[-1] = replace(chapters[-1], blocks=(*chapters[-1].blocks, *blocks))
        else:
            names = {lang: Words(lang)(f"tables.name.{part.key}") for lang in (spec.lang, *languages())}
            name, *others = dict.fromkeys(names.values())
            chapters.append(Chapter(name, part.heading, blocks, also=tuple(others)))
    return tuple(chapters)


def _blocks(part: Part, spec: TablesSpec, words: Words) -> Iterator[Block]:
    from annexmaps.render.charts import alt_text, draw_chart

    yield Heading(part.heading, part.level)
    for number, sentence in enumerate(part.sentences):
        # of a block the first sentence holds the figure a reader came for
        yield Paragraph(sentence.text, "lead" if part.level > 1 and not number else "item")
    for table in part.tables:
        if table.chart is not None:
            yield Picture(draw_chart(spec, table, alone=False), table.chart.title, alt_text(table))
        if table.key in PRINTED and table.rows:
            yield _table(table, words)


def _table(table: ReportTable, words: Words) -> Table:
    left_out = {words(key) for key in _NOT_PRINTED} if table.key in _OF_YEAR else set()
    shown = [at for at, column in enumerate(table.columns) if column.head not in left_out]
    columns = [table.columns[at] for at in shown]
    return Table(
        caption=table.title,
        columns=tuple(column.head for column in columns),
        rows=tuple(
            tuple(_text(row[at], column, words) for at, column in zip(shown, columns, strict=True))
            for row in table.rows
        ),
        widths=tuple(_WIDTHS.get(column.kind, 1.6) for column in columns),
        right=tuple(column.kind != "text" for column in columns),
        total_row=table.total_row,
        note=" ".join(table.notes),
    )


def _text(cell: Cell, column: Column, words: Words) -> str:
    """Return `cell` as paper shows it."""
    if cell is None or not isinstance(cell, int | float):
        return "" if cell is None else str(cell)
    if column.kind == "share":
        return share_label(cell, lang=words.lang)
    return signed_number(cell, lang=words.lang) if column.kind == "change" else number_label(cell, lang=words.lang)
