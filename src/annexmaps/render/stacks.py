"""Stacks of letters with counts: small plates set in or beside their area, clear of circles, names and one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import shapely

from annexmaps.render.areas import text_colour_on
from annexmaps.render.frame import Frame
from annexmaps.render.ground import Ground, outline_of_country
from annexmaps.render.labels import Obstacles
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, text_width
from annexmaps.render.shapes import outline_of
from annexmaps.render.sheet import Box, Sheet
from annexmaps.spec import Stack

_SIZE = 6.0  # pt
_CAP = CAP_HEIGHT * _SIZE * POINT  # mm
_ROW = line_height(_SIZE) + 0.15  # mm
_CHIP = 2.35  # mm, of the coloured square under a letter
_CHIP_GAP = 0.45  # mm between a chip and its count
_BETWEEN = 0.9  # mm between two entries of a row
_PADDING = 0.6  # mm inside the plate's edge
_AIR = 0.5  # mm round a plate
_EDGE = 1.0  # mm between a plate and the frame
_COLUMNS = (3, 2, 6, 1)  # entries in a row, the shape tried first first
_GRID, _GRID_AT_HOME = 2.0, 0.75  # mm between the places tried
_TIE_END = 1.0  # mm, of the dot where a line ends
_FARTHEST = 28.0  # mm between the middles of a plate and its area
_OUTSIDE, _ELSEWHERE = 7.0, 22.0  # cost, in mm of distance, of a plate outside the country, on another area
_BETTER = 2.0  # mm by which another shape must be cheaper
_ASKED = 128  # places looked at together
_TRIED = 40  # of the cheapest free places, for one whose line crosses nothing


@dataclass(frozen=True)
class PlacedStack:
    """A stack with the place found for it."""

    stack: Stack
    box: Box  # mm
    columns: int  # entries in a row
    anchor: np.ndarray  # a point of its area, mm
    tied: bool  # a thin line leads to the area


@dataclass(frozen=True)
class _Seat:
    """A stack with its area and the country, mm."""

    stack: Stack
    anchor: np.ndarray
    area: Any
    country: Any


def place_stacks(
    stacks: Sequence[Stack], frame: Frame, laid: Ground, obstacles: Obstacles
) -> tuple[list[PlacedStack], list[Stack]]:
    """Return the `stacks` that find room in `frame`, and those that do not; the places found join the `obstacles`."""
    if not stacks:
        return [], []
    country = outline_of_country(laid)
    anchors = frame.locate(np.array([s.longitude for s in stacks]), np.array([s.latitude for s in stacks]))
    seats = [_Seat(s, anchor, _area_about(anchor, laid), country) for s, anchor in zip(stacks, anchors, strict=True)]
    placed: list[PlacedStack] = []
    # those that stand in their own area first: the others have the rest of the frame to choose from
    for at_home in (True, False):
        for seat in seats:
            if any(one.stack is seat.stack for one in placed):
                continue
            found = _find_place(seat, frame, obstacles, placed, at_home=at_home)
            if found is not None:
                placed.append(found)
                obstacles.add_box(found.box.grown(_AIR))
                if found.tied:
                    obstacles.add_line(*_tie(found))
    return placed, [seat.stack for seat in seats if not any(one.stack is seat.stack for one in placed)]


def draw_stacks(sheet: Sheet, placed: Sequence[PlacedStack], frame: Frame) -> None:
    """Draw the stacks of `placed`: a plate, a thin line to the area where it stands aside, title, letters and counts."""
    ties = [_tie(one) for one in placed if one.tied]
    if ties:
        sheet = sheet.of("tie")
        sheet.rule(ties, width=1.3, colour=sheet.paper.page, above=2.78, inside=frame.box)
        sheet.rule(ties, width=0.5, colour=sheet.paper.text_soft, above=2.8, inside=frame.box)
        ends = [outline_of("circle") * _TIE_END + one.anchor for one in placed if one.tied]
        sheet.fill(
            ends, sheet.paper.text_soft, above=3.7, inside=frame.box, edgecolors=sheet.paper.page, linewidths=0.4
        )
    plates = [one.box.corners for one in placed]
    if plates:
        sheet.of("plate").fill(plates, sheet.paper.page, above=3.8, edgecolors=sheet.paper.rule, linewidths=0.35)
    chips = [chip for one in placed for chip in _chips(one)]
    if chips:
        sheet.of("chip").fill([box.corners for box, _ in chips], [colour for _, colour in chips], above=3.9)
    for one in placed:
        _write(sheet.of("stack"), one)


def size_of_stack(stack: Stack, columns: int) -> tuple[float, float]:
    """Return the width and height in mm of the plate of `stack` with `columns` entries in a row."""
    widths = _column_widths(stack, columns)
    rows = -(-len(stack.parts) // columns)
    wide = sum(widths) + _BETWEEN * (len(widths) - 1)
    return max(wide, text_width(stack.title, _SIZE, bold=True)) + 2 * _PADDING, (rows + 1) * _ROW + _PADDING


def _column_widths(stack: Stack, columns: int) -> list[float]:
    used = min(columns, len(stack.parts))
    return [
        _CHIP + _CHIP_GAP + max(text_width(count, _SIZE) for _, _, count in stack.parts[column::columns])
        for column in range(used)
    ]


def _find_place(
    seat: _Seat, frame: Frame, obstacles: Obstacles, placed: Sequence[PlacedStack], *, at_home: bool
) -> PlacedStack | None:
    best: tuple[float, PlacedStack] | None = None
    # as many columns as entries are one shape only
    for columns in dict.fromkeys(min(columns, len(seat.stack.parts)) for columns in _COLUMNS):
        found = _cheapest(seat, columns, frame, obstacles, placed, at_home=at_home)
        if found is not None and (best is None or found[0] < best[0] - _BETTER):
            best = found
    return best[1] if best else None


def _cheapest(
    seat: _Seat, columns: int, frame: Frame, obstacles: Obstacles, placed: Sequence[PlacedStack], *, at_home: bool
) -> tuple[float, PlacedStack] | None:
    half = np.array(size_of_stack(seat.stack, columns)) / 2
    step = _GRID_AT_HOME if at_home else _GRID
    middles = _grid_about(seat.anchor, frame.box.grown(-_EDGE), half, step)
    inside = shapely.contains_xy(seat.area, *middles.T)
    middles, inside = (middles[inside], inside[inside]) if at_home else (middles, inside)
    abroad = ~shapely.contains_xy(seat.country, *middles.T)
    cost = np.hypot(*(middles - seat.anchor).T) + np.where(inside, 0.0, np.where(abroad, _OUTSIDE, _ELSEWHERE))
    ties = np.array([shapely.linestrings(np.array(_tie(one))) for one in placed if one.tied], dtype=object)
    plates = np.array([_plate(one) for one in placed], dtype=object)
    boxes = np.hstack([middles - half - _AIR, middles + half + _AIR])
    for number in islice(_free_ones(boxes, np.argsort(cost, kind="stable"), obstacles), _TRIED):
        box = Box(*(middles[number] - half), *(2 * half))
        candidate = PlacedStack(seat.stack, box, columns, seat.anchor, not inside[number])
        if not _crosses(candidate, ties, plates):
            return float(cost[number]), candidate
    return None


def _free_ones(boxes: np.ndarray, order: np.ndarray, obstacles: Obstacles) -> Iterator[int]:
    # most places are never asked about: the cheapest few are free, or all round is taken
    for start in range(0, len(order), _ASKED):
        asked = order[start : start + _ASKED]
        yield from (int(number) for number in asked[obstacles.free(boxes[asked])])


def _grid_about(anchor: np.ndarray, room: Box, half: np.ndarray, step: float) -> np.ndarray:
    steps = np.arange(-_FARTHEST, _FARTHEST + step, step)
    across, up = np.meshgrid(anchor[0] + steps, anchor[1] + steps)
    middles = np.column_stack([across.ravel(), up.ravel()])
    low, high = np.array([room.left, room.bottom]) + half, np.array([room.right, room.top]) - half
    near = np.hypot(*(middles - anchor).T) <= _FARTHEST
    return np.asarray(middles[near & (middles >= low).all(axis=1) & (middles <= high).all(axis=1)])


def _crosses(candidate: PlacedStack, ties: np.ndarray, plates: np.ndarray) -> bool:
    # its plate meets the line of another, or its own line meets a line or a plate
    if shapely.intersects(ties, _plate(candidate)).any():
        return True
    line = shapely.linestrings(np.array(_tie(candidate)))
    return candidate.tied and bool(shapely.intersects(ties, line).any() or shapely.intersects(plates, line).any())


def _plate(one: PlacedStack) -> Any:
    return shapely.box(one.box.left, one.box.bottom, one.box.right, one.box.top)


def _tie(one: PlacedStack) -> tuple[np.ndarray, np.ndarray]:
    # from the plate's nearest edge to the area
    nearest = np.clip(one.anchor, (one.box.left, one.box.bottom), (one.box.right, one.box.top))
    return nearest, one.anchor


def _area_about(anchor: np.ndarray, laid: Ground) -> Any:
    holding = laid.cercles[shapely.contains_xy(laid.cercles, *anchor)]
    area = holding[0] if len(holding) else shapely.Point(anchor)
    shapely.prepare(area)
    return area


def _entries(one: PlacedStack) -> list[tuple[float, float]]:
    # left edge and base line of each letter with its count
    widths = _column_widths(one.stack, one.columns)
    lefts = [one.box.left + _PADDING + sum(widths[:column]) + _BETWEEN * column for column in range(len(widths))]
    cells = [divmod(number, one.columns) for number in range(len(one.stack.parts))]
    return [(lefts[column], _title_line(one) - (row + 1) * _ROW) for row, column in cells]


def _title_line(one: PlacedStack) -> float:
    return one.box.top - _PADDING - _CAP


def _chips(one: PlacedStack) -> list[tuple[Box, str]]:
    return [
        (Box(left, base_line + (_CAP - _CHIP) / 2, _CHIP, _CHIP), colour)
        for (left, base_line), (_, colour, _) in zip(_entries(one), one.stack.parts, strict=True)
    ]


def _write(sheet: Sheet, one: PlacedStack) -> None:
    title_left = one.box.left + _PADDING
    sheet.write(one.stack.title, title_left, _title_line(one), Ink(_SIZE, bold=True), above=4)
    for (left, base_line), (letter, colour, count) in zip(_entries(one), one.stack.parts, strict=True):
        ink = Ink(_SIZE, bold=True, colour=text_colour_on(colour))
        sheet.write(letter, left + _CHIP / 2, base_line, ink, align="center", above=4)
        sheet.write(count, left + _CHIP + _CHIP_GAP, base_line, Ink(_SIZE), above=4)
