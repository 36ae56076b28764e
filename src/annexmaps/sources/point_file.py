"""Tables of points in GeoJSON files, read as plain JSON: nothing in them can point to another file."""

import json
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import plain_number, text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, Grid, grid_of
from annexmaps.vocabulary.columns import layout

LARGEST_JSON = 20_000_000  # bytes; in memory it grows thirtyfold
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_geojson_file(path: Path, *, table: str) -> Grid:
    """Return the features of the GeoJSON file `path` as lines, their keys first.

    Points become the columns latitude and longitude when the table has none. InputError if the file is no collection
    of features in WGS 84.
    """
    features = _features(path)
    if len(features) > MOST_LINES:
        raise InputError("sources.too_many_cells", file=path.name)
    properties = [_properties(feature, file=path.name) for feature in features]
    keys = list(dict.fromkeys(key for line in properties for key in line))
    if len(keys) * len(features) > MOST_CELLS:
        raise InputError("sources.too_many_cells", file=path.name)
    lines = [[text_of(line.get(key)) for key in keys] for line in properties]
    points = [_point(feature.get("geometry")) for feature in features]
    return grid_of(add_points([[text_of(key) for key in keys], *lines], points, table=table), file=path.name)


def add_points(lines: list[list[str]], points: list[tuple[str, str]], *, table: str) -> list[list[str]]:
    """Return `lines`, headers first, with the (latitude, longitude) of `points` unless `table` has such columns."""
    known = {layout(table).column_of_header(header) for header in lines[0]}
    if {"latitude", "longitude"} & known or not any(any(point) for point in points):
        return lines
    return [
        [*lines[0], "latitude", "longitude"],
        *([*line, *point] for line, point in zip(lines[1:], points, strict=True)),
    ]


def _features(path: Path) -> list[Any]:
    if path.stat().st_size > LARGEST_JSON:
        raise InputError("sources.file_too_large", file=path.name, limit=LARGEST_JSON // 1_000_000)
    try:
        # numbers stay as they are written
        collection = json.loads(path.read_bytes(), parse_float=plain_number, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise InputError("sources.damaged", file=path.name) from error
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise InputError("sources.not_features", file=path.name)
    crs = json.dumps(collection.get("crs"))
    if crs != "null" and not any(name in crs for name in _WGS84):
        raise InputError("sources.not_wgs84", file=path.name)
    return list(collection["features"])


def _properties(feature: Any, *, file: str) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict | None) or not isinstance(feature, dict):
        raise InputError("sources.not_features", file=file)
    return properties or {}


def _point(geometry: Any) -> tuple[str, str]:
    """Return the latitude and longitude of a point's `geometry`, empty for anything else."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return "", ""
    match geometry.get("coordinates"):
        case [str(longitude), str(latitude), *_]:
            return latitude, longitude
    return "", ""
