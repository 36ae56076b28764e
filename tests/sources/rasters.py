"""Small GeoTIFFs written by tests."""

from pathlib import Path
from typing import Any

import numpy as np
from rasterio.crs import CRS
from rasterio.transform import Affine, from_origin

from annexmaps.sources.gdal_rasters import load_rasterio

DEGREES = CRS.from_epsg(4326)


def write_tif(
    path: Path,
    cells: np.ndarray,
    *,
    west: float = 0.0,
    north: float = 2.0,
    step: float = 0.25,
    crs: CRS | None = DEGREES,
    transform: Affine | None = None,
    tags: dict[str, str] | None = None,
    **look: Any,
) -> Path:
    """Write `cells`, (rows, columns) or (bands, rows, columns), whose upper left corner is at `west`, `north`."""
    bands = cells[None] if cells.ndim == 2 else cells
    place = transform or from_origin(west, north, step, step)
    count, height, width = bands.shape
    kind = {"count": count, "height": height, "width": width, "dtype": bands.dtype}
    with load_rasterio().open(path, "w", driver="GTiff", crs=crs, transform=place, **kind, **look) as raster:
        raster.write(bands)
        raster.update_tags(**(tags or {}))
    return path
