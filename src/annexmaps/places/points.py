"""Points against polygons: the commune a point falls in, and whether a point agrees with its declared commune."""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from annexmaps.sources.boundaries import Boundaries

# a true point lies in the wrong Thiessen polygon about once in seven; this near it may still be the declared commune
SCHEMATIC_TOLERANCE = 15_000.0  # metres


def communes_at(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], boundaries: Boundaries
) -> NDArray[np.object_]:
    """Return the P-code of the commune at each point (EPSG:4326, full resolution), "" outside or where a coordinate is missing.

    A point on a shared border goes to the commune with the lowest P-code.
    """
    found = np.full(len(longitudes), "", dtype=object)
    known = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
    points = shapely.points(longitudes[known], latitudes[known])
    tree = shapely.STRtree(boundaries.communes.geometry.to_numpy())
    hits, communes = tree.query(points, predicate="intersects")
    pcodes = boundaries.communes["pcode"].to_numpy()
    # highest first, so that the lowest P-code is written last
    for hit, commune in sorted(zip(hits, communes, strict=True), key=lambda pair: pcodes[pair[1]], reverse=True):
        found[known[hit]] = pcodes[commune]
    return found


def points_agree(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], pcodes: NDArray[np.object_], boundaries: Boundaries
) -> NDArray[np.bool_]:
    """Tell for each point (EPSG:4326) whether it lies in the commune of `pcodes`; never where either is missing.

    On schematic boundaries a point up to SCHEMATIC_TOLERANCE outside the polygon still agrees.
    """
    polygons = boundaries.communes.set_index("pcode").geometry.reindex(pcodes)
    known = np.isfinite(longitudes) & np.isfinite(latitudes) & polygons.notna().to_numpy()
    agree = np.zeros(len(pcodes), dtype=bool)
    if not known.any():
        return agree
    areas = gpd.GeoSeries(polygons.to_numpy()[known], crs=4326)
    points = gpd.GeoSeries(shapely.points(longitudes[known], latitudes[known]), crs=4326)
    if boundaries.schematic:
        metres = areas.estimate_utm_crs()
        agree[known] = (
            points.to_crs(metres).distance(areas.to_crs(metres), align=False).to_numpy() <= SCHEMATIC_TOLERANCE
        )
    else:
        agree[known] = points.intersects(areas, align=False).to_numpy()
    return agree
