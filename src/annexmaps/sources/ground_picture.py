"""A picture of the ground, from a GeoTIFF or from tiles, laid into a projection at the size it is asked for."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from annexmaps.errors import InputError
from annexmaps.sources.gdal_rasters import load_rasterio
from annexmaps.sources.geotiff import open_geotiff

MOST_DOTS_READ = 60_000_000  # of a file's window at the overview used; a file of many more needs finer overviews
_FINER = 1.5  # dots read for each dot asked for, across
_EDGE = 2  # dots read beyond the window, for the blend at its edge
_DARKEST, _LIGHTEST = 2.0, 98.0  # per cent of the values between which other than 8 bits are stretched
_OPAQUE = 255
_FULL = 255.0

Extent = tuple[float, float, float, float]  # west, south, east, north, projected metres


class GroundPicture(Protocol):
    """Whatever can be laid under a map."""

    def lay(self, extent: Extent, size: tuple[int, int], projection: str) -> np.ndarray:
        """Return the dots (height, width, 4) of `extent` in `projection`; see-through where there is no picture."""


@dataclass(frozen=True)
class Dots:
    """A picture in memory: dots (height, width, 4) and where they lie."""

    dots: np.ndarray
    place: Any  # affine, from columns and rows to `crs`
    crs: str

    def lay(self, extent: Extent, size: tuple[int, int], projection: str) -> np.ndarray:
        """Return the dots (height, width, 4) of `extent` in `projection`; see-through where there is no picture."""
        rasterio = load_rasterio()
        from rasterio.transform import from_bounds
        from rasterio.warp import Resampling, reproject

        width, height = size
        # colours weighted by how solid they are, so that no colour creeps in from where there is nothing
        solid = self.dots[..., 3:].astype(np.float32) / _FULL
        weighted = np.concatenate([self.dots[..., :3] * solid, solid * _FULL], axis=2)
        laid = np.zeros((4, height, width), np.float32)
        with rasterio.Env(GDAL_NUM_THREADS="1"):
            reproject(
                np.ascontiguousarray(np.moveaxis(weighted, 2, 0)), laid, src_transform=self.place, src_crs=self.crs,
                dst_transform=from_bounds(*extent, width, height), dst_crs=projection, resampling=Resampling.bilinear,
            )  # fmt: skip
        cover = np.maximum(laid[3], 1.0) / _FULL
        laid[:3] /= cover
        return np.moveaxis(np.clip(np.rint(laid), 0, _FULL), 0, 2).astype(np.uint8)


@dataclass(frozen=True)
class GeoTiffPicture:
    """A picture in a GeoTIFF: paletted, grey, RGB or RGBA, in any projection."""

    path: Path

    def lay(self, extent: Extent, size: tuple[int, int], projection: str) -> np.ndarray:
        """Return the dots (height, width, 4) of `extent` in `projection`; see-through where there is no picture.

        Reads the part of the file that is needed, from the overview that is fine enough. InputError if it cannot be read.
        """
        width, height = size
        with open_geotiff(self.path) as raster:
            window = _window(raster, extent, projection)
            if window is None:
                return np.zeros((height, width, 4), np.uint8)
            shape = _shape(raster, window, max(width, height), self.path)
            from rasterio.windows import transform

            _, _, wide, tall = window
            place = _coarser(transform(_rasterio_window(window), raster.transform), wide / shape[1], tall / shape[0])
            dots = _coloured(raster, window, shape)
            crs = raster.crs.to_wkt()
        return Dots(dots, place, crs).lay(extent, size, projection)


def attribution_of(path: Path) -> str:
    """Return the attribution that the GeoTIFF `path` carries, or ""; InputError if it is none or has no projection."""
    with open_geotiff(path) as raster:
        return " ".join(str(raster.tags().get("TIFFTAG_COPYRIGHT", "")).split())[:300]


def _coarser(place: Any, across: float, down: float) -> Any:
    # written out: affine changed its sign for a product
    return type(place)(place.a * across, place.b * down, place.c, place.d * across, place.e * down, place.f)


def _rasterio_window(window: tuple[int, int, int, int]) -> Any:
    from rasterio.windows import Window

    return Window(*window)


def _window(raster: Any, extent: Extent, projection: str) -> tuple[int, int, int, int] | None:
    from rasterio.warp import transform_bounds

    west, south, east, north = transform_bounds(projection, raster.crs, *extent, densify_pts=41)
    if not all(map(math.isfinite, (west, south, east, north))):
        return None
    inverse = ~raster.transform
    matrix = np.array([(inverse.a, inverse.b), (inverse.d, inverse.e)])
    corners = np.array([(x, y) for x in (west, east) for y in (south, north)]) @ matrix.T + (inverse.c, inverse.f)
    low, high = np.floor(corners.min(axis=0)) - _EDGE, np.ceil(corners.max(axis=0)) + _EDGE
    left, top = (int(max(0, value)) for value in low)
    right, bottom = int(min(raster.width, high[0])), int(min(raster.height, high[1]))
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def _shape(raster: Any, window: tuple[int, int, int, int], wanted: int, path: Path) -> tuple[int, int]:
    _, _, wide, tall = window
    coarser = max(1.0, max(wide, tall) / (wanted * _FINER))
    overview = max((level for level in raster.overviews(1) if level <= coarser), default=1)
    if wide * tall / overview**2 > MOST_DOTS_READ:
        raise InputError("raster.no_overviews", file=path.name)
    return max(1, round(tall / coarser)), max(1, round(wide / coarser))


def _coloured(raster: Any, window: tuple[int, int, int, int], shape: tuple[int, int]) -> np.ndarray:
    from rasterio.enums import Resampling

    where = _rasterio_window(window)
    palette = raster.colorinterp[0].name == "palette"
    bands = [1] if palette else _colour_bands(raster)
    how = Resampling.nearest if palette else Resampling.average
    values = raster.read(bands, window=where, out_shape=(len(bands), *shape), resampling=how)
    solid = raster.read_masks(bands[0], window=where, out_shape=shape) > 0
    if palette:
        return _from_palette(values[0], raster.colormap(1), solid)
    solid &= np.isfinite(values).all(axis=0)
    colours = _eight_bits(values, solid)
    colours = np.repeat(colours, 3, axis=0) if len(colours) == 1 else colours
    cover = (solid * _OPAQUE)[..., None].astype(np.uint8)
    return np.asarray(np.concatenate([np.moveaxis(colours, 0, 2), cover], axis=2))


def _colour_bands(raster: Any) -> list[int]:
    named = {interpretation.name: band for band, interpretation in enumerate(raster.colorinterp, start=1)}
    if {"red", "green", "blue"} <= named.keys():
        return [named["red"], named["green"], named["blue"]]
    return [1, 2, 3] if raster.count >= 3 else [1]


def _from_palette(entries: np.ndarray, palette: dict[int, tuple[int, int, int, int]], solid: np.ndarray) -> np.ndarray:
    table = np.zeros((max(256, max(palette, default=0) + 1), 4), np.uint8)
    for entry, colour in palette.items():
        table[entry] = colour
    dots = table[np.clip(entries, 0, len(table) - 1)]
    dots[~solid] = 0
    return np.asarray(dots)


def _eight_bits(values: np.ndarray, solid: np.ndarray) -> np.ndarray:
    if values.dtype == np.uint8 or not solid.any():
        return np.asarray(values.astype(np.uint8))
    low, high = np.percentile(values[:, solid], (_DARKEST, _LIGHTEST))
    spread = (values.astype(np.float64) - low) / max(float(high - low), 1e-12)
    return np.asarray(np.rint(np.clip(np.nan_to_num(spread), 0, 1) * _FULL).astype(np.uint8))
