"""Storing a provider's tiles of a country as one GeoTIFF, for work without a network."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError, OutputError, UsageError
from annexmaps.production.basemap import AROUND, METRES_OF_A_DOT, mercator_around
from annexmaps.production.files import TEMPORARY
from annexmaps.sources.gdal_rasters import load_rasterio
from annexmaps.sources.tile_cache import TileCache, usual_cache
from annexmaps.sources.tile_fetching import Progress, TileLimits, fetch_tiles
from annexmaps.sources.tile_grid import MERCATOR, TileGrid, finest_grid, grid_over
from annexmaps.sources.tile_providers import allowed_providers, highest_zoom, terms_of
from annexmaps.words import Phrase

STORING = TileLimits(wait=20.0, total=3600.0, tries=4, tiles=3000)
_USUAL = 400  # tiles, where no zoom is asked for
_OVERVIEWS = (2, 4, 8)
_COLOURS = 3  # bands: what is under a map needs no see-through parts


@dataclass(frozen=True)
class StoredBasemap:
    """What was stored."""

    file: Path
    tiles: int
    zoom: int


def store_basemap(
    provider: Any,
    country: tuple[float, float, float, float],
    out: Path,
    *,
    zoom: int | None = None,
    limits: TileLimits = STORING,
    cache: TileCache | None = None,
    progress: Progress | None = None,
) -> StoredBasemap:
    """Write the tiles of `provider` over `country` (west, south, east, north, degrees) into the GeoTIFF `out`, whole or not at all.

    Tiles are kept as they come: another attempt asks for the others only. UsageError if the provider's terms do not allow storing or
    there is no such zoom, InputError if the tiles do not arrive, OutputError if the file cannot be written.
    """
    _refuse_forbidden(provider)
    grid = _grid(provider, country, zoom, limits)
    partial = out.with_name(f".{out.name}{TEMPORARY}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(
            partial,
            provider,
            grid,
            fetch_tiles(provider, grid, cache=cache or usual_cache(), limits=limits, progress=progress),
        )
        _verify(partial, out)
        partial.replace(out)
    except (OSError, load_rasterio().errors.RasterioError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise OutputError("basemap.not_written", file=out.name, reason=reason) from error
    finally:
        partial.unlink(missing_ok=True)
    return StoredBasemap(out, grid.count, grid.zoom)


def _refuse_forbidden(provider: Any) -> None:
    terms = terms_of(provider)
    if not terms.may_store:
        reason, known = Phrase(f"basemap_terms.{terms.reason}"), ", ".join(allowed_providers())
        raise UsageError("basemap.terms", value=provider.name, reason=reason, source=terms.source or "–", known=known)


def _grid(provider: Any, country: tuple[float, float, float, float], zoom: int | None, limits: TileLimits) -> TileGrid:
    ground, highest = mercator_around(country, AROUND), highest_zoom(provider)
    if zoom is None:
        return finest_grid(ground, metres=METRES_OF_A_DOT, most=min(_USUAL, limits.tiles), highest=highest)
    if not 0 <= zoom <= highest:
        raise UsageError("basemap.zoom", name=provider.name, zoom=zoom, highest=highest)
    grid = grid_over(ground, zoom=zoom)
    if grid.count > limits.tiles:
        raise InputError("basemap.too_many_tiles", count=grid.count, limit=limits.tiles, zoom=zoom)
    return grid


def _write(partial: Path, provider: Any, grid: TileGrid, tiles: Any) -> None:
    from rasterio.enums import Resampling
    from rasterio.transform import from_origin
    from rasterio.windows import Window

    rasterio, file = load_rasterio(), None
    try:
        # tile by tile: a country at a fine zoom is more than fits in memory
        for column, row, dots in tiles:
            side = len(dots)
            if file is None:
                step = grid.tile_metres / side
                file = rasterio.open(
                    partial, "w", driver="GTiff", width=grid.columns * side, height=grid.rows * side, count=_COLOURS,
                    dtype="uint8", crs=MERCATOR, transform=from_origin(*grid.corner, step, step), photometric="RGB",
                    tiled=True, blockxsize=256, blockysize=256, compress="deflate", BIGTIFF="IF_SAFER",
                )  # fmt: skip
                file.update_tags(TIFFTAG_COPYRIGHT=str(provider.get("attribution", "")))
            window = Window((column - grid.column) * side, (row - grid.row) * side, side, side)
            file.write(dots[..., :_COLOURS].transpose(2, 0, 1), window=window)
        if file is not None:
            file.build_overviews(_OVERVIEWS, Resampling.average)
    finally:
        if file is not None:
            file.close()


def _verify(partial: Path, out: Path) -> None:
    with load_rasterio().open(partial.absolute(), driver="GTiff") as raster:
        for _, window in raster.block_windows(1):
            raster.read(1, window=window)
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    if not partial.stat().st_size:
        raise OutputError("build.verify", file=out.name)
