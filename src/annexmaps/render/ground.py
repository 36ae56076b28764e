"""The ground under the data: land, neighbours, water and borders, projected once and thinned for each frame."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from annexmaps.render.backdrop import keep_backdrop
from annexmaps.render.basemap import draw_basemap
from annexmaps.render.frame import Frame, Projection
from annexmaps.render.kept_lines import KeptLines
from annexmaps.render.lettering import POINT
from annexmaps.render.shapes import path_of_areas, path_of_lines
from annexmaps.render.sheet import Sheet
from annexmaps.spec import Base, Basemap, Unit
from annexmaps.theme import LineWidths, Paper

THINNING = 0.06  # mm: half a dot at 300 dpi
_HALO_OF_COUNTRY = 4.0  # pt: lifts the country off its neighbours
# a few megabytes each; pages of one country share them
_GROUNDS_KEPT, _LAID_KEPT = 2, 20
_OUTLINES_KEPT, _PATHS_KEPT = 24, 200
_POLYGON = 2  # dimensions
SEAM = 9.0  # pt: hides the gaps where two sources draw one border


@dataclass(frozen=True, eq=False)
class Ground:
    """A base's geometries as arrays, in projected metres or in millimetres on a page; one ground is the same as no other."""

    communes: np.ndarray
    cercles: np.ndarray
    regions: np.ndarray
    country: np.ndarray
    neighbours: np.ndarray
    rivers: np.ndarray
    lakes: np.ndarray


@lru_cache(maxsize=_GROUNDS_KEPT)
def project_ground(base: Base, projection: Projection) -> Ground:
    """Return the geometries of `base` in projected metres."""
    layers = {field.name: _units(getattr(base, field.name)) for field in fields(Ground)}
    return Ground(**{name: _projected(geometries, projection) for name, geometries in layers.items()})


@lru_cache(maxsize=_LAID_KEPT)
def lay_ground(ground: Ground, frame: Frame, *, only: tuple[str, ...] = ()) -> Ground:
    """Return `ground` in millimetres on the page of `frame`, thinned; what lies outside becomes empty.

    `only` names the geometries that are needed; the others become none.
    """
    window = shapely.box(*frame.box.grown(6.0).corners[[0, 2]].ravel())
    wanted = {field.name: getattr(ground, field.name) for field in fields(Ground)}
    wanted |= {name: geometries[:0] for name, geometries in wanted.items() if only and name not in only}
    laid = {name: _laid(geometries, frame, window) for name, geometries in wanted.items()}
    return Ground(**{name: _THINNED.get(name, _thin_lines)(geometries) for name, geometries in laid.items()})


@lru_cache(maxsize=_OUTLINES_KEPT)
def outline_on(ground: Ground, frame: Frame) -> BaseGeometry:
    """Return the country of `ground` in millimetres on the page of `frame`, its outline simplified."""
    outline = shapely.simplify(shapely.union_all(shapely.transform(ground.country, frame.to_page)), 0.3)
    shapely.prepare(outline)
    return outline


@lru_cache(maxsize=_OUTLINES_KEPT)
def outline_of_country(laid: Ground) -> BaseGeometry:
    """Return the country of `laid` (mm), its outline simplified."""
    outline = shapely.simplify(shapely.union_all(laid.country), 0.3)
    shapely.prepare(outline)
    return outline


def draw_ground(
    sheet: Sheet, laid: Ground, frame: Frame, *, widths: LineWidths, basemap: Sequence[Basemap] = (), seam: float = SEAM
) -> None:
    """Draw land, neighbours and water of `laid` (mm) into `frame`, under the data; land over the `basemap` where there is one."""
    sheet, drawn = sheet.of("ground"), len(sheet.axes.collections)
    sheet.fill([frame.box.corners], sea_or_land(laid, frame, sheet.paper), above=0)
    if basemap:
        draw_basemap(sheet, basemap, laid.country, _sea(laid, frame), frame, halo=_HALO_OF_COUNTRY)
        _lines(sheet, path_of_lines(_abroad(laid)), frame, 0.2, sheet.paper.neighbour_border, widths.neighbour)
    else:
        _areas(sheet, path_of_layer(laid, "neighbours", filled=True), frame, 0.1, sheet.paper.neighbour)
        # a wide seam hides the coarser source's border too
        _lines(
            sheet, path_of_layer(laid, "country"), frame, 0.15 if seam == SEAM else 0.25, sheet.paper.neighbour, seam
        )
        _lines(sheet, path_of_layer(laid, "neighbours"), frame, 0.2, sheet.paper.neighbour_border, widths.neighbour)
        _lines(sheet, path_of_layer(laid, "country"), frame, 0.3, sheet.paper.country_halo, _HALO_OF_COUNTRY)
        _areas(sheet, path_of_layer(laid, "country", filled=True), frame, 0.4, sheet.paper.land)
        if seam == SEAM and not sheet.lift:
            # the pages of an office share it; those of units have each their own
            keep_backdrop(sheet.axes, sheet.axes.collections[drawn:], (laid, frame, sheet.paper, widths, sheet.page))
    _areas(sheet, path_of_layer(laid, "lakes", filled=True), frame, 1.6, sheet.paper.water)
    _lines(sheet, path_of_layer(laid, "rivers"), frame, 1.5, sheet.paper.water_line, widths.river)


