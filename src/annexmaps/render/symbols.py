"""Circles with sectors and marks: every one of a frame in one collection, the large ones under the small ones."""

from collections.abc import Mapping, Sequence

import numpy as np

from annexmaps.render.areas import text_colour_on
from annexmaps.render.frame import Frame
from annexmaps.render.labels import Obstacles
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, text_width
from annexmaps.render.shapes import outline_of, sectors
from annexmaps.render.sheet import Sheet
from annexmaps.spec import Circle, Mark, Symbol

CLEAR = 2.0  # mm between the middle of a symbol and the frame's edge

_CIRCLE_EDGE = 0.55  # pt
_SECTOR_EDGE = 0.2  # pt
_COUNT_SIZES = (8.0, 7.0, 6.0)  # pt
_SHIFTS = np.array([(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)])
_STACKED = 0.35  # mm: marks nearer than this are at one place
_SPREAD = 0.62  # of a mark's size, between neighbours of a stack
_FEW_MARKS = 500  # up to these, marks that overlap are pushed apart
_FARTHEST = 2.2  # mm a mark is pushed at most
_FARTHEST_SIZES = 1.2  # of its own size, a mark is pushed at most
_PUSHES, _PUSHES_OF_MANY = 30, 10  # steps, of few marks and of many
_FEW_PUSHED = 80  # marks
_APART = 0.85  # of two marks' mean size, between their middles
_REACH_OF_MARK = 0.55  # of its size, from a mark's middle to its farthest corner
_FROM_EDGE = 0.2  # mm between a mark and the frame
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def place_circles(circles: Sequence[Circle], frame: Frame) -> tuple[list[Circle], np.ndarray]:
    """Return the circles whose centre lies in `frame`, largest first, and their places in mm, (n, 2)."""
    if not circles:
        return [], np.zeros((0, 2))
    places = frame.locate(np.array([c.longitude for c in circles]), np.array([c.latitude for c in circles]))
    inside = frame.holds(places, margin=CLEAR)
    found = [int(n) for n in np.flatnonzero(inside)]
    order = sorted(found, key=lambda n: (-circles[n].diameter, circles[n].pcode))
    return [circles[n] for n in order], places[order].reshape(-1, 2)


def draw_circles(sheet: Sheet, circles: Sequence[Circle], places: np.ndarray, frame: Frame) -> None:
    """Draw `circles` at `places` (mm), each with its sectors and a thin light edge."""
    shapes: list[np.ndarray] = []
    fills: list[str] = []
    widths: list[float] = []
    for circle, (x, y) in zip(circles, places, strict=True):
        wedges = sectors(x, y, circle.diameter, [share for _, share in circle.parts])
        shapes += [*wedges, outline_of("circle") * circle.diameter + (x, y)]
        fills += [*(colour for colour, _ in circle.parts), "none"]
        widths += [_SECTOR_EDGE] * len(wedges) + [_CIRCLE_EDGE]
    if shapes:
        sheet.of("circle").fill(
            shapes, fills, above=3, inside=frame.box, edgecolors=sheet.paper.page, linewidths=widths
        )


def write_counts(
    sheet: Sheet, circles: Sequence[Circle], places: np.ndarray, frame: Frame, obstacles: Obstacles
) -> Obstacles:
    """Write the count of each circle inside it where no smaller circle, no mark and no other text is in the way.

    Returns the boxes of the counts written: what no dot may lie under.
    """
    taken = Obstacles(boxes=list(obstacles.boxes))
    diameters = np.array([circle.diameter for circle in circles])
    for number, circle in enumerate(circles):
        smaller = np.column_stack([places[number + 1 :], diameters[number + 1 :] / 2])
        taken.discs = np.vstack([obstacles.discs, smaller])
        _write_count(sheet, circle, places[number], frame, taken)
    return Obstacles(boxes=taken.boxes[len(obstacles.boxes) :])


def place_marks(marks: Sequence[Mark], symbols: Mapping[str, Symbol], frame: Frame) -> tuple[list[Mark], np.ndarray]:
    """Return the marks in `frame` and their places in mm, (n, 2); marks at one place are spread about it."""
    if not marks:
        return [], np.zeros((0, 2))
    places = frame.locate(np.array([m.longitude for m in marks]), np.array([m.latitude for m in marks]))
    inside = [int(n) for n in np.flatnonzero(frame.holds(places, margin=CLEAR))]
    kept = [marks[n] for n in inside]
    sizes = np.array([symbols[mark.key].size or 1.0 for mark in kept])
    spread = _spread(places[inside].reshape(-1, 2), sizes)
    parted = _part(spread, sizes) if len(kept) <= _FEW_MARKS else spread
    return kept, _held(parted, sizes, frame)


