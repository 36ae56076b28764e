"""What is placed on a map passes the lint: no crowd, however it lies, makes a page that is not issued."""

import numpy as np
import pytest
from square_country import square_spec

from annexmaps.inventory import Inventory
from annexmaps.lint.page_room import texts_on_marks
from annexmaps.render.static import draw_page, main_frame_of
from annexmaps.spec import Circle, Label, MapSpec

MIDDLE = (0.5, 15.5)  # degrees, of a commune
SMALL = 3.4  # mm, a circle with room for a number of one figure


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
