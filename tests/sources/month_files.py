"""Small months made by the tests of reading."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from annexmaps.contract import CheckedTable
from annexmaps.errors import InputError
from annexmaps.sources.tables import read_tables
from annexmaps.words import languages

INCIDENTS = "date,catégorie,commune\n"


def month_folder(tmp_path: Path, **files: str) -> Path:
    """Return tmp_path/2021-11 with `files`, whose names are given with _dot_ for the point."""
    folder = tmp_path / "2021-11"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_dot_", ".")).write_text(text, encoding="utf-8")
    return folder


def read_incidents(tmp_path: Path, text: str) -> CheckedTable:
    """Return the incidents of a month whose incidents.csv holds `text`."""
    return read_tables(month_folder(tmp_path, incidents_dot_csv=text))["incidents"]


def keys(table: CheckedTable) -> list[str]:
    """Return the keys of the problems of `table`."""
    return [problem.key for problem in table.problems]


def save_workbook(path: Path, lines: list[list[object]], *, sheet: str = "incidents") -> None:
    """Write `lines` to the sheet of a new workbook."""
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for line in lines:
        workbook.active.append(line)
    workbook.save(path)


def error_key(read: Callable[..., object], *arguments: object) -> str:
    """Return the key of the InputError that `read` raises, whose sentence is there in both languages."""
    with pytest.raises(InputError) as caught:
        read(*arguments)
    assert all(caught.value.sentence(lang) for lang in languages())
    return caught.value.key
