"""The allow-list of names: what may head a column or be a key in an edition's files; anything else stops the release."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from annexmaps.audit.folding import squeeze_line
from annexmaps.audit.layers import Kind, Layer
from annexmaps.disclosure.rules import EditionRules
from annexmaps.months import Month, short_month_name
from annexmaps.vocabulary import codes
from annexmaps.words import Words, languages


@dataclass(frozen=True)
class AllowedNames:
    """Names that may head a column or be a key."""

    squeezed: frozenset[bytes]
    patterns: tuple[re.Pattern[str], ...]

    def refused(self, layer: Layer) -> Iterator[str]:
        """Yield each name in `layer` that is not allowed; a layer of another kind has none."""
        if layer.kind is not Kind.HEADER:
            return
        for name in filter(None, map(str.strip, layer.text.split("\n"))):
            if squeeze_line(name) not in self.squeezed and not any(known.fullmatch(name) for known in self.patterns):
                yield name


def allowed_names(rules: EditionRules) -> AllowedNames:
    """Return the names that the files of the edition of `rules` may hold, in every language."""
    listed = _listed()
    columns = {name for names in rules.columns.values() for name in names} | set(listed["columns"])
    keys = [
        *listed["json"],
        *listed["geojson"],
        *listed["data"],
        *_data_columns(columns, listed),
        *listed["page"],
        *Words(languages()[0]).section("web"),
        *(listed["json_internal"] if rules.is_internal else ()),
    ]
    names = [*columns, *keys, *_words_of(rules, columns, listed)]
    return AllowedNames(frozenset(map(squeeze_line, names)), tuple(re.compile(known) for known in listed["patterns"]))


def _data_columns(columns: set[str], listed: dict[str, Any]) -> Iterator[str]:
    """Yield the columns of files of data: those of the vocabulary, each with its label, and a count for each class that is told."""
    for name in Words(languages()[0]).section("geodata.column"):
        if listed["data_of_column"].get(name, "name") in columns:
            yield from (name, f"{name}_label")
    if "category" in columns:
        yield from (f"count_{key}" for key in codes("category"))
    if "kind" in columns:
        yield from (f"count_{kind}_{state}" for kind in codes("alert_kind") for state in codes("yes_no"))


def _words_of(rules: EditionRules, columns: set[str], listed: dict[str, Any]) -> Iterator[str]:
    keys = [f"{section}.{name}" for section in listed["column_sections"] for name in columns]
    keys += [f"header.{table}.{name}" for table, names in rules.columns.items() for name in names]
    keys += [key for column, ours in listed["words_of_column"].items() if column in columns for key in ours]
    for lang in languages():
        words = Words(lang)
        yield from (words(key) for key in (*keys, *listed["words"]) if words.has(key))
        yield from (short_month_name(Month(2000, number), lang=lang) for number in range(1, 13))
        for column, section in listed["terms_of_column"].items():
            if column in columns:
                # a category is headed by its letter and its name
                yield from (text for code, name in words.section(section).items() for text in (name, f"{code} {name}"))


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads((files("annexmaps") / "audit" / "allowed.toml").read_text(encoding="utf-8"))
