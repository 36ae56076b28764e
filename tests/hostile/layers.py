"""Hostile and broken layers of points of a month: GeoPackages, Parquet files and zipped Shapefiles."""

import datetime
import io
import math
import sqlite3
import struct
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from harness import Traps
from workbooks import archive

READ, REFUSED = 0, 1
POINT = b"GP\x00\x01\xe6\x10\x00\x00" + struct.pack("<BIdd", 1, 1, -0.04, 16.27)
FACTS = "'2021-11-03', 'B', 'Gao', 'Gao'"
Made = Callable[[Traps], bytes]


def _package(*statements: str, table: str = "incidents", geometry: str = "geom", srs: int = 4326) -> Made:
    return lambda traps: package(
        [statement.format(canary=traps.canary) for statement in statements], table, geometry, srs
    )


def package(statements: list[str], table: str = "incidents", geometry: str = "geom", srs: int = 4326) -> bytes:
    """Return a database with a list of layers that names `table`, after `statements`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.gpkg"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?)", (table, geometry, srs))
        for statement in statements:
            connection.execute(statement, (POINT,) * statement.count("?"))
        connection.commit()
        connection.close()
        return path.read_bytes()


COLUMNS = "date TEXT, categorie TEXT, commune TEXT, cercle TEXT, geom BLOB"
CREATE = f"CREATE TABLE incidents ({COLUMNS})"
INSERT = f"INSERT INTO incidents VALUES ({FACTS}, ?)"  # noqa: S608 - constants
_ENDLESS = "WITH RECURSIVE n(date, geom) AS (SELECT 1, 1 UNION ALL SELECT date + 1, 1 FROM n) SELECT * FROM n"


def _attaching(traps: Traps) -> bytes:
    name = f"x\"; ATTACH DATABASE '{traps.canary}' AS c; --"
    quoted = name.replace('"', '""')
    insert = f'INSERT INTO "{quoted}" VALUES ({FACTS}, ?)'  # noqa: S608 - the trick that is tested
    return package([f'CREATE TABLE "{quoted}" ({COLUMNS})', insert], name)


_INSERT_NAMED = INSERT.replace("incidents", "incidents(date, categorie, commune, cercle, geom)")


def _at(east: float, north: float) -> bytes:
    return package([CREATE, INSERT]).replace(struct.pack("<dd", -0.04, 16.27), struct.pack("<dd", east, north))


GPKG: dict[str, tuple[Made, int]] = {
    "layer that is an endless view": (_package(f"CREATE VIEW incidents AS {_ENDLESS}"), REFUSED),
    "layer that is a virtual table": (_package("CREATE VIRTUAL TABLE incidents USING fts5(date, geom)"), REFUSED),
    "layer that is not there": (_package(), REFUSED),
    "layer without its geometry": (_package("CREATE TABLE incidents (date TEXT)"), REFUSED),
    "layer in metres": (_package(CREATE, INSERT, srs=32630), REFUSED),
    "column of 900 MB that is computed": (
        _package(f"CREATE TABLE incidents ({COLUMNS}, b TEXT AS (hex(zeroblob(450000000))))", _INSERT_NAMED),
        REFUSED,
    ),
    "columns that add up when computed": (
        _package(
            f"CREATE TABLE incidents ({COLUMNS}, b TEXT AS (hex(zeroblob(400000))))",
            "INSERT INTO incidents(date) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT i FROM n",
        ),
        REFUSED,
    ),
    "trigger": (_package(CREATE, "CREATE TRIGGER t AFTER INSERT ON incidents BEGIN DELETE FROM incidents; END"), READ),
    "name that attaches a database": (_attaching, READ),
    "geometry that is noise": (_package(CREATE, INSERT.replace("?", "x'47500001ffffffff0102030405'")), READ),
    "geometry of NaN": (lambda _: _at(math.nan, math.nan), READ),
    "geometry without an end": (lambda _: _at(math.inf, -math.inf), READ),
    "text that is not UTF-8": (_package(CREATE, INSERT.replace("'B'", "CAST(x'ff00fe' AS TEXT)")), REFUSED),
    "numbers without an end": (_package(CREATE, INSERT.replace("'B'", "9e999")), READ),
    "pages cut away": (lambda _: package([CREATE, *[INSERT] * 200])[:4_096], REFUSED),
    "pages of noise": (lambda _: package([CREATE, *[INSERT] * 200])[:5_000] + b"\xa5" * 8_000, REFUSED),
    "database that is no GeoPackage": (
        lambda _: package([CREATE]).replace(b"gpkg_geometry_columns", b"gpkg_geometry_colomns"),
        REFUSED,
    ),
}


def _parquet(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def _table(**columns: object) -> pa.Table:
    facts = {"date": ["2021-11-03"], "catégorie": ["B"], "commune": ["Gao"], "cercle": ["Gao"]}
    return pa.table({**facts, **columns})


def _nested() -> pa.Array:
    return pa.array([[{"a": [{"b": [1, 2, None]}]}]])


PARQUET: dict[str, tuple[Made, int]] = {
    "cut to a half": (lambda _: _parquet(_table())[:400], REFUSED),
    "cut by one byte": (lambda _: _parquet(_table())[:-1], REFUSED),
    "middle of noise": (lambda _: _parquet(_table())[:8] + b"\xa5" * 400 + _parquet(_table())[-300:], REFUSED),
    "footer that claims 4 GB": (lambda _: _parquet(_table())[:-8] + b"\xff\xff\xff\x7fPAR1", REFUSED),
    "nested values": (lambda _: _parquet(_table(localité=_nested(), texte=pa.array([{"x": {"y": "z"}}]))), READ),
    "maps": (lambda _: _parquet(_table(texte=pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())))), READ),
    "odd numbers": (
        lambda _: _parquet(_table(femmes=[Decimal("1e37")], hommes=[math.inf], filles=[math.nan], garçons=[2**63 - 1])),
        READ,
    ),
    "days beyond the calendar": (
        lambda _: _parquet(
            _table(texte=pa.array([2**62], pa.timestamp("us")), localité=pa.array([2**30], pa.date32()))
        ),
        REFUSED,
    ),
    "durations, bytes and nothing": (
        lambda _: _parquet(_table(texte=[datetime.timedelta(days=1)], localité=[b"\xff\x00"], auteur=pa.nulls(1))),
        READ,
    ),
    "a column twice": (lambda _: _parquet(pa.table([["2021-11-03"], ["2021-11-04"]], names=["date", "date"])), REFUSED),
    "no columns": (lambda _: _parquet(pa.table({})), REFUSED),
    "no rows": (lambda _: _parquet(_table().slice(0, 0)), READ),
    "one text of 1 MB, 200,000 times": (
        lambda _: _parquet(pa.table({"date": pa.DictionaryArray.from_arrays([0] * 200_000, ["x" * 1_000_000])})),
        REFUSED,
    ),
    "2,000 columns of 2,000 rows": (
        lambda _: _parquet(pa.table({f"c{n}": [0] * 2_000 for n in range(2_000)})),
        REFUSED,
    ),
}

_PRJ = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]'


def shapes(count: int = 2, *, east: float = -0.04, north: float = 16.27, words: int = 10) -> bytes:
    """Return a .shp of points."""
    records = b"".join(struct.pack(">ii", n + 1, words) + struct.pack("<idd", 1, east, north) for n in range(count))
    head = struct.pack(">i20xi", 9994, (100 + len(records)) // 2) + struct.pack("<ii8d", 1000, 1, *[0.0] * 8)
    return head + records


def rows(count: int = 2, *, claimed: int | None = None, length: int = 21, size: int = 10) -> bytes:
    """Return a .dbf of dates and categories."""
    fields = b"".join(
        name.ljust(11, b"\x00") + b"C" + b"\x00" * 4 + bytes([size]) + b"\x00" * 15 for name in (b"date", b"categorie")
    )
    head = struct.pack("<4BIHH20x", 3, 121, 11, 3, count if claimed is None else claimed, 97, length) + fields + b"\r"
    return head + (b" " + b"2021-11-03" + b"B".ljust(10)) * count


def _zipped(**parts: bytes | str) -> Made:
    sound: dict[str, bytes | str] = {"shp": shapes(), "dbf": rows(), "prj": _PRJ, "shx": b""}
    return lambda _: archive(
        {f"a.{suffix}": content for suffix, content in {**sound, **parts}.items() if content != ""}
    )


SHAPEFILES: dict[str, tuple[Made, int]] = {
    "no projection": (_zipped(prj=""), REFUSED),
    "no rows": (_zipped(dbf=""), REFUSED),
    "projection that is noise": (_zipped(prj=b"\xff\xfe\x00" * 50), REFUSED),
    "projection in metres": (_zipped(prj=f'PROJCS["x",{_PRJ}]'), REFUSED),
    "shapes cut short": (_zipped(shp=shapes()[:-5]), REFUSED),
    "shapes without a header": (_zipped(shp=b"\x00\x00\x27\x0a"), REFUSED),
    "shapes of no length": (_zipped(shp=shapes(words=0)), REFUSED),
    "shapes of a negative length": (_zipped(shp=shapes(words=-4)), REFUSED),
    "shapes of 2 billion words": (_zipped(shp=shapes(words=2**31 - 1)), REFUSED),
    "rows cut short": (_zipped(dbf=rows()[:-30]), REFUSED),
    "rows that claim 4 billion": (_zipped(dbf=rows(claimed=2**32 - 1)), REFUSED),
    "rows of no length": (_zipped(dbf=rows(length=0)), REFUSED),
    "fields longer than their row": (_zipped(dbf=rows(size=255)), REFUSED),
    "more rows than shapes": (_zipped(dbf=rows(3)), REFUSED),
    "fewer rows than shapes": (_zipped(dbf=rows(1)), REFUSED),
    "NaN coordinates": (_zipped(shp=shapes(east=math.nan)), REFUSED),
    "endless coordinates": (_zipped(shp=shapes(east=math.inf, north=-math.inf)), READ),
    "impossible coordinates": (_zipped(shp=shapes(east=1e300, north=-1e300)), READ),
}
