"""Boundary files of unknown origin."""

import zipfile

import pytest
from boundary_samples import squares, write_geojson, write_shapefile_zip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_geojson, boundary_zip
from annexmaps.sources.boundary_files import read_layers

VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def write(kind, path):
    table = squares()
    if kind == "GeoJSON":
        return write_geojson(table, path.with_suffix(".geojson"))
    if kind == "zip":
        return write_shapefile_zip(table, path.with_suffix(".zip"))
    if kind == "GeoPackage":
        table.to_file(path.with_suffix(".gpkg"), driver="GPKG", layer="communes")
        return path.with_suffix(".gpkg")
    table.to_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


KINDS = ("GeoJSON", "zip", "GeoPackage", "GeoParquet")


def key_of_refusal(path):
    with pytest.raises(BoundariesError) as refusal:
        read_layers(path)
    return refusal.value.key.removeprefix("boundaries.")


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_units(kind, tmp_path):
    (layer,) = read_layers(write(kind, tmp_path / "units"))
    assert list(layer.table["ADM3_PCODE"]) == ["X0101", "X0102", "X0203", "X0304"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_bytes_decide_and_not_the_name(kind, tmp_path):
    path = write(kind, tmp_path / "units").rename(tmp_path / "units.csv")
    assert [len(layer.table) for layer in read_layers(path)] == [4]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused(kind, share, tmp_path):
    path = write(kind, tmp_path / "units")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert key_of_refusal(path) in ("truncated", "unreadable")


def test_a_web_page_is_named_as_such(tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text("\n<!DOCTYPE html><html><body>404</body></html>")
    assert key_of_refusal(path) == "is_page"


def test_a_vrt_in_disguise_is_not_opened(tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text(VRT.format(write_geojson(squares(), tmp_path / "secret.geojson")))
    assert key_of_refusal(path) == "is_page"


def test_a_vrt_inside_json_text_is_not_opened(tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text('{"a": "' + VRT.format("secret").replace('"', "'") + '"}')
    assert key_of_refusal(path) == "not_geojson"


def test_a_vrt_in_a_zip_is_not_unpacked(tmp_path):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("units.vrt", VRT.format("secret"))
    assert key_of_refusal(path) == "empty_zip"


@pytest.mark.parametrize("text", ["/vsicurl/http://127.0.0.1/x.geojson", "/vsizip/x.zip", "ftp://host/x.geojson"])
def test_no_text_of_the_user_becomes_a_gdal_path(text):
    from pathlib import Path

    assert key_of_refusal(Path(text)) == "no_file"


def test_names_in_a_zip_do_not_leave_its_folder(tmp_path):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write_geojson(squares(), tmp_path / "units.geojson"), "../../../outside.geojson")
    (layer,) = read_layers(path)
    assert (layer.name, len(layer.table), sorted(p.name for p in tmp_path.iterdir())) == (
        "outside",
        4,
        ["units.geojson", "units.zip"],
    )


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(boundary_zip, "MAX_UNPACKED", 500)
    assert key_of_refusal(write("zip", tmp_path / "units")) == "too_large"


def test_metadata_beside_the_data_in_a_zip_is_passed_over(tmp_path):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", '{"title": "x"}')
        archive.write(write_geojson(squares(), tmp_path / "units.geojson"), "units.geojson")
    assert [layer.name for layer in read_layers(path)] == ["units"]


def test_a_shapefile_without_its_index_is_refused(tmp_path):
    path = write_shapefile_zip(squares(), tmp_path / "units.zip", without=(".shx",))
    assert key_of_refusal(path) == "incomplete_shapefile"


def test_a_shapefile_outside_a_zip_is_explained(tmp_path):
    squares().to_file(tmp_path / "units.shp")
    assert key_of_refusal(tmp_path / "units.shp") == "bare_shapefile"


def test_a_shapefile_with_fewer_shapes_than_rows_is_refused(tmp_path):
    path = write_shapefile_zip(squares(), tmp_path / "units.zip")
    torn = tmp_path / "torn.zip"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(torn, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content[:-8] if name.endswith(".shx") else content)
    assert key_of_refusal(torn) == "truncated"


def test_a_projection_file_that_is_not_text_is_refused(tmp_path):
    path = write_shapefile_zip(squares(), tmp_path / "units.zip", without=(".prj",))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("data/units.prj", b'GEOGCS["GCS_WGS_1984",DATUM["D_\xff\xfe"]]')
    assert key_of_refusal(path) == "unreadable"


def test_a_folder_in_a_zip_is_passed_over_whatever_its_name(tmp_path):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder.geojson/", "")
        archive.write(write_geojson(squares(), tmp_path / "units.geojson"), "units.geojson")
    assert [layer.name for layer in read_layers(path)] == ["units"]


def test_a_password_is_explained(tmp_path):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("units.geojson", "{}")
    content = bytearray(path.read_bytes())
    # bit 0 of the flags, in the member's own header and in the list of members at the end: encrypted
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert key_of_refusal(path) == "encrypted"


def test_parquet_with_torn_text_is_refused(tmp_path):
    path = tmp_path / "units.parquet"
    squares().to_parquet(path, compression=None)
    path.write_bytes(path.read_bytes().replace("Béré".encode(), b"B\xff\xff\xffr\xff"))
    assert key_of_refusal(path) == "unreadable"


def test_parquet_without_geometry_is_refused(tmp_path):
    path = tmp_path / "units.parquet"
    squares().drop(columns="geometry").to_parquet(path)
    assert key_of_refusal(path) == "unreadable"


def test_geojson_without_a_coordinate_system_is_in_degrees(tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text(squares().to_json(to_wgs84=True).replace('"crs"', '"was_crs"'))
    assert boundary_geojson.read_geojson(path).crs.to_epsg() == 4326


def test_geojson_in_another_coordinate_system_keeps_it(tmp_path):
    path = write_geojson(squares().to_crs("EPSG:32631"), tmp_path / "units.geojson")
    assert boundary_geojson.read_geojson(path).crs.to_epsg() == 32631


def test_geojson_with_an_unknown_coordinate_system_is_refused(tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text('{"type": "FeatureCollection", "crs": {"properties": {"name": "+init=x"}}, "features": []}')
    assert key_of_refusal(path) == "unknown_crs"


@pytest.mark.parametrize(
    "geometry",
    ["null", "[]", '"x"', '{"type": "Polygon"}', '{"type": "Polygon", "coordinates": [[["a"]]]}', '{"type": "Cube"}'],
)
def test_a_geometry_that_cannot_be_read_is_none(geometry, tmp_path):
    path = tmp_path / "units.geojson"
    path.write_text(f'{{"features": [{{"properties": {{"a": 1}}, "geometry": {geometry}}}]}}')
    assert boundary_geojson.read_geojson(path).geometry.tolist() == [None]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from([b"{", b"PK\x03\x04", b"SQLite format 3\x00", b"PAR1", b"<", b""]), rest=st.binary())
def test_any_bytes_are_refused_with_a_sentence(tmp_path, head, rest):
    path = tmp_path / "units"
    path.write_bytes(head + rest)
    with pytest.raises(BoundariesError) as refusal:
        read_layers(path)
    assert "{" not in refusal.value.sentence("en")
