"""People living in each commune: the cells of a population raster, each counted for the commune that holds its middle."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from annexmaps.errors import InputError
from annexmaps.sources.boundary_store import sha256_of
from annexmaps.sources.geotiff import open_geotiff
from annexmaps.words import Words

MOST_CELLS = 4_000_000_000  # of the country's window: a raster of 30 m has 3.8 thousand million
CELLS_AT_ONCE = 2_000_000
DENSEST = 2_000.0  # people per km² of a whole country; more is a density or another unit
EMPTIEST = 0.05  # people per km²; less may be a count in thousands
_DENSIFIED = 0.02  # degrees: a straight border in degrees bends in another projection
_EQUAL_AREA = "EPSG:6933"
_SHOWN_NAMES = 5
_IN_TAGS = re.compile(r"densit|/\s?(?:km|ha\b)|(?:per|par)[ _](?:sq|km|ha\b|square)|km-2|km\^-2")
_IN_NAME = re.compile(r"densit|popdens|(?:^|[_-])pd(?:[_-]|$)|pph(?:[_.-]|$)")


@dataclass(frozen=True)
class Population:
    """People living in each commune of a boundary set."""

    people: Mapping[str, float]  # by the P-code of every commune; not rounded
    source: str  # as printed: who counted, for which year; may be empty
    sha256: str = ""  # of the raster
    outside: float = 0.0  # people in cells read whose middle lies in no commune
    negative: int = 0  # cells under zero without being declared empty: nobody lives there
    uninhabited: tuple[str, ...] = field(default=())  # names of communes where the raster has nobody
    sparse: bool = False  # so few people that the cells may count thousands

    @property
    def total(self) -> float:
        """People in all communes."""
        return sum(self.people.values())

    def sentences(self, lang: str) -> tuple[str, ...]:
        """Return what was read, and what to look at, in `lang`."""
        words = Words(lang)
        counts = {
            "total": _whole(self.total, lang),
            "outside": _whole(self.outside, lang),
            "communes": len(self.people),
        }
        told = [words("population.read", **counts)]
        told += [words("population.negative", count=_whole(self.negative, lang))] if self.negative else []
        told += [words("population.sparse")] if self.sparse else []
        told += [words("population.no_source")] if not self.source else []
        if self.uninhabited:
            names = ", ".join(self.uninhabited[:_SHOWN_NAMES]) + (" …" if self.uninhabited[_SHOWN_NAMES:] else "")
            told.append(words("population.uninhabited", count=len(self.uninhabited), names=names))
        return tuple(told)


def read_population(path: Path, communes: gpd.GeoDataFrame, *, source: str = "") -> Population:
    """Return the people of each of `communes` (`pcode`, `name`, `geometry`, EPSG:4326) by the counts in the GeoTIFF `path`.

    A cell counts once, for the commune that holds its middle; empty and negative cells hold nobody. `source` is printed on the maps.
    InputError if the file is not a raster of people per cell, in one band, that reaches every commune.
    """
    with open_geotiff(path) as raster:
        _refuse_other_rasters(raster, path)
        shapes = _in_cells(communes, raster)
        _refuse_partial(shapes, communes, raster, path)
        counted = _count(raster, shapes, path)
    total, area = float(counted.people.sum()), float(communes.to_crs(_EQUAL_AREA).area.sum()) / 1e6
    if total > DENSEST * area:
        raise InputError("population.too_many", file=path.name, total=f"{total:,.0f}".replace(",", "\u202f"))
    if total <= 0:
        raise InputError("population.nobody", file=path.name)
    return Population(
        dict(zip(communes["pcode"], (float(count) for count in counted.people), strict=True)),
        " ".join(source.split()),
        sha256_of(path),
        counted.outside,
        counted.negative,
        tuple(communes["name"][counted.people <= 0]),
        total < EMPTIEST * area,
    )


@dataclass
class _Counted:
    people: np.ndarray
    outside: float = 0.0
    negative: int = 0


def _refuse_other_rasters(raster: Any, path: Path) -> None:
    if raster.count != 1:
        raise InputError("population.bands", file=path.name, count=raster.count)
    if raster.colorinterp[0].name == "palette":
        raise InputError("population.picture", file=path.name)
    said = " ".join(str(text) for text in (*raster.descriptions, *raster.units, *_tags(raster)) if text).lower()
    if _IN_TAGS.search(said) or _IN_NAME.search(path.stem.lower()):
        raise InputError("population.density", file=path.name)


def _tags(raster: Any) -> list[str]:
    return [f"{name} {value}" for tags in (raster.tags(), raster.tags(1)) for name, value in tags.items()]


def _in_cells(communes: gpd.GeoDataFrame, raster: Any) -> np.ndarray:
    # columns and rows of the raster, so that a turned or upturned grid is no special case
    to_ground = pyproj.Transformer.from_crs("EPSG:4326", raster.crs.to_wkt(), always_xy=True)
    inverse = ~raster.transform

    def place(points: np.ndarray) -> np.ndarray:
        x, y = to_ground.transform(points[:, 0], points[:, 1])
        return np.column_stack([inverse.a * x + inverse.b * y + inverse.c, inverse.d * x + inverse.e * y + inverse.f])

    borders = communes.geometry.to_numpy()
    return np.asarray(shapely.transform(shapely.segmentize(borders, _DENSIFIED), place))


def _refuse_partial(shapes: np.ndarray, communes: gpd.GeoDataFrame, raster: Any, path: Path) -> None:
    bounds = shapely.bounds(shapes)
    middles = np.column_stack([(bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2])
    with np.errstate(invalid="ignore"):
        inside = ((middles >= 0) & (middles <= (raster.width, raster.height))).all(axis=1) & np.isfinite(bounds).all(
            axis=1
        )
    if not inside.all():
        names = ", ".join(communes["name"][~inside][:_SHOWN_NAMES])
        raise InputError(
            "population.partial", file=path.name, count=int((~inside).sum()), total=len(shapes), names=names
        )


def _count(raster: Any, shapes: np.ndarray, path: Path) -> _Counted:
    tree, counted = shapely.STRtree(shapes), _Counted(np.zeros(len(shapes)))
    for column, row, width, height in _windows(raster, shapes, path):
        near = np.sort(tree.query(shapely.box(column, row, column + width, row + height)))
        people, negative = _people(raster, (column, row, width, height))
        owners = _owners(shapes, near, (column, row, width, height))
        sums = np.bincount(owners.ravel(), weights=people.ravel(), minlength=len(shapes) + 1)
        counted.people += sums[1:]
        counted.outside += float(sums[0])
        counted.negative += negative
    return counted


def _windows(raster: Any, shapes: np.ndarray, path: Path) -> Iterator[tuple[int, int, int, int]]:
    # whole blocks where they are small enough: none is decoded twice
    west, north, east, south = shapely.total_bounds(shapes)
    left, top = max(0, int(np.floor(west))), max(0, int(np.floor(north)))
    right, bottom = min(raster.width, int(np.ceil(east))), min(raster.height, int(np.ceil(south)))
    if (right - left) * (bottom - top) > MOST_CELLS:
        raise InputError("population.too_fine", file=path.name)
    tall, wide = raster.block_shapes[0]
    across = min(right - left + wide, max(wide, CELLS_AT_ONCE // tall // wide * wide))
    down = max(1, CELLS_AT_ONCE // across // tall) * tall
    for row in range(top // tall * tall, bottom, down):
        for column in range(left // wide * wide, right, across):
            first, upper = max(column, left), max(row, top)
            yield first, upper, min(column + across, right) - first, min(row + down, bottom) - upper


def _people(raster: Any, window: tuple[int, int, int, int]) -> tuple[np.ndarray, int]:
    where = load_window(*window)
    cells = raster.read(1, window=where).astype(np.float64) * raster.scales[0] + raster.offsets[0]
    told = (raster.read_masks(1, window=where) > 0) & np.isfinite(cells)
    negative = told & (cells < 0)
    return np.where(told & ~negative, cells, 0.0), int(negative.sum())


def _owners(shapes: np.ndarray, near: np.ndarray, window: tuple[int, int, int, int]) -> np.ndarray:
    # 0 is nobody's cell; a middle on a shared border belongs to one side, and a later commune wins over an earlier one
    from rasterio.features import rasterize
    from rasterio.transform import Affine

    column, row, width, height = window
    if not len(near):
        return np.zeros((height, width), np.int32)
    burnt = rasterize(
        [(shapes[number], int(number) + 1) for number in near],
        out_shape=(height, width),
        transform=Affine.translation(column, row),
        dtype="int32",
    )
    return np.asarray(burnt)


def load_window(column: int, row: int, width: int, height: int) -> Any:
    """Return rasterio's window of `width` × `height` cells from `column` and `row`."""
    from rasterio.windows import Window

    return Window(column, row, width, height)


def _whole(count: float, lang: str) -> str:
    from annexmaps.months import number_label

    return number_label(round(count), lang=lang)
