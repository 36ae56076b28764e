"""Fingerprints: what a folder of maps is made from, told by content, without reading any table."""

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import annexmaps
from annexmaps.production.files import digest_of
from annexmaps.sources.files_of_project import boundaries_folder

_OURS = ("controle",)  # in a month's folder, written by us
_COMPILED = ".pyc"


def fingerprint_of(said: object) -> str:
    """Return the SHA-256 of `said`, plain values as JSON has them."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@cache
def software_fingerprint() -> str:
    """Return what draws: our own files, Python, and the versions of the libraries."""
    home = Path(annexmaps.__file__).parent
    roots = (home, boundaries_folder())
    # where it is installed says nothing: names start from the package
    code = {
        path.relative_to(root.parent).as_posix(): digest_of(path)
        for root in roots
        for path in root.rglob("*")
        if path.is_file() and path.suffix != _COMPILED
    }
    return fingerprint_of([code, sys.version_info[:3], dict(_libraries())])


def files_fingerprint(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a month's `folder` by name, without ours and those that begin with a dot or ~."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return {}
    return {
        path.name: digest_of(path) for path in paths if not path.name.startswith((".", "~$")) and path.name not in _OURS
    }


def related_fingerprint(path: Path | None) -> dict[str, str]:
    """Return the SHA-256 of the file `path` and of those of its name that go with it, as a shapefile has; of a folder, of its files."""
    if path is None:
        return {}
    beside = path if path.is_dir() else path.parent
    related = (one for one in beside.iterdir() if path.is_dir() or one.stem == path.stem) if path.exists() else ()
    return {one.name: digest_of(one) for one in sorted(related)}


def _libraries() -> Iterator[tuple[str, str]]:
    try:
        wanted = requires("annexmaps") or ()
    except PackageNotFoundError:
        # run from a checkout that is not installed
        return
    for needed in wanted:
        name = needed.split(";")[0].split(">")[0].split("<")[0].split("=")[0].strip()
        if "extra ==" not in needed:
            try:
                yield name, version(name)
            except PackageNotFoundError:
                yield name, ""
