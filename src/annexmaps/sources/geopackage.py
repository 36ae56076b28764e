"""Tables of points in GeoPackages, read as the plain SQLite file they are, with nothing of it allowed to run."""

import math
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT, Grid, grid_of
from annexmaps.sources.point_file import add_points
from annexmaps.vocabulary.columns import table_of_name

TIME_LIMIT = 25  # seconds
_LONGEST_VALUE = 1_000_000  # bytes
_STEPS_BETWEEN_LOOKS = 100_000
_WGS84 = 4326
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_POINT_TYPES = {1, 1001, 2001, 3001, 0x80000001, 0x40000001, 0xC0000001}
_BLOB_HEADER = 8  # bytes before the envelope


def read_geopackage(path: Path, *, table: str) -> Grid:
    """Return the features of the GeoPackage `path` as lines, column names first; points become latitude and longitude.

    With several layers, the one named like `table` is read. InputError if the file is damaged, has no such layer, or
    is not in WGS 84.
    """
    try:
        with _opened(path) as connection:
            layer, geometry = _layer(connection, file=path.name, table=table)
            return grid_of(_lines(connection, layer, geometry, file=path.name, table=table), file=path.name)
    except (sqlite3.Error, UnicodeError, ValueError, TypeError) as error:
        raise InputError("sources.damaged", file=path.name) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    deadline = time.monotonic() + TIME_LIMIT
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        # a column may be computed: neither one value nor their number is left to the file
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        yield connection


def _layer(connection: sqlite3.Connection, *, file: str, table: str) -> tuple[str, str]:
    """Return the name of the layer to read and of its geometry column."""
    plain = {
        name
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if _is_plain(sql)
    }
    if "gpkg_geometry_columns" not in plain:
        raise InputError("sources.not_features", file=file)
    found = list(connection.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"))
    layers = {name: (geometry, srs) for name, geometry, srs in found if name in plain}
    named = [name for name in layers if table_of_name(name) == table] or list(layers)
    if len(named) != 1:
        raise InputError("sources.layers", file=file, layers=", ".join(sorted(layers)), table=table)
    geometry, srs = layers[named[0]]
    if srs != _WGS84:
        raise InputError("sources.not_wgs84", file=file)
    return named[0], geometry


def _is_plain(sql: Any) -> bool:
    return isinstance(sql, str) and not sql.lstrip().casefold().startswith("create virtual")


def _lines(connection: sqlite3.Connection, layer: str, geometry: str, *, file: str, table: str) -> list[list[str]]:
    quoted = layer.replace('"', '""')
    cursor = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 - the name is a table of this very file, quoted
    names = [column[0] for column in cursor.description]
    kept = [position for position, name in enumerate(names) if name not in {geometry, "fid"}]
    where = names.index(geometry)
    lines, points, length = [[names[position] for position in kept]], [], 0
    for row in cursor:
        lines.append([text_of(row[position]) for position in kept])
        points.append(_point(row[where]))
        length += sum(map(len, lines[-1]))
        if len(points) > MOST_LINES or len(points) * len(names) > MOST_CELLS or length > MOST_TEXT:
            raise InputError("sources.too_many_cells", file=file)
    return add_points(lines, points, table=table)


def _point(blob: Any) -> tuple[str, str]:
    """Return the latitude and longitude of a GeoPackage geometry, empty unless it is a point."""
    if not isinstance(blob, bytes) or len(blob) < _BLOB_HEADER or blob[:2] != b"GP":
        return "", ""
    start = _BLOB_HEADER + _ENVELOPE_BYTES.get(blob[3] >> 1 & 7, len(blob))
    well_known = blob[start : start + 21]
    if len(well_known) < 21:
        return "", ""
    kind, longitude, latitude = struct.unpack("<Idd" if well_known[0] else ">Idd", well_known[1:])
    if kind not in _POINT_TYPES or math.isnan(longitude) or math.isnan(latitude):
        return "", ""
    return text_of(latitude), text_of(longitude)
