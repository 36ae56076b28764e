"""The figures printed in the reports of September 2020 and November 2021, typed, from `published.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from annexmaps.months import Month, parse_month

Condition = Mapping[str, tuple[str, ...]]  # attribute of a violation: the values that match


@dataclass(frozen=True)
class Table:
    """One month's column of the two tables printed for a year."""

    categories: Mapping[str, int]  # by letter
    regions: Mapping[str, int]  # by name
    total: int


@dataclass(frozen=True)
class Count:
    """How many violations match a condition."""

    where: Condition
    number: int


@dataclass(frozen=True)
class Share:
    """What part of the violations that match `among` match `where` too."""

    where: Condition
    among: Condition
    share: float  # of one, as printed


@dataclass(frozen=True)
class Contradiction:
    """A cell that a report prints against its own tables."""

    month: Month
    cell: str
    printed: float | str
    used: float | str
    why: str


@dataclass(frozen=True)
class LevelStatement:
    """What a report says of the risk levels of a whole cercle or région."""

    unit: str  # name
    admin_level: int  # 1 or 2
    only: tuple[str, ...] = ()  # the levels that occur, each at least once
    most: tuple[str, ...] = ()  # the levels of more than half of its communes
    numbers: Mapping[str, int] | None = None  # communes by level, all those surveyed


@dataclass(frozen=True)
class Published:
    """Every figure, by month; a month that is not a key of a field has no such figure."""

    tables: Mapping[Month, Table]
    year_to_date: Mapping[Month, int]
    counts: Mapping[Month, Mapping[str, Mapping[str, int]]]  # attribute, code or name, number
    crossed: Mapping[Month, tuple[Count, ...]]
    shares: Mapping[Month, tuple[Share, ...]]
    victims: Mapping[Month, Mapping[str, tuple[int, int, int, int]]]  # status: women, men, girls, boys
    rankings: Mapping[Month, Mapping[str, tuple[str, ...]]]  # région: cercles from the most affected down
    village_attacks: Mapping[Month, tuple[int, tuple[str, ...]]]  # number of flash alerts, cercles named
    levels: Mapping[Month, Mapping[str, str]]  # commune's P-code: level
    printed_names: Mapping[str, str]  # commune's P-code: its name as the report spells it
    statements: Mapping[Month, tuple[LevelStatement, ...]]
    communes_surveyed: Mapping[int, int]  # by year
    contradictions: Mapping[str, Contradiction]

    def totals(self, month: Month, attribute: str) -> Mapping[str, int]:
        """Return the published counts of `month` by `attribute`, empty if there are none."""
        return self.counts.get(month, {}).get(attribute, {})

    def cells(self, month: Month) -> dict[tuple[str, str], int]:
        """Return the published cells (région, category) of `month`."""
        single = [count for count in self.crossed.get(month, ()) if _is_cell(count.where)]
        return {(count.where["region"][0], count.where["category"][0]): count.number for count in single}


@cache
def published() -> Published:
    """Return the figures of `published.toml`."""
    entries = tomllib.loads((files(__package__) / "published.toml").read_text(encoding="utf-8"))
    levels = _by_month(entries["levels"])
    return Published(
        tables={month: Table(**table) for month, table in _by_month(entries["tables"]).items()},
        year_to_date=_by_month(entries["year_to_date"]),
        counts=_by_month(entries["counts"]),
        crossed={month: tuple(map(_count, lines)) for month, lines in _by_month(entries["crossed"]).items()},
        shares={month: tuple(map(_share, lines)) for month, lines in _by_month(entries["shares"]).items()},
        victims={month: _tuples(table) for month, table in _by_month(entries["victims"]).items()},
        rankings={month: _tuples(table) for month, table in _by_month(entries["rankings"]).items()},
        village_attacks={
            m: (e["number"], tuple(e["cercles"])) for m, e in _by_month(entries["village_attacks"]).items()
        },
        levels={m: {pcode: level for level, named in t.items() for pcode in named.values()} for m, t in levels.items()},
        printed_names={pcode: name for t in levels.values() for named in t.values() for name, pcode in named.items()},
        statements=_statements(entries),
        communes_surveyed={int(year): number for year, number in entries["risk_index"]["communes_surveyed"].items()},
        contradictions={key: _contradiction(entry) for key, entry in entries["contradictions"].items()},
    )


def sample_months() -> tuple[Month, ...]:
    """Return the months whose tables are published: January to September 2020, January to November 2021."""
    return tuple(sorted(published().tables))


def _is_cell(where: Condition) -> bool:
    return set(where) == {"region", "category"} and all(len(values) == 1 for values in where.values())


def _month(text: str) -> Month:
    month = parse_month(text)
    if month is None:
        raise ValueError(text)
    return month


def _by_month(entries: Mapping[str, Any]) -> dict[Month, Any]:
    return {_month(key): value for key, value in entries.items()}


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(values) for key, values in table.items()}


def _count(entry: Mapping[str, Any]) -> Count:
    return Count(_tuples(entry["where"]), entry["number"])


def _share(entry: Mapping[str, Any]) -> Share:
    return Share(_tuples(entry["where"]), _tuples(entry["among"]), entry["share"])


def _contradiction(entry: Mapping[str, Any]) -> Contradiction:
    return Contradiction(_month(entry["month"]), entry["cell"], entry["printed"], entry["used"], entry["why"])


def _statements(entries: Mapping[str, Any]) -> dict[Month, tuple[LevelStatement, ...]]:
    of_month: dict[Month, tuple[LevelStatement, ...]] = {}
    for section, admin_level in (("region_levels", 1), ("cercle_levels", 2)):
        for month, units in _by_month(entries[section]).items():
            made = tuple(_statement(name, admin_level, entry) for name, entry in units.items())
            of_month[month] = of_month.get(month, ()) + made
    return of_month


def _statement(name: str, admin_level: int, entry: Mapping[str, Any]) -> LevelStatement:
    only, most = tuple(entry.get("only", ())), tuple(entry.get("most", ()))
    return LevelStatement(name, admin_level, only, most, entry.get("numbers"))
