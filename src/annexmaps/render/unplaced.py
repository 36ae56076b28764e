"""What found no room on the map, counted in a corner of the frame or, where none is free, under it: nothing is left out in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, text_width
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.written_line import Align
from annexmaps.spec import Label, MapSpec, Stack

COUNTED_NAMES = ("region", "cercle", "town")  # the other names only help to find one's way
_WIDEST = "8888"  # a count for which room is kept
_CORNER = 1.8  # mm between the words and the frame
_BESIDE, _OVER = 0.5, 0.8  # mm kept free at the ends of a line, and over and under it
_CORNERS = ((False, False), (False, True), (True, True), (True, False))  # upper, right


@dataclass(frozen=True)
class Room:
    """What was written in one frame, and what was not."""

    names: frozenset[Label] = frozenset()  # written
    numbers: int = 0  # of marks, left out
    stacks: tuple[Stack, ...] = ()  # left out


@dataclass(frozen=True)
class Corner:
    """Where the words stand."""

    lines: tuple[Box, ...]  # mm, kept free for one line each
    align: Align = "left"
    in_frame: bool = True  # else under it, in the margin


def corners_of(spec: MapSpec, frame: Box) -> Iterator[Corner]:
    """Yield the corners of `frame` that `write_corner` may fill, the lower left first."""
    size = _size(spec)
    rise = CAP_HEIGHT * size * POINT
    for upper, right in _CORNERS:
        first, step = frame.bottom + _CORNER, line_height(size)
        if upper:
            first, step = frame.top - _CORNER - rise, -step
        yield Corner(_kept(spec, frame, first, step, right=right), "right" if right else "left")


def above_words(spec: MapSpec, box: Box) -> Box:
    """Return `box` without the strip at its foot that the words take where no corner of it is free."""
    height = len(_widest_lines(spec)) * line_height(_size(spec)) + _OVER
    return Box(box.left, box.bottom + height, box.width, box.height - height)


def under_frame(spec: MapSpec, frame: Box) -> Corner:
    """Return the place of the words in the strip under `frame`, which `above_words` left."""
    size = _size(spec)
    first = frame.bottom - _OVER - CAP_HEIGHT * size * POINT
    return Corner(_kept(spec, frame, first, -line_height(size), inset=_BESIDE), in_frame=False)


def write_corner(sheet: Sheet, spec: MapSpec, corner: Corner, main: Room, inset: Room) -> None:
    """Write at `corner` that boundaries are schematic and how many names, numbers and stacks found no room."""
    wanted = {label for label in spec.labels if label.kind in COUNTED_NAMES}
    counts = {
        "names": len(wanted - main.names - inset.names),
        "numbers": main.numbers + inset.numbers,
        "stacks": len(main.stacks),
    }
    halo = sheet.paper.neighbour if corner.in_frame else ""
    ink = Ink(sheet.text.small, italic=True, colour=sheet.paper.text_soft, halo=halo)
    over = sheet.of("corner") if corner.in_frame else sheet.within("").of("corner")
    told = _lines(spec, {name: str(count) for name, count in counts.items() if count})
    for line, box in zip(told, corner.lines, strict=False):
        x = box.left + _BESIDE if corner.align == "left" else box.right - _BESIDE
        over.write(line, x, box.bottom + _OVER, ink, align=corner.align, above=5)


def _kept(
    spec: MapSpec, frame: Box, first: float, step: float, *, inset: float = _CORNER, right: bool = False
) -> tuple[Box, ...]:
    # `first` is the first base line; the country often comes near the frame's foot, so the lines are short
    size, found = _size(spec), []
    for number, line in enumerate(_widest_lines(spec)):
        width = text_width(line, size, italic=True)
        left = frame.right - inset - width if right else frame.left + inset
        bottom = first + number * step
        found.append(Box(left - _BESIDE, bottom - _OVER, width + 2 * _BESIDE, CAP_HEIGHT * size * POINT + 2 * _OVER))
    return tuple(found)


def _size(spec: MapSpec) -> float:
    return spec.theme.text.enlarged(spec.theme.page.enlarged).small


def _widest_lines(spec: MapSpec) -> list[str]:
    return _lines(spec, dict.fromkeys(("names", "numbers", "stacks"), _WIDEST))


def _lines(spec: MapSpec, counts: Mapping[str, str]) -> list[str]:
    words = spec.page.words
    parts = [
        words[f"unplaced_{name}"].replace("{count}", count) for name, count in counts.items() if _is_in(spec, name)
    ]
    unplaced = f"{words['unplaced']} {', '.join(parts)}" if parts else ""
    return [text for text in (spec.page.schematic, unplaced) if text]


def _is_in(spec: MapSpec, name: str) -> bool:
    if "unplaced" not in spec.page.words:
        return False
    return bool({"names": spec.labels, "numbers": spec.marks, "stacks": spec.stacks}[name])
