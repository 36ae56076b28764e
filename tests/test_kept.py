"""Tests of what a process keeps from one month to the next."""

import pytest

from annexmaps.kept import Kept, made_once


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


def counted_calls():
    calls = []

    @made_once
    def made(table, by=""):
        calls.append(by)
        return [*table, by]

    return made, calls


def test_a_result_of_the_same_things_is_made_once():
    made, calls = counted_calls()
    table = [1]
    assert made(table, by="x") is made(table, by="x")
    assert calls == ["x"]


def test_a_thing_that_only_looks_the_same_is_another():
    made, calls = counted_calls()
    assert [made([1]), made([2]), made([1])] == [[1, ""], [2, ""], [1, ""]]
    assert len(calls) == 3


def test_an_option_given_by_name_is_not_taken_for_one_given_by_place():
    made, calls = counted_calls()
    table = [1]
    assert (made(table, "by"), made(table, by="")) == ([1, "by"], [1, ""])
    assert len(calls) == 2


def test_no_other_thing_takes_the_place_of_one_that_is_gone():
    made, _ = counted_calls()
    assert [made([number])[0] for number in range(200)] == list(range(200))
