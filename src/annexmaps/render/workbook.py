"""A list as an XLSX workbook: inert cells, a repeated header, a dictionary sheet, and the same bytes for the same list."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from types import MappingProxyType
from typing import Any

import xlsxwriter

from annexmaps.spec import Cell, ListSpec, Page
from annexmaps.theme import PageSize, Theme
from annexmaps.words import Words

# a workbook states when it was created; a fixed date keeps the bytes the same
CREATED = datetime(1980, 1, 1)
CELL_LIMIT = 32_767  # characters: the most that a cell of XLSX holds
CUT = "…"
HEADER_ROW = 4
DICTIONARY_WIDTHS = (24, 90, 26, 46, 30)  # characters
PAPERS: Mapping[str, int] = MappingProxyType({"A3": 8, "A4": 9})  # their numbers in XLSX
# nothing that a table holds becomes a formula, a link or a number that was not one
INERT: Mapping[str, bool] = MappingProxyType(
    {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": False,
    }
)


def write_workbook(listing: ListSpec) -> bytes:
    """Return `listing` as the bytes of an XLSX file.

    Every text is written as text: nothing becomes a formula, a link or a number that was not one.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, dict(INERT)) as workbook:
        workbook.set_properties({"title": listing.page.title, "comments": listing.page.sharing, "created": CREATED})
        words, styles = Words(listing.lang), sheet_styles(workbook, listing.theme)
        _write_rows(workbook.add_worksheet(words("list.sheet", annex=listing.product)), listing, styles)
        if listing.dictionary:
            _write_dictionary(workbook.add_worksheet(words("list.dictionary")), listing, words, styles)
        _write_about(workbook.add_worksheet(words("list.about")), listing.page, styles)
    return stream.getvalue()


def sheet_styles(workbook: Any, theme: Theme) -> dict[str, Any]:
    """Return the formats of cells by name, in the colours of `theme`."""
    paper, colours = theme.paper, theme.colours
    plain = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    return {
        "title": workbook.add_format({**plain, "bold": True, "font_size": 14}),
        "soft": workbook.add_format({**plain, "font_color": paper.text_soft}),
        "ribbon": workbook.add_format({**plain, "bold": True, "font_color": "#ffffff", "bg_color": colours.ribbon}),
        "sharing": workbook.add_format({**plain, "bold": True, "font_color": colours.accent}),
        "header": workbook.add_format(
            {**plain, "bold": True, "bottom": 1, "text_wrap": True, "bg_color": paper.rule_soft}
        ),
        "plain": workbook.add_format(plain),
        "strong": workbook.add_format({**plain, "bold": True}),
        "text": workbook.add_format({**plain, "text_wrap": True}),
        "date": workbook.add_format({**plain, "num_format": "yyyy-mm-dd"}),
        "number": workbook.add_format({**plain, "align": "right"}),
    }


def _write_rows(sheet: Any, listing: ListSpec, styles: dict[str, Any]) -> None:
    _write_head(sheet, listing.page, styles)
    for column, header in enumerate(listing.columns):
        sheet.write_string(HEADER_ROW, column, header, styles["header"])
        sheet.set_column(column, column, listing.widths[column] if listing.widths else 14)
    for line, row in enumerate(listing.rows, start=HEADER_ROW + 1):
        write_line(sheet, line, row, styles)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(listing.rows), 1), len(listing.columns) - 1)
    sheet.repeat_rows(HEADER_ROW)
    _set_paper(sheet, listing.theme.page)
    sheet.fit_to_pages(1, 0)
    # header and footer codes start with &: the page's texts are doubled so that they stay text
    sheet.set_footer(f"&L{footer_text(listing.page.sharing)}&C{footer_text(listing.page.ribbon)}&R&P / &N")


def _set_paper(sheet: Any, page: PageSize) -> None:
    sheet.set_paper(PAPERS[page.paper])
    if page.is_portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()


def _write_head(sheet: Any, page: Page, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, page.title, styles["title"])
    sheet.write_string(1, 0, page.subtitle, styles["soft"])
    sheet.write_string(2, 0, page.sharing, styles["sharing"])
    if page.ribbon:
        sheet.write_string(3, 0, page.ribbon, styles["ribbon"])


def write_line(sheet: Any, line: int, row: Sequence[Cell], styles: dict[str, Any]) -> None:
    """Write `row` at `line`, texts as text and numbers as numbers; None leaves its cell empty."""
    for column, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(line, column, fitting(value), styles["text"])
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, styles["date"])
        else:
            sheet.write_number(line, column, value, styles["number"])


def _write_dictionary(sheet: Any, listing: ListSpec, words: Words, styles: dict[str, Any]) -> None:
    for column, (header, width) in enumerate(zip(dictionary_headers(words), DICTIONARY_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, styles["header"])
    for line, entry in enumerate(listing.dictionary, start=1):
        write_line(sheet, line, entry, styles)


def dictionary_headers(words: Words) -> tuple[str, ...]:
    """Return the headers of a data dictionary: column, meaning, unit, source, editions."""
    return tuple(words(f"list.dictionary_{name}") for name in ("column", "meaning", "unit", "source", "editions"))


def _write_about(sheet: Any, page: Page, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 130)
    lines = (
        page.title,
        page.ribbon,
        page.sharing,
        page.subtitle,
        *page.notes,
        page.sources,
        page.dates,
        page.disclaimer,
        page.producer,
        page.version,
    )
    for line, text in enumerate(text for text in lines if text):
        sheet.write_string(line, 0, fitting(text), styles["text"])


def footer_text(text: str) -> str:
    """Return `text` as a footer prints it: codes of a footer start with &."""
    return text.replace("&", "&&")


def fitting(text: str) -> str:
    """Return `text`, cut where it is too long for a cell."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + CUT
