"""What stands in the map frame: ground, fills, borders, symbols, names, and the same again in the inset."""

from dataclasses import replace
from typing import TypeVar

import numpy as np
import shapely

from annexmaps.render.areas import draw_areas, draw_signs, without_texts, write_in_areas
from annexmaps.render.corner import choose_corner, with_corner_clear
from annexmaps.render.frame import Frame, Frames, bounds_of_degrees, fit_frame, projection_of
from annexmaps.render.ground import SEAM, Ground, draw_borders, draw_ground, lay_ground, outline_on
from annexmaps.render.inset import InsetPlace, draw_inset_edge, draw_ties, place_inset, shown_extent, ties_of
from annexmaps.render.labels import Obstacles, draw_labels, draw_numbers
from annexmaps.render.lettering import Ink, largest_size, line_height, text_width, wrap_text
from annexmaps.render.marginalia import draw_watermark
from annexmaps.render.scalebar import draw_scale_bar
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.stacks import draw_stacks, place_stacks
from annexmaps.render.symbols import CLEAR, draw_circles, draw_marks, marks_in, place_circles, place_marks, write_counts
from annexmaps.render.unit_of_page import (
    UNIT_MARGIN,
    UNIT_WIDTHS,
    draw_veil,
    seam_at,
    shows_water,
    without_water,
)
from annexmaps.render.unplaced import Corner, Room, above_words, under_frame, write_corner
from annexmaps.spec import Circle, Label, MapSpec, Mark, Stack
from annexmaps.theme import LineWidths

Thing = TypeVar("Thing", Circle, Label, Mark, Stack)

_FRAME_MARGIN = 2.0  # mm between the country and the frame's edge
_MARK_ROOM = 3.0  # mm round a mark that the inset's scale bar keeps off
_PLATE = (34.0, 6.2)  # mm, on A4, under the inset's scale bar
_INSET_LIFT = 20.0  # over all of the main frame
_INSET_WIDTHS = LineWidths(country=1.2, region=1.0, cercle=0.6, commune=0.22)
_MINOR_LABELS = ("cercle", "town", "river")  # left to the inset where it shows them


def draw_map(sheet: Sheet, spec: MapSpec, ground: Ground, box: Box) -> Frames:
    """Draw the map of `spec` on its projected `ground` into `box` and return its frames."""
    sheet = sheet.within("main")
    main, inset = choose_frames(spec, ground, box)
    laid, corner, box = lay_ground(ground, main), _corner_of(spec, ground, main, box), main.box
    if spec.unit is not None:
        spec = with_corner_clear(_with_names_in(main, spec), ground, main, corner)
        laid = laid if shows_water(main) else without_water(laid)
    obstacles = Obstacles()
    if inset is not None:
        obstacles.add_box(inset.frame.box.grown(0.8))
        obstacles.add_edges(shown_extent(inset, main))
        for start, end in ties_of(inset, main):
            obstacles.add_line(start, end)
    for line in corner.lines:
        obstacles.add_box(line)
    _write_empty(sheet, spec, box, obstacles)
    draw_watermark(sheet, spec.page.ribbon, box)
    outside, enlarged = spec, Room()
    if inset is not None:
        enlarged = _draw_inset(sheet, _only_enlarged(spec, inset), ground, main, inset)
        outside = _without_enlarged(spec, inset, laid, main)
        # a stack that finds no room in the inset is tried on the main frame
        outside = replace(outside, stacks=(*outside.stacks, *enlarged.stacks))
    widths = sheet.theme.lines if spec.unit is None else UNIT_WIDTHS
    write_corner(sheet, spec, corner, _draw_data(sheet, outside, laid, main, obstacles, widths), enlarged)
    sheet.of("frame").frame(box, width=sheet.theme.lines.frame, colour=sheet.paper.frame, above=7)
    return Frames(main, inset.frame if inset else None)


def choose_frames(spec: MapSpec, ground: Ground, box: Box) -> tuple[Frame, InsetPlace | None]:
    """Return the main frame in `box` and the inset's place on it, None without an inset or room for one.

    Where the words in the frame's corner would cover a symbol in every corner, the frame leaves them a strip at the foot of `box`.
    """
    chosen = _frames_in(spec, ground, box)
    return chosen if choose_corner(spec, ground, chosen[0]) else _frames_in(spec, ground, above_words(spec, box))


