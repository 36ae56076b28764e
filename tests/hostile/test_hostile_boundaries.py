"""Hostile and broken boundary files, each given to the real command: refused in plain words, and nothing is kept."""

import json
import math
import os
import random
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
from harness import Traps, check_plain, listing, run_here
from shapely.geometry import Point, box
from texts import entities, laughs, vrt
from workbooks import archive

_NOISE = random.Random(7).randbytes(3_000)  # noqa: S311 - the same noise each time
Build = Callable[[Path, Traps], Path]


def _squares() -> gpd.GeoDataFrame:
    columns = {
        f"ADM{level}_{kind}": [f"X{level}{n}" for n in range(3)] for level in (1, 2, 3) for kind in ("PCODE", "FR")
    }
    return gpd.GeoDataFrame(columns, geometry=[box(east, 10, east + 1, 11) for east in range(3)], crs="EPSG:4326")


def _file(name: str, content: Callable[[Traps], str | bytes]) -> Build:
    def build(folder: Path, traps: Traps) -> Path:
        made = content(traps)
        path = folder / name
        path.write_bytes(made.encode("utf-8") if isinstance(made, str) else made)
        return path

    return build


def _cut(name: str, share: float) -> Build:
    def build(folder: Path, _: Traps) -> Path:
        path = folder / name
        _squares().to_parquet(path) if name.endswith("parquet") else _squares().to_file(path)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
        return path

    return build


def _shapefile(change: Callable[[dict[str, bytes]], None]) -> Build:
    def build(folder: Path, traps: Traps) -> Path:
        parts = traps.canary.parent / "parts"
        parts.mkdir()
        _squares().to_file(parts / "a.shp")
        content = {path.suffix: path.read_bytes() for path in parts.iterdir()}
        change(content)
        path = folder / "a.zip"
        path.write_bytes(archive({f"a{suffix}": part for suffix, part in content.items()}))
        return path

    return build


def _without(suffix: str) -> Build:
    return _shapefile(lambda parts: parts.__delitem__(suffix))


def _changed(suffix: str, change: Callable[[bytes], bytes]) -> Build:
    return _shapefile(lambda parts: parts.__setitem__(suffix, change(parts[suffix])))


def _package(*statements: str) -> Build:
    def build(folder: Path, traps: Traps) -> Path:
        path = folder / "a.gpkg"
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement.format(canary=traps.canary))
        return path

    return build


def _geojson(geometry: object) -> Build:
    properties = {f"ADM{level}_{kind}": f"X{level}" for level in (1, 2, 3) for kind in ("PCODE", "FR")}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return _file("a.geojson", lambda _: json.dumps({"type": "FeatureCollection", "features": [feature]}))


def _ring(*coordinates: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [list(coordinates)]}


def _pipe(folder: Path, _: Traps) -> Path:
    os.mkfifo(folder / "a.geojson")
    return folder / "a.geojson"


def _folder(folder: Path, _: Traps) -> Path:
    (folder / "a.shp").mkdir()
    return folder / "a.shp"


def _points(folder: Path, _: Traps) -> Path:
    points = _squares().set_geometry([Point(n, 10) for n in range(3)], crs="EPSG:4326")
    points.to_file(folder / "a.gpkg")
    return folder / "a.gpkg"


def _bare(folder: Path, _: Traps) -> Path:
    _squares().to_file(folder / "a.shp")
    return folder / "a.shp"


def _bomb(_: Traps) -> bytes:
    return archive({"a.geojson": "{" + " " * 120_000_000})


