"""The zoomed frame: where it hides least, how large, and the thin lines that tie it to its extent on the main frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
_FROM_EDGE = 0.5  # mm between its extent on the main frame and that frame's edge
_OWN_EXTENT = 1000.0  # cost of covering the place it enlarges


@dataclass(frozen=True)
class InsetPlace:
    """A place for the inset and what it costs."""

    frame: Frame
    extent: Box  # what it shows, on the main frame, mm
    cost: float
    hidden: int  # marks, circles and lines of words it would lie on


def place_inset(
    degrees: tuple[float, float, float, float], main: Frame, *, country: Any, occupied: np.ndarray, kept: Sequence[Box]
) -> InsetPlace:
    """Return the place in `main` for an inset of `degrees` that hides least.

    `country` is the country's geometry and `occupied` the places of marks and circles (n, 2), in mm on the main frame; the inset
    covers none of the boxes `kept` if it can.
    """
    asked = np.array(bounds_of_degrees(degrees, main.projection))
    west, south, east, north = (asked + _moved_into(asked, main)).tolist()
    corners = main.to_page(np.array([(west, south), (east, north)]))
    extent = Box(*corners[0], *(corners[1] - corners[0]))
    ratio = (north - south) / (east - west)
    boxes, shares = _candidates(main.box, ratio)
    hidden = _hidden(boxes, occupied)
    costs = hidden * _HIDDEN_MARK + (1 - shares) * _SMALLER
    costs += np.where(_overlap(_grown(boxes, 2.0), extent), _OWN_EXTENT, 0.0)
    costs += _HIDDEN_WORDS * sum(_overlap(_grown(boxes, 0.5), words) for words in kept)
    number, lowest = _cheapest(boxes, costs, country)
    best = Box(*boxes[number].tolist())
    hides = int(hidden[number]) + sum(best.overlaps(words) for words in kept)
    frame = fit_frame(best, (west, south, east, north), main.projection, margin=0.0)
    # its scale is rounded: it shows a little more than was asked for
    (x, y), (across, up, *_) = frame.centre, _moved_into(np.array(frame.extent), main).tolist()
    return InsetPlace(replace(frame, centre=(x + across, y + up)), extent, lowest, hides)


def _moved_into(bounds: np.ndarray, main: Frame) -> np.ndarray:
    # how far `bounds`, projected metres, must move so that their outline stands on `main`: a crowd at the border is at its edge
    room, edge = np.array(main.extent), _FROM_EDGE * main.metres
    low, high = room[:2] + edge, room[2:] - edge - (bounds[2:] - bounds[:2])
    return np.tile(np.clip(bounds[:2], low, high) - bounds[:2], 2)


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


def _candidates(frame: Box, ratio: float) -> tuple[np.ndarray, np.ndarray]:
    # left, bottom, width and height of each, (n, 4) mm, and its share of the frame's width; the largest first
    room, found = frame.grown(-_MARGIN), []
    for share in _SIZES:
        width = min(share * frame.width, _TALLEST * frame.height / ratio)
        height = width * ratio
        for across in (0.0, 0.25, 0.5, 0.75, 1.0):
            for up in (1.0, 0.9, 0.8, 0.65, 0.5, 0.0):
                left = room.left + across * (room.width - width)
                bottom = room.bottom + up * (room.height - height)
                found.append((left, bottom, width, height))
    boxes = np.array(found)
    return boxes, boxes[:, 2] / frame.width


def _grown(boxes: np.ndarray, by: float) -> np.ndarray:
    # left, bottom, right and top of `boxes` with `by` mm more on each side
    low = boxes[:, :2] - by
    return np.hstack([low, low + (boxes[:, 2:] + 2 * by)])


def _overlap(edges: np.ndarray, box: Box) -> np.ndarray:
    left, bottom, right, top = edges.T
    return np.asarray((left < box.right) & (box.left < right) & (bottom < box.top) & (box.bottom < top))


def _hidden(boxes: np.ndarray, occupied: np.ndarray) -> np.ndarray:
    left, bottom, right, top = _grown(boxes, 3.0).T[:, :, None]
    x, y = occupied.T
    return np.asarray(((x > left) & (x < right) & (y > bottom) & (y < top)).sum(axis=1))


def _cheapest(boxes: np.ndarray, costs: np.ndarray, country: Any) -> tuple[int, float]:
    """Return which of `boxes` hides least, the first of equals, and its cost with that of the land."""
    best, lowest = 0, np.inf
    for number in np.argsort(costs, kind="stable").tolist():
        # land can only add to it, and takes longest to reckon
        if costs[number] > lowest:
            break
        cost = float(costs[number]) + _cost_of_land(boxes[number : number + 1], country)
        if (cost, number) < (lowest, best):
            best, lowest = number, cost
    return best, lowest


def _cost_of_land(box: np.ndarray, country: Any) -> float:
    covered = shapely.box(*_grown(box, _CLEAR_OF_LAND)[0])
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
