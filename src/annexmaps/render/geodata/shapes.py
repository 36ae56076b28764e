"""The geometry of a map's units as files of data hold it: EPSG:4326, whole or thinned without opening gaps."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.spec import Base, Unit

THINNED = 0.001  # degrees, about 110 m: what a phone or a page on a screen does not show
DECIMALS = 5  # of a degree, about a metre: the coordinates of the boundaries themselves
_KEPT = 8  # levels of a country, whole and thinned


def units_of(base: Base, *, admin_level: int) -> tuple[Unit, ...]:
    """Return the units of `base` at `admin_level`: 1 région, 2 cercle, 3 commune."""
    return {1: base.regions, 2: base.cercles, 3: base.communes}[admin_level]


@lru_cache(maxsize=_KEPT)
def shapes_of(base: Base, *, admin_level: int, tolerance: float = 0.0) -> Mapping[str, BaseGeometry]:
    """Return the polygons of the units of `base` by P-code, exterior rings counter-clockwise.

    With a `tolerance`, degrees, they are thinned as one coverage, so that shared borders stay shared, and rounded to DECIMALS.
    """
    units = units_of(base, admin_level=admin_level)
    shapes = np.empty(len(units), dtype=object)
    shapes[:] = [unit.geometry for unit in units]
    if tolerance:
        shapes = shapely.coverage_simplify(shapes, tolerance)
        shapes = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
    return dict(zip((unit.pcode for unit in units), shapely.orient_polygons(shapes, exterior_cw=False), strict=True))


def centre_of(shape: BaseGeometry) -> tuple[float, float]:
    """Return the centroid of `shape`, or where that lies outside a point within, as a map's circles stand."""
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return point.x, point.y
