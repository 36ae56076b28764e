"""One coordinate as text: every spelling reads as what it says, everything else is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.contract.coordinates import LARGEST, read_angle

DMS = 14 + 30 / 60 + 15 / 3600
LETTERS = {("latitude", 1): "N", ("latitude", -1): "S", ("longitude", 1): "E", ("longitude", -1): "O"}
WORDS = {("latitude", 1): "Nord", ("latitude", -1): "Sud", ("longitude", 1): "Est", ("longitude", -1): "Ouest"}


@pytest.mark.parametrize("text", ["14.5", "14,5", "+14.5", "14.5°", "14,5 °", "\u00a014.5 ", "014.5", "14.50"])
def test_decimal_degrees(text: str) -> None:
    assert read_angle(text, axis="latitude").degrees == 14.5


@pytest.mark.parametrize(
    "text",
    [
        "-1.52",
        "−1,52",
        "–1.52",
        "- 1,52",
        "1,52 Ouest",
        "1.52O",
        "1.52 W",
        "W1.52",
        "Ouest 1,52",
        "o: 1.52",
        "1,52° ouest",
        "1.52 West",
    ],
)
def test_west_is_negative(text: str) -> None:
    assert read_angle(text, axis="longitude").degrees == -1.52


@pytest.mark.parametrize(
    "text",
    [
        "14°30'15\"N",
        "14° 30′ 15″ N",
        "14°30’15’’ Nord",
        "N14°30'15\"",
        "N 14° 30' 15''",
        "14 30 15 N",
        "14 30 15",
        "14:30:15",
        "14-30-15 N",
        "14d30m15s",
        "14d30m15sN",
        "14D 30M 15s",
        "14 deg 30 min 15 sec Nord",
        "14 degrés 30 minutes 15 secondes",
        "14º30´15”",
        "14Â°30'15\"N",
        "14°30.25'",
        "14 30,25 N",
        "14°30'15,0\"",
        "14° 30' 15",
    ],
)
def test_degrees_minutes_seconds(text: str) -> None:
    assert read_angle(text, axis="latitude").degrees == pytest.approx(DMS, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("-1,52 Ouest", "sign_and_direction"),
        ("+1.52 E", "sign_and_direction"),
        ("14 30", "angle_both_ways"),
        ("14-30-15", "angle_both_ways"),
        ("14d30m15S", "angle_both_ways"),
        ("14°30'15s", "angle_both_ways"),
        ("14°60'", "over_sixty"),
        ("14°30'60\"", "over_sixty"),
        ("14 E", "other_axis"),
        ("3,2 Ouest", "other_axis"),
        ("90.0001", "out_of_range"),
        ("90°30'", "out_of_range"),
        ("9" * 60, "out_of_range"),
    ],
)
def test_latitude_that_says_two_things_or_too_much_is_refused(text: str, fault: str) -> None:
    assert read_angle(text, axis="latitude").fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "NA", "nan", "inf", "-inf", "1e5", "1.5E-3", "1e400", "N", "Nord", "N 14.5 N", "14.5 NE", "14.5 north of Gao", "14,5,3",
        "14.305.123", "1 234.5", "14.", "--14", "14.5-",
        "14°30.25'15\"", "14.5°30'", "14°-30'", "٣", "１４", "14;5", "14/5", "14,5 3",
        "12 345", "x" * 500, "14.5 m", "14°30'15\"NS", "=14+0.5", "14\x005",
    ],
)  # fmt: skip
def test_what_is_no_latitude_is_refused(text: str) -> None:
    assert read_angle(text, axis="latitude").fault == "not_degrees"


@given(st.text(max_size=30), st.sampled_from(sorted(LARGEST)))
def test_any_text_is_degrees_in_range_or_refused(text: str, axis: str) -> None:
    angle = read_angle(text, axis=axis)
    assert (angle.degrees == 0) if angle.fault else (abs(angle.degrees) <= LARGEST[axis])


_PIECES = st.lists(
    st.sampled_from([*"0123456789.,- °'\"NSEOWdms:;+", "Nord", "Ouest", "14", "30", "′", "−", "\u00a0", "deg"]),
    max_size=12,
).map("".join)


@given(_PIECES)
def test_any_near_coordinate_keeps_its_first_number_or_is_refused(text: str) -> None:
    angle = read_angle(text)
    first = re.search(r"[0-9]*[.,]?[0-9]+", text)
    # minutes and seconds add less than one degree
    assert angle.fault or (first and 0 <= abs(angle.degrees) - float(first[0].replace(",", ".")) < 1)


_AXES = st.sampled_from(sorted(LETTERS))
_WHOLE = st.integers(0, 89)
_SIXTIETHS = st.integers(0, 59)


@given(
    _AXES,
    st.decimals(0, 89, places=5),
    st.sampled_from(".,"),
    st.sampled_from(["{n} {w}", "{n}{l}", "{l} {n}", "{w} {n}", "{n}° {l}", "{s}{n}"]),
)
def test_every_decimal_comes_back_from_each_spelling(
    where: tuple[str, int], number: object, point: str, form: str
) -> None:
    axis, sign = where
    spelt = str(number).replace(".", point)
    text = form.format(n=spelt, w=WORDS[where], l=LETTERS[where], s="-" if sign < 0 else "")
    assert read_angle(text, axis=axis).degrees == sign * float(str(number))


@given(
    _AXES,
    _WHOLE,
    _SIXTIETHS,
    _SIXTIETHS,
    st.sampled_from(
        [
            "{d}°{m}'{s}\"{l}", "{d}° {m}′ {s}″ {w}", "{l}{d}°{m}'{s}''", "{d} {m} {s} {l}", "{d}:{m}:{s} {w}", "{d}d{m}m{s}s {l}",
            "{d} deg {m} min {s} sec {w}", "{l} {d} {m} {s}", "{d}-{m}-{s} {l}", "{g}{d}°{m}'{s}\"", "{g}{d} {m} {s}", "{g}{d}d{m}m{s}s",
        ]
    ),
)  # fmt: skip
def test_every_sexagesimal_comes_back_from_each_spelling(
    where: tuple[str, int], degrees: int, minutes: int, seconds: int, form: str
) -> None:
    axis, sign = where
    text = form.format(d=degrees, m=minutes, s=seconds, l=LETTERS[where], w=WORDS[where], g="-" if sign < 0 else "")
    expected = sign * (degrees + minutes / 60 + seconds / 3600)
    assert read_angle(text, axis=axis).degrees == pytest.approx(expected, abs=1e-9)


@given(_AXES, st.decimals(0, 89, places=3))
def test_sign_beside_a_direction_is_always_refused(where: tuple[str, int], number: object) -> None:
    assert read_angle(f"-{number} {WORDS[where]}").fault == "sign_and_direction"


@given(_AXES, st.decimals(0, 89, places=3))
def test_direction_of_the_other_axis_is_always_refused(where: tuple[str, int], number: object) -> None:
    other = "longitude" if where[0] == "latitude" else "latitude"
    assert read_angle(f"{number} {LETTERS[where]}", axis=other).fault == "other_axis"
