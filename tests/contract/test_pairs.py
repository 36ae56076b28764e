"""Two coordinates in one cell, and UTM."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from annexmaps.contract.pairs import Point, holds_point, read_point


@pytest.mark.parametrize(
    "text",
    [
        "14.5, -3.2", "14,5, -3,2", "14,5 ; -3,2", "14.5;-3.2", "14.5 -3.2", "(14.5, -3.2)", "14.5 -3.2 251.0 4.9", "14.5N 3.2W",
        "N14.5 O3.2",
        "3,2 Ouest / 14,5 Nord", "14.5N3.2W", "POINT (-3.2 14.5)", "14°30'0\"N, 3°12'0\"O", "14°30'N3°12'O", "14 30 00 N 3 12 00 W",
    ],
)  # fmt: skip
def test_two_coordinates_in_one_cell(text: str) -> None:
    point = read_point(text)
    assert (point.fault, point.latitude, point.longitude) == ("", 14.5, pytest.approx(-3.2, abs=1e-12))


@pytest.mark.parametrize(("text", "assumed"), [("14.5, -3.2", True), ("14.5N, 3.2W", False), ("14.5 -3.2 0 0", False)])
def test_order_is_assumed_only_without_directions(text: str, assumed: bool) -> None:
    assert read_point(text).order_assumed is assumed


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("14, 5", "not_a_point"),
        ("14,5", "not_a_point"),
        ("14 30", "not_a_point"),
        ("14.5N 3.2N", "not_a_point"),
        ("14.5, 3.2, 1.1", "not_a_point"),
        ("Gao", "not_a_point"),
        ("", "not_a_point"),
        ("nan, nan", "not_a_point"),
        ("1e400, 0.5", "not_a_point"),
        ("x" * 1000, "not_a_point"),
        ("512345 1612345", "not_a_point"),
        ("99P 512345 1612345", "not_a_point"),
        ("114.5, -3.2", "point_out_of_range"),
        ("14.5, 203.2", "point_out_of_range"),
        ("30S 512345 1612345", "utm_both_ways"),
        ("30Q 512345 1612345", "utm_other_band"),
    ],
)
def test_what_is_no_point_is_refused(text: str, fault: str) -> None:
    assert read_point(text).fault == fault


@pytest.mark.parametrize(
    "text", ["30P 512345 1612345", "30 P 512345mE 1612345mN", "UTM 30p 512345, 1612345", "30P 512345 E 1612345 N"]
)
def test_utm_with_its_zone(text: str) -> None:
    assert (read_point(text).latitude, read_point(text).longitude) == (14.5842397, -2.8853893)


@given(st.floats(10, 15.9), st.integers(28, 31), st.floats(-2.9, 2.9))
def test_utm_comes_back(latitude: float, zone: int, east_of_middle: float) -> None:
    longitude = 6 * zone - 183 + east_of_middle
    east, north = Transformer.from_crs(4326, 32600 + zone, always_xy=True).transform(longitude, latitude)
    point = read_point(f"{zone}P {east:.2f} {north:.2f}")
    assert (point.latitude, point.longitude) == (pytest.approx(latitude, abs=2e-6), pytest.approx(longitude, abs=2e-6))


_COORDINATE = st.decimals(-89, 89, places=4)


@given(_COORDINATE, _COORDINATE, st.sampled_from(["{}, {}", "{} {}", "{};{}", "({}, {})", "{} / {}", "{} {} 0 0"]))
def test_every_pair_comes_back(latitude: object, longitude: object, form: str) -> None:
    point = read_point(form.format(latitude, longitude))
    assert (point.latitude, point.longitude) == (float(str(latitude)), float(str(longitude)))


@given(_COORDINATE, _COORDINATE)
def test_pair_with_decimal_commas_comes_back_or_is_refused(latitude: object, longitude: object) -> None:
    point = read_point(f"{latitude}, {longitude}".replace(".", ","))
    assert (point.latitude, point.longitude) == (float(str(latitude)), float(str(longitude)))


@given(st.text(max_size=40))
def test_any_text_is_a_point_in_range_or_refused(text: str) -> None:
    point = read_point(text)
    readable = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    assert math.isnan(point.latitude) if point.fault else readable


@pytest.mark.parametrize(
    ("text", "holds"), [("14.5, -3.2", True), ("14.5", False), ("14 30", False), ("Gao", False), ("", False)]
)
def test_point_is_told_from_one_coordinate(text: str, holds: bool) -> None:
    assert holds_point(text) is holds


def test_point_without_a_reading_is_nowhere() -> None:
    assert math.isnan(Point().latitude)
