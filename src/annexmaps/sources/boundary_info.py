"""What is known of the boundary sets at hand: the schematic one, the installed ones, the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_catalogue import CatalogueEntry, read_catalogue
from annexmaps.sources.boundary_read import units_per_level
from annexmaps.sources.boundary_schematic import read_schematic, schematic_facts
from annexmaps.sources.boundary_store import SetFacts, installed_sets, read_installed, sets_folder
from annexmaps.words import Words


class Kind(StrEnum):
    """Where a set is."""

    SCHEMATIC = "schematic"  # in the package
    INSTALLED = "installed"  # on this machine
    CATALOGUE = "catalogue"  # known, not installed


@dataclass(frozen=True)
class BoundaryInfo:
    """Everything known of one boundary set; texts are empty where nothing is known."""

    name: str
    kind: Kind
    title: str
    country: str  # ISO 3166-1 alpha-3
    frame: str
    date: str  # ISO
    source: str
    licence: str
    sha256: str = ""
    url: str = ""  # of the catalogue
    folder: Path | None = None  # of an installed set
    units: Mapping[int, int] = field(default_factory=dict)  # admin level: number of units
    notes: tuple[str, ...] = ()  # word keys

    def title_in(self, lang: str) -> str:
        """Return the title in `lang`."""
        return Words(lang)("boundaries.schematic.title") if self.kind is Kind.SCHEMATIC else self.title

    def note_sentences(self, lang: str) -> tuple[str, ...]:
        """Return what to know before using the set, a sentence each, in `lang`."""
        return tuple(Words(lang)(key) for key in self.notes)


def list_boundaries(*, home: Path | None = None) -> list[BoundaryInfo]:
    """Return the sets at hand: the schematic one, the installed ones, then those of the catalogue not installed."""
    installed = installed_sets(home)
    names = {facts.name for facts in installed}
    known = [entry for name, entry in read_catalogue().items() if name not in names]
    return [_schematic(), *(_installed(facts, home=home) for facts in installed), *map(_of_catalogue, known)]


def boundary_info(name: str, *, home: Path | None = None) -> BoundaryInfo:
    """Return everything known of the set `name`; BoundariesError if there is none of that name."""
    sets = {info.name: info for info in list_boundaries(home=home)}
    if name not in sets:
        raise BoundariesError("boundaries.unknown", name=name, names=", ".join(sets))
    return sets[name]


def _schematic() -> BoundaryInfo:
    # its communes are put into any frame: it has none of its own
    every_frame = ", ".join(boundary_frames.read_code_list().frames["frame"])
    facts = replace(schematic_facts(), frame=every_frame)
    units = len(read_schematic())
    return _info(facts, Kind.SCHEMATIC, units=_schematic_units(units), notes=("boundaries.schematic.accuracy",))


def _schematic_units(communes: int) -> dict[int, int]:
    # régions and cercles of the last frame that has P-codes
    codes = boundary_frames.read_code_list()
    frame = codes.codes_frames[-1]
    return {level: len(boundary_frames.unit_names(frame, level, codes=codes)) for level in (1, 2)} | {3: communes}


def _installed(facts: SetFacts, *, home: Path | None) -> BoundaryInfo:
    counts = units_per_level(read_installed(facts, home=home), admin_level=facts.admin_level)
    notes = () if facts.coverage_valid else ("boundaries.note.coverage",)
    return _info(facts, Kind.INSTALLED, units=counts, notes=notes, folder=sets_folder(home) / facts.name)


def _info(
    facts: SetFacts, kind: Kind, *, units: Mapping[int, int], notes: tuple[str, ...], folder: Path | None = None
) -> BoundaryInfo:
    shared = ("name", "title", "country", "frame", "date", "source", "licence", "sha256")
    told = {name: getattr(facts, name) for name in shared}
    return BoundaryInfo(kind=kind, units=units, notes=notes, folder=folder, **told)


def _of_catalogue(entry: CatalogueEntry) -> BoundaryInfo:
    shared = ("name", "title", "country", "frame", "date", "source", "licence", "url", "notes")
    return BoundaryInfo(kind=Kind.CATALOGUE, **{name: getattr(entry, name) for name in shared})
