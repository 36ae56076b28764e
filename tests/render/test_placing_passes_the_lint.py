"""What is placed on a map passes the lint: no crowd, however it lies, makes a page that is not issued."""

from dataclasses import replace

import numpy as np
import pytest
from square_country import square_page, square_spec

from annexmaps.inventory import Inventory
from annexmaps.lint.finding import Finding
from annexmaps.lint.page_room import (
    texts_on_marks,
    texts_on_texts,
    things_off_the_page,
    things_off_their_frame,
    things_under_the_inset,
)
from annexmaps.render.static import draw_page, main_frame_of
from annexmaps.spec import Area, AreaLayer, Circle, Label, Legend, LegendLine, MapSpec, SideTable, Symbol
from annexmaps.theme import PAGE_SIZES, Theme
from annexmaps.theme.theme import TextSizes

MIDDLE = (0.5, 15.5)  # degrees, of a commune
SMALL, LARGE = 3.4, 16.0  # mm, circles: the small one has room for a number of one figure
LINES_THAT_FILL = 36  # a column of A4 and leave a table no row
SOUTH_WEST, SOUTH_EAST, NORTH_WEST, NORTH_EAST = ((x, y) for y in (13.12, 16.88) for x in (-1.6, 1.6))
SCHEMATIC = square_page(
    schematic="Limites schématiques, un peu plus longues que l’on ne les écrit d’habitude, voire trop"
)


def faults(page: Inventory) -> list[Finding]:
    """Return what has no room on `page`."""
    checks = (texts_on_marks, things_off_the_page, things_off_their_frame, things_under_the_inset)
    return [finding for check in checks for finding in check(page)]


def circles_at(*places: tuple[float, float]) -> MapSpec:
    """Return a page with words in its corner and a large circle at each of `places`."""
    circles = (Circle(f"C{n}", *place, LARGE, (("#0072b2", 1.0),), "12") for n, place in enumerate(places))
    return square_spec(page=SCHEMATIC, area_layers=(), circles=tuple(circles))


def side_of_words(page: Inventory) -> tuple[str, float, float]:
    """Return the frame that the words of the corner belong to, and the middle of the first line, mm."""
    words = page.of_part("corner")[0]
    x, y = np.mean(words.corners, axis=0)
    return words.where, float(x), float(y)


def beside(place: tuple[float, float], across: float, up: float) -> tuple[float, float]:
    """Return where `across` and `up` mm from `place` (degrees) are, degrees."""
    frame = main_frame_of(square_spec())
    moved = frame.projection.forward(*np.array([place]).T) + np.array((across, up)) * frame.metres
    longitude, latitude = frame.projection.inverse(moved)[0]
    return float(longitude), float(latitude)


def town_at_a_circle() -> MapSpec:
    """A circle with its count, and a town whose dot lies half under the count and half out of the circle."""
    circle = Circle("C22", *MIDDLE, SMALL, (("#0072b2", 1.0),), "4")
    return square_spec(
        area_layers=(), legends=(), circles=(circle,), labels=(Label("Ville", *beside(MIDDLE, -0.8, 1.0), "town"),)
    )


@pytest.fixture(scope="module")
def town_under_a_count() -> Inventory:
    return draw_page(town_at_a_circle()).inventory()


def test_no_dot_of_a_town_lies_under_a_count(town_under_a_count: Inventory) -> None:
    assert list(texts_on_marks(town_under_a_count)) == []


def test_a_town_without_its_dot_keeps_its_name(town_under_a_count: Inventory) -> None:
    assert [name.text for name in town_under_a_count.of_part("name")] == ["Ville"]


def test_a_circle_over_the_dot_of_a_town_keeps_its_count(town_under_a_count: Inventory) -> None:
    assert [count.text for count in town_under_a_count.of_part("count")] == ["4"]


def test_the_words_stand_in_the_lower_left_corner_where_no_symbol_is() -> None:
    where, x, y = side_of_words(draw_page(circles_at(NORTH_EAST)).inventory())
    assert where == "main"
    assert (x < 100, y < 50) == (True, True)


def test_the_words_of_the_corner_give_way_to_a_circle() -> None:
    page = draw_page(circles_at(SOUTH_WEST)).inventory()
    assert faults(page) == []
    assert side_of_words(page)[1] > 100


@pytest.fixture(scope="module")
def all_corners_taken() -> Inventory:
    return draw_page(circles_at(SOUTH_WEST, SOUTH_EAST, NORTH_WEST, NORTH_EAST)).inventory()


def test_with_a_circle_in_every_corner_the_words_stand_under_the_frame(all_corners_taken: Inventory) -> None:
    assert faults(all_corners_taken) == []
    where, _, y = side_of_words(all_corners_taken)
    assert (where, y < all_corners_taken.frames[0].extent[1]) == ("", True)


def test_with_a_circle_in_every_corner_all_circles_are_drawn(all_corners_taken: Inventory) -> None:
    assert len(all_corners_taken.shapes_of("circle")) == 4


def test_the_extent_of_an_inset_at_the_border_stays_in_the_frame() -> None:
    page = draw_page(
        square_spec(area_layers=(), inset=(-2.4, 11.9, -1.0, 13.3), circles=circles_at((-1.7, 13.3)).circles)
    ).inventory()
    assert page.shapes_of("inset.extent") != []
    assert faults(page) == []


def test_an_inset_larger_than_the_country_is_left_out() -> None:
    page = draw_page(square_spec(inset=(-9.0, 9.0, 9.0, 21.0))).inventory()
    assert [frame.where for frame in page.frames] == ["main"]


def test_no_count_lies_over_the_sign_of_an_area() -> None:
    sign, fill = Symbol("triangle", "#1f1f1f", size=2.6), Symbol("area", "#fff3c0")
    layer = AreaLayer(3, (Area("C22", "low", "x" * 200, "up"),), {"low": fill}, {"up": sign})
    circle = Circle("C22", *MIDDLE, LARGE, (("#0072b2", 1.0),), "12")
    assert faults(draw_page(square_spec(area_layers=(layer,), circles=(circle,))).inventory()) == []


def test_a_table_gives_way_before_any_line_of_a_legend() -> None:
    symbol = Symbol("square", "#336699", size=2.6)
    lines = tuple(LegendLine(str(n), f"Classe {n}", symbol) for n in range(LINES_THAT_FILL))
    table = SideTable("Un tableau", ("Région", "Total"), tuple((f"Région {n}", "1") for n in range(20)))
    page = draw_page(square_spec(legends=(Legend("Une légende", lines),), tables=(table,))).inventory()
    assert len(page.of_part("legend.label")) == LINES_THAT_FILL


def test_the_labels_of_nested_circles_stand_over_the_note_at_any_size_of_text() -> None:
    ring = Symbol("circle", "", "#5c5c5c")
    lines = tuple(
        LegendLine(str(n), str(n), replace(ring, size=size))
        for n, size in ((100, 12.3), (50, 8.7), (10, 3.9), (1, 1.2))
    )
    theme = Theme(text=TextSizes(body=11.0, small=9.0), page=PAGE_SIZES["a3-portrait"])
    legend = Legend("Cercles", lines, note="Surface proportionnelle, plafonnée")
    page = draw_page(square_spec(legends=(legend,), theme=theme)).inventory()
    assert list(texts_on_texts(page)) == []
