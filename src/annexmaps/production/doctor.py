"""The doctor: whether what a build needs is there, what is optional, and what to do about what is missing."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from annexmaps.config import CONFIG_NAME, read_config
from annexmaps.errors import AnnexmapsError, reason_of
from annexmaps.words import Words, in_language

OLDEST_PYTHON = (3, 11)
LEAST_SPACE = 0.5  # GB: a year of annexes and their working files
HOST = "https://data.humdata.org"  # where boundaries come from
PATIENCE = 5.0  # s, for the network


class State(StrEnum):
    """What a check found."""

    GOOD = "good"
    OPTIONAL = "optional"  # missing, and not needed for a build
    WARNING = "warning"  # a build works, and something should be known
    BAD = "bad"  # a build fails


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; its sentence is `doctor.<subject>.<state>`."""

    subject: str
    state: State
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """Return what was found and what to do, in `lang`."""
        return Words(lang)(f"doctor.{self.subject}.{self.state}", **in_language(self.values, lang))


def examine(folder: Path, *, out: Path, reach: Callable[[], bool] | None = None) -> tuple[Finding, ...]:
    """Return what is found of the installation, of the data in `folder` and of the outputs' folder `out`.

    `reach` tells whether the network answers; None leaves it out.
    """
    return (
        _python(),
        *_packages(metadata.requires("annexmaps") or ()),
        _fonts(),
        *_boundaries(folder / CONFIG_NAME),
        _configuration(folder),
        _writing("out", out),
        _writing("home", _home()),
        _space(out),
        *_network(reach),
    )


def reach_network() -> bool:
    """Tell whether the site that boundaries come from answers."""
    import requests

    try:
        return requests.head(HOST, timeout=PATIENCE, allow_redirects=False).status_code < 500
    except requests.RequestException:
        return False


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    state = State.GOOD if sys.version_info >= OLDEST_PYTHON else State.BAD
    return Finding("python", state, {"found": found, "oldest": ".".join(map(str, OLDEST_PYTHON))})


def _packages(requirements: Iterable[str]) -> Iterator[Finding]:
    wanted = [Requirement(text) for text in requirements]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [f"{one.name}{one.specifier}" for one in needed if not _is_there(one)]
    values = {"count": len(needed), "names": ", ".join(sorted(wrong))}
    yield Finding("packages", State.BAD if wrong else State.GOOD, values)
    cluster = [one for one in wanted if one.marker and one.marker.evaluate({"extra": "cluster"}) and one not in needed]
    missing = [one.name for one in cluster if not _is_there(one)]
    yield Finding("cluster", State.OPTIONAL if missing else State.GOOD, {"names": ", ".join(missing)})


def _is_there(wanted: Requirement) -> bool:
    try:
        return wanted.specifier.contains(metadata.version(wanted.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


def _fonts() -> Finding:
    from annexmaps.render.typefaces import missing_files

    missing = missing_files()
    return Finding("fonts", State.BAD if missing else State.GOOD, {"names": ", ".join(missing)})


def _boundaries(config: Path) -> Iterator[Finding]:
    from annexmaps.sources.boundary_schematic import read_schematic
    from annexmaps.sources.boundary_store import SCHEMATIC, installed_sets

    try:
        yield Finding("schematic", State.GOOD, {"communes": len(read_schematic())})
        names = [facts.name for facts in installed_sets()]
    except (AnnexmapsError, OSError, ValueError) as error:
        yield Finding("schematic", State.BAD, {"why": error})
        return
    chosen = _chosen_boundaries(config)
    if chosen and chosen != SCHEMATIC:
        there = chosen in names or Path(chosen).is_file()
        yield Finding("chosen", State.GOOD if there else State.BAD, {"name": chosen, "file": config})
    else:
        # a build works on schematic boundaries, and a report should not be made on them
        yield Finding("installed", State.GOOD if names else State.WARNING, {"names": ", ".join(names)})


def _chosen_boundaries(config: Path) -> str:
    try:
        return read_config(config if config.is_file() else None).boundaries.name
    except AnnexmapsError:
        return ""  # that it cannot be used is a finding of its own


def _configuration(folder: Path) -> Finding:
    path = folder / CONFIG_NAME
    if not path.is_file():
        return Finding("configuration", State.OPTIONAL, {"file": path})
    try:
        read_config(path)
    except AnnexmapsError as error:
        return Finding("configuration", State.BAD, {"file": path, "why": error})
    return Finding("configuration", State.GOOD, {"file": path})


def _writing(subject: str, folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.resolve().parents) if path.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            return Finding(subject, State.GOOD, {"folder": folder})
    except OSError as error:
        return Finding(subject, State.BAD, {"folder": folder, "why": reason_of(error)})


def _home() -> Path:
    from annexmaps.sources.boundary_store import sets_folder

    return sets_folder().parent


def _space(out: Path) -> Finding:
    there = next(path for path in (out, *out.resolve().parents) if path.is_dir())
    free = round(shutil.disk_usage(there).free / 1e9, 1)
    state = State.GOOD if free >= LEAST_SPACE else State.WARNING
    return Finding("space", state, {"free": free, "folder": out})


def _network(reach: Callable[[], bool] | None) -> Iterator[Finding]:
    if reach is not None:
        yield Finding("network", State.GOOD if reach() else State.OPTIONAL, {"host": HOST})
