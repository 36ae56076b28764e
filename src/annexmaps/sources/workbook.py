"""The sheets of a workbook and their lines as text; runs in the reader's process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import python_calamine

from annexmaps.sources.cell_text import text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT
from annexmaps.sources.hidden_rows import hidden_rows, is_blank_sheet
from annexmaps.sources.reader_child import Refused


def sheets_of(path: str) -> Iterator[Any]:
    """Yield the name of each sheet of the workbook `path` and whether it is shown; blank hidden sheets are left out."""
    with _opened(path) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                shown = sheet.visible == python_calamine.SheetVisibleEnum.Visible
                # a hidden sheet without a cell is nothing to tell
                if shown or not is_blank_sheet(path, sheet.name):
                    yield [sheet.name, shown]
    yield {}


def lines_of(path: str, sheet: str) -> Iterator[Any]:
    """Yield the number and the texts of each filled line of `sheet`, then its hidden rows; OverflowError if too many."""
    with _opened(path) as workbook:
        yield from _filled_lines(workbook.get_sheet_by_name(sheet))
    yield {"hidden": hidden_rows(path, sheet)}


def _filled_lines(table: python_calamine.CalamineSheet) -> Iterator[Any]:
    count = cells = text = 0
    # the rows above the first filled cell come along, the columns before it do not
    before = [""] * (table.start[1] if table.start else 0)
    for number, line in enumerate(table.iter_rows(), start=1):
        texts = [*before, *(text_of(value) for value in line)]
        filled = [cell for cell in texts if cell]
        cells += len(filled)
        text += sum(map(len, filled))
        count += bool(filled)
        if count > MOST_LINES or cells > MOST_CELLS or text > MOST_TEXT:
            raise OverflowError
        if filled:
            yield [number, _without_blank_end(texts)]


@contextmanager
def _opened(path: str) -> Iterator[python_calamine.CalamineWorkbook]:
    try:
        yield python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError as error:
        raise Refused("protected") from error
    except OverflowError:
        raise
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("damaged") from error


def _without_blank_end(texts: list[str]) -> list[str]:
    last = max(position for position, text in enumerate(texts) if text)
    return texts[: last + 1]
