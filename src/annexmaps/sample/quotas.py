"""How many violations have each value of an attribute: printed counts, printed shares, weights for the rest."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from annexmaps.months import Month
from annexmaps.sample.allocation import share_out
from annexmaps.sample.plausible import plausible
from annexmaps.sample.published import Share, published

Zone = tuple[str, ...]  # the régions that a share speaks of together; empty for all others
Group = tuple[str, bool]  # a category, and whether the violation is set apart from others of it


def totals_of(month: Month, attribute: str, weights: Mapping[str, float]) -> dict[str, int]:
    """Return how many violations of `month` have each value of `attribute`; `weights` share out what is not printed."""
    total = published().tables[month].total
    whole = [s for s in published().shares.get(month, ()) if set(s.where) == {attribute} and not s.among]
    printed = dict(published().totals(month, attribute)) | {
        s.where[attribute][0]: round(s.share * total) for s in whole
    }
    free = {code: weight for code, weight in weights.items() if code not in printed}
    return printed | share_out(total - sum(printed.values()), free) if free else printed


def zone_of(region: str, shares: Sequence[Share], *, alone: Collection[str] = ()) -> Zone:
    """Return the régions that one of `shares` counts together with `region`; `region` by itself if in `alone`."""
    if region in alone:
        return (region,)
    return next((share.among["region"] for share in shares if region in share.among["region"]), ())


def cells_of_zones(shares: Sequence[Share], attribute: str, zones: Sequence[Zone]) -> dict[tuple[Zone, str], int]:
    """Return how many violations of each zone have the value of `attribute` that one of `shares` speaks of."""
    sizes = Counter(zones)
    return {(s.among["region"], s.where[attribute][0]): round(s.share * sizes[s.among["region"]]) for s in shares}


def affinities(section: str, groups: Sequence[Group]) -> dict[tuple[Group, str], float]:
    """Return the weights of `section` of the plausible weights for each of `groups`."""
    affinity = plausible()[section]
    return {(g, code): weight for g in dict.fromkeys(groups) for code, weight in affinity.get(g[0], {}).items()}
