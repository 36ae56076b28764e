"""The tables of the report as an XLSX workbook: a sheet a table, numbers as numbers, charts that Excel draws, the sentences."""

from io import BytesIO
from typing import Any

import xlsxwriter

from annexmaps.figures import Column, ReportTable, TablesSpec
from annexmaps.render.tables_charts import add_charts
from annexmaps.render.workbook import (
    CREATED,
    HEADER_ROW,
    INERT,
    PAPERS,
    fitting,
    footer_text,
    sheet_styles,
)
from annexmaps.spec import Cell
from annexmaps.words import Words

NUMBERS = {
    "share": "0.0%",
    "change": '"+"#,##0;"−"#,##0;"="',
    "count": "#,##0",
    "score": "#,##0.##",
    "text": "General",
    "sign": "General",
}
ALIGNED = {"text": "left", "sign": "center"}  # the others stand to the right
_NAME_WIDTH, _NUMBER_WIDTH, _LEAST = 30, 11, 8  # characters
_SENTENCE_WIDTH = 130
_LINE = 13.5  # points, the height of a line of text
_MANY = 14  # columns of numbers from which their heads stand upright
_UPRIGHT = 5  # characters, the width of a column under an upright head
_ONE_PAGE = 40  # rows that stand on one page


def write_tables(spec: TablesSpec) -> bytes:
    """Return the tables of `spec` as the bytes of an XLSX file; the same bytes for the same spec.

    Every count is a number, every share a number with the format of percentages; texts are written as text, whatever they look like.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, dict(INERT)) as workbook:
        workbook.set_properties({"title": spec.page.title, "comments": spec.page.marking, "created": CREATED})
        words, styles = Words(spec.lang), _styles(workbook, spec)
        _write_contents(workbook.add_worksheet(words("list.about")), spec, words, styles)
        for table in spec.tables:
            sheet = workbook.add_worksheet(table.sheet)
            _write_table(sheet, spec, table, styles)
            add_charts(workbook, sheet, table, below=HEADER_ROW + len(table.rows) + len(table.notes) + 3)
        _write_sentences(workbook.add_worksheet(words("tables.sheet.sentences")), spec, words, styles)
    return stream.getvalue()


def _styles(workbook: Any, spec: TablesSpec) -> dict[str, Any]:
    styles = sheet_styles(workbook, spec.theme)
    plain = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    rule = {"bold": True, "top": 1}
    for kind, number in NUMBERS.items():
        aligned = {**plain, "num_format": number, "align": ALIGNED.get(kind, "right")}
        styles[kind] = workbook.add_format({**aligned, "text_wrap": kind == "text"})
        styles[f"{kind} total"] = workbook.add_format({**aligned, **rule})
        head = {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": spec.theme.paper.rule_soft}
        styles[f"{kind} head"] = workbook.add_format({**aligned, **head, "num_format": "General"})
    upright = {"bold": True, "bottom": 1, "rotation": 90, "text_wrap": True, "bg_color": spec.theme.paper.rule_soft}
    styles["upright"] = workbook.add_format({**plain, **upright, "valign": "bottom"})
    return styles


def _write_table(sheet: Any, spec: TablesSpec, table: ReportTable, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, fitting(table.title), styles["title"])
    sheet.write_string(1, 0, fitting(table.rule), styles["soft"])
    sheet.write_string(2, 0, spec.page.sharing, styles["sharing"])
    if spec.page.ribbon:
        sheet.write_string(3, 0, spec.page.ribbon, styles["ribbon"])
    _write_heads(sheet, table, styles)
    for line, row in enumerate(table.rows, start=HEADER_ROW + 1):
        end = " total" if table.total_row and line == HEADER_ROW + len(table.rows) else ""
        for number, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, line, number, value, column, styles, end)
    for number, note in enumerate(table.notes):
        sheet.write_string(HEADER_ROW + len(table.rows) + 2 + number, 0, fitting(note), styles["soft"])
    sheet.freeze_panes(HEADER_ROW + 1, sum(column.kind == "text" for column in table.columns[:2]))
    _set_page(sheet, spec, pages=1 if len(table.rows) <= _ONE_PAGE else 0)


def _write_heads(sheet: Any, table: ReportTable, styles: dict[str, Any]) -> None:
    upright = _stand_upright(table)
    tallest = 1.0
    for number, column in enumerate(table.columns):
        turned = upright and column.kind == "count"
        sheet.write_string(
            HEADER_ROW, number, fitting(column.head), styles["upright" if turned else f"{column.kind} head"]
        )
        sheet.set_column(number, number, _width(table, number))
        lines = 0.45 * min(len(column.head), 40) if turned else _lines_of(column.head, _width(table, number))
        tallest = max(tallest, lines)
    sheet.set_row(HEADER_ROW, _LINE * tallest)


def _lines_of(text: str, width: int) -> int:
    """Return in how many lines `text` stands in a column `width` characters wide, broken at its spaces."""
    lines, room = 1, width
    for word in text.split(" "):
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        room -= len(word) + 1
    return lines


def _stand_upright(table: ReportTable) -> bool:
    heads = [column.head for column in table.columns if column.kind == "count"]
    return len(heads) > _MANY and max(map(len, heads)) > _NUMBER_WIDTH


def _write_cell(
    sheet: Any, line: int, number: int, value: Cell, column: Column, styles: dict[str, Any], end: str
) -> None:
    if isinstance(value, int | float):
        sheet.write_number(line, number, value, styles[f"{column.kind}{end}"])
    elif value is not None:
        sheet.write_string(line, number, fitting(str(value)), styles[f"{column.kind}{end}"])


def _width(table: ReportTable, number: int) -> int:
    column = table.columns[number]
    if column.kind == "text":
        longest = max((len(str(row[number])) for row in table.rows), default=0)
        return min(max(longest, len(column.head), _LEAST) + 2, 2 * _NAME_WIDTH)
    if _stand_upright(table) and column.kind == "count":
        return _UPRIGHT
    return max(_LEAST, *(len(word) + 3 for word in column.head.split()))


def _write_contents(sheet: Any, spec: TablesSpec, words: Words, styles: dict[str, Any]) -> None:
    page = spec.page
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _SENTENCE_WIDTH - _NAME_WIDTH)
    sheet.write_string(0, 0, page.title, styles["title"])
    sheet.write_string(1, 0, page.subtitle, styles["soft"])
    sheet.write_string(2, 0, page.sharing, styles["sharing"])
    if page.ribbon:
        sheet.write_string(3, 0, page.ribbon, styles["ribbon"])
    sheet.write_string(HEADER_ROW, 0, words("tables.contents"), styles["header"])
    sheet.write_string(HEADER_ROW, 1, words("list.dictionary_meaning"), styles["header"])
    line = HEADER_ROW + 1
    for table in spec.tables:
        sheet.write_string(line, 0, table.sheet, styles["plain"])
        sheet.write_string(line, 1, table.title, styles["plain"])
        line += 1
    for text in (*page.notes, page.sources, page.dates, page.disclaimer, page.producer, page.version):
        if text:
            line += 1
            sheet.merge_range(line, 0, line, 1, "", styles["text"])
            sheet.write_string(line, 0, fitting(text), styles["text"])
            sheet.set_row(line, _LINE * _lines_of(text, _SENTENCE_WIDTH))
    _set_page(sheet, spec)


def _write_sentences(sheet: Any, spec: TablesSpec, words: Words, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _SENTENCE_WIDTH)
    sheet.write_string(0, 0, words("tables.head.chapter"), styles["header"])
    sheet.write_string(0, 1, words("tables.head.sentence"), styles["header"])
    lines = [(chapter.heading, sentence.text) for chapter in spec.chapters for sentence in chapter.sentences]
    for line, (heading, text) in enumerate(lines, start=1):
        sheet.write_string(line, 0, heading, styles["text"])
        sheet.write_string(line, 1, fitting(text), styles["text"])
        sheet.set_row(line, _LINE * max(_lines_of(heading, _NAME_WIDTH), _lines_of(text, _SENTENCE_WIDTH)))
    sheet.freeze_panes(1, 0)
    _set_page(sheet, spec)


def _set_page(sheet: Any, spec: TablesSpec, *, pages: int = 0) -> None:
    sheet.set_paper(PAPERS["A4"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, pages)
    sheet.set_footer(f"&L{footer_text(spec.page.sharing)}&C{footer_text(spec.page.ribbon)}&R&P / &N")
