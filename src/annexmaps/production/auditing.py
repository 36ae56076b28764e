"""Auditing a folder of finished files: the same gate as a build's, for each file by its edition."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annexmaps.audit.finding import Finding
from annexmaps.audit.page_tiles import tile_addresses
from annexmaps.audit.restricted import allowed_texts
from annexmaps.audit.scan import Gate, audit_files, make_gate
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.errors import InputError, reason_of
from annexmaps.places.located import LocatedMonth
from annexmaps.production.gate import config_texts, gate_of
from annexmaps.production.levels import within_level
from annexmaps.production.manifest import MANIFEST_NAME, tiles_told
from annexmaps.production.reading import read_month, settings_of
from annexmaps.production.shelf import shelf_of

_NAMED = re.compile(rf"(?:^|_)({'|'.join(EDITIONS)})(?=[_.])")


@dataclass(frozen=True)
class AuditReport:
    """What an audit opened and found."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    month: str = ""  # of the inputs that were compared; empty: none
    values: int = 0  # that were looked for
    points: int = 0


def audit_folder(
    folder: str | Path,
    *,
    inputs: str | Path | None = None,
    boundaries: str | Path | None = None,
    config: str | Path | Config | None = None,
) -> AuditReport:
    """Open every file under `folder` and return what each holds that its edition may not.

    The edition of a file is in its name, else in the manifest beside it, else in the name of a folder above; a file that says none is
    held to the public's. With `inputs`, a month's folder, the values of its tables are looked for too.
    Raises InputError if `folder` or `inputs` cannot be read.
    """
    root = Path(folder)
    paths = _files(root)
    settings = settings_of(Path(inputs) if inputs else root, config)
    located = read_month(inputs, boundaries=boundaries, config=settings) if inputs else None
    findings: list[Finding] = []
    values = points = 0
    for edition, members in _by_edition(paths, root).items():
        gate = _gate(edition, located, settings)
        for folder in dict.fromkeys(path.parent for path in members):
            asked = replace(gate, tiles=tile_addresses(tiles_told(shelf_of(folder))))
            files = {path.relative_to(root): _content(path) for path in members if path.parent == folder}
            findings += audit_files(files, asked)
        values, points = max(values, len(gate.restricted.values)), max(points, len(gate.restricted.points.places))
    return AuditReport(paths, tuple(findings), str(located.month) if located else "", values, points)


def _gate(edition: str, located: LocatedMonth | None, settings: Config) -> Gate:
    rules = edition_rules(edition, settings.disclosure)
    if located is None:
        return make_gate(rules, allowed_texts(rules, None, config_texts(settings)))
    return gate_of(located, release(within_level(located, edition, settings), rules), settings)


def _files(root: Path) -> tuple[Path, ...]:
    if not root.is_dir():
        raise InputError("audit.no_folder", folder=root)
    paths = tuple(sorted(path for path in root.rglob("*") if path.is_symlink() or not path.is_dir()))
    if not paths:
        raise InputError("audit.nothing", folder=root)
    return paths


def _content(path: Path) -> bytes:
    try:
        # what a link leads to is not in the folder that is handed on
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError as error:
        raise InputError("audit.unreadable", file=path.name, why=reason_of(error)) from error


def _by_edition(paths: tuple[Path, ...], root: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(next(_editions(path, root)), []).append(path)
    return found


def _editions(path: Path, root: Path) -> Iterator[str]:
    """Yield what tells the edition of `path`, the surest first, and last the strictest."""
    yield from _NAMED.findall(path.name)[-1:]
    yield from _edition_of_manifest(path.parent / MANIFEST_NAME)
    yield from (part for part in (*path.parent.parts, root.resolve().name) if part in EDITIONS)
    yield EDITIONS[-1]


def _edition_of_manifest(path: Path) -> Iterator[str]:
    try:
        edition = json.loads(path.read_text(encoding="utf-8"))["edition"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if edition in EDITIONS:
        yield edition
