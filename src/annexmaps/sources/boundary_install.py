"""Installing a boundary set from a file, an address or the catalogue."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as calendar_day
from pathlib import Path

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_catalogue import CatalogueEntry, read_catalogue
from annexmaps.sources.boundary_checks import Finding
from annexmaps.sources.boundary_download import DownloadLimits, Progress, download, is_url
from annexmaps.sources.boundary_read import Reading, name_of, read_boundary_file, units_per_level
from annexmaps.sources.boundary_store import SetFacts, check_name, sets_folder, write_installed
from annexmaps.words import Words

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class InstallReport:
    """What was installed, from which layer, how many units it has at each level, and what was found in it."""

    facts: SetFacts
    layer: str
    units: Mapping[int, int]  # admin level: number of units
    findings: tuple[Finding, ...]
    folder: Path

    def sentences(self, lang: str) -> tuple[str, ...]:
        """Return what was installed and every finding, a sentence each, in `lang`."""
        words = Words(lang)
        facts = {name: getattr(self.facts, name) or "–" for name in ("name", "title", "country_name", "frame", "date")}
        counts = ", ".join(words(f"boundaries.units.{level}", count=count) for level, count in self.units.items())
        done = words("boundaries.installed", **facts, layer=self.layer, units=counts)
        return (done, *(finding.sentence(lang) for finding in self.findings))


def install_boundaries(
    path_or_url: str,
    *,
    name: str | None = None,
    frame: str | None = None,
    source: str = "",
    licence: str = "",
    date: str = "",
    home: Path | None = None,
    progress: Progress | None = None,
    limits: DownloadLimits | None = None,
) -> InstallReport:
    """Check the boundary file at `path_or_url` and keep it under `name`; `path_or_url` may be a name of the catalogue.

    `frame`, `source`, `licence` and `date` (ISO) go before what the catalogue and the file say. A set of the same name
    is replaced, once the new one is whole. BoundariesError if the file cannot be had or used; then nothing is kept.
    """
    entry = read_catalogue().get(path_or_url)
    said = _said(entry, name=name, frame=frame, source=source, licence=licence, date=date)
    _check_said(frame, date)
    if entry is None and not is_url(path_or_url):
        return _install(read_boundary_file(Path(path_or_url), **said), home=home)
    with tempfile.TemporaryDirectory(prefix="annexmaps-", ignore_cleanup_errors=True) as folder:
        url = entry.url if entry else path_or_url
        file = download(url, Path(folder) / _file_name(url), progress=progress, limits=limits)
        return _install(read_boundary_file(file, **said), home=home)


def _said(entry: CatalogueEntry | None, *, name: str | None, **given: str | None) -> dict[str, str]:
    if name is not None:
        check_name(name)
    known = {field: getattr(entry, field) for field in ("frame", "source", "licence", "date")} if entry else {}
    said = known | {field: value for field, value in given.items() if value}
    if entry:
        return said | {"name": name or entry.name, "title": "" if name else entry.title}
    return said | {"name": name or ""}


def _check_said(frame: str | None, date: str) -> None:
    known = sorted(set(boundary_frames.read_code_list().frames["frame"]))
    if frame and not _YEAR.fullmatch(frame):
        raise BoundariesError("boundaries.bad_frame", frame=frame, frames=", ".join(known))
    if date and not _is_day(date):
        raise BoundariesError("boundaries.bad_date", date=date)


def _is_day(text: str) -> bool:
    try:
        return calendar_day.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _file_name(url: str) -> str:
    # the last part of the address, as a name for messages and for the set
    last = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    stem, _, suffix = last.partition(".")
    return name_of(stem) + ("." + name_of(suffix).replace("-", ".") if suffix else "")


def _install(reading: Reading, *, home: Path | None) -> InstallReport:
    facts = replace(reading.facts, name=check_name(reading.facts.name))
    kept = write_installed(reading.units, facts, home=home)
    counts = units_per_level(reading.units, admin_level=kept.admin_level)
    return InstallReport(kept, reading.layer, counts, reading.findings, sets_folder(home) / kept.name)
