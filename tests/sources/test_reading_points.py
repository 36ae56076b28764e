"""Tables of points in KML files and zipped Shapefiles."""

import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
from month_files import error_key
from shapely.geometry import Point

from annexmaps.sources.month_folder import FoundTable
from annexmaps.sources.read import read_raw

KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<Placemark><name>7</name><ExtendedData><Data name="date"><value>2021-11-03</value></Data>
<Data name="catégorie"><value>B</value></Data></ExtendedData><Point><coordinates>-3.2,14.5,0</coordinates></Point></Placemark>
<Placemark><ExtendedData><SchemaData><SimpleData name="date">2021-11-04</SimpleData></SchemaData></ExtendedData></Placemark>
</Folder></Document></kml>"""


def _read(path: Path) -> list[list[str]]:
    raw = read_raw(FoundTable("incidents", path))
    return [list(raw.headers), *raw.cells.values.tolist()]


def shapefile(path: Path, *, crs: str = "EPSG:4326", without: tuple[str, ...] = (), encoding: str = "utf-8") -> Path:
    points = gpd.GeoDataFrame(
        {"date": ["2021-11-03", "2021-11-04"], "catégorie": ["B", "é"]},
        geometry=[Point(-3.2, 14.5), None],
        crs="EPSG:4326",
    ).to_crs(crs)
    folder = path.parent / "parts"
    folder.mkdir()
    points.to_file(folder / "points.shp", encoding=encoding)
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix not in without:
                archive.write(part, f"dossier/{part.name}")
    return path


def test_placemarks_are_lines(tmp_path: Path) -> None:
    (tmp_path / "incidents.kml").write_text(KML, encoding="utf-8")
    assert _read(tmp_path / "incidents.kml") == [
        ["name", "date", "catégorie", "latitude", "longitude"],
        ["7", "2021-11-03", "B", "14.5", "-3.2"],
        ["", "2021-11-04", "", "", ""],
    ]


@pytest.mark.parametrize(
    "text",
    [
        KML[:300],
        KML.replace("<kml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><kml'),
        "<kml>" * 1000,
        "<kml></kml>",
        "<kml/>",
        "<kml>\x01</kml>",
    ],
)
def test_kml_that_is_torn_or_declares_entities_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "incidents.kml").write_text(text, encoding="utf-8")
    assert error_key(_read, tmp_path / "incidents.kml") in {
        "sources.damaged",
        "sources.not_features",
        "sources.type_xml",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_points_of_a_shapefile_are_lines(tmp_path: Path, encoding: str) -> None:
    assert _read(shapefile(tmp_path / "incidents.zip", encoding=encoding)) == [
        ["date", "catégorie", "latitude", "longitude"],
        ["2021-11-03", "B", "14.5", "-3.2"],
        ["2021-11-04", "é", "", ""],
    ]


@pytest.mark.parametrize("part", [".prj", ".dbf"])
def test_shapefile_without_a_part_names_it(tmp_path: Path, part: str) -> None:
    path = shapefile(tmp_path / "incidents.zip", without=(part,))
    assert error_key(_read, path) == "sources.incomplete_shapefile"


def test_shapefile_in_metres_is_refused(tmp_path: Path) -> None:
    assert error_key(_read, shapefile(tmp_path / "incidents.zip", crs="EPSG:32630")) == "sources.not_wgs84"


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_shapefile_cut_short_is_refused(tmp_path: Path, suffix: str, share: float) -> None:
    whole = shapefile(tmp_path / "whole.zip")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "incidents.zip", "w") as cut:
        for name in source.namelist():
            content = source.read(name)
            cut.writestr(name, content[: int(len(content) * share)] if name.endswith(suffix) else content)
    assert error_key(_read, tmp_path / "incidents.zip") == "sources.damaged"


def test_two_shapefiles_in_one_zip_are_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "incidents.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("autre.shp", b"")
    assert error_key(_read, path) == "sources.several_shapefiles"


def test_part_of_a_shapefile_is_explained(tmp_path: Path) -> None:
    shapefile(tmp_path / "incidents.zip")
    assert error_key(_read, tmp_path / "parts" / "points.shp") == "sources.type_shp"
