"""Long lists as columns: numbers that count up as a start and a length, texts by their number in a list of the different ones."""

from collections.abc import Sequence
from typing import Any

_SAME = 0  # stands for a column that is the one it is compared with
_NUMERAL = 6  # digits: a longer number stands as the text it is


def number_column(numbers: Sequence[int], *, like: Sequence[int] | None = None) -> Any:
    """Return `numbers` as [[all of them]], as [first, step, count] where they are all alike or count up by one, or 0 if they are `like`."""
    if like is not None and list(numbers) == list(like):
        return _SAME
    count = len(numbers)
    if count > 2 and (step := numbers[1] - numbers[0]) in (0, 1) and _steps(numbers, step):
        return [numbers[0], step, count]
    return [list(numbers)]


def text_column(texts: Sequence[str], *, like: Sequence[str] | None = None) -> Any:
    """Return `texts` as [different texts, number column], the list empty where the numbers are the texts; 0 if they are `like`."""
    if like is not None and list(texts) == list(like):
        return _SAME
    if all(map(_is_numeral, texts)):
        return [[], number_column([int(text) for text in texts])]
    different = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return [list(different), number_column([different[text] for text in texts])]


def _steps(numbers: Sequence[int], step: int) -> bool:
    return list(numbers) == (
        list(range(numbers[0], numbers[0] + len(numbers))) if step else [numbers[0]] * len(numbers)
    )


def _is_numeral(text: str) -> bool:
    # "7" and not "07" or "٧": the number must give the same text again
    return 0 < len(text) <= _NUMERAL and text.isascii() and text.isdigit() and (text[0] != "0" or text == "0")
