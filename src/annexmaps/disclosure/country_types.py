"""Sensitive types that are told for the whole country only, where that tells nothing of a région."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

UNKNOWN = ""  # of the rows without a known type: any number of them may stand anywhere


def country_counts(silent: pd.DataFrame, *, smallest: int) -> dict[str, int]:
    """Return how many of the `silent` rows (région, category, type of rows whose type no place tells) are of each type.

    A type is told from `smallest` rows on, and only if every small cell région × type could hold another number with the same counts:
    a row of it could change places with a row of another type in another région, and no cell would become large enough to be told
    there. The readers know the régions' categories, so both rows are of one category.
    """
    counts = Counter(zip(silent["category"], silent["type"], silent["region_pcode"], strict=True))
    totals = Counter(silent.loc[silent["type"] != UNKNOWN, "type"])
    return {
        kind: total
        for kind, total in sorted(totals.items())
        if total >= smallest and all(_can_move(cell, counts, smallest) for cell in counts if cell[1] == kind)
    }


def _can_move(cell: tuple[str, str, str], counts: Mapping[tuple[str, str, str], int], smallest: int) -> bool:
    """Tell whether one row of `cell` could change places with one of another type of its category in another région."""
    category, kind, region = cell

    def has_room(kind: str, region: str) -> bool:
        return UNKNOWN in (kind, region) or counts.get((category, kind, region), 0) < smallest - 1

    return any(
        other_category == category
        and other != kind
        and there != region
        and has_room(kind, there)
        and has_room(other, region)
        for other_category, other, there in counts
    )
