"""Tables of counts for the margin: région (on a unit's page cercle or commune) × class, with the month before."""

from collections.abc import Mapping, Sequence

import pandas as pd

from annexmaps.disclosure.counting import Counts
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import add_up
from annexmaps.join import PCODE_COLUMNS, names_by_pcode
from annexmaps.kept import made_once
from annexmaps.months import Month, month_name, number_label, signed_number
from annexmaps.spec import SideTable
from annexmaps.words import Words

GAP = "–"  # what a missing month prints: a gap, never 0


def part_level(release: ReleasedMonth) -> int:
    """Return the admin level of the lines of a table: régions of the country, cercles of a région, communes of a cercle."""
    return release.unit_level + 1


def part_names(release: ReleasedMonth) -> dict[str, str]:
    """Return the name of each unit of `part_level` by P-code."""
    boundaries = release.boundaries
    return names_by_pcode({1: boundaries.regions, 2: boundaries.cercles, 3: boundaries.communes}[part_level(release)])


def by_part(release: ReleasedMonth, words: Words) -> str:
    """Return what the lines of a table are, in one word: région, cercle, commune."""
    return words(f"atlas.part_{part_level(release)}")


def without_part(release: ReleasedMonth, words: Words) -> str:
    """Return the name of the line of the rows that are in none of the units of `part_level`."""
    return words(f"atlas.no_part_{part_level(release)}")


def region_names(release: ReleasedMonth) -> dict[str, str]:
    """Return the name of each région by P-code."""
    regions = release.boundaries.regions
    return dict(zip(regions["pcode"], regions["name"], strict=True))


def part_table(
    title: str,
    counts: pd.DataFrame,
    release: ReleasedMonth,
    words: Words,
    *,
    labels: Sequence[str],
    before: pd.Series | None,
    note: str = "",
) -> SideTable:
    """Return `counts` (one line a P-code of `part_level`, one column a class) as a table with totals, the month before and the change.

    `labels` head the columns of `counts`; without them only totals are shown. `before` holds the totals of the month before, or None
    where that month is missing; a unit that only the month before names has its line.
    """
    names = part_names(release)
    everywhere = counts.index if before is None else counts.index.union(before.index)
    counts = counts.reindex(everywhere, fill_value=0)
    shown = counts if labels else counts[[]]
    rows = [
        _row(
            names.get(pcode, without_part(release, words)),
            shown.loc[pcode],
            int(counts.loc[pcode].sum()),
            _total_before(before, pcode),
            words,
        )
        for pcode in sorted(everywhere, key=lambda pcode: names.get(pcode, "~"))
    ]
    total_before = None if before is None else int(before.sum())
    total = _row(words("map.total"), shown.sum(), int(counts.to_numpy().sum()), total_before, words)
    head = ("", *labels, words("map.total_short"), words("map.month_before"), words("map.change"))
    return SideTable(title, head, (*rows, total), total_row=True, note=note)


@made_once
def part_counts(table: pd.DataFrame, release: ReleasedMonth, *, by: str, classes: Sequence[str]) -> pd.DataFrame:
    """Count the rows of `table` per P-code of `part_level` ("" where it has none) and class of `by`, one column for each of `classes`."""
    column = PCODE_COLUMNS[part_level(release)]
    return table.groupby([column, by]).size().unstack(fill_value=0).reindex(columns=list(classes), fill_value=0)


def months_held(release: ReleasedMonth, table: str) -> list[Month]:
    """Return the months of the year, up to this one, that hold `table`."""
    year = [
        month
        for month, earlier in release.earlier.items()
        if month.year == release.month.year and table in earlier.tables
    ]
    return sorted([*year, release.month])


def year_to_date_note(release: ReleasedMonth, words: Words) -> str:
    """Return the violations since January and which months the sum holds."""
    held = months_held(release, "incidents")
    total = add_up(_counts(release, month).country for month in held)
    missing = [Month(release.month.year, number) for number in range(1, release.month.number + 1)]
    missing = [month for month in missing if month not in held]
    key = "map.year_to_date_gaps" if missing else "map.year_to_date"
    return words(
        key,
        year=release.month.year,
        total=total.text(words.lang),
        months=len(held),
        held=_month_names(held, words),
        missing=_month_names(missing, words),
    )


def _month_names(months: Sequence[Month], words: Words) -> str:
    return ", ".join(month_name(month, lang=words.lang) for month in months)


@made_once
def totals_before(release: ReleasedMonth, table: str) -> pd.Series | None:
    """Return the rows per P-code of `part_level` of `table` in the month before, or None where that month is missing."""
    earlier = release.earlier.get(release.month.previous)
    if earlier is None or table not in earlier.tables:
        return None
    return earlier.tables[table].groupby(PCODE_COLUMNS[part_level(release)]).size()


def in_classes(counts: Mapping[str, int], words: Words) -> dict[str, str]:
    """Return `counts` as the language writes numbers."""
    return {key: number_label(count, lang=words.lang) for key, count in counts.items()}


def _counts(release: ReleasedMonth, month: Month) -> Counts:
    return (release if month == release.month else release.earlier[month]).counts["incidents"]


def _total_before(before: pd.Series | None, pcode: str) -> int | None:
    return None if before is None else int(before.get(pcode, 0))


def _row(name: str, counts: pd.Series, total: int, before: int | None, words: Words) -> tuple[str, ...]:
    numbers = [number_label(int(count), lang=words.lang) for count in counts]
    earlier = GAP if before is None else number_label(before, lang=words.lang)
    change = GAP if before is None else signed_label(total - before, words)
    return (name, *numbers, number_label(total, lang=words.lang), earlier, change)


def signed_label(change: int, words: Words) -> str:
    """Return a change with its sign: +165, −12, =."""
    return signed_number(change, lang=words.lang) if change else "="