def reach_of_marks(marks: Sequence[Mark], symbols: Mapping[str, Symbol]) -> float:
    """Return how far, mm, any of `marks` can reach from its place once `place_marks` has spread and parted them; 0 for none."""
    largest = max((symbols[mark.key].size or 1.0 for mark in marks), default=0.0)
    pushed = min(_FARTHEST, largest * _FARTHEST_SIZES)
    return float(_SPREAD * largest * np.sqrt(len(marks)) + pushed + largest * _REACH_OF_MARK)


def marks_in(marks: Sequence[Mark], frame: Frame) -> np.ndarray:
    """Return the places in mm, (n, 2), of the marks in `frame`, those at one place not yet spread."""
    if not marks:
        return np.zeros((0, 2))
    places = frame.locate(np.array([m.longitude for m in marks]), np.array([m.latitude for m in marks]))
    return np.asarray(places[frame.holds(places, margin=CLEAR)].reshape(-1, 2))


def draw_marks(
    sheet: Sheet, marks: Sequence[Mark], places: np.ndarray, symbols: Mapping[str, Symbol], frame: Frame
) -> None:
    """Draw `marks` at `places` (mm) in one collection."""
    if not marks:
        return
    looks = [symbols[mark.key] for mark in marks]
    shapes = [outline_of(s.shape) * (s.size or 1.0) + place for s, place in zip(looks, places, strict=True)]
    edges = [s.edge or "none" for s in looks]
    widths = [s.edge_width if s.edge else 0 for s in looks]
    fills = [s.fill or "none" for s in looks]
    sheet.of("mark").fill(shapes, fills, above=3.5, inside=frame.box, edgecolors=edges, linewidths=widths)


def _write_count(sheet: Sheet, circle: Circle, place: np.ndarray, frame: Frame, taken: Obstacles) -> None:
    plain = len(circle.parts) == 1
    room = circle.diameter * (0.8 if plain else 0.55)
    size = next((size for size in _COUNT_SIZES if circle.text and _diagonal(circle.text, size) <= room), 0.0)
    if not size:
        return
    half = np.array([text_width(circle.text, size, bold=True), CAP_HEIGHT * size * POINT]) / 2
    middles = place + _SHIFTS * max(0.0, circle.diameter * 0.46 - float(np.hypot(*half)))
    boxes = np.hstack([middles - half - 0.1, middles + half + 0.1])
    free = np.flatnonzero(
        taken.free(boxes) & frame.holds(boxes[:, :2], margin=0.5) & frame.holds(boxes[:, 2:], margin=0.5)
    )
    if not len(free):
        return
    x, y = middles[free[0]]
    taken.boxes.append(tuple(boxes[free[0]]))
    colour = text_colour_on(circle.parts[0][0]) if plain else sheet.paper.text
    ink = Ink(size, bold=True, colour=colour, halo="" if plain else sheet.paper.page, halo_width=1.6)
    sheet.of("count").write(circle.text, x, y - half[1], ink, align="center", above=3.2)


def _diagonal(text: str, size: float) -> float:
    return float(np.hypot(text_width(text, size, bold=True), CAP_HEIGHT * size * POINT))


def _spread(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    # marks of a stack go on a sunflower spiral, so that each is seen and the stack stays round
    cells = np.round(places / _STACKED).astype(int)
    _, stack, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    spread = places.copy()
    for number in np.flatnonzero(counts > 1):
        members = np.flatnonzero(stack.ravel() == number)
        rank = np.arange(len(members))
        radius = _SPREAD * sizes[members].max() * np.sqrt(rank + 0.5)
        offsets = np.column_stack([np.sin(rank * _GOLDEN_ANGLE), np.cos(rank * _GOLDEN_ANGLE)]) * radius[:, None]
        spread[members] = places[members].mean(axis=0) + offsets
    return spread


def _held(places: np.ndarray, sizes: np.ndarray, frame: Frame) -> np.ndarray:
    # a mark that was spread or pushed over the frame's edge comes back: none is cut off in silence
    room = (sizes * _REACH_OF_MARK + _FROM_EDGE)[:, None]
    low, high = frame.box.corners[0] + room, frame.box.corners[2] - room
    return np.asarray(np.clip(places, low, high))


def _part(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    # a few steps of mutual push; no mark leaves its place by more than `farthest`
    parted = places.copy()
    wanted = _APART * (sizes[:, None] + sizes[None, :]) / 2
    np.fill_diagonal(wanted, 0.0)
    farthest = np.minimum(_FARTHEST, sizes * _FARTHEST_SIZES)[:, None]
    for _ in range(_PUSHES if len(places) <= _FEW_PUSHED else _PUSHES_OF_MANY):
        gaps = parted[:, None, :] - parted[None, :, :]
        distance = np.maximum(np.hypot(gaps[..., 0], gaps[..., 1]), 0.01)
        push = np.clip(wanted - distance, 0.0, None) / distance / 4
        moved = parted + (gaps * push[..., None]).sum(axis=1) - places
        reach = np.hypot(*moved.T)[:, None]
        parted = places + moved * np.minimum(1.0, farthest / np.maximum(reach, 0.01))
    return parted
