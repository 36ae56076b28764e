"""Tables of points in zipped Shapefiles, read without GDAL and without unpacking anything to the disk."""

import math
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean, text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT, Grid, grid_of
from annexmaps.sources.point_file import add_points

_PARTS = (".shp", ".dbf", ".prj")
_FILE_CODE = 9994
_HEADER = 100  # bytes of a .shp before its records
_RECORD_HEADER = 8  # bytes
_SHORTEST_RECORD = 2  # words of 16 bits: a shape's type
_POINTS = {1, 11, 21}  # point, with height and measure, with measure
_FIELD = 32  # bytes of a field's description
_FIELDS_END = b"\x0d"
_DELETED = b"*"
_TORN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, LookupError, RuntimeError, OverflowError,
)  # fmt: skip
_WGS84 = ("GCS_WGS_1984", "WGS 84", "WGS_1984")


class _Field(NamedTuple):
    name: str
    start: int  # of its bytes in a row, after the mark of deletion
    length: int


def read_shapefile(path: Path, *, table: str) -> Grid:
    """Return the points of the one Shapefile in the zip `path` as lines, the names of its fields first.

    InputError if a part is missing or cut short, if the parts have not as many rows, or if it is not in WGS 84.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _parts(archive, file=path.name)
        points, lines = _read_points(parts[".shp"]), _read_rows(parts[".dbf"], parts.get(".cpg", b""))
    except _TORN as error:
        raise InputError("sources.damaged", file=path.name) from error
    if len(points) != len(lines) - 1:
        raise InputError("sources.damaged", file=path.name)
    return grid_of(add_points(lines, points, table=table), file=path.name)


def _parts(archive: zipfile.ZipFile, *, file: str) -> dict[str, bytes]:
    names = {name: PurePosixPath(name) for name in archive.namelist() if not PurePosixPath(name).name.startswith(".")}
    shapes = [name for name, path in names.items() if path.suffix.lower() == ".shp"]
    if len(shapes) != 1:
        raise InputError("sources.several_shapefiles", file=file)
    stem = str(names[shapes[0]].with_suffix("")).lower()
    found = {path.suffix.lower(): name for name, path in names.items() if str(path.with_suffix("")).lower() == stem}
    if missing := [suffix for suffix in _PARTS if suffix not in found]:
        raise InputError("sources.incomplete_shapefile", file=file, missing=", ".join(missing))
    projection = archive.read(found[".prj"]).decode("ascii", errors="replace")
    if not projection.lstrip().startswith("GEOGCS") or not any(name in projection for name in _WGS84):
        raise InputError("sources.not_wgs84", file=file)
    return {suffix: archive.read(found[suffix]) for suffix in (".shp", ".dbf", ".cpg") if suffix in found}


def _read_points(content: bytes) -> list[tuple[str, str]]:
    """Return the latitude and longitude of each record; ValueError if one is torn."""
    code, length = struct.unpack_from(">i20xi", content)
    if code != _FILE_CODE or length * 2 != len(content):
        raise ValueError(code)
    points = []
    place = _HEADER
    while place < len(content):
        (words,) = struct.unpack_from(">4xi", content, place)
        points.append(_point(content, place))
        place += _RECORD_HEADER + 2 * words
        if words < _SHORTEST_RECORD or place > len(content) or len(points) > MOST_LINES:
            raise ValueError(words)
    return points


def _point(content: bytes, place: int) -> tuple[str, str]:
    (kind,) = struct.unpack_from("<i", content, place + _RECORD_HEADER)
    if kind not in _POINTS:
        return "", ""
    longitude, latitude = struct.unpack_from("<dd", content, place + 12)
    if math.isnan(longitude) or math.isnan(latitude):
        return "", ""
    return text_of(latitude), text_of(longitude)


def _read_rows(content: bytes, code_page: bytes) -> list[list[str]]:
    """Return the rows of a .dbf, the names of its fields first; ValueError if it is torn."""
    count, start, length = struct.unpack_from("<4xIHH", content)
    fields = _fields(content, start)
    if len(content) < start + count * length or count > MOST_LINES or count * len(fields) > MOST_CELLS or not length:
        raise ValueError(count)
    if fields[-1].start + fields[-1].length > length or count * length > MOST_TEXT:
        raise ValueError(length)
    encoding = "utf-8" if b"UTF" in code_page.upper() else ""
    lines = [[name for name, _, _ in fields]]
    for row in (content[start + number * length :][:length] for number in range(count)):
        deleted = row.startswith(_DELETED)
        lines.append(["" if deleted else clean(_decode(row[at : at + size], encoding)) for _, at, size in fields])
    return lines


def _fields(content: bytes, start: int) -> list[_Field]:
    fields: list[_Field] = []
    place, at = _FIELD, 1
    while content[place : place + 1] not in (_FIELDS_END, b"") and place + _FIELD <= start:
        described = content[place : place + _FIELD]
        fields.append(_Field(clean(_decode(described[:11].split(b"\x00")[0])), at, described[16]))
        at += described[16]
        place += _FIELD
    if not fields:
        raise ValueError(start)
    return fields


def _decode(content: bytes, encoding: str = "") -> str:
    """Return the text of a cell: in `encoding` if it is told, else in UTF-8 where it can be, in Windows-1252 where not."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(encoding or "cp1252", errors="replace")
