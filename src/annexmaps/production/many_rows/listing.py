"""Listing: how many rows share a reason, and the first of them by their numbers in the spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from annexmaps.production.many_rows.spellings import Numbers

MOST_ROWS = 20  # row numbers kept for one reason


@dataclass
class Reason:
    """The rows of one reason."""

    count: int = 0
    first: list[int] = field(default_factory=list)  # row numbers, ascending

    def add(self, rows: Numbers, count: int) -> None:
        """Add `count` rows, the first of which are `rows`."""
        self.count += count
        if len(self.first) < MOST_ROWS or (len(rows) and rows.min() < self.first[-1]):
            self.first = sorted([*self.first, *rows[:MOST_ROWS].tolist()])[:MOST_ROWS]


class Listing:
    """Reasons by their problem keys."""

    def __init__(self) -> None:
        self.reasons: dict[str, Reason] = {}

    def add(self, key: str, rows: Numbers) -> None:
        """Add `rows` (row numbers) to those of `key`."""
        if len(rows):
            self.reasons.setdefault(key, Reason()).add(rows, len(rows))

    def add_first(self, key: str, first: list[int], count: int) -> None:
        """Add `count` rows, the first of which are `first`, to those of `key`."""
        self.reasons.setdefault(key, Reason()).add(np.array(first), count)

    def first(self, key: str) -> list[int]:
        """Return the first rows of `key`."""
        return self.reasons[key].first if key in self.reasons else []

    def add_each(self, codes: Numbers, keys: Sequence[tuple[str, ...]], rows: Numbers) -> None:
        """Add each of `rows` to the keys that its code has in `keys`; most codes have none."""
        kinds = list(dict.fromkeys([(), *keys]))
        kind_of = {kind: number for number, kind in enumerate(kinds)}
        # most codes share their keys
        told = np.array([kind_of[one] for one in keys], dtype=np.int64)[codes]
        for number in np.flatnonzero(np.bincount(told, minlength=1)).tolist():
            for key in kinds[number]:
                self.add(key, rows[told == number])
