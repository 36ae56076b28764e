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


@dataclass(frozen=True)
class Topology:
    """Borders of a coverage, each kept once, and the parts of its polygons: exterior rings clockwise, first in their part."""

    arcs: tuple[tuple[int, ...], ...]  # as those of Arcs
    parts: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]  # by polygon and part: rings of arc numbers


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
    arcs, rings = _cut_rings(simple)
    by_polygon: list[list[tuple[int, ...]]] = [[] for _ in shapes]
    for owner, _, ring in rings:
        by_polygon[owner].append(ring)
    return Arcs(arcs, tuple(map(tuple, by_polygon)))


def cut_topology(polygons: Sequence[BaseGeometry], *, tolerance: float = TOLERANCE) -> Topology:
    """Return the borders of `polygons` as `cut_arcs` does, with the rings of each part apart."""
    simple = shapely.coverage_simplify(np.asarray(polygons, dtype=object), tolerance, simplify_boundary=True)
    arcs, rings = _cut_rings(shapely.orient_polygons(simple, exterior_cw=True))
    by_part: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for owner, part, ring in rings:
        by_part.setdefault((owner, part), []).append(ring)
    parts = (tuple(tuple(rings) for (owner, _), rings in by_part.items() if owner == n) for n in range(len(polygons)))
    return Topology(arcs, tuple(parts))


def _cut_rings(simple: np.ndarray) -> tuple[tuple[tuple[int, ...], ...], list[tuple[int, int, tuple[int, ...]]]]:
    """Return the arcs, and for each ring that is left its polygon, its part and its arcs; an exterior ring stands before its holes."""
    rings, owners, parts = _rings_of(simple)
    corners = _whole_numbers(rings)
    kept = [number for number, ring in enumerate(corners) if len(ring) >= 3]
    arcs, joined = _joined([corners[number] for number in kept])
    return arcs, [(owners[number], parts[number], ring) for number, ring in zip(kept, joined, strict=True)]


def _rings_of(shapes: np.ndarray) -> tuple[list[np.ndarray], list[int], list[int]]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    ends = np.flatnonzero(np.diff(ring)) + 1
    return np.split(points, ends), [int(owner[number]) for number in part], [int(number) for number in part]


def _whole_numbers(rings: list[np.ndarray]) -> list[np.ndarray]:
    whole = []
    for ring in rings:
        steps = np.rint(ring[:-1] * DEGREE).astype(np.int64)
        moved = np.any(steps != np.roll(steps, 1, axis=0), axis=1)
        whole.append(steps[moved] if moved.any() else steps[:1])
    return whole


def _joined(rings: list[np.ndarray]) -> tuple[tuple[tuple[int, ...], ...], list[tuple[int, ...]]]:
    if not rings:
        return (), []
    numbers = _number_points(rings)
    is_node = _nodes(numbers)
    known: dict[bytes, int] = {}
    arcs: list[tuple[int, ...]] = []
    joined = [tuple(_ring_arcs(ring, names, is_node, known, arcs)) for ring, names in zip(rings, numbers, strict=True)]
    return tuple(arcs), joined


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
