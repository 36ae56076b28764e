"""Verifying: a finished folder is made again from its data, in memory, and compared byte for byte."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annexmaps.disclosure.rules import EDITIONS
from annexmaps.errors import InputError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.files import digest
from annexmaps.production.making import make_edition, make_ready
from annexmaps.production.manifest import MANIFEST_NAME
from annexmaps.production.order import Order
from annexmaps.production.orders_of_folder import is_of_build, orders_of
from annexmaps.production.reading import read_month
from annexmaps.production.shelf import Shelf, shelf_of
from annexmaps.words import Phrase

SAME, DIFFERS, CHANGED, MISSING, NOT_MADE, OTHER = "same", "differs", "changed", "missing", "not_made", "other"
_SOUND = (SAME, OTHER)
_FACTS = ("versions", "made_on", "points", "boundaries", "settings", "inputs", "earlier_inputs", "rules_loosened")


@dataclass(frozen=True)
class ComparedFile:
    """One file of a folder, and how it compares with what is made again."""

    name: str
    state: str  # same; differs; changed since it was made; missing; not_made: not made again; other: of another command


@dataclass(frozen=True)
class VerifiedFolder:
    """One finished folder, compared."""

    folder: Path
    month: str
    edition: str
    files: tuple[ComparedFile, ...]
    reasons: tuple[Phrase, ...]  # why files may differ: what the manifest says of then, and what is now

    @property
    def is_same(self) -> bool:
        """Whether every file is what its data make."""
        return all(file.state in _SOUND for file in self.files)


def verify(folder: str | Path, data_folder: str | Path, like: Order) -> Iterator[VerifiedFolder]:
    """Yield every finished folder under `folder` (one month's edition, or many), made again from `data_folder` and compared.

    What the files' names and the manifest do not say, such as the boundaries, is as in `like`. Nothing is written. A folder whose month
    is not among the data is not the same, with that as its reason. InputError if there is no manifest, one cannot be read, or the
    tables of its month cannot; other errors are those of `build`.
    """
    root = Path(folder)
    manifests = sorted(root.rglob(MANIFEST_NAME)) if root.is_dir() else []
    if not manifests:
        raise InputError("verify.no_manifest", folder=folder)
    read: dict[str, LocatedMonth] = {}
    for path in manifests:
        said = _manifest(path)
        month_folder = Path(data_folder) / said["month"]
        if not month_folder.is_dir():
            yield _without_tables(path.parent, said, month_folder)
            continue
        if said["month"] not in read:
            # a month's editions stand side by side: its tables are read for the first, and let go with the last
            read = {said["month"]: read_month(month_folder, boundaries=like.boundaries, config=like.config)}
        yield _verified(path.parent, said, month_folder, read[said["month"]], like)


def _manifest(path: Path) -> Mapping[str, Any]:
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if said["edition"] in EDITIONS and {*map(type, said["outputs"].items())} <= {tuple} and said["month"]:
            return said
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise InputError("verify.bad_manifest", file=path)


def _without_tables(folder: Path, said: Mapping[str, Any], month_folder: Path) -> VerifiedFolder:
    reason = Phrase("verify.reason_no_tables", {"folder": month_folder})
    return VerifiedFolder(folder, said["month"], said["edition"], (ComparedFile(MANIFEST_NAME, NOT_MADE),), (reason,))


def _verified(
    folder: Path, said: Mapping[str, Any], month_folder: Path, located: LocatedMonth, like: Order
) -> VerifiedFolder:
    standing = shelf_of(folder)
    listed: Mapping[str, str] = said["outputs"]
    masked = said.get("points", {}).get("shown") == "masked"
    order = replace(
        like, edition=said["edition"], points="masked" if masked else "none", out=folder.resolve().parents[1]
    )
    order = order if masked else replace(order, secret=None)
    made: dict[str, bytes] = {}
    for one in orders_of(listed, order, read=standing.content):
        shelf = Shelf(_content(made, standing))
        making = make_edition(located, month_folder, one, make_ready(one, month_folder), shelf=shelf)
        made |= {path.relative_to(making.drawing.folder).as_posix(): content for path, content in making.files()}
    files = [_compared(name, sha256, standing.content(name), made.get(name)) for name, sha256 in sorted(listed.items())]
    again = json.loads(made[MANIFEST_NAME]) if made else said
    files.append(ComparedFile(MANIFEST_NAME, SAME if _head(again) == _head(said) else DIFFERS))
    return VerifiedFolder(folder, said["month"], said["edition"], tuple(files), _reasons(said, again))


def _content(made: Mapping[str, bytes], standing: Shelf) -> Callable[[str], bytes | None]:
    # what one order made stands there for the next
    return lambda name: made.get(name) or standing.content(name)


def _compared(name: str, sha256: str, here: bytes | None, made: bytes | None) -> ComparedFile:
    if here is None:
        return ComparedFile(name, MISSING)
    if digest(here) != sha256:
        return ComparedFile(name, CHANGED)
    if made is None:
        return ComparedFile(name, NOT_MADE if is_of_build(name) else OTHER)
    return ComparedFile(name, SAME if made == here else DIFFERS)


def _reasons(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(f"verify.reason_{fact}", {"then": _shown(then.get(fact)), "now": _shown(now.get(fact))})
        for fact in _FACTS
        if then.get(fact) != now.get(fact)
    )


def _head(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in manifest.items() if name != "outputs"}


def _shown(fact: Any) -> str:
    """Return `fact` of a manifest as one line: hashes by their first letters."""
    if isinstance(fact, Mapping):
        return ", ".join(f"{name} {_shown(value)}" for name, value in fact.items())
    if isinstance(fact, Sequence) and not isinstance(fact, str):
        return ", ".join(map(str, fact))
    return str(fact)[:12] if fact else "–"
