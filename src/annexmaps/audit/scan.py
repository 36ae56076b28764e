"""The scan: each file's layers compared with the allow-list, the input's own values and the patterns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from annexmaps.audit.finding import Finding, mask
from annexmaps.audit.folding import squeeze, squeeze_line
from annexmaps.audit.layers import Fault, Layer
from annexmaps.audit.names import AllowedNames, allowed_names
from annexmaps.audit.opening import open_file
from annexmaps.audit.page_tiles import may_ask, tile_addresses
from annexmaps.audit.patterns import matches
from annexmaps.audit.restricted import Allowed, Restricted, make_restricted
from annexmaps.disclosure.rules import EDITIONS, EditionRules
from annexmaps.words import Words, languages

_MOST_OF_A_KIND = 3  # findings of one kind told for one layer
_IN_OFFICE_ONLY = ("marks", "points")  # faults that the internal edition may hold

_AnyPath = TypeVar("_AnyPath", bound=PurePath)


@dataclass(frozen=True)
class Gate:
    """What the files of one edition are compared with."""

    rules: EditionRules
    names: AllowedNames
    allowed: Allowed
    restricted: Restricted
    stricter: tuple[bytes, ...]  # sharing levels that a file of this edition may not state
    level: tuple[bytes, ...]  # its own, in each language
    tiles: frozenset[str] = frozenset()  # addresses that pages whose names say so may ask


def make_gate(rules: EditionRules, allowed: Allowed, restricted: Restricted | None = None, *, tiles: str = "") -> Gate:
    """Return what the files of the edition of `rules` are compared with; without `restricted`, allow-lists and patterns only.

    `tiles` is the one address of tiles that interactive pages may ask, if their names say that they do.
    """
    stricter = EDITIONS[: EDITIONS.index(rules.edition)]
    looked_for = restricted or make_restricted((), allowed=allowed)
    own, addresses = _levels(rules.edition), tile_addresses(tiles)
    return Gate(rules, allowed_names(rules), allowed, looked_for, _levels(*stricter), own, addresses)


def audit_files(files: Mapping[_AnyPath, bytes], gate: Gate) -> tuple[Finding, ...]:
    """Return what `files` hold that their edition may not, sorted; each finding once."""
    found = {finding for path, content in files.items() for finding in audit_file(path.name, content, gate)}
    return tuple(sorted(found))


def audit_file(name: str, content: bytes, gate: Gate) -> Iterator[Finding]:
    """Yield what the file `name` holds that its edition may not."""
    states_level = False
    for part in (Layer("", name), *open_file(name, content)):
        if isinstance(part, Fault):
            if not _may_stand(part, gate.rules):
                yield Finding(name, part.where, part.key, part.shown, gate.rules.edition)
            continue
        squeezed, counted = squeeze(part.text), dict[str, int]()
        for kind, value in _leaks(part, squeezed, gate):
            if value in gate.tiles and kind == "url" and may_ask(name):
                continue
            counted[kind] = counted.get(kind, 0) + 1
            if counted[kind] <= _MOST_OF_A_KIND:
                yield Finding(name, part.where, kind, mask(value), gate.rules.edition)
        states_level = states_level or any(level in squeezed for level in gate.level)
    if not states_level:
        yield Finding(name, "", "no_level", gate.rules.edition, gate.rules.edition)


def _may_stand(fault: Fault, rules: EditionRules) -> bool:
    return fault.key in _IN_OFFICE_ONLY and rules.is_internal


def _leaks(layer: Layer, squeezed: bytes, gate: Gate) -> Iterator[tuple[str, str]]:
    yield from (("name", name) for name in gate.names.refused(layer))
    yield from gate.restricted.found_in(layer, squeezed)
    yield from ((kind, text) for kind, text in matches(layer) if not gate.allowed.holds(text))
    yield from (("other_level", level.decode()) for level in gate.stricter if level in squeezed)


def _levels(*editions: str) -> tuple[bytes, ...]:
    # as a page prints it, and as the manifest says it
    printed = {squeeze_line(Words(lang)(f"sharing.{edition}")) for edition in editions for lang in languages()}
    return (*sorted(printed), *(squeeze_line(f"sharing_level {edition}") for edition in editions))
