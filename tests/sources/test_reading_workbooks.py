"""Workbooks, Parquet files and point files as text."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from month_files import error_key, month_folder, save_workbook
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from shapely.geometry import Point

from annexmaps.contract import RawTable
from annexmaps.sources.month_folder import FoundTable
from annexmaps.sources.read import read_raw
from annexmaps.sources.tables import read_tables


def _read(path: Path, name: str = "incidents") -> RawTable:
    return read_raw(FoundTable(name, path))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.5, "3.5"),
        (1e20, "100000000000000000000"),
        ("0101", "0101"),
        ("  NA ", "NA"),
        (date(2021, 11, 3), "2021-11-03"),
        (datetime(2021, 11, 3, 14, 5), "2021-11-03T14:05:00"),
        (True, "TRUE"),
    ],
)
def test_workbook_cells_are_text_as_written(tmp_path: Path, value: object, text: str) -> None:
    save_workbook(tmp_path / "incidents.xlsx", [["date", "catégorie"], [value, "B"]])
    assert _read(tmp_path / "incidents.xlsx").cells.loc[0, 0] == text


def test_formula_text_stays_text(tmp_path: Path) -> None:
    save_workbook(tmp_path / "incidents.xlsx", [["date", "texte"], ["2021-11-03", "<b>${x}</b>"]])
    assert _read(tmp_path / "incidents.xlsx").cells.loc[0, 1] == "<b>${x}</b>"


def test_rows_keep_the_spreadsheet_numbers(tmp_path: Path) -> None:
    lines: list[list[object]] = [["Titre"], [], ["date", "catégorie"], ["2021-11-03", "B"], [], ["2021-11-04", "C"]]
    save_workbook(tmp_path / "incidents.xlsx", lines)
    assert _read(tmp_path / "incidents.xlsx").rows == (4, 6)


def test_table_that_starts_in_column_c_keeps_its_letters(tmp_path: Path) -> None:
    save_workbook(tmp_path / "incidents.xlsx", [["", "", "date", "catégorie"], ["", "", "2021-11-03", "B"]])
    assert _read(tmp_path / "incidents.xlsx").headers == ("", "", "date", "catégorie")


def test_the_only_sheet_with_the_headers_is_taken(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Lisez-moi"])
    workbook.create_sheet("Feuille 2").append(["date", "catégorie", "commune"])
    workbook.save(tmp_path / "incidents.xlsx")
    assert _read(tmp_path / "incidents.xlsx").source.sheet == "Feuille 2"


def test_two_sheets_with_the_headers_are_asked_about(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["date", "catégorie", "commune"])
    workbook.create_sheet("Feuille 2").append(["date", "catégorie", "commune"])
    workbook.save(tmp_path / "incidents.xlsx")
    assert error_key(_read, tmp_path / "incidents.xlsx") == "sources.sheets"


def test_open_document_is_read(tmp_path: Path) -> None:
    document, sheet = OpenDocumentSpreadsheet(), Table(name="incidents")
    for texts in (["date", "catégorie"], ["2021-11-03", "B"]):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "incidents.ods"))
    assert _read(tmp_path / "incidents.ods").cells.values.tolist() == [["2021-11-03", "B"]]


def test_workbook_named_csv_is_still_a_workbook(tmp_path: Path) -> None:
    save_workbook(tmp_path / "incidents.xlsx", [["date", "catégorie"], ["2021-11-03", "B"]])
    (tmp_path / "incidents.xlsx").rename(tmp_path / "incidents.csv")
    assert _read(tmp_path / "incidents.csv").headers == ("date", "catégorie")


def test_parquet_values_become_text_without_loss(tmp_path: Path) -> None:
    values = {
        "date": [date(2021, 11, 3)],
        "number": [2**53 + 1],
        "latitude": [16.27],
        "women": [2.0],
        "total": [Decimal("1.50")],
        "text": ["0101"],
    }
    pd.DataFrame(values).to_parquet(tmp_path / "incidents.parquet")
    cells = list(_read(tmp_path / "incidents.parquet").cells.loc[0])
    assert cells == ["2021-11-03", "9007199254740993", "16.27", "2", "1.50", "0101"]


def _geojson(properties: dict[str, object], geometry: object) -> str:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_points_of_geojson_become_coordinates(tmp_path: Path) -> None:
    text = _geojson({"date": "2021-11-03", "category": "B"}, {"type": "Point", "coordinates": [-0.04, 16.27]})
    table = read_tables(month_folder(tmp_path, incidents_dot_geojson=text))["incidents"].table
    assert table[["latitude", "longitude"]].values.tolist() == [[16.27, -0.04]]


def test_coordinates_already_in_the_table_win(tmp_path: Path) -> None:
    properties = {"date": "2021-11-03", "category": "B", "lat": "1", "lon": "2"}
    text = _geojson(properties, {"type": "Point", "coordinates": [-0.04, 16.27]})
    table = read_tables(month_folder(tmp_path, incidents_dot_geojson=text))["incidents"].table
    assert table[["latitude", "longitude"]].values.tolist() == [[1.0, 2.0]]


def test_points_of_a_geopackage_become_coordinates(tmp_path: Path) -> None:
    points = gpd.GeoDataFrame({"date": ["2021-11-03"], "type": ["Viol"]}, geometry=[Point(-0.04, 16.27)], crs=4326)
    points.to_file(month_folder(tmp_path) / "incidents.gpkg", driver="GPKG")
    table = read_tables(tmp_path / "2021-11")["incidents"].table
    assert table[["latitude", "longitude", "category"]].values.tolist() == [[16.27, -0.04, "C"]]


def test_geopackage_in_metres_is_refused(tmp_path: Path) -> None:
    points = gpd.GeoDataFrame({"date": ["2021-11-03"]}, geometry=[Point(1, 2)], crs=32630)
    points.to_file(tmp_path / "incidents.gpkg", driver="GPKG")
    assert error_key(_read, tmp_path / "incidents.gpkg") == "sources.not_wgs84"


def test_points_are_refused_for_coverage(tmp_path: Path) -> None:
    (tmp_path / "couverture.geojson").write_text(_geojson({}, None))
    assert error_key(_read, tmp_path / "couverture.geojson", "coverage") == "sources.points_only"
