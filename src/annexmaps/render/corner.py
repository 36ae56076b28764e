"""The corner of a frame whose words on what found no room cover no symbol."""

from dataclasses import replace
from typing import TypeVar

import numpy as np
import shapely

from annexmaps.render.areas import middles_of_signs
from annexmaps.render.frame import Frame
from annexmaps.render.ground import Ground
from annexmaps.render.obstacles import Obstacles
from annexmaps.render.symbols import marks_in, place_circles, place_marks, reach_of_marks
from annexmaps.render.unit_of_page import inside_unit
from annexmaps.render.unplaced import Corner, corners_of
from annexmaps.spec import Circle, MapSpec, Mark

Thing = TypeVar("Thing", Circle, Mark)

_FROM_WORDS = 4.0  # mm between the words and the middle of a symbol outside the unit


def choose_corner(spec: MapSpec, ground: Ground, frame: Frame) -> Corner | None:
    """Return the first corner of `frame` whose words cover no symbol of `spec` on its projected `ground`; None if all do.

    On the page of a unit what lies outside it gives way to the words (`with_corner_clear`).
    """
    for corner in corners_of(spec, frame.box):
        if _is_clear(with_corner_clear(spec, ground, frame, corner), ground, frame, corner):
            return corner
    return None


def with_corner_clear(spec: MapSpec, ground: Ground, frame: Frame, corner: Corner) -> MapSpec:
    """Return `spec` without what lies outside its unit and near the words in `corner`; all of it if it is no unit's page."""
    if spec.unit is None or not corner.in_frame:
        return spec
    words = shapely.union_all([shapely.box(*line.corners[[0, 2]].ravel()) for line in corner.lines])
    own = inside_unit(spec)

    def near(places: np.ndarray) -> np.ndarray:
        return np.asarray(shapely.distance(shapely.points(places.reshape(-1, 2)), words) <= _FROM_WORDS)

    def clear(things: tuple[Thing, ...], kept: tuple[Thing, ...]) -> tuple[Thing, ...]:
        places = frame.locate(*np.array([(t.longitude, t.latitude) for t in things], float).reshape(-1, 2).T)
        return tuple(thing for thing, close in zip(things, near(places), strict=True) if not close or thing in kept)

    layers = []
    for layer, inside in zip(spec.area_layers, own.area_layers, strict=True):
        signed, middles = middles_of_signs(layer, spec.base, ground, frame)
        close = {area for area, hidden in zip(signed, near(middles), strict=True) if hidden} - set(inside.areas)
        layers.append(replace(layer, areas=tuple(replace(a, sign="") if a in close else a for a in layer.areas)))
    return replace(
        spec, circles=clear(spec.circles, own.circles), marks=clear(spec.marks, own.marks), area_layers=tuple(layers)
    )


def _is_clear(spec: MapSpec, ground: Ground, frame: Frame, corner: Corner) -> bool:
    lines = np.array([line.corners[[0, 2]].ravel() for line in corner.lines]).reshape(-1, 4)
    return bool(_symbols(spec, ground, frame, lines).free(lines).all())


def _symbols(spec: MapSpec, ground: Ground, frame: Frame, lines: np.ndarray) -> Obstacles:
    found = Obstacles()
    circles, places = place_circles(spec.circles, frame)
    found.add_discs(places, [circle.diameter for circle in circles])
    reach, unspread = Obstacles(), marks_in(spec.marks, frame)
    reach.add_discs(unspread, np.full(len(unspread), 2 * reach_of_marks(spec.marks, spec.mark_symbols)))
    # to spread the marks takes longest: only where one of them may come near
    if not reach.free(lines).all():
        marks, places = place_marks(spec.marks, spec.mark_symbols, frame)
        found.add_discs(places, [spec.mark_symbols[mark.key].size for mark in marks])
    for layer in spec.area_layers:
        signed, middles = middles_of_signs(layer, spec.base, ground, frame)
        found.add_discs(middles, [layer.signs[area.sign].size for area in signed])
    return found
