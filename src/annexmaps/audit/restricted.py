"""What the input holds and an edition may not: every cell that is no allowed value, and every point, ready to be looked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely

from annexmaps.audit.coordinates import NOWHERE, Points, make_points
from annexmaps.audit.folding import LINE_END, misread, reread, squeeze, squeeze_line
from annexmaps.audit.layers import Layer
from annexmaps.audit.needles import Needles, make_needles
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.rules import EditionRules
from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION
from annexmaps.places.located import LocatedMonth, LocatedTable
from annexmaps.products.product import centres
from annexmaps.sources.boundaries import Boundaries
from annexmaps.words import Words, keys, languages

SHORTEST = 12  # letters and digits of a value that is looked for; shorter ones are proved by the canaries of the tests
_POINT = ("longitude", "latitude")
_TABLES_KEPT = 48  # of a year


@dataclass(frozen=True)
class Allowed:
    """Texts that a file may hold whatever else they look like."""

    texts: bytes  # squeezed, one a line
    words: frozenset[bytes]  # of the names of places and of the vocabulary
    declared: str  # what the office says of itself and the cells that the edition holds, as they are written

    def holds(self, text: str) -> bool:
        """Tell whether `text`, an address or number, is one that the office or the edition says itself."""
        return text in self.declared


@dataclass(frozen=True)
class Restricted:
    """What no file of an edition may hold of its input."""

    values: Mapping[bytes, str]  # squeezed: as the input writes it
    needles: Needles  # the keys of `values`
    points: Points
    allowed: Allowed

    def found_in(self, layer: Layer, squeezed: bytes) -> Iterator[tuple[str, str]]:
        """Yield the kind and the text of each value or point of the input that stands in `layer`, whose text is `squeezed`."""
        whole = {text for _, text in self.needles.found_in(squeezed)}
        wrapped = {text for _, text in self.needles.found_in(squeezed.replace(LINE_END, b""))} - whole
        met = {*whole, *(text for text in wrapped if not self._may_be_chance(text))}
        yield from (("input_value", self.values[text]) for text in sorted(met) if not self._is_allowed(text))
        yield from (("coordinates", text) for text in self.points.found_in(layer))

    def _is_allowed(self, text: bytes) -> bool:
        # the bytes of a database, read as Windows-1252, hold what is allowed misread
        return text in self.allowed.texts or squeeze_line(reread(self.values[text])) in self.allowed.texts

    def _may_be_chance(self, text: bytes) -> bool:
        # names that stand one below another, as in a list, may read like a value that is made of such names only
        return set(_words(self.values[text])) <= self.allowed.words


def allowed_texts(rules: EditionRules, boundaries: Boundaries | None, cells: Iterable[str] = ()) -> Allowed:
    """Return what the files of an edition may say: our own words, names of places, and `cells`."""
    places, cells = list(_place_names(boundaries)) if boundaries else [], tuple(cells)
    ours = list(_vocabulary(rules))
    lines = set(squeeze("\n".join(text.replace("\n", " ") for text in (*ours, *places, *cells))).split(LINE_END)) - {
        b""
    }
    words = set(squeeze("\n".join(_parted(" ".join((*ours, *places, *cells))).split())).split(LINE_END))
    return Allowed(b"\n".join(sorted(lines)), frozenset(words), "\n".join(dict.fromkeys((*cells, *places))))


def restricted_values(located: LocatedMonth, released: ReleasedMonth, allowed: Allowed) -> Restricted:
    """Return what `located`, and the months before it, hold beyond `released` and `allowed`."""
    told = released_points(released)
    values: set[str] = set()
    points: set[tuple[float, float]] = set()
    for month in (located, *located.earlier.values()):
        for table in month.tables.values():
            values.update(_cells(table))
            points |= _points(table) - told
        if not released.rules.is_internal:
            values.update(name for table in month.tables.values() for name in (table.source.file, table.source.sheet))
    borders = shapely.get_coordinates(located.boundaries.communes.geometry.to_numpy())
    middles = [
        point
        for level in (REGION, CERCLE, COMMUNE)
        for point in centres(located.boundaries, admin_level=level).values()
    ]
    return make_restricted(values, points, told=told, borders=borders, middles=np.array(middles), allowed=allowed)


def make_restricted(
    values: Iterable[str],
    points: Iterable[tuple[float, float]] = (),
    *,
    told: Iterable[tuple[float, float]] = (),
    borders: np.ndarray = NOWHERE,
    middles: np.ndarray = NOWHERE,
    allowed: Allowed,
) -> Restricted:
    """Return `values` and `points` (longitude, latitude) ready to be looked for; those `allowed` or `told` are none.

    `borders` are corners of the boundaries, which outlines may have; `middles` those of their units, where circles stand.
    """
    written = sorted({"", *(spelling.replace("\n", " ") for value in values for spelling in (value, misread(value)))})
    # all at once: a year has fifty thousand cells
    squeezed = squeeze("\n".join(written)).split(LINE_END)
    known = {text: value for text, value in zip(squeezed, written, strict=True) if len(text) >= SHORTEST}
    return Restricted(
        known, make_needles(known), make_points(points, told=told, borders=borders, middles=middles), allowed
    )


def released_cells(released: ReleasedMonth) -> Iterator[str]:
    """Yield every text that the tables of `released`, and of the months before it, hold."""
    for month in (released, *released.earlier.values()):
        for table in month.tables.values():
            for column in table.select_dtypes(exclude=["number", "datetime"]):
                yield from map(str, table[column].unique())
        yield from (name for names in month.without_polygon.values() for name in names)


def released_points(released: ReleasedMonth) -> set[tuple[float, float]]:
    """Return the points, longitude and latitude, that `released` and the months before it hold."""
    months = (released, *released.earlier.values())
    tables = (table for month in months for table in month.tables.values() if "longitude" in table)
    return {point for table in tables for point in _pairs(table)}


@lru_cache(maxsize=_TABLES_KEPT)
def _cells(table: LocatedTable) -> frozenset[str]:
    # later months compare with the same tables
    texts = table.table.select_dtypes(exclude=["number", "datetime"])
    found = {str(value) for name in texts for value in texts[name].unique()}
    if table.raw is not None:
        found.update(*(table.raw.cells[column].unique() for column in table.raw.cells))
    return frozenset(found)


@lru_cache(maxsize=_TABLES_KEPT)
def _points(table: LocatedTable) -> frozenset[tuple[float, float]]:
    found = _pairs(table.table) if "longitude" in table.table else set()
    # a point that has no more than two decimals is a place of a kilometre: no exact one
    return frozenset(point for point in found if any(round(number, 2) != number for number in point))


def _pairs(table: pd.DataFrame) -> set[tuple[float, float]]:
    sound = table[table["longitude"].notna() & table["latitude"].notna()]
    return set(zip(sound["longitude"].astype(float), sound["latitude"].astype(float), strict=True))


def _vocabulary(rules: EditionRules) -> Iterator[str]:
    """Yield our own words, without the labels of terms whose column the edition does not hold."""
    columns = {name for names in rules.columns.values() for name in names} | {
        "alert_kind",
        "coverage_status",
        "risk_level",
        "edition",
    }
    for lang in languages():
        words = Words(lang)
        for key in keys(lang):
            if not key.startswith("term.") or key.split(".")[1] in columns:
                yield words(key)


def _place_names(boundaries: Boundaries) -> Iterator[str]:
    for level in (boundaries.communes, boundaries.cercles, boundaries.regions, boundaries.without_polygon):
        yield from level["name"]
    yield from (boundaries.title, boundaries.licence, boundaries.source, boundaries.country_name, boundaries.name)


def _parted(text: str) -> str:
    return re.sub(r"['’\-/(),.:;]", " ", text)


def _words(text: str) -> Iterator[bytes]:
    return (squeeze_line(word) for word in _parted(text).split())
