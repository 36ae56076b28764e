"""Product: what one annex says. Its function's parameters name the tables it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import Parameter, signature
from types import MappingProxyType

import pandas as pd

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.rules import EditionRules
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.population import Population
from annexmaps.spec import (
    AreaLayer,
    Base,
    Cell,
    Circle,
    Legend,
    ListItem,
    Mark,
    Record,
    SideTable,
    Stack,
    Symbol,
    Theme,
)
from annexmaps.words import Words

_MOST_KEPT = 24  # lists of centres: of the levels of the boundary sets in use
TABLES = ("incidents", "flash_alerts", "risk_index", "coverage")


@dataclass(frozen=True)
class Ingredients:
    """What a product function may ask for by naming a parameter: one of these fields, `boundaries`, or a table of the month."""

    release: ReleasedMonth
    words: Words
    config: Config
    base: Base
    theme: Theme = field(default_factory=Theme)
    population: Population | None = None  # people living in each commune

    def get(self, name: str) -> object:
        """Return the ingredient called `name`; None for a table that the month does not hold."""
        if name in TABLES:
            return self.release.tables.get(name)
        return self.release.boundaries if name == "boundaries" else getattr(self, name)


@dataclass(frozen=True)
class Layers:
    """What a map product returns: marks with their classes already decided, legends, and the words of its numbers."""

    headline: str = ""  # the number a reader came for
    area_layers: tuple[AreaLayer, ...] = ()
    circles: tuple[Circle, ...] = ()
    stacks: tuple[Stack, ...] = ()
    marks: tuple[Mark, ...] = ()
    mark_symbols: Mapping[str, Symbol] = field(default_factory=dict)
    legends: tuple[Legend, ...] = ()
    tables: tuple[SideTable, ...] = ()
    items: tuple[ListItem, ...] = ()
    items_title: str = ""
    records: tuple[Record, ...] = ()  # what an interactive page lets its reader filter; areas stand for themselves
    record_columns: tuple[str, ...] = ()
    record_fields: tuple[str, ...] = ()
    record_classes: tuple[tuple[str, str], ...] = ()
    data_level: int = 3
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # sentences: of what the annex alone draws on
    focus: tuple[tuple[float, float, float], ...] = ()  # longitude, latitude, weight: where the inset should look
    empty: str = ""  # printed across the map when there is nothing to show


@dataclass(frozen=True)
class Listing:
    """What a list product returns: a table to print."""

    headline: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    names: tuple[str, ...]  # of the columns, the same in every language
    widths: tuple[int, ...]  # characters
    dictionary: tuple[tuple[str, ...], ...]  # header, what it means, unit, source, editions that hold it
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Product:
    """One annex: its number, its title in each language ({month}, {before} and {year} are filled in), and the function that makes it."""

    annex: str
    title: Mapping[str, str]
    layers: Callable[..., Layers | Listing]
    public: bool = False  # it keeps to classes in the public edition; without saying so it is not made there
    kind: str = "map"  # what a renderer must be able to draw: map (Layers) or list (Listing)
    table: str = ""  # the table whose rows the subtitle accounts for; empty: the first that the function names
    reading_note: Mapping[str, str] = field(default_factory=dict)  # how not to misread it, printed in the foot
    variant: str = ""  # of a further page: its word in the file's name
    compares: bool = False  # made only where the month before holds the main table
    variants: tuple["Product", ...] = ()  # further pages of the same annex

    @property
    def pages(self) -> tuple["Product", ...]:
        """The annex's own page and its further ones."""
        return (self, *self.variants)

    def may_leave(self, rules: EditionRules) -> bool:
        """Tell whether the annex may be made for an edition: for the public only if it says that it keeps to classes."""
        return self.public or rules.form != "classes"

    @property
    def needs(self) -> tuple[str, ...]:
        """The tables without which the annex cannot be made, by the names of the parameters that have no default."""
        named = signature(self.layers).parameters.values()
        return tuple(entry.name for entry in named if entry.name in TABLES and entry.default is Parameter.empty)

    @property
    def helped_by(self) -> tuple[str, ...]:
        """The tables that make the annex fuller but may be missing: the parameters with a default."""
        named = signature(self.layers).parameters.values()
        return tuple(entry.name for entry in named if entry.name in TABLES and entry.default is not Parameter.empty)

    @property
    def main_table(self) -> str:
        """The table whose rows the annex accounts for."""
        return self.table or next(iter(self.needs), "")

    def has_month_before(self, release: ReleasedMonth) -> bool:
        """Tell whether the month before `release` holds the annex's main table."""
        earlier = release.earlier.get(release.month.previous)
        return earlier is not None and self.main_table in earlier.tables

    def make(self, ingredients: Ingredients) -> Layers | Listing:
        """Call the function with the ingredients that its parameters name."""
        return self.layers(**{name: ingredients.get(name) for name in signature(self.layers).parameters})


@lru_cache(maxsize=_MOST_KEPT)
def centres(boundaries: Boundaries, *, admin_level: int) -> Mapping[str, tuple[float, float]]:
    """Return a point inside each unit of `admin_level`, by P-code: its centroid, or where that lies outside a point within."""
    units: pd.DataFrame = {1: boundaries.regions, 2: boundaries.cercles, 3: boundaries.communes}[admin_level]
    found = {}
    for pcode, shape in zip(units["pcode"], units["geometry"], strict=True):
        point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        found[pcode] = (round(point.x, 5), round(point.y, 5))
    return MappingProxyType(found)
