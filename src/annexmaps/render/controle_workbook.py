"""The pre-flight as a workbook: a sheet of kinds of problems, and a sheet of one line a problem; inert cells, same bytes."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from annexmaps.render.controle_spec import ControlSection, ControlSpec
from annexmaps.render.workbook import CREATED, INERT, fitting, footer_text, sheet_styles, write_line
from annexmaps.theme import Theme

Row = tuple[str | int | None, ...]
Rows = Sequence[Row]

_SUMMARY_WIDTHS = (26, 40, 10, 60, 70)  # characters
_LINE_WIDTHS = (18, 34, 16, 28, 14, 8, 20, 30, 28, 60, 50, 60)  # characters
_A4 = 9  # the paper's number in XLSX
_LINE_HEIGHT = 13.5  # points, of one line of text
_MOST_LINES = 12  # of text in one row
_FILLED = 1.05  # letters of a wrapped line for each unit of its column's width
_FIRST_LINE = 4  # below title, sharing level and ribbon, counted from 0


def control_workbook(spec: ControlSpec) -> bytes:
    """Return `spec` as the bytes of an XLSX file; every text is written as text."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, dict(INERT)) as workbook:
        workbook.set_properties({"title": spec.title, "comments": spec.sharing, "created": CREATED})
        middle = workbook.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top", "align": "center"})
        styles = {**sheet_styles(workbook, Theme()), "number": middle}
        _write_summary(workbook.add_worksheet(spec.labels.summary_sheet), spec, styles)
        _write_lines(workbook.add_worksheet(spec.labels.lines_sheet), spec, styles)
    return stream.getvalue()


def _write_summary(sheet: Any, spec: ControlSpec, styles: dict[str, Any]) -> None:
    _write_head(sheet, spec, styles, _SUMMARY_WIDTHS)
    sheet.freeze_panes(_FIRST_LINE, 0)
    told = (*filter(None, (spec.waiting,)), spec.accounts.note, *spec.account_lines)
    line = _write_section(sheet, _FIRST_LINE, ControlSection(spec.accounts.title, told), styles)
    labels = spec.labels
    headers = (labels.severity, labels.problem, labels.count, labels.done, labels.todo)
    groups = tuple((group.severity_label, group.title, group.count, group.done, group.todo) for group in spec.groups)
    sheet.autofilter(line, 0, line + max(len(groups), 1), len(headers) - 1)
    line = _write_table(sheet, line, headers, groups, styles, _SUMMARY_WIDTHS) + 1
    for section in spec.sections:
        line = _write_section(sheet, line, section, styles)


def _write_section(sheet: Any, line: int, section: ControlSection, styles: dict[str, Any]) -> int:
    """Write a title at `line` and its paragraphs below; return the line after them and a blank one."""
    sheet.write_string(line, 0, section.title, styles["strong"])
    for below, paragraph in enumerate(section.paragraphs, start=line + 1):
        sheet.merge_range(below, 0, below, len(_SUMMARY_WIDTHS) - 1, "", styles["text"])
        sheet.write_string(below, 0, fitting(paragraph), styles["text"])
        sheet.set_row(below, _LINE_HEIGHT * _lines_needed((paragraph,), (sum(_SUMMARY_WIDTHS),)))
    return line + len(section.paragraphs) + 2


def _write_lines(sheet: Any, spec: ControlSpec, styles: dict[str, Any]) -> None:
    _write_head(sheet, spec, styles, _LINE_WIDTHS)
    _write_table(sheet, _FIRST_LINE, spec.line_columns, spec.lines, styles, _LINE_WIDTHS)
    sheet.freeze_panes(_FIRST_LINE + 1, 0)
    sheet.autofilter(_FIRST_LINE, 0, _FIRST_LINE + max(len(spec.lines), 1), len(spec.line_columns) - 1)
    sheet.repeat_rows(_FIRST_LINE)


def _write_head(sheet: Any, spec: ControlSpec, styles: dict[str, Any], widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, spec.title, styles["title"])
    sheet.write_string(1, 0, spec.verdict, styles["soft"])
    sheet.write_string(2, 0, spec.sharing, styles["sharing"])
    if spec.ribbon:
        sheet.write_string(3, 0, spec.ribbon, styles["ribbon"])
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{footer_text(spec.sharing)}&C{footer_text(spec.ribbon)}&R&P / &N")


def _write_table(
    sheet: Any, line: int, columns: tuple[str, ...], rows: Rows, styles: dict[str, Any], widths: tuple[int, ...]
) -> int:
    """Write headers at `line` and `rows` below, each as high as its texts need; return the line after them."""
    for column, header in enumerate(columns):
        sheet.write_string(line, column, header, styles["header"])
    for below, row in enumerate(rows, start=line + 1):
        sheet.set_row(below, _LINE_HEIGHT * _lines_needed(row, widths))
        write_line(sheet, below, row, styles)
    return line + len(rows) + 1


def _lines_needed(row: Row, widths: tuple[int, ...]) -> int:
    # not every program fits the height of rows to wrapped texts by itself
    lengths = [len(str(cell or "")) for cell in row]
    needed = max(ceil(length / (_FILLED * width)) for length, width in zip(lengths, widths, strict=False))
    return min(max(needed, 1), _MOST_LINES)
