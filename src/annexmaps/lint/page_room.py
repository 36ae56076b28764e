"""Room on the page: nothing off the page or its frame, no text over text or over a mark, nothing hidden by the inset."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from annexmaps.inventory import Extent, Inventory, Shape, Writing
from annexmaps.lint.finding import Finding

_SLACK = 0.15  # mm that two things may share: an inventory is rounded to 0.1 mm
_EDGE = 0.4  # mm over a frame's edge: its own line
_MARKS = ("circle", "mark", "sign", "dot")
_PLATES = ("plate", "scaleplate")
_ON_PLATES = ("stack", "scalebar")  # texts that stand on a plate, which covers what lies under it
_ROUND = 40  # corners of an outline from which it is a circle


def things_off_the_page(page: Inventory) -> Iterator[Finding]:
    """Find texts and marks that reach over the edge of the page."""
    whole = (-_SLACK, -_SLACK, page.page[0] + _SLACK, page.page[1] + _SLACK)
    for writing in page.writings:
        if not _within(_bounds(writing), whole):
            yield Finding("on_page", {"what": writing.text})
    for shape in page.shapes:
        if not _within(shape.extent, whole):
            yield Finding("on_page", {"what": shape.part})


def things_off_their_frame(page: Inventory) -> Iterator[Finding]:
    """Find what belongs to a map frame and stands outside it, and texts of the margin that stand in it."""
    for frame in page.frames:
        left, bottom, right, top = frame.extent
        room = (left - _EDGE, bottom - _EDGE, right + _EDGE, top + _EDGE)
        for writing in page.writings:
            if writing.where == frame.where and not _within(_bounds(writing), room):
                yield Finding("in_frame", {"what": writing.text})
            if not writing.where and frame.where == "main" and _meet(_bounds(writing), frame.extent):
                yield Finding("in_frame", {"what": writing.text})
        for shape in page.shapes:
            if shape.where == frame.where and shape.part != "frame" and not _within(shape.extent, room):
                yield Finding("in_frame", {"what": shape.part})


def texts_on_texts(page: Inventory) -> Iterator[Finding]:
    """Find pairs of texts that cover one another; a text under the inset is another matter."""
    rectangles = _rectangles(page.writings)
    for one, other in _pairs(rectangles, rectangles):
        first, second = page.writings[one], page.writings[other]
        if one < other and {first.where, second.where} != {"main", "inset"}:
            yield Finding("text_on_text", {"one": first.text, "other": second.text})


def texts_on_marks(page: Inventory) -> Iterator[Finding]:
    """Find texts of the map over a circle, mark, sign or plate that they do not belong to."""
    for where in ("main", "inset"):
        texts = [writing for writing in page.writings if writing.where == where and writing.part not in _ON_PLATES]
        marks = [shape for shape in page.shapes_of(*_MARKS, *_PLATES) if shape.where == where]
        for text, mark in _pairs(_rectangles(texts), _outlines(marks, page)):
            if not _belongs(texts[text], marks[mark], marks):
                yield Finding("text_on_mark", {"text": texts[text].text})


def things_under_the_inset(page: Inventory) -> Iterator[Finding]:
    """Find texts and the middles of marks on the main frame that the inset covers."""
    covers = [frame.extent for frame in page.frames if frame.where == "inset"]
    for cover in covers:
        for writing in page.writings:
            if writing.where == "main" and _meet(_bounds(writing), cover):
                yield Finding("hidden", {"what": writing.text})
        for shape in page.shapes_of(*_MARKS, *_PLATES):
            if shape.where == "main" and _holds(cover, _middle(shape.extent)):
                yield Finding("hidden", {"what": shape.part})


def _belongs(text: Writing, mark: Shape, marks: Sequence[Shape]) -> bool:
    # a count stands in its circle, which covers those drawn before it
    if text.part != "count" or mark.part != "circle":
        return False
    circles = [other for other in marks if other.part == "circle"]
    own = [number for number, other in enumerate(circles) if _holds(other.extent, _middle(_bounds(text)))]
    return bool(own) and any(mark is under for under in circles[: own[-1] + 1])


def _rectangles(writings: Sequence[Writing]) -> np.ndarray:
    if not writings:
        return np.zeros(0, object)
    polygons: np.ndarray = shapely.polygons([writing.corners for writing in writings])
    return np.asarray(shapely.buffer(polygons, -_SLACK, join_style="mitre"))


def _outlines(marks: Sequence[Shape], page: Inventory) -> np.ndarray:
    frames = {frame.where: frame.extent for frame in page.frames}
    found = np.empty(len(marks), object)
    found[:] = [_outline(mark, frames.get(mark.where)) for mark in marks]
    return found


def _outline(mark: Shape, frame: Extent | None) -> Any:
    left, bottom, right, top = mark.extent
    if mark.part in _PLATES:
        return shapely.box(left, bottom, right, top)
    # a mark is as wide as the circle in its box; of one cut by its frame the longer side is whole
    whole = abs((right - left) - (top - bottom)) < 2 * _SLACK or mark.corners < _ROUND
    radius = (min if whole else max)(right - left, top - bottom) / 2
    x, y = _middle(mark.extent)
    if not whole and frame is not None:
        x = right - radius if left <= frame[0] + _EDGE else left + radius if right >= frame[2] - _EDGE else x
        y = top - radius if bottom <= frame[1] + _EDGE else bottom + radius if top >= frame[3] - _EDGE else y
    return shapely.Point(x, y).buffer(max(radius - _SLACK, 0.05), quad_segs=6)


def _pairs(ones: np.ndarray, others: np.ndarray) -> Iterator[tuple[int, int]]:
    if len(ones) and len(others):
        first, second = shapely.STRtree(others).query(ones, predicate="intersects")
        yield from zip(first.tolist(), second.tolist(), strict=True)


def _bounds(writing: Writing) -> Extent:
    across, up = zip(*writing.corners, strict=True)
    return (min(across), min(up), max(across), max(up))


def _within(inner: Extent, outer: Extent) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _meet(one: Extent, other: Extent) -> bool:
    across = one[0] + _SLACK < other[2] and other[0] + _SLACK < one[2]
    return across and one[1] + _SLACK < other[3] and other[1] + _SLACK < one[3]


def _holds(extent: Extent, point: tuple[float, float]) -> bool:
    return extent[0] <= point[0] <= extent[2] and extent[1] <= point[1] <= extent[3]


def _middle(extent: Extent) -> tuple[float, float]:
    return ((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)
