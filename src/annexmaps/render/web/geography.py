"""The ground of an interactive page: communes as shared arcs, their parents, neighbours and water, in whole numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely

from annexmaps.render.web.arcs import DEGREE, Arcs, cut_arcs
from annexmaps.spec import Base, Unit

_ABROAD_TOLERANCE = 0.01  # degrees: neighbours and water are ground, not data


def geography(base: Base, *, names: dict[str, Base]) -> dict[str, Any]:
    """Return the units of `base` for the page; `names` holds the base of each language, for the names of neighbours and water."""
    arcs = cut_arcs([unit.geometry for unit in base.communes])
    regions = {unit.pcode: number for number, unit in enumerate(base.regions)}
    cercles = {unit.pcode: number for number, unit in enumerate(base.cercles)}
    parents = [cercles.get(unit.parent, -1) for unit in base.communes]
    grand = [regions.get(unit.parent, -1) for unit in base.cercles]
    return {
        "degree": DEGREE,
        "arcs": arcs.arcs,
        "levels": _levels(arcs, parents, grand),
        "communes": [
            [unit.pcode, unit.name, parent, rings]
            for unit, parent, rings in zip(base.communes, parents, arcs.rings, strict=True)
        ],
        "cercles": [[unit.pcode, unit.name, parent] for unit, parent in zip(base.cercles, grand, strict=True)],
        "regions": [[unit.pcode, unit.name] for unit in base.regions],
        "country": base.country.name,
        "around": {kind: _around(kind, names) for kind in ("neighbours", "lakes", "rivers")},
    }


def _levels(arcs: Arcs, parents: Sequence[int], grand: Sequence[int]) -> str:
    """Return one digit an arc: 0 the country's edge, 1 between régions, 2 between cercles, 3 between communes."""
    sides: list[list[int]] = [[] for _ in arcs.arcs]
    for polygon, rings in enumerate(arcs.rings):
        for ring in rings:
            for number in ring:
                sides[number if number >= 0 else ~number].append(polygon)
    return "".join(_level(polygons, parents, grand) for polygons in sides)


def _level(polygons: Sequence[int], parents: Sequence[int], grand: Sequence[int]) -> str:
    if len(polygons) < 2:
        return "0"
    cercles = {parents[polygon] for polygon in polygons}
    regions = {grand[cercle] if cercle >= 0 else -1 for cercle in cercles}
    return "1" if len(regions) > 1 else "2" if len(cercles) > 1 else "3"


def _around(kind: str, names: dict[str, Base]) -> list[Any]:
    told = [getattr(base, kind) for base in names.values()]
    return [[[unit.name for unit in units], _lines(units[0])] for units in zip(*told, strict=True)]


def _lines(unit: Unit) -> list[list[int]]:
    shape = shapely.simplify(unit.geometry, _ABROAD_TOLERANCE)
    parts = shapely.get_parts(shape)
    areas = [part for part in parts if part.geom_type == "Polygon"]
    lines = shapely.get_rings(areas) if areas else [part for part in parts if part.geom_type == "LineString"]
    return [_steps(shapely.get_coordinates(line)) for line in lines]


def _steps(points: np.ndarray) -> list[int]:
    whole = np.rint(points * DEGREE).astype(np.int64)
    steps: Iterable[int] = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return list(steps)