FILES: dict[str, Build] = {
    **{f"VRT called {ending}": _file(f"a.{ending}", vrt) for ending in ("geojson", "gpkg", "shp", "zip", "parquet", "vrt")},
    "VRT behind a mark": _file("a.geojson", lambda traps: "\ufeff" + vrt(traps)),
    "VRT in a zip": _file("a.zip", lambda traps: archive({"a.shp": vrt(traps), "a.shx": "", "a.dbf": ""})),
    "VRT called geojson in a zip": _file("a.zip", lambda traps: archive({"a.geojson": vrt(traps)})),
    "entities": _file("a.geojson", entities),
    "a billion laughs": _file("a.geojson", lambda _: laughs()),
    "address in JSON": _file("a.geojson", lambda traps: json.dumps({"type": "FeatureCollection", "features": traps.url})),
    "coordinate system behind a link": _file(
        "a.geojson", lambda traps: json.dumps({"features": [], "crs": {"type": "link", "properties": {"href": traps.url}}})
    ),
    "command for GDAL": _file("a.geojson", lambda traps: json.dumps({"type": "gdal_streamed_alg", "command_line": f"read {traps.url}"})),
    "nothing at all": _file("a.geojson", lambda _: b""),
    "noise": _file("a.geojson", lambda _: _NOISE),
    "deep lists": _file("a.geojson", lambda _: '{"features": ' + "[" * 200_000),
    "deep objects": _file("a.geojson", lambda _: '{"a":' * 200_000),
    "features of wrong types": _file("a.geojson", lambda _: '{"features": [1, null, "x"]}'),
    "no features": _file("a.geojson", lambda _: '{"features": []}'),
    "NaN coordinates": _geojson(_ring([math.nan, 10], [1, 10], [1, 11], [math.nan, 10])),
    "endless coordinates": _geojson(_ring([math.inf, 10], [1, 10], [1, 11], [math.inf, 10])),
    "coordinates beyond the numbers": _file(
        "a.geojson", lambda _: '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1e400, 1], [0, 1], [0, 0]]]}}]}'
    ),
    "coordinates beyond the earth": _geojson(_ring([1e300, 10], [1e300, 11], [-1e300, 11], [1e300, 10])),
    "coordinates of wrong types": _geojson(_ring({"a": 1}, None, "x", [[]])),
    "geometry of an unknown type": _geojson({"type": "Cube", "coordinates": []}),
    "polygon of one point": _geojson(_ring([0, 10])),
    **{f"{name} cut to {share}": _cut(name, share) for name in ("a.geojson", "a.gpkg", "a.parquet") for share in (0.1, 0.5, 0.97)},
    "first bytes of a database": _file("a.gpkg", lambda _: b"SQLite format 3\x00" + _NOISE),
    "database of views": _package(
        "CREATE TABLE gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)",
        "CREATE VIEW a AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ),
    "database with nothing": _package("CREATE TABLE a (b)"),
    "database with a trigger": _package("CREATE TABLE a (b)", "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END"),
    "virtual table on another file": _package("CREATE VIRTUAL TABLE a USING fts5(b)"),
    "points": _points,
    "first bytes of Parquet": _file("a.parquet", lambda _: b"PAR1" + _NOISE + b"PAR1"),
    "Shapefile without .shx": _without(".shx"),
    "Shapefile without .dbf": _without(".dbf"),
    "Shapefile without .shp": _without(".shp"),
    "Shapefile without .prj": _without(".prj"),
    "shapes cut short": _changed(".shp", lambda part: part[:-40]),
    "rows cut short": _changed(".dbf", lambda part: part[:-40]),
    "index cut short": _changed(".shx", lambda part: part[:-8]),
    "shapes of noise": _changed(".shp", lambda part: part[:100] + _NOISE[: len(part) - 100]),
    "index that points outside": _changed(".shx", lambda part: part[:100] + struct.pack(">ii", 2**30, 2**20) * 3),
    "projection of noise": _changed(".prj", lambda _: b"\xff\xfe\x00" * 40),
    "rows that claim 4 billion": _changed(".dbf", lambda part: part[:4] + b"\xff\xff\xff\xff" + part[8:]),
    "bare Shapefile": _bare,
    "zip of nothing": _file("a.zip", lambda _: archive({})),
    "zip cut short": _file("a.zip", lambda _: archive({"a.geojson": _NOISE})[:-30]),
    "zip in a zip": _file("a.zip", lambda _: archive({"b.zip": archive({"a.geojson": "{}"})})),
    "zip with names that leave it": _file("a.zip", lambda _: archive({"../../../outside.geojson": "{}", "/etc/outside.shp": "x"})),
    "zip of text": _file("a.zip", lambda _: archive({"readme.txt": "x"})),
    "zip that swells": _file("a.zip", _bomb),
    "pipe": _pipe,
    "folder": _folder,
    "path for GDAL": lambda _, traps: Path(f"/vsicurl/{traps.url}"),
    "path into a zip for GDAL": lambda _, traps: Path(f"/vsizip/{traps.canary}"),
}  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes and no links without rights")
@pytest.mark.parametrize("name", FILES)
def test_hostile_boundary_files(name: str, tmp_path: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    path = FILES[name](folder, set_traps)
    before = listing(tmp_path)
    ended = run_here(["boundaries", "install", str(path), "--name", "x", "--frame", "2016"], capfd)
    check_plain(ended)
    assert (ended.status, listing(tmp_path) - before) == (1, set())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_name_twice_in_a_zip_is_refused(tmp_path: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.geojson", "{}")
        made.writestr("a.geojson", vrt(set_traps))
    ended = run_here(["boundaries", "install", str(path), "--name", "x"], capfd)
    check_plain(ended)
    assert ended.status == 1
