"""GeoJSON read as text, without GDAL: features to a table, the coordinate system told or assumed."""

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.errors import BoundariesError

MAX_FEATURES = 200_000
ASSUMED_CRS = "EPSG:4326"  # RFC 7946, section 4
_EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?OGC:[\d.]*:?CRS84", re.IGNORECASE)


def read_geojson(path: Path) -> gpd.GeoDataFrame:
    """Return the features of the GeoJSON file `path`; a geometry that cannot be read is None.

    BoundariesError if it is not a whole FeatureCollection, or names a coordinate system that is not an EPSG code.
    """
    content = _parse(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise BoundariesError("boundaries.not_geojson", file=path.name)
    if len(features) > MAX_FEATURES:
        raise BoundariesError("boundaries.too_many", file=path.name, limit=MAX_FEATURES)
    cells = pd.DataFrame([_cells(feature) for feature in features])
    geometry = np.array([_geometry(feature.get("geometry")) for feature in features], dtype=object)
    return gpd.GeoDataFrame(cells, geometry=geometry, crs=_crs(content.get("crs"), path))


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        torn = error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()) - 1
        raise BoundariesError("boundaries.truncated" if torn else "boundaries.not_geojson", file=path.name) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise BoundariesError("boundaries.not_geojson", file=path.name) from error


def _cells(feature: dict[str, Any]) -> dict[str, object]:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return {}
    plain = (str, int, float)
    return {name: value for name, value in properties.items() if isinstance(value, plain) and name != "geometry"}


def _geometry(member: Any) -> BaseGeometry | None:
    try:
        geometry = shapely.geometry.shape(member)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, shapely.errors.ShapelyError):
        return None
    if geometry.is_empty or not np.isfinite(geometry.bounds).all():
        return None
    return shapely.force_2d(geometry)


def _crs(member: Any, path: Path) -> str:
    if member is None:
        return ASSUMED_CRS
    try:
        name = str(member["properties"]["name"])
    except (TypeError, KeyError) as error:
        raise BoundariesError("boundaries.unknown_crs", file=path.name, crs=str(member)[:80]) from error
    if _CRS84.fullmatch(name):
        return ASSUMED_CRS
    found = _EPSG.fullmatch(name)
    if not found:
        raise BoundariesError("boundaries.unknown_crs", file=path.name, crs=name[:80])
    return f"EPSG:{found[1]}"
