"""A page about one unit: its frame, what is paler, what is named."""

from dataclasses import replace

import numpy as np
from page_texts import page_texts
from square_country import LEVELS, square_base, square_spec

from annexmaps.render.png import pixels_of
from annexmaps.render.static import draw_figure, main_frame_of
from annexmaps.spec import Label, MapSpec, PageUnit

UNIT = PageUnit("B1", "Cercle 1", 2, (-1.0, 13.0, 0.0, 17.0))
INSIDE, OUTSIDE = (-0.75, 14.75), (0.25, 14.75)  # in the communes C11 and C21, away from their middles


def unit_spec(**changes: object) -> MapSpec:
    return square_spec(unit=UNIT, **changes)


def colour_at(spec: MapSpec, place: tuple[float, float]) -> tuple[int, ...]:
    x, y = main_frame_of(spec).locate(np.array([place[0]]), np.array([place[1]]))[0]
    pixels = pixels_of(draw_figure(spec))
    height, width = pixels.shape[:2]
    return tuple(int(n) for n in pixels[int((1 - y / 210) * height), int(x / 297 * width), :3])


def test_the_frame_holds_the_unit_and_no_more_than_it_needs() -> None:
    spec = unit_spec()
    frame = main_frame_of(spec)
    shape = square_base().cercles[1].geometry
    corners = frame.locate(*np.array(shape.exterior.coords).T)
    assert frame.holds(corners, margin=5.0).all()
    assert frame.denominator < main_frame_of(square_spec()).denominator * 1.05


def test_a_small_unit_is_drawn_at_a_larger_scale() -> None:
    small = replace(UNIT, bounds=(-1.0, 14.0, 0.0, 15.0))
    assert main_frame_of(square_spec(unit=small)).denominator < main_frame_of(square_spec()).denominator / 2


def level_of(pcode: str) -> tuple[int, ...]:
    key = next(area.key for area in square_spec().area_layers[0].areas if area.pcode == pcode)
    return tuple(bytes.fromhex(LEVELS[key][1:]))


def test_inside_the_unit_a_class_keeps_its_colour() -> None:
    assert colour_at(unit_spec(), INSIDE) == level_of("C11")


def test_outside_the_unit_a_class_is_paler() -> None:
    spec = unit_spec()
    paler = [round(255 - 0.4 * (255 - part)) for part in level_of("C21")]
    assert np.abs(np.array(colour_at(spec, OUTSIDE)) - paler).max() <= 1


def test_a_commune_s_name_stands_on_the_map_and_far_names_do_not() -> None:
    labels = (Label("Commune 11", -0.5, 14.5, "commune", 60), Label("Loin", 30.0, 14.5, "commune", 61))
    written = [text.get_text() for text in page_texts(draw_figure(unit_spec(labels=labels)))]
    assert [name in written for name in ("Commune 11", "Loin")] == [True, False]


def test_a_unit_that_the_base_does_not_hold_is_still_drawn() -> None:
    lost = replace(UNIT, pcode="nowhere")
    assert draw_figure(square_spec(unit=lost)).axes
