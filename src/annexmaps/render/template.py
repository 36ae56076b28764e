"""A table to fill in, as an XLSX workbook: headers that stay, drop-down lists that follow one another, and a page of instructions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from annexmaps.render.workbook import CREATED, INERT, sheet_styles
from annexmaps.theme import Theme

HEADER_LINE, TAG_LINE, FIRST_LINE = 0, 1, 2
LAST_LINE = 10_000  # rows that lists and rules cover; more than a month of any partner
BETWEEN = "|"  # what keeps the names of two parents apart in a list's key
_DATE_FORMAT = "dd/mm/yyyy"
_NEEDED, _FREE = "#ffe8a3", "#e8eef4"
# what may be done on a protected sheet: all but changing the headers
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255  # characters, of a hint beside a cell


@dataclass(frozen=True)
class DropDown:
    """A list of values to choose from; where it has parents, the values of the row's parents only."""

    name: str
    values: tuple[tuple[str, str], ...]  # (names of the parents joined by BETWEEN, value), sorted by the first
    parents: tuple[str, ...] = ()  # columns of the table, highest first
    strict: bool = True  # other values are refused; else the officer is asked


@dataclass(frozen=True)
class TemplateColumn:
    """One column to fill in."""

    name: str
    header: str
    tag: str  # HXL
    hint: str  # shown beside a cell that is being filled in
    kind: str = "text"  # text, day, integer, number
    needed: bool = False
    between: tuple[float, float] | tuple[date, date] | None = None  # days or numbers outside it are asked about
    choice: DropDown | None = None


@dataclass(frozen=True)
class Template:
    """A table to fill in, with the words around it."""

    sheet: str
    columns: tuple[TemplateColumn, ...]
    instructions: tuple[tuple[str, ...], ...]  # lines of one or three cells: texts, and a line a column
    instructions_sheet: str
    lists_sheet: str
    title: str
    warning: str  # title of the message about a value that is not as it should be


def write_template(template: Template, theme: Theme) -> bytes:
    """Return `template` as the bytes of an XLSX file: the table first, then how it is filled in, then its lists."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, dict(INERT)) as workbook:
        workbook.set_properties({"title": template.title, "created": CREATED})
        styles = sheet_styles(workbook, theme) | _own_styles(workbook)
        table = workbook.add_worksheet(template.sheet)
        _write_instructions(workbook.add_worksheet(template.instructions_sheet), template, styles)
        lists = workbook.add_worksheet(template.lists_sheet)
        places = _write_lists(lists, [column.choice for column in template.columns if column.choice], styles)
        _write_table(table, template, places, styles)
    return stream.getvalue()


def _own_styles(workbook: Any) -> dict[str, Any]:
    plain = {"font_name": "Calibri", "font_size": 10}
    head = {**plain, "bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "needed": workbook.add_format({**head, "bg_color": _NEEDED}),
        "free": workbook.add_format({**head, "bg_color": _FREE}),
        "tag": workbook.add_format({**plain, "font_size": 8, "font_color": "#666666", "bottom": 1}),
        # a text column keeps zeros at the start and turns nothing into a date
        "open_text": workbook.add_format({**plain, "locked": False, "num_format": "@"}),
        "open_day": workbook.add_format({**plain, "locked": False, "num_format": _DATE_FORMAT, "align": "left"}),
        "open_integer": workbook.add_format({**plain, "locked": False, "num_format": "0"}),
        "open_number": workbook.add_format({**plain, "locked": False}),
    }


def _write_table(sheet: Any, template: Template, places: Mapping[str, int], styles: Mapping[str, Any]) -> None:
    letters = {column.name: _letters(position) for position, column in enumerate(template.columns)}
    for position, column in enumerate(template.columns):
        sheet.set_column(position, position, _width(column), styles[f"open_{column.kind}"])
        sheet.write_string(HEADER_LINE, position, column.header, styles["needed" if column.needed else "free"])
        sheet.write_string(TAG_LINE, position, column.tag, styles["tag"])
        rule = _rule(column, template, letters, places)
        sheet.data_validation(FIRST_LINE, position, LAST_LINE, position, rule)
    sheet.set_row(HEADER_LINE, 30)
    sheet.freeze_panes(FIRST_LINE, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", _ALLOWED)


def _width(column: TemplateColumn) -> float:
    # as wide as the header and most of the values
    longest = max((len(value) for _, value in column.choice.values), default=0) if column.choice else 0
    return float(min(max(len(column.header) + 3, 11, min(longest, 26)), 30))


def _rule(
    column: TemplateColumn, template: Template, letters: Mapping[str, str], places: Mapping[str, int]
) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "any"}
    if column.choice:
        source = _source(column.choice, template, letters, places)
        rule = {"validate": "list", "source": source, "error_type": "stop" if column.choice.strict else "warning"}
    elif column.kind == "integer":
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    elif column.between:
        low, high = column.between
        kind = "date" if column.kind == "day" else "decimal"
        rule = {
            "validate": kind,
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            "error_type": "stop" if column.kind == "day" else "warning",
        }
    told = {"input_title": column.header[:_TITLE_LIMIT], "input_message": column.hint[:_MESSAGE_LIMIT]}
    wrong = {"error_title": template.warning[:_TITLE_LIMIT], "error_message": column.hint[:_MESSAGE_LIMIT]}
    return {**rule, **told, **wrong, "ignore_blank": True}


def _source(choice: DropDown, template: Template, letters: Mapping[str, str], places: Mapping[str, int]) -> str:
    keys, values = (_letters(places[choice.name] + step) for step in (0, 1))
    lists = f"'{template.lists_sheet}'!"
    last = len(choice.values) + 1
    if not choice.parents:
        return f"={lists}${values}$2:${values}${last}"
    # the rows of the list whose key is what stands in the row's parent columns
    key = f'&"{BETWEEN}"&'.join(f"${letters[parent]}{FIRST_LINE + 1}" for parent in choice.parents)
    column = f"{lists}${keys}$2:${keys}${last}"
    return f"=OFFSET({lists}${values}$2,MATCH({key},{column},0)-1,0,COUNTIF({column},{key}),1)"


def _write_lists(sheet: Any, choices: Sequence[DropDown], styles: Mapping[str, Any]) -> dict[str, int]:
    places: dict[str, int] = {}
    for choice in choices:
        if choice.name in places:
            continue
        first = places[choice.name] = 2 * len(places)
        sheet.write_string(0, first + 1, choice.name, styles["header"])
        sheet.set_column(first, first, 16 if choice.parents else 2)
        sheet.set_column(first + 1, first + 1, 30)
        for line, (key, value) in enumerate(choice.values, start=1):
            if key:
                sheet.write_string(line, first, key, styles["soft"])
            sheet.write_string(line, first + 1, value, styles["plain"])
    sheet.freeze_panes(1, 0)
    sheet.protect()
    return places


def _write_instructions(sheet: Any, template: Template, styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 90)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, template.title, styles["title"])
    for line, cells in enumerate(template.instructions, start=2):
        if len(cells) == 1:
            sheet.merge_range(line, 0, line, 2, cells[0], styles["text"])
            continue
        for position, text in enumerate(cells):
            sheet.write_string(line, position, text, styles["strong" if position == 0 else "text"])
    sheet.protect()


def _letters(position: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(position))
