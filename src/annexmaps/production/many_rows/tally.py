"""Tally: how many rows share a period, a place and a category, added up batch by batch."""

import numpy as np

from annexmaps.production.many_rows.spellings import Numbers

CATEGORIES = "ABCDEF"
_PLACES = 1 << 32  # more than there can be
_CATEGORY_STEPS = 8


class Tally:
    """Counts by period, place and category, each by its number."""

    def __init__(self) -> None:
        self.keys: Numbers = np.empty(0, dtype=np.int64)
        self.counts: Numbers = np.empty(0, dtype=np.int64)

    def add(self, periods: Numbers, places: Numbers, categories: Numbers) -> None:
        """Count rows, one of each array."""
        keys, counts = np.unique((periods * _PLACES + places) * _CATEGORY_STEPS + categories, return_counts=True)
        every, inverse = np.unique(np.concatenate([self.keys, keys]), return_inverse=True)
        added = np.zeros(len(every), dtype=np.int64)
        np.add.at(added, inverse, np.concatenate([self.counts, counts]))
        self.keys, self.counts = every, added

    def lines(self) -> list[tuple[int, int, int, int]]:
        """Return (period, place, category, count) in the order of their numbers."""
        rest, categories = np.divmod(self.keys, _CATEGORY_STEPS)
        periods, places = np.divmod(rest, _PLACES)
        columns = (periods, places, categories, self.counts)
        return list(zip(*(column.tolist() for column in columns), strict=True))
