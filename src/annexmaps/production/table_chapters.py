"""The chapters of the tables in the annex document: what the report prints of them, as blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annexmaps.document import Block, Chapter, Heading, Paragraph, Picture, Table
from annexmaps.figures import Chapter as Part
from annexmaps.figures import Column, ReportTable, TablesSpec
from annexmaps.months import number_label, share_label, signed_number
from annexmaps.spec import Cell
from annexmaps.words import Words, languages

# tables that paper has room for; the workbook holds them all
PRINTED = ("categories", "regions", "moves", "coverage", "victims")
# columns that are left to the workbook; of tables II and III the reports print no more
_NOT_PRINTED = {
    "categories": ("report.share", "map.change"),
    "regions": ("report.share", "map.change"),
    "moves": ("annex_4.column.region", "annex_4.column.pcode"),
}
_WIDEST, _NARROWEST, _PADDING = 22, 5, 3  # letters of a column against the others: longer texts are wrapped


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
            yield Picture(draw_chart(spec, table, alone=False), table.chart.title, alt_text(table, spec.lang))
        if table.key in PRINTED and table.rows:
            yield _table(table, words)


def _table(table: ReportTable, words: Words) -> Table:
    left_out = {words(key) for key in _NOT_PRINTED.get(table.key, ())}
    shown = [at for at, column in enumerate(table.columns) if column.head not in left_out]
    columns = [table.columns[at] for at in shown]
    rows = [[_text(row[at], column, words) for at, column in zip(shown, columns, strict=True)] for row in table.rows]
    return Table(
        caption=table.title,
        columns=tuple(column.head for column in columns),
        rows=tuple(map(tuple, rows)),
        widths=tuple(_width(column.head, [row[at] for row in rows]) for at, column in enumerate(columns)),
        right=tuple(column.kind not in ("text", "sign") for column in columns),
        total_row=table.total_row,
        note=" ".join(table.notes),
    )


def _width(head: str, cells: Sequence[str]) -> float:
    """Return how wide a column is against others: its longest cell, and the longest word of its head, which is bold."""
    longest = max((len(cell) for cell in cells), default=0)
    return float(min(max(longest, *(1 + len(word) for word in head.split()), _NARROWEST), _WIDEST) + _PADDING)


def _text(cell: Cell, column: Column, words: Words) -> str:
    """Return `cell` as paper shows it."""
    if cell is None or not isinstance(cell, int | float):
        return "" if cell is None else str(cell)
    if column.kind == "share":
        return share_label(cell, lang=words.lang)
    return signed_number(cell, lang=words.lang) if column.kind == "change" else number_label(cell, lang=words.lang)
