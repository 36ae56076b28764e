"""Columns of the four tables: what each holds, its headers in French and English, its HXL tags; from `columns.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words, languages

_MOST_KEPT = 20_000  # cells whose column is kept: the lines near the top of a file are tried under each separator
LONGEST_HEADER = 500  # characters; a longer cell is text
_HXL_TAG = re.compile(r"#\s*[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*")


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str  # incident_number
    kind: str  # text, code, day, month, number, integer, answer, latitude, longitude, point
    terms: str  # the list of terms of a code: category, type, perpetrator…
    headers: tuple[str, ...]  # accepted spellings, the name itself first
    tags: tuple[str, ...]  # HXL tags


@dataclass(frozen=True)
class Layout:
    """The columns of one table and which of them must be there."""

    table: str  # incidents, flash_alerts, risk_index, coverage
    names: tuple[str, ...]  # of files and sheets
    required: tuple[tuple[str, ...], ...]  # one of each group; "latitude+longitude" goes together
    columns: Mapping[str, Column]

    def column_of_header(self, header: str) -> str | None:
        """Return the name of the column that `header` spells, alone or after the groups of a Kobo form (a/b/commune), or None."""
        return None if len(header) > LONGEST_HEADER else _column_of_header(self.table, header)

    def column_of_tag(self, tag: str) -> str | None:
        """Return the name of the column whose HXL tag agrees best with `tag`, or None if none or two do."""
        asked = _parts(tag)
        shared = {name: best for name, column in self.columns.items() if (best := _agreement(column.tags, asked))}
        winners = [name for name, best in shared.items() if best == max(shared.values())]
        return winners[0] if len(winners) == 1 else None

    def header(self, name: str) -> str:
        """Return the header of the column `name` in each language: date; catégorie (category)."""
        first, *others = dict.fromkeys(Words(lang)(f"header.{self.table}.{name}") for lang in languages())
        return f"{first} ({', '.join(others)})" if others else first


def tables() -> tuple[str, ...]:
    """Return the names of the tables, in their order."""
    return tuple(_entries())


@cache
def layout(table: str) -> Layout:
    """Return the columns of `table`."""
    entry = _entries()[table]
    columns = {name: _column(table, name, values) for name, values in entry["columns"].items()}
    return Layout(table, (table, *entry["names"]), tuple(map(tuple, entry["required"])), columns)


def table_of_name(text: str) -> str | None:
    """Return the table that the name of a file or sheet stands for; a month or "exemple" in it does not count."""
    return _names().get(_bare(text))


def table_like(text: str) -> str | None:
    """Return the table whose name stands in `text` among other words: `Alertes flash nov`; None if none does."""
    words = f" {_bare(text)} "
    inside = [name for name in _names() if f" {name} " in words]
    return _names()[max(inside, key=len)] if inside else None


def is_tag(text: str) -> bool:
    """Tell whether `text` is an HXL tag: #adm3+name."""
    return _HXL_TAG.fullmatch(text.strip().casefold()) is not None


def _bare(text: str) -> str:
    without_month = re.sub(r"\b(19|20)\d\d (0[1-9]|1[0-2])\b", " ", fold(text))
    return " ".join(word for word in without_month.split() if word not in {"exemple", "example", "sample"})


@cache
def _names() -> dict[str, str]:
    return {_bare(name): table for table in tables() for name in layout(table).names}


@cache
def _entries() -> dict[str, Any]:
    return tomllib.loads((files("annexmaps") / "vocabulary" / "columns.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=_MOST_KEPT)
def _column_of_header(table: str, header: str) -> str | None:
    known = _headers(table)
    *groups, question = header.split("/")
    if fold(header) in known or any(fold(group) in known for group in groups):
        return known.get(fold(header))
    return known.get(fold(question))


@cache
def _headers(table: str) -> dict[str, str]:
    return {fold(header): column.name for column in layout(table).columns.values() for header in column.headers}


def _column(table: str, name: str, values: Mapping[str, Any]) -> Column:
    labels = (Words(lang)(f"header.{table}.{name}") for lang in languages())
    headers = tuple(dict.fromkeys([name, *labels, *values["headers"]]))
    return Column(name, values["kind"], values.get("terms", ""), headers, tuple(values["hxl"]))


def _parts(tag: str) -> frozenset[str]:
    closed_up = re.sub(r"\s", "", tag.casefold())
    return frozenset(closed_up.replace("+", " +").split())


def _agreement(tags: tuple[str, ...], asked: frozenset[str]) -> int:
    """Return how many parts the best of `tags` shares with `asked`; 0 unless all of its parts are asked for."""
    return max((len(_parts(tag)) for tag in tags if _parts(tag) <= asked), default=0)
