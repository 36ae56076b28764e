"""The counts of a table that leave the office: its units, its régions and the country, each as far as the edition tells it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from annexmaps.disclosure.rules import EditionRules
from annexmaps.disclosure.told import Told, exactly, in_class, tell_total
from annexmaps.join import PCODE_COLUMNS
from annexmaps.places.gazetteer import REGION

TOLD_BY_REGION = ("incidents",)  # tables whose régions are told: the reports print them
# lowest of each class, above the smallest cell
LARGER_CLASSES: Mapping[str, tuple[int, ...]] = MappingProxyType({"incidents": (10, 20, 50), "flash_alerts": (10,)})
_LEVEL_NAMES = {1: "region", 2: "cercle", 3: "commune"}


@dataclass(frozen=True)
class Counts:
    """How many rows of a table an edition tells, and where."""

    level: int  # admin level of `units`
    units: Mapping[str, Told]  # by P-code, those with rows
    regions: Mapping[str, Told]  # by P-code, those with rows; "" of the rows without one; empty where no région is told
    country: Told
    limits: tuple[int, ...] = field(default=())  # lowest of each class of the units; empty where they are exact


def count_rows(name: str, table: pd.DataFrame, rules: EditionRules) -> Counts:
    """Return the counts of the table `name` (PLACE_COLUMNS, made as coarse as `rules` ask) for an edition."""
    level = rules.lowest_level[name]
    units, regions = _sizes(table, PCODE_COLUMNS[level]), _sizes(table, "region_pcode", without=True)
    if rules.rows:
        told = {pcode: exactly(count) for pcode, count in regions.items()}
        return Counts(level, {pcode: exactly(count) for pcode, count in units.items()}, told, exactly(len(table)))
    limits = class_limits(name, rules)
    classes = {pcode: in_class(count, limits) for pcode, count in units.items()}
    smallest = max(limits[1], rules.smallest_cell[_LEVEL_NAMES[REGION]])
    if name not in TOLD_BY_REGION:
        country = tell_total(len(table), classes.values(), smallest=smallest, slack=True)
        return Counts(level, classes, {}, country, limits)
    parts = _parts(classes, table, level)
    told = {
        pcode: tell_total(count, parts.get(pcode, ()), smallest=smallest, slack=True)
        for pcode, count in regions.items()
    }
    country = tell_total(len(table), told.values(), smallest=smallest, slack=False)
    return Counts(level, classes, told, country, limits)


def class_limits(name: str, rules: EditionRules) -> tuple[int, ...]:
    """Return the lowest count of each class in which the units of the table `name` are told: 1, the smallest cell, and larger ones."""
    smallest = rules.smallest_cell[_LEVEL_NAMES[rules.lowest_level[name]]]
    return (1, smallest, *(limit for limit in LARGER_CLASSES[name] if limit > smallest))


def counted_units(counts: Counts, table: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each unit of `counts` with its places, `low` and `high`, missing where open.

    It is all that leaves of the rows of `table` where no rows leave.
    """
    column = PCODE_COLUMNS[counts.level]
    above = [name for level, name in PCODE_COLUMNS.items() if level <= counts.level]
    units = table.loc[table[column] != "", above].drop_duplicates(column).sort_values(column).reset_index(drop=True)
    below = {name: "" for level, name in PCODE_COLUMNS.items() if level > counts.level}
    told = [counts.units[pcode] for pcode in units[column]]
    return units.assign(
        place_level=counts.level,
        **below,
        low=pd.Series([one.low for one in told], dtype="int64"),
        high=pd.Series([one.high for one in told], dtype="Int64"),
    )


def _sizes(table: pd.DataFrame, column: str, *, without: bool = False) -> dict[str, int]:
    return {pcode: count for pcode, count in sorted(Counter(table[column]).items()) if pcode or without}


def _parts(classes: Mapping[str, Told], table: pd.DataFrame, level: int) -> dict[str, list[Told]]:
    pairs = table.loc[table[PCODE_COLUMNS[level]] != "", ["region_pcode", PCODE_COLUMNS[level]]].drop_duplicates()
    parts: dict[str, list[Told]] = {}
    for region, unit in zip(pairs["region_pcode"], pairs[PCODE_COLUMNS[level]], strict=True):
        parts.setdefault(region, []).append(classes[unit])
    return parts
