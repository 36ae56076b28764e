"""The record of the checks: for each map file its hash and what stands on its page, beside the manifest."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.inventory import Inventory, inventory_values, read_inventory
from annexmaps.production.files import digest
from annexmaps.production.shelf import Shelf
from annexmaps.version import __version__

RECORD_NAME = "controle_cartes.json"
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class MadeFile:
    """A finished file of a build."""

    path: Path
    content: bytes
    inventory: Inventory | None = None  # of its page; None for a list


@dataclass(frozen=True)
class RecordedMap:
    """One map file as its record knows it."""

    name: str
    sha256: str
    inventory: Inventory


def make_record(made: Sequence[MadeFile], *, folder: Path, shelf: Shelf) -> dict[Path, bytes]:
    """Return the record of the maps in `made` as JSON, by its path in `folder`; nothing where there are no maps.

    Maps of an earlier build stay in it while they are unchanged in `folder`, of which `shelf` is what stands there.
    """
    fresh = {
        file.path.name: {"sha256": digest(file.content), "page": inventory_values(file.inventory)}
        for file in made
        if file.inventory is not None
    }
    entries = {name: entry for name, entry in _entries(shelf).items() if name not in fresh}
    earlier = {name: entry for name, entry in entries.items() if _is_unchanged(shelf.content(name), entry)}
    drawn_or_kept = fresh or any(file.path.name in earlier for file in made)
    return {folder / RECORD_NAME: _written({**earlier, **fresh})} if drawn_or_kept else {}


def read_record(path: Path) -> dict[str, RecordedMap]:
    """Return the maps of the record at `path` by file name; InputError if it cannot be read."""
    try:
        cards = json.loads(path.read_text(encoding="utf-8"))["maps"]
        return _recorded(cards)
    except (OSError, *_BROKEN):
        raise InputError("lint.bad_record", record=path.name) from None


def _recorded(cards: Mapping[str, Any]) -> dict[str, RecordedMap]:
    return {
        str(name): RecordedMap(str(name), str(card["sha256"]), read_inventory(card["page"]))
        for name, card in cards.items()
    }


def _entries(shelf: Shelf) -> dict[str, Mapping[str, Any]]:
    # an earlier record of another make is made anew
    try:
        entries: dict[str, Mapping[str, Any]] = json.loads(shelf.content(RECORD_NAME) or b"")["maps"]
        _recorded(entries)
    except _BROKEN:
        return {}
    return entries


def _is_unchanged(content: bytes | None, entry: Mapping[str, Any]) -> bool:
    return content is not None and digest(content) == entry["sha256"]


def _written(maps: Mapping[str, Mapping[str, Any]]) -> bytes:
    cards = (
        f'{_json(name)}: {{"sha256": {_json(card["sha256"])}, "page": {_page(card["page"])}}}'
        for name, card in sorted(maps.items())
    )
    head = f'{{"annexmaps": {_json(__version__)}, "maps": {{'
    return "\n".join((head, ",\n".join(cards), "}}", "")).encode()


def _page(values: Mapping[str, Any]) -> str:
    # one line a thing on the page: a person can read it, and two records can be compared
    parts = (
        f"{_json(name)}: {_table(value) if isinstance(value, dict) else _json(value)}" for name, value in values.items()
    )
    return "{\n" + ",\n".join(parts) + "\n}"


def _table(table: Mapping[str, Any]) -> str:
    rows = ",\n".join(_json(row) for row in table["rows"])
    return f'{{"columns": {_json(table["columns"])}, "rows": [\n{rows}\n]}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
