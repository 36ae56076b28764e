"""What is told of each class of violations, month by month, from January on."""

from collections.abc import Mapping
from dataclasses import dataclass

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import Told, exactly
from annexmaps.join import count_values
from annexmaps.months import Month
from annexmaps.products.counts import months_held, region_names
from annexmaps.vocabulary import codes
from annexmaps.vocabulary.folding import fold

CATEGORIES = codes("category")


@dataclass(frozen=True)
class YearCounts:
    """What is told of each class and of the whole, by month; a month without data is not there."""

    months: tuple[Month, ...]  # January up to the report's month
    classes: Mapping[str, Mapping[Month, Told]]
    totals: Mapping[Month, Told]


def releases_of_year(release: ReleasedMonth) -> dict[Month, ReleasedMonth]:
    """Return the months of the year up to that of `release` which hold incidents."""
    return {
        month: release if month == release.month else release.earlier[month]
        for month in months_held(release, "incidents")
    }


def count_regions(release: ReleasedMonth) -> YearCounts:
    """Count the violations of each région, "" of those without one, by month."""
    held, names = releases_of_year(release), region_names(release)
    seen = {pcode for told in held.values() for pcode in told.counts["incidents"].regions}
    classes = {
        pcode: {month: told.counts["incidents"].regions.get(pcode, exactly(0)) for month, told in held.items()}
        for pcode in sorted(seen, key=lambda pcode: (pcode == "", fold(names.get(pcode, ""))))
    }
    return _year(release, classes)


def count_categories(release: ReleasedMonth) -> YearCounts:
    """Count the violations of each category by month; the edition of `release` tells rows."""
    held = releases_of_year(release)
    counted = {month: count_values(told.tables["incidents"]["category"], CATEGORIES) for month, told in held.items()}
    classes = {code: {month: exactly(counts[code]) for month, counts in counted.items()} for code in CATEGORIES}
    return _year(release, classes)


def _year(release: ReleasedMonth, classes: Mapping[str, Mapping[Month, Told]]) -> YearCounts:
    totals = {month: told.counts["incidents"].country for month, told in releases_of_year(release).items()}
    months = tuple(Month(release.month.year, number) for number in range(1, release.month.number + 1))
    return YearCounts(months, classes, totals)