def _abroad(laid: Ground) -> np.ndarray:
    # the neighbours' lines away from the country: a veil does not hide where two sources draw one border
    near = shapely.buffer(shapely.union_all(laid.country), SEAM / 2 * POINT, quad_segs=4)
    areas = shapely.get_dimensions(laid.neighbours) == _POLYGON
    lines = np.where(areas, shapely.boundary(laid.neighbours), laid.neighbours)
    return np.asarray(shapely.difference(lines, near))


def sea_or_land(laid: Ground, frame: Frame, paper: Paper) -> str:
    """Return the colour between the neighbours of `laid`: water where they surround `frame`, else land."""
    return paper.water if _is_surrounded(laid, frame) else paper.neighbour


def _is_surrounded(laid: Ground, frame: Frame) -> bool:
    shapes = laid.neighbours[shapely.get_dimensions(laid.neighbours) == _POLYGON]
    if not len(shapes):
        return False
    left, bottom, right, top = shapely.total_bounds(shapes)
    box = frame.box
    return bool(left <= box.left and bottom <= box.bottom and right >= box.right and top >= box.top)


def _sea(laid: Ground, frame: Frame) -> BaseGeometry:
    # what neither the country nor a neighbour covers, but for the slivers where two sources draw one border
    if not _is_surrounded(laid, frame):
        return shapely.Polygon()
    ashore = laid.neighbours[shapely.get_dimensions(laid.neighbours) == _POLYGON]
    land = shapely.union_all(
        [*shapely.make_valid(ashore), shapely.buffer(shapely.union_all(laid.country), SEAM / 2 * POINT)]
    )
    return shapely.difference(shapely.box(*frame.box.corners[[0, 2]].ravel()), land)


def draw_borders(sheet: Sheet, laid: Ground, frame: Frame, *, widths: LineWidths) -> None:
    """Draw the borders of `laid` (mm) into `frame`, fine ones first, over the fills."""
    sheet = sheet.of("border")
    _lines(sheet, path_of_layer(laid, "communes"), frame, 1.4, sheet.paper.border_commune, widths.commune)
    _lines(sheet, path_of_layer(laid, "cercles"), frame, 2.2, sheet.paper.border_cercle, widths.cercle)
    _lines(sheet, path_of_layer(laid, "regions"), frame, 2.3, sheet.paper.border_region, widths.region)
    _lines(sheet, path_of_layer(laid, "country"), frame, 2.4, sheet.paper.border_country, widths.country)


def _units(units: Unit | Sequence[Unit]) -> np.ndarray:
    several = (units,) if isinstance(units, Unit) else units
    geometries = np.empty(len(several), dtype=object)
    geometries[:] = [unit.geometry for unit in several]
    return geometries


def _projected(geometries: np.ndarray, projection: Projection) -> np.ndarray:
    return np.asarray(shapely.transform(geometries, lambda points: projection.forward(points[:, 0], points[:, 1])))


def _laid(geometries: np.ndarray, frame: Frame, window: Any) -> np.ndarray:
    placed = np.asarray(shapely.transform(geometries, frame.to_page))
    far = ~shapely.intersects(shapely.envelope(placed), window) if len(placed) else np.zeros(0, bool)
    placed[far] = shapely.MultiPolygon()
    return placed


def _thinned(areas: np.ndarray) -> np.ndarray:
    kept = ~shapely.is_empty(areas)
    thinned = areas.copy()
    if kept.any():
        thinned[kept] = shapely.coverage_simplify(areas[kept], THINNING)
    return thinned


def _thin_lines(geometries: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.simplify(geometries, THINNING))


_THINNED = MappingProxyType(dict.fromkeys(("communes", "cercles", "regions", "country"), _thinned))


@lru_cache(maxsize=_PATHS_KEPT)
def path_of_layer(laid: Ground, name: str, *, filled: bool = False) -> Path | None:
    """Return the geometries `name` of `laid` (mm) as one path, of areas if `filled`, else of lines; None if there is none."""
    return (path_of_areas if filled else path_of_lines)(getattr(laid, name))


def _areas(sheet: Sheet, path: Path | None, frame: Frame, above: float, colour: str) -> None:
    if path is not None:
        sheet.paths([path], above=above, inside=frame.box, facecolors=colour, edgecolors="none", linewidths=0)


def _lines(sheet: Sheet, path: Path | None, frame: Frame, above: float, colour: str, width: float) -> None:
    if path is not None:
        sheet.add(KeptLines(path, colour=colour, width=width), above=above, inside=frame.box)
