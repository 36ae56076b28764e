"""A table of a page, typed into the workbook that its reader would fill in by hand."""

import re
from datetime import date, datetime
from pathlib import Path

import openpyxl

_FIRST_ROW = 3  # below the headers and the row of tags


def fill_workbook(path: Path, table: str) -> None:
    """Type the rows of the Markdown `table` into the workbook `path`, each cell below the header of its column."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    headers, _, *rows = (_cells(line) for line in table.strip().splitlines())
    for number, row in enumerate(rows, start=_FIRST_ROW):
        for header, text in zip(headers, row, strict=True):
            if text:
                sheet.cell(number, columns[header]).value = _typed(text)
    workbook.save(path)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _typed(text: str) -> str | int | date:
    # what a spreadsheet makes of what is typed
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    return int(text) if re.fullmatch(r"[1-9]\d*|0", text) else text
