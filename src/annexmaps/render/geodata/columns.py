"""Columns of a file of data: their names, types, meaning and HXL tags."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from annexmaps.words import Words

TEXT, INTEGER, REAL = "text", "integer", "real"
_NO_ATTRIBUTE = re.compile(r"[^0-9a-z]+")
_KINDS: Mapping[str, str] = {"admin_level": INTEGER, "count": INTEGER, "list_number": INTEGER, "score": REAL, "diameter_mm": REAL,
                             "offset_east": REAL, "offset_north": REAL}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a file of data."""

    name: str  # the same in every language and format
    kind: str  # text, integer or real
    title: str
    meaning: str
    tag: str  # HXL
    values: tuple[tuple[str, str], ...] = ()  # codes and what they mean, where it holds codes


def known_column(name: str, words: Words) -> Column:
    """Return the column `name`, which means the same on every map."""
    tag = _tags()[name]
    return Column(name, _KINDS.get(name, TEXT), words(f"geodata.column.{name}"), words(f"geodata.meaning.{name}"), tag)


def class_columns(name: str, values: tuple[tuple[str, str], ...], words: Words) -> tuple[Column, Column]:
    """Return the column of a class's code and that of its label; a `name` that the vocabulary does not have is a plain class."""
    known = name if words.has(f"geodata.column.{name}") else "class"
    title, meaning, tag = words(f"geodata.column.{known}"), words(f"geodata.meaning.{known}"), _tags()[known]
    labelled = words("geodata.label_of", column=name)
    return (
        Column(name, TEXT, title, meaning, f"{tag}+code", values),
        Column(f"{name}_label", TEXT, title, labelled, f"{tag}+name"),
    )


def count_column(key: str, label: str, words: Words) -> Column:
    """Return the column that counts the rows of the class `key`."""
    tag = f"{_tags()['count']}+class_{_NO_ATTRIBUTE.sub('_', key.lower())}"
    return Column(count_name(key), INTEGER, label, words("geodata.count_of", label=label), tag)


def count_name(key: str) -> str:
    """Return the name of the column that counts the class `key`: count_A, count_autre_oui."""
    return f"count_{key.replace('.', '_')}"


@cache
def _tags() -> dict[str, str]:
    text = (files("annexmaps") / "render" / "geodata" / "hxl_tags.toml").read_text(encoding="utf-8")
    tags: dict[str, str] = tomllib.loads(text)["tags"]
    return tags
