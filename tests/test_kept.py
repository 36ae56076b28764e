"""Tests of what a process keeps from one month to the next."""

import pytest

from annexmaps.kept import Kept


def test_a_thing_is_made_once():
    kept = Kept[list](2)
    assert kept.get("a", list) is kept.get("a", list)


def test_another_key_is_another_thing():
    kept = Kept[list](2)
    assert kept.get("a", list) is not kept.get("b", list)


def test_the_thing_asked_for_longest_ago_leaves_first():
    kept = Kept[int](2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: 1)
    assert [kept.get(key, lambda: 2) for key in ("a", "c", "b")] == [1, 1, 2]


def test_what_could_not_be_made_is_made_again():
    kept = Kept[int](2)

    def fail() -> int:
        raise ValueError("nothing")

    with pytest.raises(ValueError, match="nothing"):
        kept.get("a", fail)
    assert kept.get("a", lambda: 3) == 3
