"""Broken and malicious files of a month: each ends in one plain sentence, soon."""

import json
import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pytest
from month_files import error_key, month_folder, save_workbook

from annexmaps.sources.month_folder import FoundTable, find_tables
from annexmaps.sources.read import read_raw

VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/hostname</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def _key(path: Path) -> str:
    return error_key(read_raw, FoundTable("incidents", path))


def _far_cell(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "date"
    workbook.active["XFD1048576"] = "x"
    workbook.save(folder / "incidents.xlsx")
    return folder / "incidents.xlsx"


def _zip(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("_slash_", "/").replace("_dot_", "."), text)
    return path


def test_workbook_with_one_far_cell(tmp_path: Path) -> None:
    assert _key(_far_cell(month_folder(tmp_path))) == "sources.too_many_cells"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_truncated_workbook(tmp_path: Path, share: float) -> None:
    path = tmp_path / "incidents.xlsx"
    save_workbook(path, [["date", "catégorie"], *[["2021-11-03", "B"]] * 50])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert _key(path) == "sources.damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_sheet_cut_short_inside_a_sound_archive(tmp_path: Path, share: float) -> None:
    save_workbook(tmp_path / "whole.xlsx", [["date", "catégorie"], *[["2021-11-03", "B"]] * 50])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "incidents.xlsx", "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[: int(len(content) * share)] if name == sheet else content)
    assert _key(tmp_path / "incidents.xlsx") == "sources.damaged"


def test_sheet_whose_name_looks_like_an_option_is_read(tmp_path: Path) -> None:
    save_workbook(tmp_path / "incidents.xlsx", [["date", "catégorie"]], sheet="--help")
    assert read_raw(FoundTable("incidents", tmp_path / "incidents.xlsx")).source.sheet == "--help"


@pytest.mark.parametrize(
    ("doctype", "cell"),
    [
        (
            "",
            '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="9999">',
        ),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "<table:table-row><table:table-cell>&e;"),
    ],
)
def test_open_document_that_swells_or_points_elsewhere(tmp_path: Path, doctype: str, cell: str) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    inside = f'<table:table table:name="incidents">{cell}<text:p>&e;</text:p></table:table-cell></table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(tmp_path / "incidents.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{doctype}<office:document-content {names}>{body}</office:document-content>',
        )
    assert _key(tmp_path / "incidents.ods") in {"sources.damaged", "sources.too_many_cells"}


@pytest.mark.parametrize("text", ["date,catégorie\n" + "," * 5_000_000, "date,catégorie\n" + "a,b\n" * 700_000])
def test_text_file_far_larger_than_a_month(tmp_path: Path, text: str) -> None:
    (tmp_path / "incidents.csv").write_text(text, encoding="utf-8")
    assert _key(tmp_path / "incidents.csv") == "sources.too_many_cells"


def test_json_whose_every_feature_has_its_own_key(tmp_path: Path) -> None:
    features = ",".join(f'{{"properties":{{"k{number}":1}}}}' for number in range(3000))
    (tmp_path / "incidents.geojson").write_text(f'{{"features":[{features}]}}')
    assert _key(tmp_path / "incidents.geojson") == "sources.too_many_cells"


def test_folder_name_that_the_system_refuses(tmp_path: Path) -> None:
    assert error_key(find_tables, tmp_path / ("x" * 400)) == "sources.no_folder"


def test_workbook_with_broken_xml(tmp_path: Path) -> None:
    path = _zip(tmp_path / "incidents.xlsx", xl_slash_workbook_dot_xml="<workbook><sheets>")
    assert _key(path) in {"sources.damaged", "sources.no_sheet"}


def test_workbook_of_endless_zeros(tmp_path: Path) -> None:
    zeros = "0" * 60_000_000
    assert _key(_zip(tmp_path / "incidents.xlsx", xl_slash_workbook_dot_xml=zeros)) == "sources.bomb"


def test_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "incidents.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert _key(path) == "sources.type_ole"


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    assert _key(_zip(tmp_path / "incidents.xlsx", word_slash_document_dot_xml="x")) == "sources.type_unknown"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "parquet", "geojson", "gpkg"])
def test_vrt_in_disguise(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"incidents.{ending}").write_text(VRT)
    assert _key(tmp_path / f"incidents.{ending}") == "sources.type_xml"


def test_command_for_gdal_in_disguise_is_not_run(tmp_path: Path) -> None:
    command = {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/hostname ! write x"}
    (tmp_path / "incidents.geojson").write_text(json.dumps(command))
    assert _key(tmp_path / "incidents.geojson") == "sources.not_features"


@pytest.mark.parametrize(
    "text", ['{"a":' * 100_000, '{"features":' + "[" * 100_000, '{"features": [1,', '{"features": "\\ud800"}']
)
def test_deep_or_torn_json(tmp_path: Path, text: str) -> None:
    (tmp_path / "incidents.geojson").write_text(text)
    assert _key(tmp_path / "incidents.geojson") in {"sources.damaged", "sources.not_features"}


@pytest.mark.parametrize("feature", ["1", "null", '{"properties": 3}', '{"properties": []}'])
def test_json_that_is_no_feature(tmp_path: Path, feature: str) -> None:
    (tmp_path / "incidents.geojson").write_text(f'{{"features": [{feature}]}}')
    assert _key(tmp_path / "incidents.geojson") == "sources.not_features"


@pytest.mark.parametrize(
    "content", [b"PAR1", b"PAR1" + b"\x00" * 200, b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_signature_without_a_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "incidents.csv").write_bytes(content)
    assert _key(tmp_path / "incidents.csv") in {"sources.damaged", "sources.not_features"}


def test_geopackage_whose_layer_is_an_endless_view(tmp_path: Path) -> None:
    path = tmp_path / "incidents.gpkg"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 4326)")
        endless = "WITH RECURSIVE n(date, geom) AS (SELECT 1, 1 UNION ALL SELECT date + 1, 1 FROM n) SELECT * FROM n"
        connection.execute(f"CREATE VIEW incidents AS {endless}")
    assert _key(path) == "sources.layers"


def test_missing_file(tmp_path: Path) -> None:
    assert _key(tmp_path / "incidents.csv") == "sources.cannot_open"


def test_picture_named_csv(tmp_path: Path) -> None:
    (tmp_path / "incidents.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    assert _key(tmp_path / "incidents.csv") == "sources.type_unknown"


def test_nothing_is_left_beside_the_workbook(tmp_path: Path) -> None:
    _key(_far_cell(month_folder(tmp_path)))
    assert [path.name for path in (tmp_path / "2021-11").iterdir()] == ["incidents.xlsx"]
