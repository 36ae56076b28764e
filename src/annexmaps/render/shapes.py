"""Geometry as matplotlib paths, and the outlines of symbols."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path

_STEPS_OF_A_CIRCLE = 96


@dataclass(frozen=True)
class Rings:
    """The rings of many areas, each corner with the number of its area."""

    points: np.ndarray  # (n, 2)
    codes: np.ndarray
    owner: np.ndarray

    def path_of(self, areas: Collection[int]) -> Path | None:
        """Return one compound path of `areas`, in the order of all of them; None if they have no ring."""
        chosen = np.isin(self.owner, list(areas))
        return Path(self.points[chosen], self.codes[chosen]) if chosen.any() else None


def rings_of_areas(geometries: Any) -> Rings:
    """Return the rings of all polygons in `geometries`."""
    outer, first = shapely.get_parts(np.asarray(geometries, dtype=object), return_index=True)
    parts, second = shapely.get_parts(outer, return_index=True)
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    polygons, owner = parts[areas], first[second[areas]]
    if not len(polygons):
        return Rings(np.zeros((0, 2)), np.zeros(0, Path.code_type), np.zeros(0, int))
    _, points, (rings, starts) = shapely.to_ragged_array(shapely.orient_polygons(polygons))
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[rings[:-1]] = Path.MOVETO
    codes[rings[1:] - 1] = Path.CLOSEPOLY
    return Rings(points[:, :2], codes, np.repeat(owner, np.diff(rings[starts])))


def path_of_areas(geometries: Any) -> Path | None:
    """Return one compound path of all polygons in `geometries`, None if there is none."""
    rings = rings_of_areas(geometries)
    return Path(rings.points, rings.codes) if len(rings.points) else None


def path_of_lines(geometries: Any) -> Path | None:
    """Return one path of all lines, and of the outlines of all polygons, in `geometries`, None if there is none."""
    parts = shapely.get_parts(shapely.get_parts(np.asarray(geometries, dtype=object)))
    kinds = shapely.get_type_id(parts)
    parts = np.where(kinds == shapely.GeometryType.POLYGON, shapely.boundary(parts), parts)
    lines = shapely.get_parts(parts)
    lines = lines[
        np.isin(shapely.get_type_id(lines), (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))
    ]
    if not len(lines):
        return None
    points, owner = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[np.flatnonzero(np.diff(owner, prepend=-1))] = Path.MOVETO
    return Path(points, codes)


def outline_of(shape: str) -> np.ndarray:
    """Return the outline of a symbol about (0, 0), one unit across, (n, 2); a circle for an unknown name."""
    return _OUTLINES.get(shape, _circle)()


def sectors(x: float, y: float, diameter: float, shares: Sequence[float]) -> list[np.ndarray]:
    """Return the sectors of a circle at (`x`, `y`), clockwise from north, one for each of `shares` (of their sum)."""
    total = sum(shares)
    ends = np.cumsum([0.0, *shares]) / (total or 1.0)
    return [_sector(x, y, diameter / 2, start, end) for start, end in pairwise(ends)]


def _sector(x: float, y: float, radius: float, start: float, end: float) -> np.ndarray:
    if end - start > 0.9999:
        return _circle() * 2 * radius + (x, y)
    angles = np.linspace(start, end, max(3, round((end - start) * _STEPS_OF_A_CIRCLE) + 2)) * 2 * np.pi
    arc = np.column_stack([np.sin(angles), np.cos(angles)]) * radius
    middle = np.array((x, y))
    return np.vstack([middle, middle + arc])


def _regular(corners: int, *, turned: float = 0.0, across: float = 1.0) -> np.ndarray:
    angles = (np.arange(corners) / corners + turned) * 2 * np.pi
    return np.column_stack([np.sin(angles), np.cos(angles)]) * across / 2


def _circle() -> np.ndarray:
    return _regular(_STEPS_OF_A_CIRCLE)


def _square() -> np.ndarray:
    return _regular(4, turned=0.125, across=np.sqrt(2))


def _triangle() -> np.ndarray:
    return _regular(3, across=1.2) - (0, 0.08)


def _star() -> np.ndarray:
    reach = np.where(np.arange(10) % 2 == 0, 1.0, 0.45)
    return _regular(10) * reach[:, None]


def _plus() -> np.ndarray:
    arm, thick = 0.5, 0.15
    quarter = np.array([(thick, thick), (arm, thick), (arm, -thick), (thick, -thick)])
    turn = np.array([(0.0, -1.0), (1.0, 0.0)])  # a quarter clockwise for row vectors
    return np.vstack([quarter @ np.linalg.matrix_power(turn, n) for n in range(4)])


def _cross() -> np.ndarray:
    half = np.sqrt(0.5)
    return np.asarray(_plus() @ np.array([(half, half), (-half, half)]))


_OUTLINES: Mapping[str, Callable[[], np.ndarray]] = MappingProxyType(
    {
        "circle": _circle,
        "square": _square,
        "area": _square,
        "triangle": _triangle,
        "triangle_down": lambda: -_triangle(),
        "diamond": lambda: _regular(4, across=1.1),
        "star": _star,
        "cross": _cross,
        "plus": _plus,
        "hexagon": lambda: _regular(6, turned=1 / 12),
        "pentagon": lambda: _regular(5, across=1.08),
    }
)
