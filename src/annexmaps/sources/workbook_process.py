"""Workbooks, read safely in a process of its own."""

from dataclasses import dataclass
from pathlib import Path

from annexmaps.sources.grid import Grid
from annexmaps.sources.reader_process import ask


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    shown: bool  # False: the sheet is hidden


def list_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook `path`; InputError if it cannot be read."""
    lines, _ = ask(path, "sheets")
    return tuple(Sheet(name, shown) for name, shown in lines)


def read_sheet(path: Path, *, sheet: str) -> Grid:
    """Return the filled lines of one `sheet` of the workbook `path`; InputError if it cannot be read."""
    lines, end = ask(path, "lines", sheet)
    texts = tuple(tuple(line) for _, line in lines)
    return Grid(texts, tuple(number for number, _ in lines), hidden=frozenset(end["hidden"]))
