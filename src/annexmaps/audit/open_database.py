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
    told = _Told()
    styles = columns.index(_STYLE_COLUMN) if name == _STYLES and _STYLE_COLUMN in columns else -1
    for row in rows:
        for column, value in enumerate(row):
            if column == styles:
                yield from reopen(f"{name} {_STYLE_COLUMN}.qml", str(value).encode())
            elif not told.take(value) and not name.startswith("rtree_"):
                yield from reopen(name, value)
        if told.length > _MOST_TEXT:
            yield Fault(name, "too_deep")
            return
    yield from told.parts(name)


class _Told:
    """What the cells of one table say."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0
        self.geometries = Geometries()

    def take(self, value: object) -> bool:
        """Keep `value` and tell whether it could be read: bytes that are no geometry are a file of their own."""
        if isinstance(value, bytes):
            return self.geometries.take(value)
        if value is not None:
            self.texts.append(str(value))
            self.length += len(self.texts[-1])
        return True

    def parts(self, where: str) -> Iterator[Part]:
        yield Layer(where, "\n".join(self.texts), Kind.METADATA)
        if self.geometries.outlines:
            yield outline_layer(where, "\n".join(self.geometries.outlines))
        yield from point_parts(where, self.geometries.points)
