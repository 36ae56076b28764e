import pytest

from annexmaps.symbology import Graduated, Proportional
from annexmaps.theme import Symbol

CLASSES = Graduated((1, 5, 10), ("#111111", "#222222", "#333333"))


@pytest.mark.parametrize(("value", "key"), [(0, ""), (1, "0"), (4, "0"), (5, "1"), (9, "1"), (10, "2"), (900, "2")])
def test_a_count_falls_in_the_class_whose_two_ends_hold_it(value: int, key: str) -> None:
    assert CLASSES.key(value) == key


def test_classes_are_listed_high_to_low_with_both_ends() -> None:
    legend = CLASSES.legend("", {"1": "7"}, symbol=Symbol("circle"))
    assert [(line.label, line.count, line.symbol.fill) for line in legend.lines] == [
        ("≥ 10", "", "#333333"),
        ("5–9", "7", "#222222"),
        ("1–4", "", "#111111"),
    ]


def test_a_circle_of_four_times_the_count_is_twice_as_wide() -> None:
    scale = Proportional(diameter_at_reference=10, reference=100, smallest=1)
    assert (scale.diameter(100), scale.diameter(25), scale.diameter(0.01)) == (10, 5, 1)


def test_a_circle_grows_up_to_the_stated_maximum() -> None:
    scale = Proportional(diameter_at_reference=10, reference=100, smallest=1, largest=400)
    assert (scale.diameter(400), scale.diameter(900)) == (20, 20)
