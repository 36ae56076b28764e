"""Rows that a workbook hides are read, counted and named."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from month_files import month_folder

from annexmaps.sources.hidden_rows import hidden_rows
from annexmaps.sources.tables import read_tables

LINES = [
    ["date", "catégorie", "commune"],
    *[["2021-11-03", "B", "Gao"], ["2021-11-04", "B", "Gao"], ["2021-11-05", "B", "Gao"]],
]
ODS = """<?xml version="1.0"?>{doctype}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table table:name="a">
<table:table-row table:number-rows-repeated="2"/><table:table-row table:visibility="filter" table:number-rows-repeated="2"/>
<table:table-row/><table:table-row table:visibility="collapse"/></table:table><table:table table:name="b">
<table:table-row table:visibility="collapse"/></table:table></office:spreadsheet></office:body></office:document-content>"""


def _workbook(path: Path, *hidden: int) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = "incidents"
    for line in LINES:
        workbook.active.append(line)
    for row in hidden:
        workbook.active.row_dimensions[row].hidden = True
    workbook.create_sheet("notes").append(["x"])
    workbook.save(path)
    return path


def test_hidden_rows_are_read_and_named(tmp_path: Path) -> None:
    _workbook(month_folder(tmp_path) / "incidents.xlsx", 3, 4)
    table = read_tables(tmp_path / "2021-11")["incidents"]
    found = [(problem.key, problem.wrong("en")) for problem in table.problems]
    told = "Hidden by hand or by a filter: rows 3, 4 (hidden rows in the sheet: 2)."
    assert (table.rows_read, found) == (3, [("sources.hidden_rows", told)])


def test_hidden_row_above_the_data_is_not_counted(tmp_path: Path) -> None:
    _workbook(month_folder(tmp_path) / "incidents.xlsx", 1)
    assert read_tables(tmp_path / "2021-11")["incidents"].problems == ()


@pytest.mark.parametrize(("sheet", "rows"), [("a", [3, 4, 6]), ("b", [1]), ("c", [])])
def test_hidden_rows_of_an_open_document(tmp_path: Path, sheet: str, rows: list[int]) -> None:
    with zipfile.ZipFile(tmp_path / "x.ods", "w") as archive:
        archive.writestr("content.xml", ODS.format(doctype=""))
    assert hidden_rows(str(tmp_path / "x.ods"), sheet) == rows


def test_document_type_is_not_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.ods", "w") as archive:
        archive.writestr("content.xml", ODS.format(doctype='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'))
    assert hidden_rows(str(tmp_path / "x.ods"), "a") == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18])
def test_broken_workbook_hides_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert hidden_rows(str(tmp_path / "x.xlsx"), "a") == []
