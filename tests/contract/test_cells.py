"""Numbers, codes and categories in cells."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.contract.cells import find_category, known_answers, parse_number, shorten


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3.0),
        ("-0,04", -0.04),
        ("−7.5", -7.5),
        ("+2", 2.0),
        ("14,5", 14.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1 234", 1234.0),
        ("12 345 678,9", 12345678.9),
        ("1\u202f234", 1234.0),
        ("007", 7.0),
    ],
)
def test_numbers_are_read_as_they_are_typed(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        ",",
        "NA",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "1e5",
        "1e400",
        "0x10",
        "1_000",
        "٣",
        "１",
        "1,234.5",
        "1 23",
        "3 m",
        "=1+1",
        "9" * 400,
        "--1",
        "1-1",
        "Infinity",
    ],
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from(".,"))
def test_every_decimal_comes_back(number: Decimal, point: str) -> None:
    assert parse_number(str(number).replace(".", point)) == float(number)


@given(st.text())
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or math.isfinite(number)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("A", "A"),
        ("b", "B"),
        ("Catégorie C", "C"),
        ("Atteintes au droit à la vie", "B"),
        ("B - Atteintes au droit à la vie", "B"),
        ("E. Droit à la propriété", "E"),
        ("B - Atteintes au droit à la propriété", None),
        ("G", None),
        ("A bord", None),
    ],
)
def test_category_is_a_letter_a_label_or_both(text: str, category: str | None) -> None:
    assert find_category(text) == category


def test_long_cell_is_cut_in_a_sentence() -> None:
    assert shorten("x" * 100) == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("vol de bétail", "Vol, extorsion, pillage"),
        ("assasinat", "Assassinat, meurtre"),
        ("kidnapping/abduction", "Enlèvement, prise d'otage"),
    ],
)
def test_of_a_long_list_the_answers_that_come_nearest_are_named_first(text: str, first: str) -> None:
    named = known_answers("type", near=text).sentence("fr").split("\u202f; ")
    assert (named[0].startswith(first), len(named), named[-1]) == (True, 13, "…")
