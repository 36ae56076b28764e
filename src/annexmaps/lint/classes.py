"""Classes told apart by every eye and in print, ordered ramps in order, and no look with two meanings."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from annexmaps.inventory import DrawnClass, Inventory
from annexmaps.lint.finding import ERROR, WARNING, Finding
from annexmaps.lint.legend import high_to_low, legends_of
from annexmaps.lint.must_haves import says
from annexmaps.lint.vision import VISIONS, distance, lightness

# CIELAB units: neighbours in a legend are told apart from about ten; a copier gives lightness alone
_LEAST_DISTANCE = {"normal": 12.0, "deuteranopia": 12.0, "protanopia": 12.0, "greyscale": 8.0}
_LEAST_STEP = 8.0  # of lightness between two classes of a ramp
_TOGETHER = {"circle": "circle", "sector": "circle", "area": "area", "mark": "mark", "sign": "sign"}
_NOTHING = "#ffffff"  # what an empty fill shows


def classes_alike(page: Inventory) -> Iterator[Finding]:
    """Find classes of one map that an eye or a printer does not tell apart; a hatch, a shape or an outline that differs counts."""
    for one, other in combinations(page.classes, 2):
        family = _TOGETHER.get(one.kind)
        if family is None or family != _TOGETHER.get(other.kind) or _differ_in_form(one, other):
            continue
        for vision in VISIONS:
            if _apart(one, other, vision) < _LEAST_DISTANCE[vision]:
                values = {"one": _called(page, one), "other": _called(page, other)}
                yield Finding(f"told_apart_{vision}", values, _severity(page, vision))
                break


def ramps_out_of_order(page: Inventory) -> Iterator[Finding]:
    """Find ordered legends whose lightness does not rise or fall steadily: their order is lost in greyscale."""
    for entries in legends_of(page):
        fills = [entry.fill for entry in entries]
        if not high_to_low(entries) or len(set(fills)) < len(fills) or not all(fills):
            continue
        steps = [lightness(below) - lightness(above) for above, below in pairwise(fills)]
        if not (min(steps) >= _LEAST_STEP or max(steps) <= -_LEAST_STEP):
            values = {"classes": ", ".join(entry.label for entry in entries)}
            yield Finding("ramp", values, _severity(page, "greyscale"))


def looks_with_two_meanings(page: Inventory) -> Iterator[Finding]:
    """Find two lines of the legends that look the same."""
    looks = [
        (entry, (entry.fill, entry.hatch, entry.shape, entry.size, entry.edge if entry.shape != "area" else ""))
        for entry in page.legend
        if entry.fill or entry.hatch
    ]
    for (one, look), (other, same) in combinations(looks, 2):
        if look == same:
            yield Finding("one_meaning", {"one": one.label, "other": other.label})


def _severity(page: Inventory, vision: str) -> str:
    # a palette that greyscale confuses is let through when the page says so
    told = says(page.written("note"), "map.greyscale_exception", page.lang)
    return WARNING if vision == "greyscale" and told else ERROR


def _differ_in_form(one: DrawnClass, other: DrawnClass) -> bool:
    return one.hatch != other.hatch or one.shape != other.shape or bool(one.fill) != bool(other.fill)


def _apart(one: DrawnClass, other: DrawnClass, vision: str) -> float:
    # two looks differ as much as their fills or their outlines do, whichever more
    fills = distance(one.fill or _NOTHING, other.fill or _NOTHING, vision)
    return max(fills, distance(one.edge or _NOTHING, other.edge or _NOTHING, vision))


def _called(page: Inventory, drawn: DrawnClass) -> str:
    lines = [entry.label for entry in page.legend if (entry.key, entry.fill) == (drawn.key, drawn.fill)]
    return next(iter(lines or [entry.label for entry in page.legend if entry.fill == drawn.fill]), drawn.key)
