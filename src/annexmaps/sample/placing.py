"""Where the violations of a sample month are: cercles and communes in exact numbers, with some rows less precise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annexmaps.months import Month
from annexmaps.sample.allocation import share_out
from annexmaps.sample.circumstances import NAMED_ACTORS
from annexmaps.sample.dealing import deal_in_groups
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.plausible import of_month, of_year
from annexmaps.sample.published import published
from annexmaps.sample.seeds import dice
from annexmaps.sample.violations import Violation

_WITHOUT_COMMUNE = 0.026  # share of rows: 14 of the 531 of November 2021
_FEWEST_WITH_CERCLE_ONLY = 2  # rows a month
_TAIL = 1.2  # exponent: how fast the communes of a cercle fall off from the most affected


@dataclass(frozen=True)
class Placed:
    """A violation and where its row says it happened."""

    violation: Violation
    cercle: str = ""  # empty: the row gives the région only
    commune: Commune | None = None  # None: the row gives the cercle, or the région, only


def place(month: Month, violations: Sequence[Violation], covered: Sequence[Commune]) -> list[Placed]:
    """Return `violations` in cercles, as published, and in `covered` communes; rows that name an actor in neither."""
    by_pcode = {commune.pcode: commune for commune in covered}
    bare = _with_region_only(month, violations)
    placed: list[Placed] = []
    for region in published().tables[month].regions:
        mine = [
            violation
            for number, violation in enumerate(violations)
            if violation.region == region and number not in bare
        ]
        placed += _in_cercles(month, region, mine, by_pcode)
    placed = _in_communes(month, placed, covered)
    return _blur(month, placed, already=len(bare)) + [Placed(violations[number]) for number in sorted(bare)]


def _with_region_only(month: Month, violations: Sequence[Violation]) -> set[int]:
    chosen = {number for number, violation in enumerate(violations) if violation.perpetrator in NAMED_ACTORS}
    for region, count in of_month("without_cercle", month).items():
        candidates = [
            n for n, violation in enumerate(violations) if violation.region == region and not violation.pinned
        ]
        chosen.update(dice(month, "without cercle", region).sample(candidates, count))
    return chosen


def _in_cercles(
    month: Month, region: str, violations: Sequence[Violation], by_pcode: Mapping[str, Commune]
) -> list[Placed]:
    pinned = [Placed(v, by_pcode[v.pinned].cercle, by_pcode[v.pinned]) for v in violations if v.pinned]
    free = [violation for violation in violations if not violation.pinned]
    totals = _cercle_totals(month, region, len(violations))
    totals = {cercle: number - sum(row.cercle == cercle for row in pinned) for cercle, number in totals.items()}
    cells = of_month("cercle_cells", month).get(region, {})
    fixed = {(category, cercle): n for cercle, numbers in cells.items() for category, n in numbers.items()}
    dealt = deal_in_groups([v.category for v in free], totals, dice=dice(month, "cercle", region), fixed=fixed)
    return pinned + [Placed(violation, cercle) for violation, cercle in zip(free, dealt, strict=True)]


def _cercle_totals(month: Month, region: str, total: int) -> dict[str, int]:
    weights = of_year("cercles", month)[region]
    printed = {cercle: n for cercle, n in published().totals(month, "cercle").items() if cercle in weights}
    free = {cercle: weight for cercle, weight in weights.items() if cercle not in printed}
    return printed | share_out(total - sum(printed.values()), free)


def _in_communes(month: Month, placed: Sequence[Placed], covered: Sequence[Commune]) -> list[Placed]:
    numbers = Counter(row.cercle for row in placed if row.commune is None)
    hands = {cercle: _communes_of(month, cercle, number, covered) for cercle, number in numbers.items()}
    return [row if row.commune else replace(row, commune=hands[row.cercle].pop()) for row in placed]


def _communes_of(month: Month, cercle: str, number: int, covered: Sequence[Commune]) -> list[Commune]:
    mine = [commune for commune in covered if commune.cercle == cercle]
    # the same communes stay the most affected from month to month
    ranked = sorted(mine, key=lambda commune: dice("burden", cercle, commune.name).random())
    weights = [1.0 / (rank + 1) ** _TAIL for rank in range(len(ranked))]
    return dice(month, "commune", cercle).choices(ranked, weights, k=number)


def _blur(month: Month, placed: Sequence[Placed], *, already: int) -> list[Placed]:
    wanted = round(_WITHOUT_COMMUNE * published().tables[month].total) - already
    candidates = [number for number, row in enumerate(placed) if not row.violation.pinned]
    chosen = set(dice(month, "blur").sample(candidates, max(_FEWEST_WITH_CERCLE_ONLY, wanted)))
    return [replace(row, commune=None) if number in chosen else row for number, row in enumerate(placed)]
