"""GeoTIFF files of others: known by their first bytes, opened with one driver; nothing beside them is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError, reason_of
from annexmaps.sources.gdal_rasters import load_rasterio

LARGEST_BLOCK = 64_000_000  # bytes: a block is decoded whole, however little of it is asked for
MOST_CELLS_OF_BLOCK = 8_000_000
# TIFF and BigTIFF, little and big endian
_SIGNATURES = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
# no listing of the folder, no .aux.xml, .ovr or .tfw: they can name other files
_ENVIRONMENT = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR", "GDAL_PAM_ENABLED": "NO", "GDAL_NUM_THREADS": "1"}
_CACHE = 64_000_000  # bytes GDAL may keep of blocks read


@contextmanager
def open_geotiff(path: Path) -> Iterator[Any]:
    """Open `path` as a rasterio dataset for the length of the block.

    InputError if there is no such file, it is no GeoTIFF, has no projection or no place on the ground, or blocks too large to read;
    also if reading fails inside the block.
    """
    _check_start(path)
    rasterio = load_rasterio()
    try:
        with (
            rasterio.Env(GDAL_CACHEMAX=_CACHE, **_ENVIRONMENT),
            rasterio.open(path.absolute(), driver="GTiff") as raster,
        ):
            _check(raster, path)
            yield raster
    except (rasterio.errors.RasterioError, rasterio.errors.CRSError) as error:
        raise InputError("raster.unreadable", file=path.name) from error


def _check_start(path: Path) -> None:
    if not path.is_file():
        raise InputError("raster.missing", file=path.name)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise InputError("raster.cannot_open", file=path.name, reason=reason_of(error)) from error
    if start not in _SIGNATURES:
        raise InputError("raster.not_geotiff", file=path.name)


def _check(raster: Any, path: Path) -> None:
    if not raster.crs:
        raise InputError("raster.no_crs", file=path.name)
    if raster.transform.is_identity or raster.transform.is_degenerate:
        raise InputError("raster.no_place", file=path.name)
    for (height, width), kind in zip(raster.block_shapes, raster.dtypes, strict=True):
        bands = raster.count if raster.interleaving and raster.interleaving.value == "PIXEL" else 1
        large = height * width > MOST_CELLS_OF_BLOCK or height * width * _size_of(kind) * bands > LARGEST_BLOCK
        if large or kind.startswith("complex"):
            raise InputError("raster.block_large", file=path.name)


def _size_of(kind: str) -> int:
    import numpy as np

    return int(np.dtype(kind).itemsize)
