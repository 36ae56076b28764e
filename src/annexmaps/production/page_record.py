"""The record of the checks: for each map file its hash and what stands on its page, beside the manifest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.inventory import Inventory, inventory_values, read_inventory
from annexmaps.production.files import digest
from annexmaps.version import __version__

RECORD_NAME = "controle_cartes.json"


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


def make_record(made: Iterable[MadeFile], *, folder: Path) -> dict[Path, bytes]:
    """Return the record of the maps in `made` as JSON, by its path in `folder`; nothing where there are no maps.

    Maps of an earlier build stay in it while they are unchanged in `folder`.
    """
    maps = [file for file in made if file.inventory is not None]
    earlier = {name: entry for name, entry in _entries(folder).items() if _is_unchanged(folder / name, entry)}
    fresh = {
        file.path.name: {"sha256": digest(file.content), "page": inventory_values(file.inventory)}
        for file in maps
        if file.inventory is not None
    }
    return {folder / RECORD_NAME: _written({**earlier, **fresh})} if fresh else {}


def read_record(path: Path) -> dict[str, RecordedMap]:
    """Return the maps of the record at `path` by file name; InputError if it cannot be read."""
    try:
        cards = json.loads(path.read_text(encoding="utf-8"))["maps"]
        return {
            str(name): RecordedMap(str(name), str(card["sha256"]), read_inventory(card["page"]))
            for name, card in cards.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError("lint.bad_record", record=path.name) from None


def _entries(folder: Path) -> dict[str, Mapping[str, Any]]:
    # an earlier record of another make is made anew
    try:
        read_record(folder / RECORD_NAME)
        entries: dict[str, Mapping[str, Any]] = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))["maps"]
    except InputError:
        return {}
    return entries


def _is_unchanged(path: Path, entry: Mapping[str, Any]) -> bool:
    return path.is_file() and digest(path.read_bytes()) == entry["sha256"]


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
