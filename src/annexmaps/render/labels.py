"""Names and numbers on the map: each at the first free place near its point, by rank, never over another or a mark."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely

from annexmaps.render.frame import Frame
from annexmaps.render.ground import Ground, outline_of_country
from annexmaps.render.lettering import CAP_HEIGHT, DESCENT, POINT, SMALLEST_SIZE, Ink
from annexmaps.render.obstacles import Obstacles as Obstacles
from annexmaps.render.shapes import outline_of
from annexmaps.render.sheet import Sheet, width_of
from annexmaps.spec import Label, Mark, Symbol
from annexmaps.theme import Theme

_MANY = 60  # numbers: above this they are small, and left out where they have no room beside their mark
_TOWN_DOT = 0.9  # mm, across
_GAP = 0.35  # mm between a text and what it names
_REACH = MappingProxyType(
    {"region": (20.0, 14), "cercle": (6.0, 5), "commune": (14.0, 10)}
)  # mm from the point a name may go, in steps
_REACHES = (0.25, 2.0, 4.0, 7.0)  # mm between a mark and its number, the nearest free one is taken
_LEADING = 0.085  # mm over and under a text for each point of its size
# what a name may not leave follows from its frame, which the pages of a month share
_FRAMES_KEPT, _PLACES_KEPT = 8, 1024
_ASKED = 64  # places for a country's name looked at together
_EDGE = 1.2  # mm between a text and the frame
_ORDER = ("country", "region", "town", "cercle", "commune", "river")
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))  # east first


def ink_of(kind: str, theme: Theme) -> Ink:
    """Return how the names of `kind` are set: region, cercle, country, river, else as a town."""
    text, paper = theme.text, theme.paper
    inks = {
        "region": Ink(text.body, bold=True, colour=paper.text_region, halo=paper.page, halo_width=2.0),
        "cercle": Ink(SMALLEST_SIZE, colour=paper.text_cercle, halo=paper.page, halo_width=1.8),
        "commune": Ink(SMALLEST_SIZE, colour=paper.text_cercle, halo=paper.page, halo_width=1.8),
        "country": Ink(text.large, colour=paper.text_neighbour, on=paper.neighbour),
        "river": Ink(text.small, italic=True, colour=paper.text_water, halo=paper.page),
    }
    return inks.get(kind, Ink(text.small, colour=paper.text, halo=paper.page, halo_width=1.8))


def draw_labels(
    sheet: Sheet, labels: Sequence[Label], frame: Frame, obstacles: Obstacles, *, laid: Ground, counts: Obstacles
) -> list[Label]:
    """Write the `labels` that find a free place in `frame`, and return them.

    Names of régions and cercles stay in their area of `laid` (mm), those of neighbours outside the country. A town whose dot lies
    under one of the `counts` in the circles goes without it: its name stands beside the circle.
    """
    if not labels:
        return []
    places = frame.locate(np.array([b.longitude for b in labels]), np.array([b.latitude for b in labels]))
    dots = places[[n for n, label in enumerate(labels) if label.kind == "town"]]
    obstacles.add_discs(dots, np.full(len(dots), _TOWN_DOT))
    written: list[Label] = []
    named: list[np.ndarray] = []
    for number in sorted(range(len(labels)), key=lambda n: (_rank(labels[n]), labels[n].text)):
        label, place = labels[number], places[number]
        if label.kind == "country":
            found = _write_country(sheet, label, place, frame, obstacles, laid)
        else:
            area = _area_of(label.kind, (float(place[0]), float(place[1])), laid)
            found = bool(frame.holds(place[None, :], margin=0.5)[0]) and _write_name(
                sheet, label, place, frame, obstacles, area
            )
        written += [label] if found else []
        dotted = found and label.kind == "town" and not counts.under_boxes(_dot_box(place))[0]
        named += [place] if dotted else []
    look = {"edgecolors": sheet.paper.page, "linewidths": 0.4}
    if named:
        outlines = [outline_of("circle") * _TOWN_DOT + place for place in named]
        sheet.of("dot").fill(outlines, sheet.paper.text, above=2.8, inside=frame.box, **look)
    return written


def draw_numbers(
    sheet: Sheet,
    marks: Sequence[Mark],
    places: np.ndarray,
    symbols: Mapping[str, Symbol],
    frame: Frame,
    obstacles: Obstacles,
) -> int:
    """Write the number of each mark beside it, farther away with a thin line where it is crowded; many of them small.

    Returns how many found no room.
    """
    many = sum(bool(mark.text) for mark in marks) > _MANY
    halo, reaches = sheet.paper.page, _REACHES[:1] if many else _REACHES
    ink = Ink(sheet.text.body, bold=True, halo=halo, halo_width=1.8)
    if many:
        ink = Ink(SMALLEST_SIZE, colour=sheet.paper.text_soft, halo=halo, halo_width=1.0)
    return sum(
        not _write_number(sheet, mark, place, symbols[mark.key].size / 2, frame, obstacles, ink, reaches)
        for mark, place in zip(marks, places, strict=True)
        if mark.text
    )


def _rank(label: Label) -> tuple[int, int]:
    return (_ORDER.index(label.kind) if label.kind in _ORDER else len(_ORDER), label.rank)


def _extent(text: str, ink: Ink) -> tuple[float, float, float]:
    # width, height above and below the base line
    return width_of(text, ink), CAP_HEIGHT * ink.size * POINT, DESCENT * ink.size * POINT


def _boxes_at(centres: np.ndarray, size: tuple[float, float, float]) -> np.ndarray:
    width, rise, drop = size
    x, y = centres.T
    half = (rise + drop) / 2
    return np.column_stack([x - width / 2, y - half, x + width / 2, y + half])


def _beside(place: np.ndarray, reach: float, size: tuple[float, float, float]) -> np.ndarray:
    # centres of the eight positions round a point
    width, height = size[0] / 2, (size[1] + size[2]) / 2
    steps = np.array([(dx * (width + reach), dy * (height + reach)) for dx, dy in _AROUND], float)
    diagonal = np.array([abs(dx) == abs(dy) for dx, dy in _AROUND])
    steps[diagonal] -= np.sign(steps[diagonal]) * reach * 0.4
    return np.asarray(place + steps)


def _about(place: np.ndarray, reach: float, rings: int) -> np.ndarray:
    # centres on rings round a point, the point first
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.column_stack([1.6 * np.cos(angles), np.sin(angles)])
    return np.vstack([place[None, :], *(place + ring * reach * (n + 1) / rings for n in range(rings))])


def _first_free(boxes: np.ndarray, frame: Frame, obstacles: Obstacles) -> int | None:
    good = np.flatnonzero(_are_free(boxes, frame, obstacles))
    return int(good[0]) if len(good) else None


def _are_free(boxes: np.ndarray, frame: Frame, obstacles: Obstacles) -> np.ndarray:
    inner = frame.box.grown(-_EDGE)
    left, bottom, right, top = boxes.T
    inside = (left >= inner.left) & (right <= inner.right) & (bottom >= inner.bottom) & (top <= inner.top)
    return np.asarray(inside & obstacles.free(boxes))


def _put(sheet: Sheet, text: str, box: np.ndarray, ink: Ink, obstacles: Obstacles, above: float = 4) -> None:
    left, bottom, right, top = (float(edge) for edge in box)
    sheet.write(text, (left + right) / 2, bottom + DESCENT * ink.size * POINT, ink, align="center", above=above)
    leading = _LEADING * ink.size
    obstacles.boxes.append((left - _GAP, bottom - leading, right + _GAP, top + leading))


@lru_cache(maxsize=_PLACES_KEPT)
def _area_of(kind: str, place: tuple[float, float], laid: Ground) -> Any:
    # the area a name may not leave, None if it names a point or a line
    areas = {"region": laid.regions, "cercle": laid.cercles, "commune": laid.communes}.get(kind)
    if areas is None or not len(areas):
        return None
    holding = areas[shapely.contains_xy(areas, *place)]
    return holding[0] if len(holding) else None


def _centres_for(label: Label, place: np.ndarray, size: tuple[float, float, float], area: Any) -> np.ndarray:
    if label.kind == "town":
        return _beside(place, _TOWN_DOT / 2 + _GAP, size)
    reach, rings = _REACH.get(label.kind, (4.0, 3))
    centres = _about(place, reach, rings)
    return centres if area is None else centres[shapely.contains_xy(area, *centres.T)]


def _dot_box(place: np.ndarray) -> np.ndarray:
    return np.hstack([place - _TOWN_DOT / 2, place + _TOWN_DOT / 2])[None, :]


def _write_name(sheet: Sheet, label: Label, place: np.ndarray, frame: Frame, obstacles: Obstacles, area: Any) -> bool:
    if label.kind == "town" and obstacles.under_boxes(_dot_box(place))[0]:
        return False
    ink = ink_of(label.kind, sheet.theme)
    size = _extent(label.text, ink)
    boxes = _boxes_at(_centres_for(label, place, size, area), size)
    chosen = _first_free(boxes, frame, obstacles)
    if chosen is None:
        return False
    _put(sheet.of("name", label.kind), label.text, boxes[chosen], ink, obstacles)
    return True


def _write_country(
    sheet: Sheet, label: Label, place: np.ndarray, frame: Frame, obstacles: Obstacles, laid: Ground
) -> bool:
    land = _visible_land((float(place[0]), float(place[1])), frame, laid)
    if land is None:
        return False
    ink, (left, bottom, right, top) = ink_of("country", sheet.theme), shapely.bounds(land)
    across, up = np.meshgrid(np.arange(left, right, 2.0), np.arange(bottom, top, 2.0))
    centres = np.column_stack([across.ravel(), up.ravel()])
    away = centres - shapely.get_coordinates(shapely.centroid(land))
    boxes = _boxes_at(centres[np.argsort(np.hypot(*away.T), kind="stable")], _extent(label.text, ink))
    leading = np.array([0, -1, 0, 1]) * _LEADING * ink.size
    for asked in np.array_split(boxes, range(_ASKED, len(boxes), _ASKED)):
        # free places are few: only they are tested against the land
        free = asked[_are_free(asked + leading, frame, obstacles)]
        within = free[shapely.contains_properly(land, shapely.box(*free.T))]
        if len(within):
            _put(sheet.of("name", label.kind), label.text, within[0], ink, obstacles)
            return True
    return False


@lru_cache(maxsize=_FRAMES_KEPT)
def _home(laid: Ground) -> Any:
    # its border is drawn too: the country's own outline may differ from its neighbours'
    return shapely.buffer(outline_of_country(laid), 0.8)


@lru_cache(maxsize=_PLACES_KEPT)
def _visible_land(place: tuple[float, float], frame: Frame, laid: Ground) -> Any:
    # the neighbour about the point, as far as the frame shows it; None if it is not a polygon or out of sight
    holding = laid.neighbours[shapely.contains_xy(laid.neighbours, *place)]
    if not len(holding):
        return None
    window = shapely.box(*frame.box.grown(-_EDGE).corners[[0, 2]].ravel())
    land = shapely.difference(shapely.intersection(shapely.make_valid(holding[0]), window), _home(laid))
    shapely.prepare(land)
    return None if shapely.is_empty(land) else land


def _write_number(
    sheet: Sheet,
    mark: Mark,
    place: np.ndarray,
    radius: float,
    frame: Frame,
    obstacles: Obstacles,
    ink: Ink,
    reaches: tuple[float, ...],
) -> bool:
    size = _extent(mark.text, ink)
    for reach in reaches:
        boxes = _boxes_at(_beside(place, radius + reach, size), size)
        chosen = _first_free(boxes, frame, obstacles)
        if chosen is None:
            continue
        _put(sheet.of("number"), mark.text, boxes[chosen], ink, obstacles, above=4.5)
        if reach > reaches[0]:
            middle = (boxes[chosen][:2] + boxes[chosen][2:]) / 2
            sheet.of("leader").rule(
                [[place, middle]], width=0.4, colour=sheet.paper.text_soft, above=3.4, inside=frame.box
            )
        return True
    return False
