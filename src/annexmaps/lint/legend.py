"""The legend against the drawing: every class in it, with its colour and its count, high to low."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from annexmaps.inventory import DrawnClass, Inventory, LegendEntry
from annexmaps.lint.finding import Finding

_KEYED = ("area", "sign", "mark")  # kinds whose classes the legend knows by their keys
_FILLED = ("circle", "sector")  # kinds known by their fill
_NUMBER = re.compile(r"^\D{0,3}?(\d[\d\s]*)")


def legends_of(page: Inventory) -> list[list[LegendEntry]]:
    """Return the lines of each legend of `page`."""
    return [list(entries) for _, entries in groupby(page.legend, key=lambda entry: entry.legend)]


def high_to_low(entries: Sequence[LegendEntry]) -> list[float]:
    """Return the numbers that the labels of `entries` begin with, in their order; empty unless all do."""
    found = [_NUMBER.match(entry.label) for entry in entries]
    return [float(re.sub(r"\D", "", number[1])) for number in found if number] if all(found) and len(found) > 1 else []


def classes_without_line(page: Inventory) -> Iterator[Finding]:
    """Find classes of the map that no legend names, drawn or empty; a layer that has nothing to show may be left out as a whole."""
    shown = {(drawn.kind, drawn.group) for drawn in page.classes if drawn.count or _lines_of(drawn, page)}
    for drawn in page.classes:
        if drawn.kind in _KEYED and (drawn.kind, drawn.group) in shown and not _lines_of(drawn, page):
            yield Finding("in_legend", {"what": drawn.key, "count": drawn.count})
        if drawn.kind in _FILLED and not any(entry.fill == drawn.fill for entry in page.legend):
            yield Finding("in_legend", {"what": drawn.fill, "count": drawn.count})


def lines_of_another_look(page: Inventory) -> Iterator[Finding]:
    """Find lines of a legend whose swatch does not look like what the map shows."""
    for drawn in page.classes:
        if drawn.kind in ("area", "sign"):
            for entry in _lines_of(drawn, page)[:1]:
                if not _same_look(drawn, entry):
                    yield Finding("legend_colour", {"label": entry.label, "drawn": _colours(drawn)})
        if drawn.kind == "mark" and not any(_same_mark(drawn, entry) for entry in _lines_of(drawn, page)):
            yield Finding("legend_colour", {"label": drawn.key, "drawn": _colours(drawn)})


def counts_that_differ(page: Inventory) -> Iterator[Finding]:
    """Find counts of a legend that are not the number of areas, signs, circles, list lines or table rows of the class."""
    for entry in page.legend:
        if not entry.count:
            continue
        told, shown = int(re.sub(r"\D", "", entry.count) or 0), _shown(entry, page)
        if shown is not None and told != shown:
            yield Finding("legend_count", {"label": entry.label, "told": told, "shown": shown})


def classes_out_of_order(page: Inventory) -> Iterator[Finding]:
    """Find legends of numbers that do not go from high to low."""
    for entries in legends_of(page):
        numbers = high_to_low(entries)
        if any(above <= below for above, below in pairwise(numbers)):
            yield Finding("legend_order", {"classes": ", ".join(entry.label for entry in entries)})


def _lines_of(drawn: DrawnClass, page: Inventory) -> list[LegendEntry]:
    # a mark may be of two legends at once: its kind and its state, joined by a dot in its key; where two legends use one
    # key, the line that looks like the class comes first
    keys = {drawn.key, *drawn.key.split(".")}
    lines = [entry for entry in page.legend if entry.key in keys]
    return sorted(lines, key=lambda entry: not _same_look(drawn, entry))


def _same_look(drawn: DrawnClass, entry: LegendEntry) -> bool:
    # an area's swatch has an outline of its own where the class has none
    same = (entry.fill, entry.hatch, entry.shape) == (drawn.fill, drawn.hatch, drawn.shape)
    return same and (entry.edge == drawn.edge or not drawn.edge)


def _same_mark(drawn: DrawnClass, entry: LegendEntry) -> bool:
    # a hollow mark has the colour of its kind as its outline
    return entry.shape == drawn.shape and entry.fill in (drawn.fill, drawn.edge)


def _colours(drawn: DrawnClass) -> str:
    return " ".join(part for part in (drawn.fill, drawn.edge, drawn.hatch) if part)


def _shown(entry: LegendEntry, page: Inventory) -> int | None:
    for kinds in (("area", "sign"), ("item",)):
        counts = [drawn.count for drawn in page.classes if drawn.kind in kinds and _is_of(entry, drawn)]
        if counts:
            return sum(counts)
    column = entry.label.split(" · ")[0]
    totals = [total.total for total in page.totals if total.column == column]
    if totals:
        return int(re.sub(r"\D", "", totals[0]) or 0)
    circles = [drawn.count for drawn in page.classes if drawn.kind == "circle" and drawn.fill == entry.fill]
    plain = any(drawn.kind == "circle" for drawn in page.classes) and entry.shape == "circle" and entry.size > 0
    return sum(circles) if plain else None


def _is_of(entry: LegendEntry, drawn: DrawnClass) -> bool:
    if drawn.kind == "item":
        return entry.key == drawn.key or entry.key in drawn.key.split(".")
    return entry.key == drawn.key and _same_look(drawn, entry)
