"""What each edition of a month leaves out: rows, places, points, dates and columns, in plain words with their numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.months import number_label
from annexmaps.places.located import LocatedMonth, LocatedTable
from annexmaps.production.levels import closed_tables
from annexmaps.vocabulary.columns import layout
from annexmaps.words import Words

LEVELS = (3, 2, 1, 0)  # commune, cercle, région, country
# told by other lines, or of no edition: where a row is, and that it is fiction
_ELSEWHERE = {
    "region",
    "cercle",
    "commune",
    "pcode",
    "latitude",
    "longitude",
    "coordinates",
    "location_precision",
    "month",
    "date",
    "example",
}
_SHOWN_AS = {"total": "score"}  # under another name
_ANSWER = re.compile(r"q\d+")


@dataclass(frozen=True)
class Difference:
    """One line of the comparison."""

    table: str
    about: str  # rows, places, points, date, columns, monitors: editions.about.<about> in the vocabulary
    cells: tuple[str, ...]  # one an edition, internal, partners, public


def compare_editions(located: LocatedMonth, config: Config, words: Words) -> tuple[Difference, ...]:
    """Return what the internal, partners and public editions of `located` show of each table, side by side."""
    told = [release(located, edition_rules(edition, config.disclosure)) for edition in EDITIONS]
    lines = (line for name, table in located.tables.items() for line in _lines(name, table, told, words))
    return tuple(_without_closed(line, config, words) for line in lines)


def _without_closed(line: Difference, config: Config, words: Words) -> Difference:
    # a table received under a closer level says nothing in a wider edition
    closed = (line.table in closed_tables(edition, config) for edition in EDITIONS)
    cells = (words("editions.closed") if shut else cell for shut, cell in zip(closed, line.cells, strict=True))
    return replace(line, cells=tuple(cells))


def _lines(name: str, table: LocatedTable, told: list[ReleasedMonth], words: Words) -> Iterator[Difference]:
    tables = [edition.tables[name] for edition in told]
    yield Difference(name, "rows", tuple(_rows(edition, name, words) for edition in told))
    yield Difference(name, "places", tuple(_places(one, words) for one in tables))
    if "longitude" in table.table:
        yield Difference(name, "points", tuple(_points(one, words) for one in tables))
    if "date" in table.table:
        dates = ("editions.day" if "date" in one else "editions.month" for one in tables)
        yield Difference(name, "date", tuple(words(key) for key in dates))
    if name == "coverage":
        monitors = (number_label(len(edition.monitors), lang=words.lang) for edition in told)
        yield Difference(name, "monitors", tuple(monitors))
    yield Difference(name, "columns", tuple(_left_out(table, one, words) for one in tables))


def _rows(edition: ReleasedMonth, name: str, words: Words) -> str:
    count = number_label(len(edition.tables[name]), lang=words.lang)
    listed = edition.rules.rows or name in ("risk_index", "coverage")
    return words("editions.one_by_one" if listed else "editions.in_classes", count=count)


def _places(table: pd.DataFrame, words: Words) -> str:
    counts = Counter(table["place_level"])
    told = (
        words(f"editions.level_{level}", count=number_label(counts[level], lang=words.lang))
        for level in LEVELS
        if counts.get(level)
    )
    return " · ".join(told) or words("editions.nothing")


def _points(table: pd.DataFrame, words: Words) -> str:
    count = int(table["longitude"].notna().sum()) if "longitude" in table else 0
    return number_label(count, lang=words.lang) if count else words("editions.no_points")


def _left_out(located: LocatedTable, told: pd.DataFrame, words: Words) -> str:
    """Name the columns that hold something in the month and that the edition does not show."""
    held = [name for name in layout(located.name).columns if name in located.table and _holds(located.table[name])]
    missing = [name for name in held if _SHOWN_AS.get(name, name) not in told and name not in _ELSEWHERE]
    # fifteen answers are one thing to a reader
    names = dict.fromkeys(
        words("editions.answers") if _ANSWER.fullmatch(name) else words(f"header.{located.name}.{name}")
        for name in missing
    )
    return ", ".join(names) or words("editions.nothing")


def _holds(column: "pd.Series[Any]") -> bool:
    return bool((column.notna() & (column.astype(str) != "")).any())
