"""GeoPackage and SQLite: every table, view and trigger, and the bytes of the file, where deleted rows stay until they are written over."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.opening import Reopen

_OWN_TABLES = ("gpkg_", "rtree_", "sqlite_", "layer_styles")  # of the format: GeoPackage 1.3, QGIS
_MOST_ROWS = 1_000_000
_GEOMETRY = b"GP"  # how a geometry begins, GeoPackage 1.3, 2.1.3


def open_parts(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield the tables of the database `content`, row by row, and its bytes; free pages are a fault."""
    yield from binary_layers("bytes", content)
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema = OFF")
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
    ours = name.startswith(_OWN_TABLES)
    if not ours:
        yield Layer(name, "\n".join(column[0] for column in rows.description), Kind.HEADER)
    texts: list[str] = []
    for row in rows:
        texts += [str(value) for value in row if isinstance(value, str | int | float)]
        for value in row:
            if isinstance(value, bytes) and not value.startswith(_GEOMETRY) and not name.startswith("rtree_"):
                yield from reopen(name, value)
    yield Layer(name, "\n".join(texts), Kind.METADATA)
