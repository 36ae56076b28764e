"""Shared borders cut once: a coverage of polygons as arcs of whole numbers, delta-coded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DEGREE = 2_500  # steps of a degree: about 44 m, a fifth of what is simplified away
TOLERANCE = 0.002  # degrees, about 220 m: finer is not seen at the page's largest scale


@dataclass(frozen=True)
class Arcs:
    """Borders of a coverage, each cut where it meets others and kept once."""

    arcs: tuple[tuple[int, ...], ...]  # x, y of the first point, then steps, in 1/DEGREE degrees
    rings: tuple[tuple[tuple[int, ...], ...], ...]  # by polygon: rings of arc numbers; ~n is arc n backwards


def cut_arcs(polygons: Sequence[BaseGeometry], *, tolerance: float = TOLERANCE) -> Arcs:
    """Return the borders of `polygons` (EPSG:4326, a coverage) as arcs, simplified by `tolerance` degrees without opening gaps.

    Polygons that are no sound coverage keep their own borders: what does not meet exactly is drawn twice, not moved.
    """
    # the pages of a build stand on one ground: it is cut once
    return _cut(tuple(shapely.to_wkb(np.asarray(polygons, dtype=object))), tolerance)


@lru_cache(maxsize=2)
def _cut(polygons: tuple[bytes, ...], tolerance: float) -> Arcs:
    shapes = shapely.from_wkb(polygons)
    simple = shapely.coverage_simplify(shapes, tolerance, simplify_boundary=True)
    rings, owners = _rings_of(simple)
    corners = _whole_numbers(rings)
    kept = [ring for ring in corners if len(ring) >= 3]
    owners = [owner for ring, owner in zip(corners, owners, strict=True) if len(ring) >= 3]
    return _joined(kept, owners, len(shapes))


def _rings_of(shapes: np.ndarray) -> tuple[list[np.ndarray], list[int]]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    ends = np.flatnonzero(np.diff(ring)) + 1
    return np.split(points, ends), [int(owner[number]) for number in part]


def _whole_numbers(rings: list[np.ndarray]) -> list[np.ndarray]:
    whole = []
    for ring in rings:
        steps = np.rint(ring[:-1] * DEGREE).astype(np.int64)
        moved = np.any(steps != np.roll(steps, 1, axis=0), axis=1)
        whole.append(steps[moved] if moved.any() else steps[:1])
    return whole


def _joined(rings: list[np.ndarray], owners: list[int], count: int) -> Arcs:
    if not rings:
        return Arcs((), tuple(() for _ in range(count)))
    numbers = _number_points(rings)
    is_node = _nodes(numbers)
    known: dict[bytes, int] = {}
    arcs: list[tuple[int, ...]] = []
    by_polygon: list[list[tuple[int, ...]]] = [[] for _ in range(count)]
    for ring, names, owner in zip(rings, numbers, owners, strict=True):
        by_polygon[owner].append(tuple(_ring_arcs(ring, names, is_node, known, arcs)))
    return Arcs(tuple(arcs), tuple(tuple(polygon) for polygon in by_polygon))


def _number_points(rings: list[np.ndarray]) -> list[np.ndarray]:
    # the same place has the same number, whichever ring it is of
    points = np.concatenate(rings)
    keys = (points[:, 0] << 32) + points[:, 1]
    _, number = np.unique(keys, return_inverse=True)
    return np.split(number, np.cumsum([len(ring) for ring in rings])[:-1])


def _nodes(numbers: list[np.ndarray]) -> np.ndarray:
    # a point is a node where more, or fewer, than two borders meet
    edges = np.concatenate([np.column_stack([ring, np.roll(ring, -1)]) for ring in numbers])
    edges = np.unique(np.sort(edges, axis=1), axis=0)
    return np.asarray(np.bincount(edges.ravel(), minlength=int(edges.max()) + 1) != 2)


def _ring_arcs(
    ring: np.ndarray, names: np.ndarray, is_node: np.ndarray, known: dict[bytes, int], arcs: list[tuple[int, ...]]
) -> list[int]:
    cuts = np.flatnonzero(is_node[names])
    # a ring without nodes starts at its lowest number, so that its twin starts there too
    first = int(cuts[0]) if len(cuts) else int(np.argmin(names))
    ring, names = np.roll(ring, -first, axis=0), np.roll(names, -first)
    ring, names = np.vstack([ring, ring[:1]]), np.append(names, names[0])
    ends = np.append(np.flatnonzero(is_node[names[:-1]])[1:] if len(cuts) else [], len(names) - 1).astype(int)
    numbers, start = [], 0
    for end in ends:
        numbers.append(_arc_number(ring[start : end + 1], names[start : end + 1], known, arcs))
        start = end
    return numbers


def _arc_number(points: np.ndarray, names: np.ndarray, known: dict[bytes, int], arcs: list[tuple[int, ...]]) -> int:
    key = names.tobytes()
    if key in known:
        return known[key]
    number = len(arcs)
    known[key] = number
    known[np.ascontiguousarray(names[::-1]).tobytes()] = ~number
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    arcs.append(tuple(steps.ravel().tolist()))
    return number
