"""The violations of a sample month: région, category and type, in exact numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annexmaps.months import Month
from annexmaps.sample.allocation import fill_table, share_out
from annexmaps.sample.dealing import deal, deal_in_groups
from annexmaps.sample.plausible import of_month, plausible
from annexmaps.sample.published import published
from annexmaps.sample.seeds import dice
from annexmaps.vocabulary import category_of_type

FEMALE_ONLY = frozenset({"viol", "agression_sexuelle", "grossesse_forcee", "exploitation_sexuelle", "mariage_force"})


@dataclass(frozen=True)
class Violation:
    """One violation of the sample; every field but the first two is filled in step by step."""

    region: str
    category: str
    type: str = ""
    pinned: str = ""  # P-code of the commune that the report's text gives
    perpetrator: str = ""
    time_slot: str = ""
    place: str = ""
    sex: str = ""  # of the one victim: women, men, girls, boys
    victim_status: str = ""
    livelihood: str = ""


def violations_of(month: Month) -> list[Violation]:
    """Return the violations of `month`, shuffled: région, category, type, and the commune where the text gives one."""
    return _with_pins(month, _with_types(month, _of_tables(month)))


def _of_tables(month: Month) -> list[Violation]:
    table = published().tables[month]
    affinity = plausible()["affinity"]
    weights = {
        (region, category): affinity[region].get(category, 1.0) * in_region * in_category
        for region, in_region in table.regions.items()
        for category, in_category in table.categories.items()
    }
    chosen = {(region, c): n for region, cells in of_month("cells", month).items() for c, n in cells.items()}
    fixed = chosen | published().cells(month)
    numbers = fill_table(table.regions, table.categories, weights=weights, fixed=fixed)
    cards = deal(numbers, dice=dice(month, "table"))
    return [Violation(region, category) for region, category in cards]


def _with_types(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    pins = {(pin["region"], pin["type"]): pin["number"] for pin in of_month("pins", month) or ()}
    fixed = _shared_cells(month, "type", violations) | pins
    typed: list[Violation] = []
    for category in published().tables[month].categories:
        mine = [violation for violation in violations if violation.category == category]
        totals = _type_totals(month, category, len(mine), pins)
        here = {cell: number for cell, number in fixed.items() if cell[1] in totals}
        dealt = deal_in_groups([v.region for v in mine], totals, dice=dice(month, "type", category), fixed=here)
        typed += [replace(violation, type=code) for violation, code in zip(mine, dealt, strict=True)]
    dice(month, "order").shuffle(typed)
    return typed


def _type_totals(month: Month, category: str, total: int, pins: Mapping[tuple[str, str], int]) -> dict[str, int]:
    printed = {c: n for c, n in published().totals(month, "type").items() if category_of_type(c) == category}
    pinned = {code: n for (_, code), n in pins.items() if category_of_type(code) == category and code not in printed}
    weights = {code: weight for code, weight in plausible()["types"][category].items() if code not in printed}
    free = share_out(total - sum(printed.values()) - sum(pinned.values()), weights)
    return printed | {code: free.get(code, 0) + pinned.get(code, 0) for code in {**free, **pinned}}


def _shared_cells(month: Month, attribute: str, violations: Sequence[Violation]) -> dict[tuple[str, str], int]:
    shares = [share for share in published().shares.get(month, ()) if set(share.where) == {attribute}]
    sizes = Counter((violation.region, violation.category) for violation in violations)
    return {
        (share.among["region"][0], share.where[attribute][0]): round(
            share.share * sizes[(share.among["region"][0], share.among["category"][0])]
        )
        for share in shares
    }


def _with_pins(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    pins = {(pin["region"], pin["type"]): pin["pcode"] for pin in of_month("pins", month) or ()}
    return [replace(violation, pinned=pins.get((violation.region, violation.type), "")) for violation in violations]
