"""Deal values to violations like cards: shuffled, group by group, in exact numbers."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

from annexmaps.sample.allocation import Column, Row, fill_table

Zone = TypeVar("Zone", bound=Hashable)
Item = TypeVar("Item")


def deal(values: Mapping[Item, int], *, dice: Random) -> list[Item]:
    """Return each of `values` as often as its number says, shuffled."""
    cards = [value for value, number in values.items() for _ in range(number)]
    dice.shuffle(cards)
    return cards


def deal_in_groups(
    groups: Sequence[Row],
    totals: Mapping[Column, int],
    *,
    dice: Random,
    weights: Mapping[tuple[Row, Column], float] | None = None,
    fixed: Mapping[tuple[Row, Column], int] | None = None,
) -> list[Column]:
    """Return one value for each of `groups`, in order, such that values add up to `totals` and to the cells `fixed`.

    A cell is (group, value). `weights` say which values a group attracts. Raises ValueError if no deal fits.
    """
    table = fill_table(Counter(groups), totals, weights=_by_totals(totals, weights or {}, groups), fixed=fixed or {})
    hands: dict[Row, list[Column]] = {}
    for group in dict.fromkeys(groups):
        hands[group] = deal({value: table.get((group, value), 0) for value in totals}, dice=dice)
    return [hands[group].pop() for group in groups]


def deal_in_zones(
    zones: Sequence[Zone],
    groups: Sequence[Row],
    totals: Mapping[Column, int],
    *,
    dice: Random,
    zone_fixed: Mapping[tuple[Zone, Column], int],
    weights: Mapping[tuple[Row, Column], float],
    fixed: Mapping[tuple[Row, Column], int] | None = None,
) -> list[Column]:
    """Return one value for each of `zones` and `groups`, in order: `totals` go to zones, then to groups within."""
    table = fill_table(Counter(zones), totals, weights=_by_totals(totals, {}, zones), fixed=zone_fixed)
    dealt: dict[int, Column] = {}
    for zone in dict.fromkeys(zones):
        places = [place for place, name in enumerate(zones) if name == zone]
        mine = [groups[place] for place in places]
        here = {cell: number for cell, number in (fixed or {}).items() if cell[0] in mine and cell[1] in totals}
        part = {value: table[(zone, value)] for value in totals}
        dealt.update(zip(places, deal_in_groups(mine, part, dice=dice, weights=weights, fixed=here), strict=True))
    return [dealt[place] for place in range(len(zones))]


def _by_totals(
    totals: Mapping[Column, int], weights: Mapping[tuple[Row, Column], float], groups: Iterable[Row]
) -> dict[tuple[Row, Column], float]:
    return {
        (g, value): weights.get((g, value), 1.0) * number
        for g in dict.fromkeys(groups)
        for value, number in totals.items()
    }
