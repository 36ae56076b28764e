"""Points against polygons: the commune a point falls in, and whether a point agrees with its declared unit."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from annexmaps.places.commune_grid import make_commune_grid, positions_at
from annexmaps.places.holding import NOWHERE, Degrees, Positions, Shapes, lowest_holders
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.boundary_frames import COUNTRY as CODE_LIST_COUNTRY
from annexmaps.sources.boundary_frames import read_code_list

Codes = NDArray[np.object_]

# a true point lies in the wrong Thiessen polygon about once in seven; this near it may still be the declared commune
SCHEMATIC_TOLERANCE = 15_000.0  # metres
_EPSILON = 1e-6  # degrees
_ROUNDING = 0.005 + _EPSILON  # degrees: what rounding to 0.01° moves a centroid by
_SAME = 0.001  # degrees, about 110 m: what the choice of a projection moves a centroid by
_MANY = 50_000  # points from which a grid is made sooner than their boxes are searched


def communes_at(longitudes: Degrees, latitudes: Degrees, boundaries: Boundaries) -> Codes:
    """Return the P-code of the commune at each point (EPSG:4326, full resolution), "" outside or where a coordinate is missing.

    A point on a shared border goes to the commune with the lowest P-code.
    """
    shapes = boundaries.communes.geometry.to_numpy()
    if len(longitudes) < _MANY:
        found = _positions_by_box(longitudes, latitudes, shapes)
    else:
        found = positions_at(longitudes, latitudes, make_commune_grid(shapes))
    return codes_of(found, boundaries)


def codes_of(positions: Positions, boundaries: Boundaries) -> Codes:
    """Return the P-code of each of `positions` among the communes, "" for NOWHERE."""
    # the last one stands for NOWHERE, which is -1
    return np.append(boundaries.communes["pcode"].to_numpy(object), "").take(positions)


def parents_of(pcodes: Codes, boundaries: Boundaries) -> tuple[Codes, Codes]:
    """Return the P-codes of the région and the cercle of each commune, "" where there is none."""
    communes = boundaries.communes.set_index("pcode")
    region, cercle = (
        communes[f"{level}_pcode"].reindex(pcodes).fillna("").to_numpy(object) for level in ("region", "cercle")
    )
    return region, cercle


def points_agree(
    longitudes: Degrees, latitudes: Degrees, pcodes: Codes, boundaries: Boundaries, *, units: str = "communes"
) -> NDArray[np.bool_]:
    """Tell for each point (EPSG:4326) whether it lies in the unit of `pcodes`; never where either is missing.

    `units` is communes, cercles or regions. On schematic boundaries a point up to SCHEMATIC_TOLERANCE outside the polygon
    still agrees.
    """
    shapes: gpd.GeoDataFrame = getattr(boundaries, units)
    polygons = shapes.set_index("pcode").geometry.reindex(pcodes)
    known = np.isfinite(longitudes) & np.isfinite(latitudes) & polygons.notna().to_numpy()
    agree = np.zeros(len(pcodes), dtype=bool)
    if not known.any():
        return agree
    areas, points = polygons.to_numpy()[known], shapely.points(longitudes[known], latitudes[known])
    inside = shapely.intersects(points, areas)
    if boundaries.schematic and not inside.all():
        inside[~inside] = _are_near(points[~inside], areas[~inside])
    agree[known] = inside
    return agree


def are_centroids(longitudes: Degrees, latitudes: Degrees, pcodes: Codes, boundaries: Boundaries) -> NDArray[np.bool_]:
    """Tell for each point whether it is the centroid of the commune of `pcodes`, copied and not measured.

    A copy is the centroid rounded to 0.01°, or lies within 0.001° of it: a measured point may well be near, never so near.
    """
    copied = np.zeros(len(pcodes), dtype=bool)
    for centres, reach in _centroids(boundaries):
        near = centres.reindex(pcodes)
        east, north = near["longitude"].to_numpy(float), near["latitude"].to_numpy(float)
        apart = np.fmax(np.abs(east - longitudes), np.abs(north - latitudes))
        rounded = _is_rounded(longitudes) & _is_rounded(latitudes)
        copied |= np.isfinite(east) & ((apart <= reach) | (rounded & (apart <= _ROUNDING)))
    return copied


def _positions_by_box(longitudes: Degrees, latitudes: Degrees, shapes: Shapes) -> Positions:
    """Return the position of the commune at each of a few points; its candidates are the communes whose boxes hold it."""
    found = np.full(len(longitudes), NOWHERE)
    known = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
    east, north = longitudes[known], latitudes[known]
    points, communes = shapely.STRtree(shapes).query(shapely.points(east, north))
    communes = communes[np.lexsort((communes, points))]
    counts = np.bincount(points, minlength=len(known))
    first = np.cumsum(counts) - counts
    found[known] = lowest_holders(east, north, shapes, first=first, counts=counts, candidates=communes)
    return found


def _is_rounded(degrees: Degrees) -> NDArray[np.bool_]:
    return np.asarray(np.abs(degrees * 100 - np.round(degrees * 100)) < _EPSILON, dtype=bool)


def _are_near(points: NDArray[np.object_], areas: NDArray[np.object_]) -> NDArray[np.bool_]:
    shapes = gpd.GeoSeries(areas, crs=4326)
    metres = shapes.estimate_utm_crs()
    distances = gpd.GeoSeries(points, crs=4326).to_crs(metres).distance(shapes.to_crs(metres), align=False)
    return np.asarray(distances.to_numpy() <= SCHEMATIC_TOLERANCE, dtype=bool)


def _centroids(boundaries: Boundaries) -> list[tuple[pd.DataFrame, float]]:
    """Return known centroids by P-code, each list with how near a copy of full precision comes to it."""
    known = []
    if boundaries.country == CODE_LIST_COUNTRY:
        # already rounded: a copy of full precision cannot be told from a point near it
        coded = read_code_list().coded[["longitude", "latitude"]]
        known.append((coded.replace("", np.nan).astype(float), _EPSILON))
    if not boundaries.schematic:
        centres = shapely.centroid(boundaries.communes.geometry.to_numpy())
        columns = {"longitude": shapely.get_x(centres), "latitude": shapely.get_y(centres)}
        known.append((pd.DataFrame(columns, index=boundaries.communes["pcode"]), _SAME))
    return known
