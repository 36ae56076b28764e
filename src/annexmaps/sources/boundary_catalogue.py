"""The catalogue of public boundary sources that can be named instead of a path."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

FILE = "boundary_catalogue.toml"


@dataclass(frozen=True)
class CatalogueEntry:
    """One public source; what it says of a set goes before what the file says."""

    name: str
    title: str
    url: str  # of the file
    page: str  # for people
    country: str  # ISO 3166-1 alpha-3
    frame: str
    date: str  # ISO, or empty: the file tells
    source: str  # attribution
    licence: str
    notes: tuple[str, ...] = ()  # word keys: what to know before installing it


def read_catalogue() -> dict[str, CatalogueEntry]:
    """Return the known public sources by name."""
    text = (files("annexmaps.sources") / FILE).read_text(encoding="utf-8")
    return {name: _entry(name, facts) for name, facts in tomllib.loads(text).items()}


def catalogue_names() -> tuple[str, ...]:
    """Return the names of the known public sources."""
    return tuple(read_catalogue())


def _entry(name: str, facts: dict[str, Any]) -> CatalogueEntry:
    return CatalogueEntry(name=name, **{**facts, "notes": tuple(facts["notes"])})