def _corner_of(spec: MapSpec, ground: Ground, main: Frame, box: Box) -> Corner:
    corner = choose_corner(spec, ground, main) if main.box == box else None
    return corner or under_frame(spec, main.box)


def _frames_in(spec: MapSpec, ground: Ground, box: Box) -> tuple[Frame, InsetPlace | None]:
    projection, bounds = projection_of(spec.base), tuple(shapely.total_bounds(ground.country))
    if spec.unit is not None:
        around = bounds_of_degrees(spec.unit.bounds, projection)
        return fit_frame(box, around, projection, margin=UNIT_MARGIN), None
    plain = fit_frame(box, bounds, projection, margin=_FRAME_MARGIN)
    if spec.inset is None:
        return plain, None
    chosen: list[tuple[Frame, InsetPlace]] = []
    for lean in (0.0, 1.0, -1.0):
        main = fit_frame(box, bounds, projection, margin=_FRAME_MARGIN, lean=lean)
        country = outline_on(ground, main)
        _, circles = place_circles(spec.circles, main)
        marks = marks_in(spec.marks, main)
        corner = choose_corner(spec, ground, main)
        occupied, kept = np.vstack([circles, marks]), corner.lines if corner else ()
        chosen.append((main, place_inset(spec.inset, main, country=country, occupied=occupied, kept=kept)))
    main, place = min(chosen, key=lambda pair: pair[1].cost)
    # an inset that would lie on data or words, or would enlarge nothing, is left out: the main frame says all, only smaller
    useless = place.hidden or place.frame.denominator >= main.denominator
    return (plain, None) if useless else (main, place)


def _draw_data(
    sheet: Sheet, spec: MapSpec, laid: Ground, frame: Frame, obstacles: Obstacles, widths: LineWidths
) -> Room:
    seam = SEAM if spec.unit is None else seam_at(frame)
    draw_ground(sheet, laid, frame, widths=widths, basemap=spec.basemap, seam=seam)
    for layer in spec.area_layers:
        draw_areas(sheet, layer, spec.base, laid, frame)
    draw_borders(sheet, laid, frame, widths=widths)
    if spec.unit is not None:
        draw_veil(sheet, spec.base, laid, frame, spec.unit)
    circles, circle_places = place_circles(spec.circles, frame)
    draw_circles(sheet, circles, circle_places, frame)
    marks, mark_places = place_marks(spec.marks, spec.mark_symbols, frame)
    draw_marks(sheet, marks, mark_places, spec.mark_symbols, frame)
    obstacles.add_discs(mark_places, [spec.mark_symbols[mark.key].size for mark in marks])
    first = len(obstacles.discs)
    obstacles.add_discs(circle_places, [circle.diameter for circle in circles])
    # signs stand where their areas do: what can stand elsewhere is placed after them
    layers = [draw_signs(sheet, layer, spec.base, laid, frame, obstacles) for layer in spec.area_layers]
    others = np.delete(obstacles.discs, slice(first, first + len(circles)), axis=0)
    counts = write_counts(sheet, circles, circle_places, frame, Obstacles(list(obstacles.boxes), others))
    stacks, left = place_stacks(spec.stacks, frame, laid, obstacles)
    draw_stacks(sheet, stacks, frame)
    numbers = draw_numbers(sheet, marks, mark_places, spec.mark_symbols, frame, obstacles)
    names = draw_labels(sheet, spec.labels, frame, obstacles, laid=laid, counts=counts)
    for layer in layers:
        write_in_areas(sheet, layer, spec.base, laid, frame, obstacles)
    return Room(frozenset(names), numbers, tuple(left))


def _without_enlarged(spec: MapSpec, inset: InsetPlace, laid: Ground, main: Frame) -> MapSpec:
    # numbers, signs and small names that the inset shows larger are not written on the main frame too
    shown_there = shown_extent(inset, main).grown(-1.0)
    marks = _shown_in(inset, spec.marks)
    circles = _shown_in(inset, spec.circles)
    labels = _shown_in(inset, spec.labels)
    return replace(
        spec,
        marks=tuple(replace(mark, text="") if shown else mark for mark, shown in marks),
        area_layers=tuple(without_texts(layer, spec.base, laid, shown_there) for layer in spec.area_layers),
        circles=tuple(replace(circle, text="") if shown else circle for circle, shown in circles),
        stacks=tuple(stack for stack, shown in _shown_in(inset, spec.stacks) if not shown),
        labels=tuple(label for label, shown in labels if not (shown and label.kind in _MINOR_LABELS)),
    )


