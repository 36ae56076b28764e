"""A workbook of `annexmaps tables`, read back: the cells of its sheets by the head of their column."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

HEADER = 5  # line of the heads


@dataclass(frozen=True)
class ReadBack:
    """The sheets of a workbook: of each, its heads and its rows."""

    heads: dict[str, list[str]]
    rows: dict[str, list[dict[str, Any]]]

    def row(self, sheet: str, **wanted: str) -> dict[str, Any]:
        """The one row of `sheet` whose columns hold `wanted`; a sheet's first column is `name`, its second `then`."""
        columns = {"name": 0, "then": 1}
        found = [
            row
            for row in self.rows[sheet]
            if all(_plain(row[self.heads[sheet][columns[key]]]) == _plain(text) for key, text in wanted.items())
        ]
        assert len(found) == 1, (sheet, wanted, len(found))
        return found[0]

    def number(self, sheet: str, column: str, **wanted: str) -> Any:
        """A number of `sheet`; 0 where no row is named so: a term that does not occur has no row."""
        names = {_plain(row[self.heads[sheet][0]]) for row in self.rows[sheet]}
        if "then" not in wanted and _plain(wanted["name"]) not in names:
            return 0
        return self.row(sheet, **wanted).get(column, 0)


def read_back(path: Path) -> ReadBack:
    """The sheets of the workbook at `path`, but for the sentences and what stands on the first."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    heads: dict[str, list[str]] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for sheet in workbook.worksheets[1:-1]:
        lines = list(sheet.iter_rows(values_only=True))
        heads[sheet.title] = [str(head) for head in lines[HEADER - 1] if head is not None]
        rows[sheet.title] = [
            dict(zip(heads[sheet.title], line, strict=False))
            for line in lines[HEADER:]
            if line and len([cell for cell in line if cell is not None]) > 1
        ]
    return ReadBack(heads, rows)


def _plain(text: object) -> str:
    return str(text).partition(" · ")[0] if str(text)[1:4] == " · " else str(text)
