"""The manifest: what a folder of annexes was made from, how many rows went where, and the hash of every file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annexmaps.audit.page_tiles import may_ask
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.production.files import digest
from annexmaps.production.shelf import Shelf, shelf_of
from annexmaps.sources.tile_providers import is_plain_address
from annexmaps.version import __version__
from annexmaps.words import Phrase

MANIFEST_NAME = "manifest.json"
_MOST_NAMED = 3  # files left over, in a sentence


def make_manifest(
    release: ReleasedMonth,
    outputs: Mapping[Path, str],
    *,
    folder: Path,
    made_on: str,
    settings: Mapping[str, str],
    theme: str = "",
    loosened: Sequence[str] = (),
    tiles: str = "",
    shelf: Shelf | None = None,
) -> bytes:
    """Return the manifest of `folder` as JSON: inputs, rows, boundaries, versions and outputs.

    `outputs` are the files with the SHA-256 of each; those of an atlas stand in a folder of their own.
    `settings` are the SHA-256 of the configuration, the decisions, the population and the basemap in force, those that there are.
    `theme` is the fingerprint of the theme, empty for the default one.
    `loosened` are the disclosure rules that the configuration loosens; those of another edition are not told.
    `tiles` is the address that interactive pages ask while they are read, if any does.
    Files of an earlier run stay listed if they are still there unchanged and were made from the same inputs; `shelf` is what stands in
    `folder`.
    """
    head = {
        **_head(release, made_on, {**settings, "theme": theme}),
        "rules_loosened": _own_rules(loosened, release.rules.edition),
    }
    named = {path.relative_to(folder).as_posix(): sha256 for path, sha256 in outputs.items()}
    before = shelf or shelf_of(folder)
    listed = {**_still_valid(before, head), **named}
    asked = tiles or (tiles_told(before) if any(may_ask(name) for name in listed) else "")
    manifest = {**head, **({"tiles": asked} if asked else {}), "outputs": dict(sorted(listed.items()))}
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def tiles_told(shelf: Shelf) -> str:
    """Return the address of tiles that the pages of the folder of `shelf` may ask, as its manifest says; empty if it says none."""
    try:
        said = json.loads(shelf.content(MANIFEST_NAME) or b"")["tiles"]
    except (ValueError, KeyError, TypeError):
        return ""
    return said if isinstance(said, str) and is_plain_address(said) else ""


def left_over(folder: Path) -> tuple[str, ...]:
    """Return the files of `folder` and its atlas that its manifest does not list: an earlier build made them from other inputs."""
    listed = {*json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))["outputs"], MANIFEST_NAME}
    there = (path for part in (folder, *folder.glob("atlas-*")) if part.is_dir() for path in part.iterdir())
    names = (path.relative_to(folder).as_posix() for path in there if path.is_file())
    return tuple(sorted(name for name in names if name not in listed))


def told_left_over(names: Sequence[str]) -> Phrase:
    """Return the sentence on `names`, the files that are left over: the first of them, and how many others."""
    shown, more = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    return Phrase(
        "build.left_over", {"names": Phrase("rows.more", {"rows": shown, "count": more}) if more > 0 else shown}
    )


def _head(release: ReleasedMonth, made_on: str, settings: Mapping[str, str]) -> dict[str, Any]:
    boundaries = release.boundaries
    return {
        "month": str(release.month),
        "edition": release.rules.edition,
        "sharing_level": release.rules.edition,
        "points": _points(release),
        "fictitious": release.example,
        "made_on": made_on,
        "versions": {"annexmaps": __version__},
        "boundaries": {
            "name": boundaries.name,
            "title": boundaries.title,
            "frame": boundaries.frame,
            "own_frame": boundaries.own_frame,
            "date": boundaries.date,
            "schematic": boundaries.schematic,
            "sha256": boundaries.sha256,
        },
        "settings": {name: sha256 for name, sha256 in sorted(settings.items()) if sha256},
        "inputs": _inputs(release),
        "earlier_inputs": {str(month): _inputs(earlier) for month, earlier in release.earlier.items()},
        "rows": {name: account.__dict__ for name, account in sorted(release.accounting.items())},
    }


def _own_rules(loosened: Sequence[str], edition: str) -> list[str]:
    # those of the sensitive types hold for every edition outside the office
    sections = (edition,) if edition == "internal" else (edition, "sensitive")
    return [rule for rule in loosened if rule.split(".")[0] in sections]


def _points(release: ReleasedMonth) -> dict[str, Any]:
    # of the secret nothing is kept, not even a hash: a guess could be tried on it
    if release.donut is None:
        return {"shown": "true" if release.rules.form == "points" else "none"}
    return {"shown": "masked", "nearest_m": release.donut.nearest, "farthest_m": release.donut.farthest}


def _inputs(release: ReleasedMonth) -> dict[str, dict[str, str]]:
    # a file or sheet may bear a partner's name: outside the office the hash alone proves the input
    told = ("file", "sheet", "sha256") if release.rules.is_internal else ("sha256",)
    return {name: {key: getattr(source, key) for key in told} for name, source in sorted(release.sources.items())}


def _still_valid(shelf: Shelf, head: dict[str, Any]) -> dict[str, str]:
    try:
        earlier = json.loads(shelf.content(MANIFEST_NAME) or b"")
    except ValueError:
        return {}
    if not isinstance(earlier, dict) or {key: earlier.get(key) for key in head} != json.loads(json.dumps(head)):
        return {}
    outputs = earlier.get("outputs", {})
    return {name: sha256 for name, sha256 in outputs.items() if digest(shelf.content(name) or b"") == sha256}
