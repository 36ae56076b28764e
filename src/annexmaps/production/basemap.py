"""The basemap of a build: opened once, laid under each map at its frames' size, left out and said where it fails."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from annexmaps.errors import InputError
from annexmaps.render.frame import Frame
from annexmaps.render.static import frames_of
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.ground_picture import Dots, Extent, GeoTiffPicture, GroundPicture, attribution_of
from annexmaps.sources.tile_cache import TileCache, usual_cache
from annexmaps.sources.tile_fetching import Progress, TileLimits, fetch_tiles
from annexmaps.sources.tile_grid import MERCATOR, Rectangle, TileGrid, finest_grid
from annexmaps.sources.tile_providers import find_provider, highest_zoom
from annexmaps.spec import Basemap, ListSpec, MapSpec
from annexmaps.theme.muting import MUTING, Muting
from annexmaps.words import Words

DOTS_PER_MILLIMETRE = 8.0  # of a muted picture: about 200 per inch
METRES_OF_A_DOT = 1200.0  # of tiles, at the equator: as fine as a country on A4 shows
PAGE_DOTS = 1_100  # across the picture of an interactive page
AROUND = 0.35  # of the country's size, on each side: what the frames show beyond it
_SUFFIXES = (".tif", ".tiff")
_LUMINANCE = np.array([0.299, 0.587, 0.114])
_WHITE = 255.0


@dataclass(frozen=True)
class ChosenBasemap:
    """What the command asked for: a file or a provider, checked but not yet read."""

    file: Path | None = None
    provider: Any = None  # an xyzservices.TileProvider
    source: str = ""  # attribution, to be printed


@dataclass(frozen=True)
class OpenedBasemap:
    """A picture that can be laid, or why there is none."""

    picture: GroundPicture | None
    source: str = ""
    failure: InputError | None = None


def choose_basemap(wanted: str | Path | Any, *, source: str = "") -> ChosenBasemap | None:
    """Return the basemap `wanted`: a GeoTIFF's path, a provider's name, an https address with {x}, {y} and {z}, or a TileProvider.

    None if nothing is wanted. Raises InputError or UsageError for what cannot be used at all.
    """
    if not wanted:
        return None
    if not isinstance(wanted, str | Path):
        return ChosenBasemap(provider=wanted, source=source or str(wanted.get("attribution", "")))
    path, line = Path(wanted), " ".join(source.split())
    if isinstance(wanted, Path) or path.suffix.lower() in _SUFFIXES or path.is_file():
        return ChosenBasemap(file=path, source=line or attribution_of(path))
    provider = find_provider(str(wanted), source=line)
    return ChosenBasemap(provider=provider, source=str(provider.get("attribution", "")))


def open_basemap(
    chosen: ChosenBasemap,
    country: tuple[float, float, float, float],
    *,
    limits: TileLimits | None = None,
    cache: TileCache | None = None,
) -> OpenedBasemap:
    """Return `chosen` ready to be laid under maps of `country` (west, south, east, north, degrees); tiles are fetched now."""
    if chosen.file is not None:
        return OpenedBasemap(GeoTiffPicture(chosen.file), chosen.source)
    limits = limits or TileLimits()
    ground = mercator_around(country, AROUND)
    grid = finest_grid(ground, metres=METRES_OF_A_DOT, most=limits.tiles, highest=highest_zoom(chosen.provider))
    try:
        return OpenedBasemap(_mosaic(chosen.provider, grid, cache=cache or usual_cache(), limits=limits), chosen.source)
    except InputError as failure:
        return OpenedBasemap(None, chosen.source, failure)


def mercator_around(country: tuple[float, float, float, float], share: float) -> Rectangle:
    """Return `country` (degrees) with `share` of its size more on each side, Web Mercator metres."""
    import pyproj

    west, south, east, north = country
    wide, tall = (east - west) * share, (north - south) * share
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", MERCATOR, always_xy=True)
    low = to_metres.transform(max(-180.0, west - wide), max(-85.0, south - tall))
    high = to_metres.transform(min(180.0, east + wide), min(85.0, north + tall))
    return (low[0], low[1], high[0], high[1])


def country_bounds(boundaries: Boundaries) -> tuple[float, float, float, float]:
    """Return the rectangle of `boundaries`: west, south, east, north, degrees."""
    west, south, east, north = boundaries.regions.total_bounds
    return float(west), float(south), float(east), float(north)


def _mosaic(
    provider: Any, grid: TileGrid, *, cache: TileCache, limits: TileLimits, progress: Progress | None = None
) -> Dots:
    from rasterio.transform import from_origin

    dots: np.ndarray | None = None
    for column, row, tile in fetch_tiles(provider, grid, cache=cache, limits=limits, progress=progress):
        side = len(tile)
        if dots is None:
            dots = np.zeros((grid.rows * side, grid.columns * side, 4), np.uint8)
        down, across = (row - grid.row) * side, (column - grid.column) * side
        dots[down : down + side, across : across + side] = tile
    assert dots is not None  # noqa: S101 - a grid has a tile at least
    step = grid.tile_metres / side
    return Dots(dots, from_origin(*grid.corner, step, step), MERCATOR)


def lay_basemap(spec: MapSpec | ListSpec, opened: OpenedBasemap, failures: list[InputError]) -> MapSpec | ListSpec:
    """Return `spec` with its basemap and the attribution in its sources; where it fails, with the words that say so.

    What went wrong is added to `failures`, once for each map. A list has no basemap.
    """
    if isinstance(spec, ListSpec):
        return spec
    words = Words(spec.lang)
    source = opened.source.rstrip(".") or words("basemap.unknown_source")
    credited = _with_sources(spec, words("basemap.sources", source=source))
    failure = opened.failure
    if opened.picture is not None:
        try:
            return replace(credited, basemap=tuple(_pictures(credited, opened.picture)))
        except InputError as error:
            failure = error
    failures += [failure] if failure else []
    return _with_sources(spec, words("basemap.left_out"))


def credit_basemap(spec: MapSpec, opened: OpenedBasemap) -> MapSpec:
    """Return `spec` with the attribution of its page's basemap in its sources, or with the words that say it is left out."""
    words = Words(spec.lang)
    if opened.picture is None:
        return _with_sources(spec, words("basemap.left_out"))
    source = opened.source.rstrip(".") or words("basemap.unknown_source")
    return _with_sources(spec, words("basemap.sources", source=source))


