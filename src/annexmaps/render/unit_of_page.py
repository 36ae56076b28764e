"""A page about one unit: what lies outside it under a light veil, its outline stronger, its place in the country."""

from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from annexmaps.render.frame import Frame
from annexmaps.render.ground import SEAM, Ground
from annexmaps.render.lettering import POINT
from annexmaps.render.shapes import path_of_areas
from annexmaps.render.sheet import Sheet
from annexmaps.spec import OUTSIDE, Base, MapSpec, PageUnit
from annexmaps.theme import LineWidths

UNIT_MARGIN = 7.0  # mm between the unit and the frame's edge
UNIT_WIDTHS = LineWidths(country=1.2, region=1.0, cercle=0.6, commune=0.3)
_LEVELS = {1: "regions", 2: "cercles"}
_VEIL = 0.6  # opacity, of white
_OUTLINE, _CASING = 1.5, 3.0  # pt
# rivers and neighbours are generalised to 0.05°: a larger scale than this shows rivers where they are not
_LARGEST_SCALE_OF_WATER = 2_000_000
_MISFIT = 12_000.0  # m, across, of the seam over the neighbours' border


def shape_of_unit(base: Base, ground: Ground, unit: PageUnit) -> Any:
    """Return the geometry of `unit` in the units of `ground`; empty if `base` has no such unit."""
    name = _LEVELS[unit.admin_level]
    pcodes = [one.pcode for one in getattr(base, name)]
    return getattr(ground, name)[pcodes.index(unit.pcode)] if unit.pcode in pcodes else shapely.MultiPolygon()


def inside_unit(spec: MapSpec) -> MapSpec:
    """Return `spec` with only those of its areas, circles and marks that lie in its unit and that its legends count."""
    if spec.unit is None:
        return spec
    inside = {spec.unit.pcode}
    for unit in (*spec.base.cercles, *spec.base.communes):
        inside |= {unit.pcode} if unit.parent in inside else set()
    layers = (replace(layer, areas=tuple(a for a in layer.areas if a.pcode in inside)) for layer in spec.area_layers)
    return replace(
        spec,
        area_layers=tuple(layers),
        circles=tuple(circle for circle in spec.circles if circle.pcode in inside),
        marks=tuple(mark for mark in spec.marks if mark.pcode in inside),
        mark_symbols={key: symbol for key, symbol in spec.mark_symbols.items() if not key.endswith(f".{OUTSIDE}")},
    )


def seam_at(frame: Frame) -> float:
    """Return the width, pt, of the seam that hides where the neighbours' border misses the country's."""
    return max(SEAM, _MISFIT / frame.metres / POINT)


def shows_water(frame: Frame) -> bool:
    """Tell whether rivers and lakes are true enough for the scale of `frame`."""
    return frame.denominator >= _LARGEST_SCALE_OF_WATER


def without_water(laid: Ground) -> Ground:
    """Return `laid` without rivers and lakes."""
    return replace(laid, rivers=laid.rivers[:0], lakes=laid.lakes[:0])


def draw_veil(sheet: Sheet, base: Base, laid: Ground, frame: Frame, unit: PageUnit) -> None:
    """Draw a light veil over all of `frame` but `unit`, over fills and borders and under the marks, and the unit's outline."""
    sheet, shape = sheet.of("ground"), shape_of_unit(base, laid, unit)
    window = shapely.box(*frame.box.corners[[0, 2]].ravel())
    around = path_of_areas(np.array([shapely.difference(window, shapely.make_valid(shape))]))
    if around is not None:
        veil = {"facecolors": sheet.paper.page, "alpha": _VEIL, "edgecolors": "none", "linewidths": 0}
        sheet.paths([around], above=2.46, inside=frame.box, **veil)
    outline = path_of_areas(np.array([shape]))
    if outline is not None:
        look = {"facecolors": "none", "joinstyle": "round"}
        sheet.paths([outline], above=2.47, inside=frame.box, edgecolors=sheet.paper.page, linewidths=_CASING, **look)
        sheet.paths(
            [outline], above=2.48, inside=frame.box, edgecolors=sheet.paper.border_country, linewidths=_OUTLINE, **look
        )
