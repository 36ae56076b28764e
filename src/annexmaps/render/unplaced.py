"""What found no room on the map, counted in a corner of the frame: nothing is left out in silence."""

from collections.abc import Mapping
from dataclasses import dataclass

from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, text_width
from annexmaps.render.sheet import Box, Sheet
from annexmaps.spec import Label, MapSpec, Stack

COUNTED_NAMES = ("region", "cercle", "town")  # the other names only help to find one's way
_WIDEST = "8888"  # a count for which room is kept
_CORNER = 1.8  # mm between the words and the frame


@dataclass(frozen=True)
class Room:
    """What was written in one frame, and what was not."""

    names: frozenset[Label] = frozenset()  # written
    numbers: int = 0  # of marks, left out
    stacks: tuple[Stack, ...] = ()  # left out


def corner_boxes(spec: MapSpec, frame: Box) -> list[Box]:
    """Return the boxes in the lower left corner of `frame` that `write_corner` may fill, one a line."""
    size = spec.theme.text.small
    lines = _lines(spec, dict.fromkeys(("names", "numbers", "stacks"), _WIDEST))
    bottoms = [frame.bottom + _CORNER + number * line_height(size) for number in range(len(lines))]
    height = CAP_HEIGHT * size * POINT
    return [
        Box(frame.left + _CORNER - 0.5, bottom - 0.8, text_width(line, size, italic=True) + 1.0, height + 1.6)
        for line, bottom in zip(lines, bottoms, strict=True)
    ]


def write_corner(sheet: Sheet, spec: MapSpec, frame: Box, main: Room, inset: Room) -> None:
    """Write into the corner of `frame` that boundaries are schematic and how many names, numbers and stacks found no room."""
    wanted = {label for label in spec.labels if label.kind in COUNTED_NAMES}
    counts = {
        "names": len(wanted - main.names - inset.names),
        "numbers": main.numbers + inset.numbers,
        "stacks": len(main.stacks),
    }
    ink = Ink(sheet.text.small, italic=True, colour=sheet.paper.text_soft, halo=sheet.paper.neighbour)
    for number, line in enumerate(_lines(spec, {name: str(count) for name, count in counts.items() if count})):
        bottom = frame.bottom + _CORNER + number * line_height(ink.size)
        sheet.of("corner").write(line, frame.left + _CORNER, bottom, ink, above=5)


def _lines(spec: MapSpec, counts: Mapping[str, str]) -> list[str]:
    # from the bottom upwards: the country often comes near the frame's foot, so the lines are short
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
