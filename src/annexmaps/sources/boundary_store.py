"""Where installed boundary sets are kept, and how one is written whole or not at all."""

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import geopandas as gpd

from annexmaps.errors import BoundariesError, reason_of
from annexmaps.sources.boundary_home import sets_folder as sets_folder

UNITS_FILE = "units.parquet"
FACTS_FILE = "meta.json"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
SCHEMATIC = "schematic"
# names that no set may have: ours, and those Windows keeps for itself
_RESERVED = re.compile(r"schematic|con|prn|aux|nul|com\d|lpt\d")


@dataclass(frozen=True)
class SetFacts:
    """What is known of a boundary set besides its geometry; kept as meta.json beside it."""

    name: str
    title: str
    country: str  # ISO 3166-1 alpha-3, or empty
    country_name: str
    frame: str  # the division the set is in; empty when it cannot be told
    date: str  # valid on, ISO, or empty
    source: str
    licence: str
    sha256: str  # of the file as it was given
    admin_level: int = 3  # the finest level it holds
    coverage_valid: bool = True
    stored_sha256: str = ""  # of units.parquet


def check_name(name: str) -> str:
    """Return `name` if a set may have it; BoundariesError otherwise."""
    if not NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise BoundariesError("boundaries.bad_name", name=name)
    return name


def installed_sets(home: Path | None = None) -> tuple[SetFacts, ...]:
    """Return the facts of the installed sets, by name; BoundariesError if one is damaged."""
    folder = sets_folder(home)
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name) and path.is_dir())
    return tuple(_read_facts(folder / name) for name in names)


def read_installed(facts: SetFacts, *, home: Path | None = None) -> gpd.GeoDataFrame:
    """Return the units of the installed set that `facts` describes; BoundariesError if its file was changed since."""
    return read_units(facts, intact_units(facts, home=home))


def intact_units(facts: SetFacts, *, home: Path | None = None) -> Path:
    """Return the file of the installed set that `facts` describes; BoundariesError if it was changed since."""
    path = sets_folder(home) / facts.name / UNITS_FILE
    try:
        intact = sha256_of(path) == facts.stored_sha256
    except OSError as error:
        raise BoundariesError("boundaries.damaged", name=facts.name, folder=path.parent) from error
    if not intact:
        raise BoundariesError("boundaries.damaged", name=facts.name, folder=path.parent)
    return path


def read_units(facts: SetFacts, path: Path) -> gpd.GeoDataFrame:
    """Return the units in the file `path` of the installed set that `facts` describes; BoundariesError if they cannot be read."""
    try:
        return gpd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise BoundariesError("boundaries.damaged", name=facts.name, folder=path.parent) from error


def write_installed(units: gpd.GeoDataFrame, facts: SetFacts, *, home: Path | None = None) -> SetFacts:
    """Keep `units` under `facts.name`, in place of a set of that name, and return the facts as kept.

    Everything is written to a temporary folder, read back, and renamed: an interruption leaves the former set, or none.
    """
    folder = sets_folder(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as fresh:
            kept = _write(units, facts, Path(fresh) / facts.name)
            _put_in_place(Path(fresh) / facts.name, folder / facts.name, aside=Path(fresh) / "former")
    except OSError as error:
        raise BoundariesError("boundaries.not_written", folder=folder, reason=reason_of(error)) from error
    return kept


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(units: gpd.GeoDataFrame, facts: SetFacts, folder: Path) -> SetFacts:
    folder.mkdir()
    units.to_parquet(folder / UNITS_FILE, index=False, compression="zstd")
    if len(gpd.read_parquet(folder / UNITS_FILE)) != len(units):
        raise OSError("read back")
    kept = replace(facts, stored_sha256=sha256_of(folder / UNITS_FILE))
    text = json.dumps(asdict(kept), ensure_ascii=False, indent=2)
    (folder / FACTS_FILE).write_text(text + "\n", encoding="utf-8")
    for name in (UNITS_FILE, FACTS_FILE):
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())
    return kept


def _put_in_place(fresh: Path, place: Path, *, aside: Path) -> None:
    if not place.exists():
        fresh.rename(place)
        return
    place.rename(aside)
    try:
        fresh.rename(place)
    except OSError:
        aside.rename(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _read_facts(folder: Path) -> SetFacts:
    try:
        facts = SetFacts(**json.loads((folder / FACTS_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BoundariesError("boundaries.damaged", name=folder.name, folder=folder) from error
    # the folder's name is the set's name: a copied folder does not carry two
    return replace(facts, name=folder.name)
