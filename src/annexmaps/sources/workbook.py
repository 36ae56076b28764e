"""Reads a workbook in a process of its own: -m annexmaps.sources.workbook, what to read in JSON, lines of JSON out."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import python_calamine

from annexmaps.sources.cell_text import text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT
from annexmaps.sources.hidden_rows import hidden_rows

MEMORY_LIMIT = 1_000_000_000  # bytes, where the system offers a limit


def sheets_of(path: str) -> Iterator[Any]:
    """Yield the name of each sheet of the workbook `path` and whether it is shown."""
    for sheet in python_calamine.CalamineWorkbook.from_path(path).sheets_metadata:
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            yield [sheet.name, sheet.visible == python_calamine.SheetVisibleEnum.Visible]


def lines_of(path: str, sheet: str) -> Iterator[Any]:
    """Yield the number and the texts of each filled line of `sheet`; OverflowError if there are too many."""
    count = cells = text = 0
    table = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
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


def main(words: list[str]) -> int:
    """Write what `words` ask for, "sheets" PATH or "lines" PATH SHEET, as lines; the last holds the "hidden" rows or a "fault"."""
    _limit_memory()
    task, *arguments = words
    try:
        for line in _TASKS[task](*arguments):
            _write(line)
        _write({"hidden": hidden_rows(*arguments) if task == "lines" else []})
    except python_calamine.PasswordError:
        _write({"fault": "protected"})
    except (OverflowError, MemoryError):
        _write({"fault": "too_many_cells"})
    except (python_calamine.CalamineError, OSError, ValueError):
        _write({"fault": "damaged"})
    return 0


def _write(line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


def _without_blank_end(texts: list[str]) -> list[str]:
    last = max(position for position, text in enumerate(texts) if text)
    return texts[: last + 1]


def _limit_memory() -> None:
    # Windows has no such limit, macOS refuses this one: the checks of size before remain
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


_TASKS: Mapping[str, Callable[..., Iterator[Any]]] = {"sheets": sheets_of, "lines": lines_of}

if __name__ == "__main__":
    sys.exit(main(json.load(sys.stdin)))
