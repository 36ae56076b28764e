"""Columns of a page: written shortly, and read back by the page's own program as they were."""

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some
from opened_pages import Opened

from annexmaps.render.web.columns import number_column, text_column

NUMBERS = ([], [7], [7, 8], [1, 2, 3, 4], [5, 5, 5], [-1, -1, -1, 0], [3, 1, 2], [-3, -2, -1, 0])
TEXTS = (
    [],
    ["A"],
    ["1", "2", "3"],
    ["7", "7", "2"],
    ["07", "7"],
    ["", "", ""],
    ["1", "", "2"],
    ["<b>", "é", "<b>"],
    ["76000000"],
)


@pytest.mark.parametrize(
    ("numbers", "written"),
    [([1, 2, 3, 4], [1, 1, 4]), ([5, 5, 5], [5, 0, 3]), ([1, 3, 5], [[1, 3, 5]]), ([9], [[9]]), ([], [[]])],
)
def test_numbers_that_count_up_or_stay_are_a_start_and_a_length(numbers: list[int], written: list[object]) -> None:
    assert number_column(numbers) == written


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["B", "A", "B", "B"], [["B", "A"], [[0, 1, 0, 0]]]),
        (["1", "2", "3"], [[], [1, 1, 3]]),
        (["01", "02", "03"], [["01", "02", "03"], [0, 1, 3]]),
        (["76000000", "76000001", "76000002"], [["76000000", "76000001", "76000002"], [0, 1, 3]]),
    ],
)
def test_texts_stand_once_and_numerals_as_numbers(texts: list[str], written: list[object]) -> None:
    assert text_column(texts) == written


def test_a_column_like_another_is_not_written_again() -> None:
    assert (number_column([4, 2], like=[4, 2]), text_column(["a"], like=["a"])) == (0, 0)


@given(texts=some.lists(some.text(max_size=8)))
def test_any_texts_can_be_read_back(texts: list[str]) -> None:
    different, numbers = json.loads(json.dumps(text_column(texts)))
    listed = numbers[0] if isinstance(numbers[0], list) else [numbers[0] + at * numbers[1] for at in range(numbers[2])]
    assert [different[number] if different else str(number) for number in listed] == texts


def test_the_page_reads_columns_as_they_were(look: Callable[..., Opened]) -> None:
    opened = look()

    def read(program: str, columns: Sequence[object]) -> object:
        return opened.ask(f"(columns) => columns.map((column) => {program}(column))", list(columns))

    assert read("numbersOf", [number_column(numbers) for numbers in NUMBERS]) == list(NUMBERS)
    assert read("textsOf", [text_column(texts) for texts in TEXTS]) == list(TEXTS)