def _with_names_in(frame: Frame, spec: MapSpec) -> MapSpec:
    # names far from the unit are not missed there; those of neighbours find their own place
    places = [(label.longitude, label.latitude) for label in spec.labels]
    seen = frame.holds(frame.locate(*np.array(places, float).reshape(-1, 2).T))
    hidden = () if shows_water(frame) else ("river",)
    shown = (
        label
        for label, inside in zip(spec.labels, seen, strict=True)
        if (inside or label.kind == "country") and label.kind not in hidden
    )
    return replace(spec, labels=tuple(shown))


def _only_enlarged(spec: MapSpec, inset: InsetPlace) -> MapSpec:
    return replace(spec, stacks=tuple(stack for stack, shown in _shown_in(inset, spec.stacks) if shown))


def _shown_in(inset: InsetPlace, things: tuple[Thing, ...]) -> list[tuple[Thing, bool]]:
    if not things:
        return []
    longitudes, latitudes = (np.array([getattr(t, axis) for t in things]) for axis in ("longitude", "latitude"))
    shown = inset.frame.holds(inset.frame.locate(longitudes, latitudes), margin=CLEAR)
    return [(thing, bool(inside)) for thing, inside in zip(things, shown, strict=True)]


def _draw_inset(sheet: Sheet, spec: MapSpec, ground: Ground, main: Frame, inset: InsetPlace) -> Room:
    draw_ties(sheet, inset, main)
    over, frame = sheet.within("inset", lift=_INSET_LIFT), inset.frame
    obstacles = Obstacles()
    _draw_inset_scale(over, spec, frame, obstacles)
    room = _draw_data(over, spec, lay_ground(ground, frame), frame, obstacles, _INSET_WIDTHS)
    draw_inset_edge(over, inset)
    return room


def _draw_inset_scale(sheet: Sheet, spec: MapSpec, frame: Frame, obstacles: Obstacles) -> None:
    circles, places = place_circles(spec.circles, frame)
    marks = marks_in(spec.marks, frame)
    discs = Obstacles()
    discs.add_discs(places, [circle.diameter for circle in circles])
    discs.add_discs(marks, np.full(len(marks), _MARK_ROOM))
    plate = _emptiest_corner(frame.box, discs, sheet.page.enlarged)
    sheet.of("scaleplate").fill([plate.corners], sheet.paper.page, above=5)
    draw_scale_bar(
        sheet, frame, plate.left + 2, plate.bottom + 1.3, longest=plate.width - 9 * sheet.page.enlarged, lang=spec.lang
    )
    obstacles.add_box(plate)


def _emptiest_corner(box: Box, discs: Obstacles, enlarged: float) -> Box:
    width, height = (side * enlarged for side in _PLATE)
    right, top = box.right - width, box.top - height
    corners = [(box.left, box.bottom), (right, box.bottom), (right, top), (box.left, top)]
    plates = [Box(x, y, width, height) for x, y in corners]
    return min(plates, key=discs.discs_met)


def _write_empty(sheet: Sheet, spec: MapSpec, box: Box, obstacles: Obstacles) -> None:
    if not spec.page.empty:
        return
    size = largest_size(spec.page.empty, box.width * 0.75, (18.0, 16.0, 14.0, 12.0), bold=True)
    lines = wrap_text(spec.page.empty, box.width * 0.75, size, bold=True)
    middle = box.bottom + box.height / 2 + len(lines) * line_height(size) / 2
    ink = Ink(size, bold=True, colour=sheet.paper.text, halo=sheet.paper.page, halo_width=4)
    sheet.of("empty").write_lines(lines, box.left + box.width / 2, middle, ink, align="center", above=6)
    widest = max(text_width(line, size, bold=True) for line in lines)
    height = len(lines) * line_height(size)
    obstacles.add_box(Box(box.left + (box.width - widest) / 2, middle - height, widest, height).grown(1.5))
