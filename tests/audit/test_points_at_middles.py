"""A row that lies at the middle of its commune is no leak of the circle that stands there; any finer writing of it is."""

import numpy as np
import pytest

from annexmaps.audit.coordinates import make_points
from annexmaps.audit.layers import Layer

VILLAGE = (-3.8437, 13.8013)
MIDDLE = (-3.84425, 13.80068)  # of its commune, some 90 m from it


def found(text: str, *, middles: np.ndarray) -> list[str]:
    return list(make_points([VILLAGE], middles=middles).found_in(Layer("script", text)))


@pytest.mark.parametrize("text", ["531 -3.844 13.801", "13.801, -3.844"])
def test_the_circle_of_a_unit_stands_at_its_middle_whatever_its_rows_are(text: str) -> None:
    assert found(text, middles=np.array([MIDDLE])) == []


@pytest.mark.parametrize("text", ["-3.8437 13.8013", "13.8013", "(-3.8437)"])
def test_the_row_s_own_place_is_found_all_the_same(text: str) -> None:
    assert found(text, middles=np.array([MIDDLE])) != []


def test_where_no_unit_has_its_middle_the_same_text_is_a_leak() -> None:
    assert found("531 -3.844 13.801", middles=np.array([(-3.9, 13.9)])) == ["-3.844 13.801"]


def test_two_circles_one_after_another_do_not_make_a_point_of_each_other_s_numbers() -> None:
    middles = np.array([(-4.36812, 13.80131), (-3.84371, 13.83102)])
    assert found("539 -4.368 13.801\n541 -3.844 13.831", middles=middles) == []


def test_a_row_s_place_is_found_though_each_of_its_numbers_is_also_that_of_a_unit() -> None:
    middles = np.array([(-4.36812, 13.80131), (-3.84371, 13.83102)])
    assert found("13.801\n-3.844", middles=middles) == ["13.801 -3.844"]
    assert found("539 -4.368 13.801\n-3.844 12", middles=middles) == ["13.801 -3.844"]
