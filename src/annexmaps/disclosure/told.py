"""A count as an edition may tell it: exact, or from a lowest to a highest value."""

from collections.abc import Iterable
from dataclasses import dataclass

from annexmaps.months import number_label


@dataclass(frozen=True)
class Told:
    """What may be told of one count. Sums and texts are made of what is told, so they tell no more than it does."""

    low: int
    high: int | None  # None: nothing is told of the upper end

    @property
    def is_exact(self) -> bool:
        """Whether the count itself is told."""
        return self.low == self.high

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to count."""
        return self.high == 0

    @property
    def width(self) -> int:
        """How many numbers beside the true one it leaves open, 0 for an exact count or an open end, which no total narrows."""
        return 0 if self.high is None else self.high - self.low

    def text(self, lang: str) -> str:
        """Return the count as a reader sees it: 12, 1–4, ≥ 50."""
        low = number_label(self.low, lang=lang)
        if self.high is None:
            return f"≥ {low}"
        return low if self.is_exact else f"{low}–{number_label(self.high, lang=lang)}"


def exactly(count: int) -> Told:
    """Return `count`, told as it is."""
    return Told(count, count)


def add_up(parts: Iterable[Told]) -> Told:
    """Return the sum of `parts`, as far as they tell it."""
    parts = tuple(parts)
    highs = [part.high for part in parts if part.high is not None]
    return Told(sum(part.low for part in parts), sum(highs) if len(highs) == len(parts) else None)


def in_class(count: int, limits: tuple[int, ...]) -> Told:
    """Return the class of `count`, of `limits` the lowest of each class; 0 is told as it is."""
    if count < limits[0]:
        return exactly(0)
    low = max(limit for limit in limits if limit <= count)
    return Told(low, next((limit - 1 for limit in limits if limit > low), None))


def tell_total(total: int, parts: Iterable[Told], *, smallest: int, slack: bool) -> Told:
    """Return what may be told of `total`, so that none of `parts`, nor a total under `smallest`, is told more closely than it is.

    `slack` says that the total also counts rows that are in no part. The numbers that the total could have, given what is told of
    the parts, fall into three stretches: those near the sum of the lowest values, those near the sum of the highest, and between them
    those that leave every part its whole class. Only the last are told as they are. The stretches follow from the parts alone, so that
    also a reader who knows this rule learns nothing from which of them is told (a rule that looked at the total would tell).
    """
    parts = tuple(parts)
    lowest, highest = add_up(parts).low, add_up(parts).high
    if total == 0 or (not slack and all(part.is_exact for part in parts)):
        return exactly(total)
    width = max([smallest - 2 if slack else 0, *(part.width for part in parts if not slack or part.low < smallest)])
    first = Told(max(lowest, 1), max(lowest, 1) + width)
    last = None if highest is None or highest <= lowest else Told(max(highest - width, 0), highest)
    return _stretch(total, first, last)


def _stretch(total: int, first: Told, last: Told | None) -> Told:
    end = first.high or 0
    if last is not None and last.low <= end + 1 and first.low <= total <= (last.high or 0):
        return Told(first.low, max(end, last.high or 0))
    if total <= end:
        return first
    return last if last is not None and last.low <= total <= (last.high or 0) else exactly(total)
