"""Perpetrator, time slot, kind of place and victim of each violation of a sample month, in exact numbers."""

from collections.abc import Sequence
from dataclasses import replace

from annexmaps.months import Month
from annexmaps.sample.allocation import share_out
from annexmaps.sample.dealing import deal_in_groups, deal_in_zones
from annexmaps.sample.plausible import of_month, of_year, plausible
from annexmaps.sample.published import published
from annexmaps.sample.quotas import affinities, cells_of_zones, totals_of, zone_of
from annexmaps.sample.seeds import dice
from annexmaps.sample.violations import FEMALE_ONLY, Violation

# actors that the sample never names below région
NAMED_ACTORS = frozenset({"fama", "barkhane", "minusma", "groupe_signataire", "chasseurs"})
_SEXES = ("women", "men", "girls", "boys")  # order of the published victims


def with_circumstances(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    """Return `violations` with perpetrator, time slot, place and victim, as published for `month` or by weights."""
    dealt = list(violations)
    for step in (_with_perpetrators, _with_time_slots, _with_places, _with_sexes, _with_status, _with_livelihoods):
        dealt = step(month, dealt)
    return dealt


def _with_perpetrators(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    totals = totals_of(month, "perpetrator", of_year("perpetrators", month))
    shares = [share for share in published().shares.get(month, ()) if set(share.where) == {"perpetrator"}]
    bare = of_month("without_cercle", month)
    zones = [zone_of(violation.region, shares, alone=bare) for violation in violations]
    zone_fixed = cells_of_zones(shares, "perpetrator", zones)
    # a région whose every cercle is published has no room for rows that name an actor, and so no cercle
    zone_fixed |= {((region,), actor): 0 for region in bare for actor in sorted(NAMED_ACTORS.intersection(totals))}
    guarded = [(v.category, bool(v.pinned) or v.type in FEMALE_ONLY) for v in violations]
    never = {(group, actor): 0 for group in guarded if group[1] for actor in sorted(NAMED_ACTORS)}
    weights = affinities("perpetrator_affinity", guarded)
    dealt = deal_in_zones(
        zones, guarded, totals, dice=dice(month, "perpetrator"), zone_fixed=zone_fixed, weights=weights, fixed=never
    )
    return [replace(violation, perpetrator=code) for violation, code in zip(violations, dealt, strict=True)]


def _with_time_slots(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    totals = totals_of(month, "time_slot", plausible()["time_slots"])
    crossed = [count for count in published().crossed.get(month, ()) if "time_slot" in count.where]
    fixed = {(count.where["category"][0], count.where["time_slot"][0]): count.number for count in crossed}
    dealt = deal_in_groups([v.category for v in violations], totals, dice=dice(month, "time slot"), fixed=fixed)
    return [replace(violation, time_slot=code) for violation, code in zip(violations, dealt, strict=True)]


def _with_places(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    totals = totals_of(month, "place", plausible()["places"])
    shares = [share for share in published().shares.get(month, ()) if set(share.where) == {"place"} and share.among]
    zones = [zone_of(violation.region, shares) for violation in violations]
    groups = [(violation.category, False) for violation in violations]
    weights = affinities("place_affinity", groups)
    zone_fixed = cells_of_zones(shares, "place", zones)
    dealt = deal_in_zones(zones, groups, totals, dice=dice(month, "place"), zone_fixed=zone_fixed, weights=weights)
    return [replace(violation, place=code) for violation, code in zip(violations, dealt, strict=True)]


def _with_sexes(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    printed = published().victims.get(month, {})
    columns = [sum(numbers) for numbers in zip(*printed.values(), strict=True)]
    totals = dict(zip(_SEXES, columns, strict=True)) if printed else share_out(len(violations), plausible()["sexes"])
    groups = [(violation.category, violation.type in FEMALE_ONLY) for violation in violations]
    fixed = {(group, sex): 0 for group in groups if group[1] for sex in ("men", "boys")}
    fixed |= {((c, False), sex): n for c, cells in of_month("sex_cells", month).items() for sex, n in cells.items()}
    weights = affinities("sex_affinity", groups)
    dealt = deal_in_groups(groups, totals, dice=dice(month, "sex"), weights=weights, fixed=fixed)
    return [replace(violation, sex=sex) for violation, sex in zip(violations, dealt, strict=True)]


def _with_status(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    printed = published().victims.get(month, {})
    fixed = {(sex, code): n for code, numbers in printed.items() for sex, n in zip(_SEXES, numbers, strict=True)}
    by_share = share_out(len(violations), plausible()["victim_status"])
    totals = {code: sum(numbers) for code, numbers in printed.items()} or by_share
    dealt = deal_in_groups([v.sex for v in violations], totals, dice=dice(month, "status"), fixed=fixed)
    return [replace(violation, victim_status=code) for violation, code in zip(violations, dealt, strict=True)]


def _with_livelihoods(month: Month, violations: Sequence[Violation]) -> list[Violation]:
    totals = totals_of(month, "livelihood", plausible()["livelihoods"])
    affinity = plausible()["livelihood_affinity"]
    weights = {(sex, code): weight for sex, codes in affinity.items() for code, weight in codes.items()}
    dealt = deal_in_groups([v.sex for v in violations], totals, dice=dice(month, "livelihood"), weights=weights)
    return [replace(violation, livelihood=code) for violation, code in zip(violations, dealt, strict=True)]
