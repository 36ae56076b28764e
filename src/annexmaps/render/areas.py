"""Fills of administrative units: one compound path a class, with its hatch, and the text that fits inside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import shapely
from matplotlib.path import Path

from annexmaps.contrast import contrast
from annexmaps.render.frame import Frame
from annexmaps.render.ground import Ground
from annexmaps.render.labels import Obstacles
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, text_width
from annexmaps.render.shapes import Rings, rings_of_areas
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.signs import draw_symbols
from annexmaps.spec import Area, AreaLayer, Base, Symbol, Unit

HATCHES: Mapping[str, str] = MappingProxyType(
    {"": "", "diagonal": "//////", "cross": "xxxxxxx", "dots": "........", "lines": "-----"}
)
HATCH_WIDTH = 0.35  # pt

_LEVEL_NAMES: Mapping[int, str] = MappingProxyType({1: "regions", 2: "cercles", 3: "communes"})
_FRAMES_KEPT = 8
_TEXT_SIZE = 6.0  # pt
_TEXT_RISE = CAP_HEIGHT * _TEXT_SIZE * POINT  # mm
_AIR = 0.25  # mm round a text
_SIGN_GAP = 0.3  # mm between a text and its sign
_EDGE_CASING = 1.2  # pt, of the light line under an outline, both sides together
# mm from the middle of an area at which its text may stand, nearest first
_STEPS_ASIDE = np.array(
    [
        (0, 0),
        *((across * far, up * far) for far in (1.5, 3.0, 6.0) for across, up in ((0, 1), (0, -1), (1, 0), (-1, 0))),
    ]
)
_TOO_WIDE = 1e6  # mm, of a text that no area holds
_WHITE, _BLACK = "#ffffff", "#1f1f1f"


def draw_areas(sheet: Sheet, layer: AreaLayer, base: Base, laid: Ground, frame: Frame) -> None:
    """Draw the fills of `layer` into `frame`."""
    name = _LEVEL_NAMES[layer.admin_level]
    numbers = {unit.pcode: number for number, unit in enumerate(getattr(base, name))}
    rings = _rings_of(laid, name)
    for key, symbol in layer.symbols.items():
        members = [numbers[area.pcode] for area in layer.areas if area.key == key and area.pcode in numbers]
        _fill(sheet.of("area", key), rings.path_of(members), symbol, frame)


def without_texts(layer: AreaLayer, base: Base, laid: Ground, box: Box) -> AreaLayer:
    """Return `layer` without the texts and signs of areas whose middle lies in `box`, mm."""
    shapes = _shapes_of(layer, base, laid)
    written = [area for area in layer.areas if (area.text or area.sign) and area.pcode in shapes]
    if not written:
        return layer
    x, y = shapely.get_coordinates(shapely.point_on_surface(_largest_parts([shapes[a.pcode] for a in written]))).T
    inside = (x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top)
    quiet = {area.pcode for area, hidden in zip(written, inside, strict=True) if hidden}
    return replace(layer, areas=tuple(replace(a, text="", sign="") if a.pcode in quiet else a for a in layer.areas))


def draw_signs(
    sheet: Sheet, layer: AreaLayer, base: Base, laid: Ground, frame: Frame, obstacles: Obstacles
) -> AreaLayer:
    """Draw the sign of each area of `layer`, with its text where both fit inside, else alone.

    Returns `layer` without the texts written; what is drawn is kept free of other text through `obstacles`.
    """
    shapes = _shapes_of(layer, base, laid)
    signed = [area for area in layer.areas if area.sign and area.pcode in shapes and area.key in layer.symbols]
    if not signed:
        return layer
    largest = _largest_parts([shapes[area.pcode] for area in signed])
    widths = np.array([_signed_width(area, layer.signs[area.sign]) for area in signed])
    sizes = np.array([layer.signs[area.sign].size for area in signed])
    together, alone = _places_of_signs(largest, widths, sizes, frame, obstacles)
    beside: dict[str, list[np.ndarray]] = {}
    for number, place in together.items():
        beside.setdefault(signed[number].sign, []).append(_write_signed(sheet, signed[number], place, layer))
        half = np.array([widths[number] / 2, _TEXT_RISE / 2])
        obstacles.add_box(Box(*(place - half), *(2 * half)).grown(_AIR))
    by_themselves: dict[str, list[np.ndarray]] = {}
    for number, place in alone.items():
        by_themselves.setdefault(signed[number].sign, []).append(place)
    for above, places_of in ((4.0, beside), (2.5, by_themselves)):
        for key, places in places_of.items():
            symbol, at = layer.signs[key], np.array(places)
            draw_symbols(sheet.of("sign", key), symbol, at, symbol.size, above=above, inside=frame.box)
    for key, places in by_themselves.items():
        obstacles.add_discs(np.array(places), np.full(len(places), layer.signs[key].size))
    texts = {signed[number].pcode for number in together}
    return replace(layer, areas=tuple(replace(a, text="") if a.pcode in texts else a for a in layer.areas))


def middles_of_signs(layer: AreaLayer, base: Base, ground: Ground, frame: Frame) -> tuple[list[Area], np.ndarray]:
    """Return the areas of `layer` with a sign and their middles on the projected `ground`, mm in `frame`: where one stands alone."""
    if not layer.signs:
        return [], np.zeros((0, 2))
    shapes = _shapes_of(layer, base, ground)
    signed = [area for area in layer.areas if area.sign and area.pcode in shapes and area.key in layer.symbols]
    if not signed:
        return [], np.zeros((0, 2))
    largest = _largest_parts([shapes[area.pcode] for area in signed])
    return signed, frame.to_page(shapely.get_coordinates(shapely.point_on_surface(largest)))


def write_in_areas(
    sheet: Sheet, layer: AreaLayer, base: Base, laid: Ground, frame: Frame, obstacles: Obstacles
) -> None:
    """Write the text of each area of `layer` where it fits inside and covers none of the `obstacles`."""
    shapes = _shapes_of(layer, base, laid)
    written = [area for area in layer.areas if area.text and area.pcode in shapes and area.key in layer.symbols]
    if not written:
        return
    largest = _largest_parts([shapes[area.pcode] for area in written])
    widths = np.array([text_width(area.text, _TEXT_SIZE) for area in written])
    for number, (x, y) in _places_inside(largest, widths, frame, obstacles).items():
        area = written[number]
        level = sheet.of("level", area.key)
        level.write(area.text, x, y - _TEXT_RISE / 2, _ink_on(layer, area), align="center", above=4)


def _places_of_signs(
    areas: np.ndarray, widths: np.ndarray, sizes: np.ndarray, frame: Frame, obstacles: Obstacles
) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    # where a sign stands with its text, and where alone: one alone may reach into a neighbour, whose text then gives way
    middles = shapely.get_coordinates(shapely.point_on_surface(areas))
    seen = frame.holds(middles, margin=1.0)
    alone: list[int] = []
    while True:
        kept = Obstacles(list(obstacles.boxes), obstacles.discs)
        kept.add_discs(middles[alone], sizes[alone])
        room = np.where(np.isin(np.arange(len(areas)), alone), _TOO_WIDE, widths)
        together = _places_inside(areas, room, frame, kept)
        without = [n for n in np.flatnonzero(seen).tolist() if n not in together]
        if without == alone:
            return together, {number: middles[number] for number in alone}
        alone = without


def _places_inside(areas: np.ndarray, widths: np.ndarray, frame: Frame, obstacles: Obstacles) -> dict[int, np.ndarray]:
    # the first middle at which a text of each width stands inside its area and covers nothing
    middles = shapely.get_coordinates(shapely.point_on_surface(areas))
    half = np.column_stack([widths / 2, np.full(len(areas), _TEXT_RISE / 2)]) + _AIR
    found: dict[int, np.ndarray] = {}
    left = np.flatnonzero(frame.holds(middles, margin=-_STEPS_ASIDE.max()))
    shapely.prepare(areas)
    for step in _STEPS_ASIDE:
        places = middles[left] + step
        boxes = np.hstack([places - half[left], places + half[left]])
        fits = shapely.contains_properly(areas[left], shapely.box(*boxes.T)) & obstacles.free(boxes)
        fits &= frame.holds(places, margin=1.5)
        found |= {int(number): place for number, place in zip(left[fits], places[fits], strict=True)}
        left = left[~fits]
    return dict(sorted(found.items()))


def _signed_width(area: Area, symbol: Symbol) -> float:
    return symbol.size + (text_width(area.text, _TEXT_SIZE) + _SIGN_GAP if area.text else 0.0)


def _write_signed(sheet: Sheet, area: Area, place: np.ndarray, layer: AreaLayer) -> np.ndarray:
    # the text; where its sign belongs is returned
    symbol = layer.signs[area.sign]
    (x, y), half = place, _signed_width(area, symbol) / 2
    sheet.of("level", area.key).write(area.text, x - half, y - _TEXT_RISE / 2, _ink_on(layer, area), above=4)
    return np.array((x + half - symbol.size / 2, y))


def _ink_on(layer: AreaLayer, area: Area) -> Ink:
    fill = layer.symbols[area.key].fill
    return Ink(_TEXT_SIZE, colour=text_colour_on(fill), on=fill)


def text_colour_on(fill: str) -> str:
    """Return white or near black, whichever reads on `fill` (#rrggbb); empty, the theme's own, without a fill."""
    if not fill:
        return ""
    return max(_WHITE, _BLACK, key=lambda ink: contrast(ink, fill))


def _shapes_of(layer: AreaLayer, base: Base, laid: Ground) -> dict[str, object]:
    name = _LEVEL_NAMES[layer.admin_level]
    units: Sequence[Unit] = getattr(base, name)
    shapes: np.ndarray = getattr(laid, name)
    seen = ~shapely.is_empty(shapes)
    return {unit.pcode: shape for unit, shape, kept in zip(units, shapes, seen, strict=True) if kept}


@lru_cache(maxsize=_FRAMES_KEPT)
def _rings_of(laid: Ground, name: str) -> Rings:
    # cut once for a frame, which the pages of a month share
    return rings_of_areas(getattr(laid, name))


def _fill(sheet: Sheet, path: Path | None, symbol: Symbol, frame: Frame) -> None:
    if path is None:
        return
    look = {"facecolors": symbol.fill or "none", "edgecolors": "none", "linewidths": 0}
    sheet.paths([path], above=1.0, inside=frame.box, **look)
    if symbol.hatch:
        hatch = {"hatch": HATCHES[symbol.hatch], "hatchcolors": symbol.hatch_colour or sheet.paper.text_soft}
        sheet.paths([path], above=1.1, inside=frame.box, facecolors="none", edgecolors="none", linewidths=0, **hatch)
    if symbol.edge:
        look = {"facecolors": "none", "joinstyle": "round"}
        casing = {"edgecolors": sheet.paper.page, "linewidths": symbol.edge_width + _EDGE_CASING}
        sheet.paths([path], above=2.44, inside=frame.box, **look, **casing)
        sheet.paths([path], above=2.45, inside=frame.box, edgecolors=symbol.edge, linewidths=symbol.edge_width, **look)


def _largest_parts(shapes: Sequence[object]) -> np.ndarray:
    parts, owner = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    _, first = np.unique(owner[order], return_index=True)
    return np.asarray(parts[order][first])
