"""The inventory of a sound page, from the sample month, and ways to plant a fault in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from annexmaps.inventory import Inventory, Writing
from annexmaps.lint import lint_page


def keys_found(page: Inventory) -> list[str]:
    """Return the keys of what the lint finds on `page`, each once."""
    return sorted({finding.key for finding in lint_page(page)})


def without(page: Inventory, *parts: str) -> Inventory:
    """Return `page` without the texts and shapes of `parts`."""
    return replace(
        page,
        writings=tuple(writing for writing in page.writings if writing.part not in parts),
        shapes=tuple(shape for shape in page.shapes if shape.part not in parts),
    )


def with_text(page: Inventory, part: str, **changes: Any) -> Inventory:
    """Return `page` with the first text of `part` changed."""
    return _first_changed(page, "writings", lambda writing: writing.part == part, changes)


def with_shape(page: Inventory, part: str, **changes: Any) -> Inventory:
    """Return `page` with the first shape of `part` changed."""
    return _first_changed(page, "shapes", lambda shape: shape.part == part, changes)


def with_line(page: Inventory, key: str, **changes: Any) -> Inventory:
    """Return `page` with the first legend line of `key` changed."""
    return _first_changed(page, "legend", lambda entry: entry.key == key, changes)


def with_class(page: Inventory, key: str, **changes: Any) -> Inventory:
    """Return `page` with the first drawn class of `key` changed."""
    return _first_changed(page, "classes", lambda drawn: drawn.key == key, changes)


def moved(writing: Writing, across: float, up: float) -> Writing:
    """Return `writing` moved by millimetres."""
    return replace(writing, corners=tuple((x + across, y + up) for x, y in writing.corners))


def _first_changed(page: Inventory, field: str, wanted: Callable[[Any], bool], changes: dict[str, Any]) -> Inventory:
    things = list(getattr(page, field))
    number = next(number for number, thing in enumerate(things) if wanted(thing))
    things[number] = replace(things[number], **changes)
    return replace(page, **{field: tuple(things)})
