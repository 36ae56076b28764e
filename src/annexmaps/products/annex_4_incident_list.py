"""Annex 4: the list of violations, numbered as on the maps; for the public, communes in classes in its place."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from annexmaps.config import Config
from annexmaps.contract import rows_of
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import names_by_pcode
from annexmaps.months import month_label, number_label
from annexmaps.products.list_dictionary import list_dictionary
from annexmaps.products.product import Listing, Product
from annexmaps.spec import Cell
from annexmaps.vocabulary import label
from annexmaps.words import Words, in_every_language

# columns in the order of the list; those that the edition does not hold are not there
PLACES = ("region", "cercle", "commune", "pcode")
DETAILS = (
    "locality", "category", "type", "women", "men", "girls", "boys", "victim_status", "livelihood", "perpetrator", "place", "time_slot",
    "longitude", "latitude", "number", "incident_number",
)  # fmt: skip
CODED = ("type", "victim_status", "livelihood", "perpetrator", "place", "time_slot")
NUMBERS = ("women", "men", "girls", "boys", "longitude", "latitude")
WIDTHS = {
    "list_number": 6, "date": 12, "month": 16, "region": 14, "cercle": 18, "commune": 22, "pcode": 11, "locality": 22, "category": 9,
    "type": 52, "perpetrator": 30, "place": 24, "class": 12,
}  # fmt: skip
WIDTH = 14  # characters, of the other columns


def incident_listing(incidents: pd.DataFrame, release: ReleasedMonth, words: Words, config: Config) -> Listing:
    """Return the violations one by one, or communes in classes where the edition lists no rows."""
    make = _rows if release.rules.rows else _classes
    return make(incidents, release, words, config)


def _rows(incidents: pd.DataFrame, release: ReleasedMonth, words: Words, config: Config) -> Listing:
    when = "date" if "date" in incidents else "month"
    names = ("list_number", when, *PLACES, *(name for name in DETAILS if name in incidents))
    cells = _place_cells(incidents, release)
    readers = {name: _reader(name, release, words) for name in names if name not in PLACES}
    rows = tuple(
        tuple(cells[name][index] if name in PLACES else readers[name](row) for name in names)
        for index, row in enumerate(rows_of(incidents))
    )
    headline = words("annex_4.headline", total=number_label(len(incidents), lang=words.lang))
    return _listing(headline, names, rows, _notes(release, words), words, config)


def _notes(release: ReleasedMonth, words: Words) -> tuple[str, ...]:
    notes = () if release.rules.is_internal else (words("annex_4.protected"),)
    return (*notes, *country_types_note(release, words))


def country_types_note(release: ReleasedMonth, words: Words) -> tuple[str, ...]:
    """Return the sentence on the sensitive types that are told for the whole country only, if there are any."""
    types = {label("type", code, lang=words.lang): count for code, count in release.country_types.items()}
    told = " · ".join(f"{name} {number_label(types[name], lang=words.lang)}" for name in sorted(types))
    return (words("annex_4.country_types", types=told),) if told else ()


def _place_cells(incidents: pd.DataFrame, release: ReleasedMonth) -> dict[str, list[str]]:
    boundaries = release.boundaries
    names = names_by_pcode(boundaries.regions, boundaries.cercles, boundaries.communes)
    finest = incidents["commune_pcode"].where(incidents["commune_pcode"] != "", incidents["cercle_pcode"])
    finest = finest.where(finest != "", incidents["region_pcode"])
    columns = {name: [names.get(pcode, "") for pcode in incidents[f"{name}_pcode"]] for name in PLACES[:3]}
    return {**columns, "pcode": list(finest)}


def _reader(name: str, release: ReleasedMonth, words: Words) -> Callable[[Mapping[str, Any]], Cell]:
    """Return how the cell `name` of a row is written."""
    if name == "month":
        month = month_label(release.month, lang=words.lang)
        return lambda _row: month
    if name == "date":
        return lambda row: row[name].date() if pd.notna(row[name]) else None
    if name == "list_number":
        return lambda row: int(str(row[name]))
    if name in NUMBERS:
        return lambda row: _number(row[name])
    if name in CODED:
        return lambda row: label(name, str(row[name]), lang=words.lang) or _hidden(name, release, words)
    return lambda row: str(row[name])


def _hidden(name: str, release: ReleasedMonth, words: Words) -> str:
    # outside the office the type of a violation is only ever missing because it is protected or was not given
    return words("annex_4.type_not_told") if name == "type" and not release.rules.is_internal else ""


def _number(value: object) -> int | float | None:
    if not isinstance(value, float) or pd.isna(value):
        return None
    return int(value) if value.is_integer() else value


def _classes(incidents: pd.DataFrame, release: ReleasedMonth, words: Words, config: Config) -> Listing:
    cells = _place_cells(incidents, release)
    told = release.counts["incidents"].units
    places = zip(*(cells[name] for name in PLACES), strict=True)
    rows = tuple(sorted((*place, told[place[-1]].text(words.lang)) for place in places))
    headline = words("annex_4.headline_classes", total=number_label(len(rows), lang=words.lang))
    return _listing(headline, (*PLACES, "class"), rows, (words("annex_4.classes_note"),), words, config)


def _listing(
    headline: str,
    names: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    notes: tuple[str, ...],
    words: Words,
    config: Config,
) -> Listing:
    columns = tuple(words(f"annex_4.column.{name}") for name in names)
    widths = tuple(WIDTHS.get(name, WIDTH) for name in names)
    return Listing(headline, columns, rows, names, widths, list_dictionary(names, words, config), notes)


PRODUCT = Product(
    public=True, annex="4", title=in_every_language("annex_4.title"), layers=incident_listing, kind="list"
)
