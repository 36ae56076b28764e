"""GeoPackage and SQLite: every table, column, view, trigger, style and geometry, and the bytes of the file, where deleted rows stay."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

from annexmaps.audit.geometries import outline_layer, point_parts
from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.open_wkb import Geometries
from annexmaps.audit.opening import Reopen

_OWN_TABLES = ("gpkg_", "rtree_", "sqlite_")  # of the format: GeoPackage 1.3
_STYLES = "layer_styles"  # of QGIS
_STYLE_COLUMN = "styleQML"
_MOST_ROWS = 1_000_000
_MOST_TEXT = 20_000_000  # letters of a table: ours have a hundredth, a view may make up as many as it likes
_LONGEST_VALUE = 50_000_000  # bytes
_TIME_LIMIT = 60  # seconds, for what a view reckons
_STEPS_BETWEEN_LOOKS = 100_000


def open_parts(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield the tables of the database `content`, row by row, and its bytes; free pages are a fault.

    Nothing of the file may run: no extension is loaded, no function outside SQLite's own is there, and what views reckon is bounded.
    """
    yield from binary_layers("bytes", content)
    deadline = time.monotonic() + _TIME_LIMIT
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            database.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
            yield from _tables(database, reopen)
            if database.execute("PRAGMA freelist_count").fetchone()[0]:
                yield Fault("bytes", "earlier_version")
    except (sqlite3.Error, OverflowError) as error:
        yield Fault("", "damaged", type(error).__name__)


def _tables(database: sqlite3.Connection, reopen: Reopen) -> Iterator[Part]:
    for kind, name, written in database.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        yield Layer(f"{kind} {name}", f"{name}\n{written or ''}", Kind.METADATA)
        if kind in ("table", "view"):
            yield from _rows(database, name, reopen)


def _rows(database: sqlite3.Connection, name: str, reopen: Reopen) -> Iterator[Part]:
    quoted = name.replace('"', '""')
    try:
        rows = database.execute(f'SELECT * FROM "{quoted}" LIMIT {_MOST_ROWS}')  # noqa: S608 the name is quoted
    except sqlite3.Error:
        # a virtual table whose module is not here: its rows stand in tables of their own
        return
    columns = [column[0] for column in rows.description]
    if not name.startswith(_OWN_TABLES):
        yield Layer(name, "\n".join((name, *columns)), Kind.HEADER)
    styles = columns.index(_STYLE_COLUMN) if name == _STYLES and _STYLE_COLUMN in columns else -1
    texts, length, geometries = list[str](), 0, Geometries()
    for row in rows:
        for column, value in enumerate(row):
            if column == styles:
                yield from reopen(f"{name} {_STYLE_COLUMN}.qml", str(value).encode())
            elif isinstance(value, bytes):
                if not geometries.take(value) and not name.startswith("rtree_"):
                    yield from reopen(name, value)
            elif value is not None:
                texts.append(str(value))
                length += len(texts[-1])
        if length > _MOST_TEXT:
            yield Fault(name, "too_deep")
            return
    yield Layer(name, "\n".join(texts), Kind.METADATA)
    if geometries.outlines:
        yield outline_layer(name, "\n".join(geometries.outlines))
    yield from point_parts(name, geometries.points)
