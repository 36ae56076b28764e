"""The régions' totals where no rows leave: each as far as the edition tells it, and changes only between totals told as they are."""

from annexmaps.disclosure.counting import Counts
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import Told, exactly
from annexmaps.months import number_label
from annexmaps.products.counts import GAP, region_names, signed_label
from annexmaps.spec import SideTable
from annexmaps.words import Words


def told_table(title: str, table: str, release: ReleasedMonth, words: Words, *, note: str = "") -> SideTable:
    """Return the totals of `table` per région, with the month before and the change, as a table with the country's total."""
    now, before = release.counts[table], _counts_before(release, table)
    names = region_names(release)
    everywhere = {*now.regions, *(before.regions if before else ())}
    rows = [
        _row(names.get(pcode, words("map.no_region")), _of(pcode, now), _of(pcode, before) if before else None, words)
        for pcode in sorted(everywhere, key=lambda pcode: (names.get(pcode, "~"), pcode))
    ]
    total = _row(words("map.total"), now.country, before.country if before else None, words)
    head = ("", words("map.total_short"), words("map.month_before"), words("map.change"))
    return SideTable(
        title, head, (*rows, total), total_row=True, note=" ".join(filter(None, (note, words("map.told"))))
    )


def _counts_before(release: ReleasedMonth, table: str) -> Counts | None:
    earlier = release.earlier.get(release.month.previous)
    return earlier.counts.get(table) if earlier else None


def _of(pcode: str, counts: Counts) -> Told:
    return counts.regions.get(pcode, exactly(0))


def _row(name: str, now: Told, before: Told | None, words: Words) -> tuple[str, ...]:
    if before is None:
        return (name, now.text(words.lang), GAP, GAP)
    exact = now.is_exact and before.is_exact
    change = signed_label(now.low - before.low, words) if exact else words("map.not_told")
    return (name, now.text(words.lang), before.text(words.lang), change)


def class_counts(units: list[int], limits: tuple[int, ...], words: Words) -> dict[str, str]:
    """Return how many units are in each class of `limits`, formatted; `units` holds the lowest value of each unit's class."""
    return {
        str(index): number_label(sum(low == limit for low in units), lang=words.lang)
        for index, limit in enumerate(limits)
    }