def page_basemap(opened: OpenedBasemap, country: tuple[float, float, float, float]) -> Basemap | None:
    """Return the one picture of an interactive page, of `country` (degrees) and around it, in EPSG:3857; None if there is none."""
    if opened.picture is None:
        return None
    west, south, east, north = extent = mercator_around(country, AROUND)
    size = (PAGE_DOTS, max(1, round(PAGE_DOTS * (north - south) / (east - west))))
    return Basemap(muted(opened.picture.lay(extent, size, MERCATOR)).tobytes(), size, extent)


def _with_sources(spec: MapSpec, sentence: str) -> MapSpec:
    return replace(spec, page=replace(spec.page, sources=f"{spec.page.sources} {sentence}".strip()))


def _pictures(spec: MapSpec, picture: GroundPicture) -> Iterator[Basemap]:
    # a GeoTIFF has no inset, and then the main frame may lean otherwise: one picture serves both
    frames, alone = frames_of(spec), frames_of(replace(spec, inset=None))
    yield _picture(_union(frames.main, alone.main), frames.main, picture)
    if frames.inset is not None:
        yield _picture(frames.inset.extent, frames.inset, picture)


def _union(one: Frame, other: Frame) -> Extent:
    low = np.minimum(one.extent[:2], other.extent[:2])
    high = np.maximum(one.extent[2:], other.extent[2:])
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _picture(extent: Extent, frame: Frame, picture: GroundPicture) -> Basemap:
    west, south, east, north = extent
    step = frame.metres / DOTS_PER_MILLIMETRE
    size = (max(1, round((east - west) / step)), max(1, round((north - south) / step)))
    dots = muted(picture.lay(extent, size, frame.projection.proj))
    return Basemap(dots.tobytes(), size, extent)


def muted(dots: np.ndarray, *, muting: Muting = MUTING) -> np.ndarray:
    """Return `dots` (height, width, 4) with less colour and lighter; their cover stays."""
    colours = dots[..., :3].astype(np.float32)
    grey = (colours @ _LUMINANCE.astype(np.float32))[..., None]
    paler = grey + muting.colour * (colours - grey)
    light = _WHITE - muting.contrast * (_WHITE - paler)
    return np.concatenate([np.rint(light).astype(np.uint8), dots[..., 3:]], axis=2)
