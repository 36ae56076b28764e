"""The month's four tables to fill in: their columns from the contract, their lists from the vocabulary and from the gazetteer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from annexmaps.months import Month, month_label
from annexmaps.production.place_lists import place_lists
from annexmaps.render.template import DropDown, Template, TemplateColumn, write_template
from annexmaps.sources.boundaries import Boundaries
from annexmaps.theme import Theme
from annexmaps.vocabulary import label, terms
from annexmaps.vocabulary.columns import Column, Layout, layout, tables
from annexmaps.words import Words

# what marks a month of fiction, and both coordinates in one cell, which have columns of their own
_LEFT_OUT = frozenset({"example", "coordinates"})
_KINDS: Mapping[str, str] = MappingProxyType(
    {"day": "day", "integer": "integer", "number": "number", "answer": "number", "latitude": "number", "longitude": "number"}
)  # fmt: skip
_ANSWERED_BY_NAME = frozenset(
    {"category", "type", "total", "region", "cercle", "commune"}
)  # rather than by another of their group
_MARGIN = 0.1  # degrees round the country within which a coordinate is not asked about
_FIRST_DAY = date(1990, 1, 1)  # of a status that holds since


def make_templates(boundaries: Boundaries, *, month: Month, lang: str) -> dict[str, bytes]:
    """Return the workbooks to fill in for `month`, by file name; places are those of `boundaries`, words in `lang`."""
    words, places = Words(lang), place_lists(boundaries)
    made = {table: _template(table, boundaries, places, month, words) for table in tables()}
    return {f"{template.sheet}.xlsx": write_template(template, Theme()) for template in made.values()}


def _template(
    table: str, boundaries: Boundaries, places: Mapping[str, DropDown], month: Month, words: Words
) -> Template:
    columns = layout(table)
    asked = [column for name, column in columns.columns.items() if name not in _LEFT_OUT]
    needed = _needed(columns)
    made = tuple(
        TemplateColumn(
            name=column.name,
            header=words(f"header.{table}.{column.name}"),
            tag=column.tags[0],
            hint=words(f"column.{table}.{column.name}"),
            kind=_KINDS.get(column.kind, "text"),
            needed=column.name in needed,
            between=_between(column, boundaries, month),
            choice=places.get(column.name) or _terms(column, month, words),
        )
        for column in asked
    )
    return Template(
        sheet=words(f"table.{table}"),
        columns=made,
        instructions=tuple(_instructions(made, month, words)),
        instructions_sheet=words("template.how"),
        lists_sheet=words("template.lists"),
        title=words("template.title", table=words(f"table_title.{table}"), month=month_label(month, lang=words.lang)),
        warning=words("template.warning"),
    )


def _needed(columns: Layout) -> frozenset[str]:
    # of each group what a person can answer: the names of the place rather than its code or its coordinates
    found: set[str] = set()
    for group in columns.required:
        found |= set(group) & _ANSWERED_BY_NAME or {group[0]}
    return frozenset(found)


def _between(column: Column, boundaries: Boundaries, month: Month) -> tuple[float, float] | tuple[date, date] | None:
    if column.kind == "day":
        # a table's own days are the month's; a status may have begun long before
        return (month.first_day if column.name == "date" else _FIRST_DAY, month.last_day)
    if column.kind in ("latitude", "longitude"):
        west, south, east, north = (float(edge) for edge in boundaries.communes.total_bounds)
        low, high = (south, north) if column.kind == "latitude" else (west, east)
        return (round(low - _MARGIN, 1), round(high + _MARGIN, 1))
    return None


def _terms(column: Column, month: Month, words: Words) -> DropDown | None:
    if column.name == "month":
        return DropDown(column.name, (("", str(month)),))
    if not column.terms:
        return None
    entries = [(term.parent, label(column.terms, term.code, lang=words.lang)) for term in terms(column.terms)]
    if not any(parent for parent, _ in entries):
        return DropDown(column.name, tuple(entries))
    # types follow the category of their row
    named = [(label("category", parent, lang=words.lang), value) for parent, value in entries]
    return DropDown(column.name, tuple(sorted(named, key=lambda pair: pair[0])), ("category",))


def _instructions(columns: Sequence[TemplateColumn], month: Month, words: Words) -> Iterator[tuple[str, ...]]:
    dates = {"first": f"{month.first_day:%d/%m/%Y}", "last": f"{month.last_day:%d/%m/%Y}"}
    for key in ("rows", "tags", "needed", "places", "dates", "lists", "text"):
        yield (words(f"template.line.{key}", **dates),)
    yield ("",)
    yield tuple(words(f"template.column.{name}") for name in ("header", "needed", "meaning"))
    for column in columns:
        yield (column.header, words("template.yes") if column.needed else "", column.hint)
