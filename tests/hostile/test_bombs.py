"""Files that swell when they are opened, each given to the command in a process of its own whose time and memory are measured."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from harness import HEADER, ROW, check_month, check_plain, listing, run_apart
from layers import package
from workbooks import SHEET, changed, open_document, workbook

pytest.importorskip("resource", reason="the system does not measure memory")

READ, REFUSED = 0, 1
_SHEET = SHEET.replace("/", "_s_").replace(".", "_d_")  # as the builder of workbooks spells it


def _far_cell() -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "date"
    made.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _rows(count: int, cells: str) -> bytes:
    """Return a workbook of `count` rows with the same cells, written as a stream."""
    lines = f"<row>{cells}</row>".encode() * count
    with_lines = {_SHEET: lambda sheet: sheet.replace(b"</sheetData>", lines + b"</sheetData>")}
    return changed(workbook(), **with_lines)


def _shared(count: int) -> bytes:
    """Return a workbook whose every cell is one long shared text."""
    long = "<si><t>" + "é" * 32_000 + "</t></si>"
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{long}</sst>'
    return changed(_rows(count, '<c t="s"><v>0</v></c>' * 5), xl_s_sharedStrings_d_xml=strings)


def _parquet(text: int, count: int) -> bytes:
    stream = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), ["x" * text])
    pq.write_table(pa.table({"date": column}), stream, compression="zstd")
    return stream.getvalue()


def _computed() -> bytes:
    create = "CREATE TABLE incidents (date TEXT, geom BLOB, b TEXT AS (hex(zeroblob(450000))))"
    fill = "INSERT INTO incidents(date) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000) SELECT i FROM n"
    return package([create, fill])


def _endless_document() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    return open_document(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def _kml(count: int) -> bytes:
    data = "".join(f'<Data name="k{n}"><value>1</value></Data>' for n in range(4))
    return ("<kml>" + f"<Placemark><ExtendedData>{data}</ExtendedData></Placemark>" * count + "</kml>").encode()


def _many_zeros() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return stream.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one cell at XFD1048576": ("xlsx", _far_cell),
    "1,048,576 rows": ("xlsx", lambda: _rows(1_048_576, "<c><v>1</v></c><c><v>0</v></c>")),
    "one long text in every cell": ("xlsx", lambda: _shared(60_000)),
    "300 MB of zeros": ("xlsx", _many_zeros),
    "open document of 17 billion cells": ("ods", _endless_document),
    "Parquet of 200 GB": ("parquet", lambda: _parquet(1_000_000, 200_000)),
    "computed columns of 80 GB": ("gpkg", _computed),
    "text of 49 MB": ("csv", lambda: (HEADER + ROW * 1_960_000).encode()[:49_000_000]),
    "one line of 49 MB": ("csv", lambda: HEADER.encode() + b"x" * 48_000_000),
    "49 MB with one wide character": ("csv", lambda: HEADER.encode() + "\U0001f5fa".encode() + b"abcdefg hijk,\n" * 3_400_000),
    "6 million features": ("geojson", lambda: b'{"features":[' + b"{}," * 6_600_000 + b"{}]}"),
    "150,000 placemarks": ("kml", lambda: _kml(150_000)),
    "file of 60 MB": ("csv", lambda: ROW.encode() * 2_500_000),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, month: Path, tmp_path: Path) -> None:
    ending, build = BOMBS[name]
    (month / f"incidents.{ending}").write_bytes(build())
    before = listing(month.parent)
    (tmp_path / "home").mkdir()
    ended = run_apart(["check", str(month), "--boundaries", "schematic"], home=tmp_path / "home")
    print(f"{name}: {ended.seconds:.1f} s, {ended.peak / 1e6:.0f} MB")  # noqa: T201 - what was measured, with -s
    check_plain(ended)
    check_month(month, ended, before)
    assert ended.status == REFUSED
