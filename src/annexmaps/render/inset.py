"""The zoomed frame: where it hides least, how large, and the thin lines that tie it to its extent on the main frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from annexmaps.render.frame import Frame, bounds_of_degrees, fit_frame
from annexmaps.render.sheet import Box, Sheet

_MARGIN = 2.0  # mm between the inset and the main frame's edge
_SIZES = (0.66, 0.62, 0.58, 0.54, 0.5, 0.48, 0.46, 0.44, 0.42, 0.4, 0.38)  # share of the main frame's width
_TALLEST = 0.58  # share of the main frame's height
_HIDDEN_MARK = 200.0  # cost of one hidden mark or circle
_HIDDEN_WORDS = 1000.0  # cost of one covered line of the corner
_HIDDEN_LAND = 1.0  # cost of one hidden mm² of the country
_CLEAR_OF_LAND = 1.0  # mm between the inset and the country
_SMALLER = 90.0  # cost of a share of one less of the main frame's width
_OWN_EXTENT = 1000.0  # cost of covering the place it enlarges


@dataclass(frozen=True)
class InsetPlace:
    """A place for the inset and what it costs."""

    frame: Frame
    extent: Box  # what it shows, on the main frame, mm
    cost: float
    hidden: int  # marks and circles it would lie on


def place_inset(
    degrees: tuple[float, float, float, float], main: Frame, *, country: Any, occupied: np.ndarray, kept: Sequence[Box]
) -> InsetPlace:
    """Return the place in `main` for an inset of `degrees` that hides least.

    `country` is the country's geometry and `occupied` the places of marks and circles (n, 2), in mm on the main frame; the inset
    covers none of the boxes `kept` if it can.
    """
    west, south, east, north = bounds_of_degrees(degrees, main.projection)
    corners = main.to_page(np.array([(west, south), (east, north)]))
    extent = Box(*corners[0], *(corners[1] - corners[0]))
    ratio = (north - south) / (east - west)
    best, lowest, hides = main.box, np.inf, 0
    for box, share in _candidates(main.box, ratio):
        hidden = _hidden(box, occupied)
        cost = hidden * _HIDDEN_MARK + (1 - share) * _SMALLER + _cost_of_extent(box, extent)
        cost += _HIDDEN_WORDS * sum(box.grown(0.5).overlaps(words) for words in kept)
        # land can only add to it, and takes longest to reckon
        if cost < lowest and (cost := cost + _cost_of_land(box, country)) < lowest:
            best, lowest, hides = box, cost, hidden
    frame = fit_frame(best, (west, south, east, north), main.projection, margin=0.0)
    return InsetPlace(frame, extent, float(lowest), hides)


def draw_ties(sheet: Sheet, place: InsetPlace, main: Frame) -> None:
    """Draw the extent of the inset on `main` and two thin lines between the edges that face each other."""
    sheet.of("inset.extent").frame(shown_extent(place, main), width=0.7, colour=sheet.paper.frame, above=5)
    sheet.of("inset.tie").rule(ties_of(place, main), width=0.4, colour=sheet.paper.text_soft, above=5, inside=main.box)


def ties_of(place: InsetPlace, main: Frame) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the ends of the two lines between the inset and its extent on `main`, mm."""
    shown, inset = shown_extent(place, main), place.frame.box
    near, far = shown.corners, inset.corners
    return [(near[n], far[m]) for n, m in _facing_corners(shown, inset)]


def draw_inset_edge(sheet: Sheet, place: InsetPlace) -> None:
    """Draw the frame of the inset, with a light margin that lifts it off the map."""
    sheet = sheet.of("frame")
    sheet.frame(place.frame.box.grown(0.5), width=2.4, colour=sheet.paper.page, above=5.4)
    sheet.frame(place.frame.box, width=sheet.theme.lines.frame, colour=sheet.paper.frame, above=5.6)


def shown_extent(place: InsetPlace, main: Frame) -> Box:
    """Return what the inset shows on `main`, mm: a little more than was asked for, as its scale is rounded."""
    west, south, east, north = place.frame.extent
    low, high = main.to_page(np.array([(west, south), (east, north)]))
    return Box(*low, *(high - low))


def _candidates(frame: Box, ratio: float) -> list[tuple[Box, float]]:
    room = frame.grown(-_MARGIN)
    found = []
    for share in _SIZES:
        width = min(share * frame.width, _TALLEST * frame.height / ratio)
        height = width * ratio
        for across in (0.0, 0.25, 0.5, 0.75, 1.0):
            for up in (1.0, 0.9, 0.8, 0.65, 0.5, 0.0):
                left = room.left + across * (room.width - width)
                bottom = room.bottom + up * (room.height - height)
                found.append((Box(left, bottom, width, height), width / frame.width))
    return found


def _hidden(box: Box, occupied: np.ndarray) -> int:
    near = box.grown(3.0)
    x, y = occupied.T
    return int(np.sum((x > near.left) & (x < near.right) & (y > near.bottom) & (y < near.top)))


def _cost_of_extent(box: Box, extent: Box) -> float:
    return _OWN_EXTENT if box.grown(2.0).overlaps(extent) else 0.0


def _cost_of_land(box: Box, country: Any) -> float:
    near = box.grown(_CLEAR_OF_LAND)
    covered = shapely.box(near.left, near.bottom, near.right, near.top)
    # most boxes that are asked about lie beside the country
    land = shapely.area(shapely.intersection(country, covered)) if shapely.intersects(country, covered) else 0.0
    return float(land * _HIDDEN_LAND)


def _facing_corners(small: Box, large: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    # corners count from the lower left, counter-clockwise
    if large.bottom >= small.top:
        return (3, 0), (2, 1)
    if large.top <= small.bottom:
        return (0, 3), (1, 2)
    return ((0, 1), (3, 2)) if large.left < small.left else ((1, 0), (2, 3))
