"""Fills of administrative units: one compound path a class, with its hatch, and the text that fits inside."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import shapely

from annexmaps.render.frame import Frame
from annexmaps.render.ground import Ground
from annexmaps.render.labels import Obstacles
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, text_width
from annexmaps.render.shapes import path_of_areas
from annexmaps.render.sheet import Sheet
from annexmaps.spec import AreaLayer, Base, Symbol, Unit
from annexmaps.theme import PAPER

HATCHES: Mapping[str, str] = MappingProxyType(
    {"": "", "diagonal": "//////", "cross": "xxxxxxx", "dots": "........", "lines": "-----"}
)
HATCH_WIDTH = 0.35  # pt

_LEVEL_NAMES: Mapping[int, str] = MappingProxyType({1: "regions", 2: "cercles", 3: "communes"})
_TEXT_SIZE = 5.4  # pt
_TEXT_RISE = CAP_HEIGHT * _TEXT_SIZE * POINT  # mm
_AIR = 0.3  # mm round a text
_DARK = 0.42  # relative luminance below which text on a fill is white


def draw_areas(sheet: Sheet, layer: AreaLayer, base: Base, laid: Ground, frame: Frame) -> None:
    """Draw the fills of `layer` into `frame`."""
    shapes = _shapes_of(layer, base, laid)
    for key, symbol in layer.symbols.items():
        members = [shapes[area.pcode] for area in layer.areas if area.key == key and area.pcode in shapes]
        _fill(sheet, members, symbol, frame)


def write_in_areas(
    sheet: Sheet, layer: AreaLayer, base: Base, laid: Ground, frame: Frame, obstacles: Obstacles
) -> None:
    """Write the text of each area of `layer` where it fits inside and covers none of the `obstacles`."""
    shapes = _shapes_of(layer, base, laid)
    written = [area for area in layer.areas if area.text and area.pcode in shapes and area.key in layer.symbols]
    if not written:
        return
    largest = _largest_parts([shapes[area.pcode] for area in written])
    middles = shapely.get_coordinates(shapely.point_on_surface(largest))
    half = np.array([(text_width(area.text, _TEXT_SIZE) / 2, _TEXT_RISE / 2) for area in written])
    room = shapely.distance(shapely.points(middles), shapely.boundary(largest))
    boxes = np.hstack([middles - half - _AIR, middles + half + _AIR])
    fits = (room > np.hypot(*half.T)) & frame.holds(middles, margin=1.5) & obstacles.free(boxes)
    for number in np.flatnonzero(fits):
        area, (x, y) = written[number], middles[number]
        ink = Ink(_TEXT_SIZE, colour=text_colour_on(layer.symbols[area.key].fill))
        sheet.write(area.text, x, y - _TEXT_RISE / 2, ink, align="center", above=4)


def text_colour_on(fill: str) -> str:
    """Return white or the text colour, whichever reads on `fill` (#rrggbb)."""
    if not fill:
        return PAPER.text
    red, green, blue = (int(fill[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return "#ffffff" if 0.30 * red + 0.59 * green + 0.11 * blue < _DARK else PAPER.text


def _shapes_of(layer: AreaLayer, base: Base, laid: Ground) -> dict[str, object]:
    name = _LEVEL_NAMES[layer.admin_level]
    units: Sequence[Unit] = getattr(base, name)
    shapes: np.ndarray = getattr(laid, name)
    seen = ~shapely.is_empty(shapes)
    return {unit.pcode: shape for unit, shape, kept in zip(units, shapes, seen, strict=True) if kept}


def _fill(sheet: Sheet, members: list[object], symbol: Symbol, frame: Frame) -> None:
    path = path_of_areas(members) if members else None
    if path is None:
        return
    look = {"facecolors": symbol.fill or "none", "edgecolors": "none", "linewidths": 0}
    sheet.paths([path], above=1.0, inside=frame.box, **look)
    if symbol.hatch:
        hatch = {"hatch": HATCHES[symbol.hatch], "hatchcolors": symbol.hatch_colour or PAPER.text_soft}
        sheet.paths([path], above=1.1, inside=frame.box, facecolors="none", edgecolors="none", linewidths=0, **hatch)
    if symbol.edge:
        edge = {"facecolors": "none", "edgecolors": symbol.edge, "linewidths": symbol.edge_width}
        sheet.paths([path], above=1.3, inside=frame.box, **edge)


def _largest_parts(shapes: Sequence[object]) -> np.ndarray:
    parts, owner = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    _, first = np.unique(owner[order], return_index=True)
    return np.asarray(parts[order][first])
