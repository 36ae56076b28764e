"""Boundary sets: communes, cercles and régions of one country in one frame."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from annexmaps.errors import BoundariesError
from annexmaps.months import Month
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_arrange import Arrangement, arrange
from annexmaps.sources.boundary_catalogue import catalogue_names
from annexmaps.sources.boundary_dissolve import dissolve
from annexmaps.sources.boundary_files import is_file
from annexmaps.sources.boundary_read import read_boundary_file
from annexmaps.sources.boundary_schematic import read_schematic, schematic_facts
from annexmaps.sources.boundary_store import (
    NAME,
    SCHEMATIC,
    SetFacts,
    installed_sets,
    intact_units,
    read_units,
    sha256_of,
)
from annexmaps.sources.boundary_told import refuse_untold
from annexmaps.words import Words

COMMUNE_LEVEL = 3  # admin level of communes
_MOST_KEPT = 4  # boundary sets, and each of them in so many frames


@dataclass(frozen=True, eq=False)
class Boundaries:
    """A boundary set, regrouped into one frame.

    `communes`, `cercles` and `regions` hold `pcode`, `name`, their parents' P-codes (`cercle_pcode`, `region_pcode`)
    and `geometry`, EPSG:4326, at full resolution, sorted by `pcode`. `without_polygon` lists communes that have no
    geometry: `pcode` (may be empty), `name`, `cercle_pcode`, `region_pcode`. Where the régions of a frame have no
    P-codes (2023), their names stand in `region_pcode`. A set is equal to itself only, so that what is made of it can be kept with it.
    """

    name: str  # schematic, cod-ab…
    title: str  # for the sources line: "OCHA COD-AB Mali, 2019-08-02"
    country: str  # ISO 3166-1 alpha-3: MLI
    country_name: str  # Mali
    frame: str  # the division in force: 2012, 2016, 2023
    own_frame: str  # the frame the file itself is in; differs from `frame` when communes were regrouped
    date: str  # valid on, ISO
    source: str
    licence: str
    sha256: str  # of the geometry file
    schematic: bool
    communes: gpd.GeoDataFrame
    cercles: gpd.GeoDataFrame
    regions: gpd.GeoDataFrame
    without_polygon: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[str, ...] = ()  # word keys: what was done to it (regrouped, approximated)

    @property
    def regrouped(self) -> bool:
        """Whether communes were moved to another frame by the crosswalk."""
        return self.frame != self.own_frame

    def title_in(self, lang: str) -> str:
        """Return the title for the sources line in `lang`."""
        return Words(lang)("boundaries.schematic.title") if self.schematic else self.title

    def source_in(self, lang: str) -> str:
        """Return the source, for the sources line, in `lang`."""
        return Words(lang)("boundaries.schematic.source") if self.schematic else self.source

    def licence_in(self, lang: str) -> str:
        """Return the licence in `lang`."""
        return Words(lang)("boundaries.schematic.licence") if self.schematic else self.licence

    def note_sentences(self, lang: str) -> tuple[str, ...]:
        """Return what was done to the set, a sentence each, in `lang`."""
        return tuple(Words(lang)(key, frame=self.frame, own_frame=self.own_frame) for key in self.notes)


def load_boundaries(name_or_path: str | Path | None, *, month: Month, home: Path | None = None) -> Boundaries:
    """Return the boundary set `name_or_path` in the frame of `month`.

    None is the installed set of Mali with the latest date, else the schematic one; a name is an installed set or
    "schematic"; a path is a boundary file, checked as `install_boundaries` does. `home` is the folder of installed
    sets. The same bytes in the same frame give the same object. BoundariesError if there is no such set, or it cannot be used.
    """
    found = _find(name_or_path, home=home)
    return _in_frame(found, boundary_frames.frame_of(month, codes=boundary_frames.read_code_list()))


@dataclass(frozen=True, eq=False)
class _Set:
    """A boundary set as it is kept or given, before it is put into a frame."""

    facts: SetFacts
    units: gpd.GeoDataFrame


@lru_cache(maxsize=_MOST_KEPT * _MOST_KEPT)
def _in_frame(found: _Set, frame: str) -> Boundaries:
    return _assemble(arrange(found.units, found.facts, frame=frame), found.facts)


def _find(name_or_path: str | Path | None, *, home: Path | None) -> _Set:
    installed = {facts.name: facts for facts in installed_sets(home)}
    name = _default_name(installed) if name_or_path is None else str(name_or_path)
    if name == SCHEMATIC:
        return _schematic()
    if name in installed and not isinstance(name_or_path, Path):
        refuse_untold(installed[name], file=name)
        return _installed(installed[name], intact_units(installed[name], home=home))
    if NAME.fullmatch(name) and not is_file(Path(name)):
        key = "boundaries.not_installed" if name in catalogue_names() else "boundaries.unknown"
        raise BoundariesError(key, name=name, names=", ".join([SCHEMATIC, *installed]))
    return _file(Path(name), _content_of(Path(name)))


@lru_cache(maxsize=1)
def _schematic() -> _Set:
    return _Set(schematic_facts(), read_schematic())


@lru_cache(maxsize=_MOST_KEPT)
def _installed(facts: SetFacts, path: Path) -> _Set:
    # the facts hold the hash of the file, which was compared
    return _Set(facts, read_units(facts, path))


@lru_cache(maxsize=_MOST_KEPT)
def _file(path: Path, _content: str) -> _Set:
    reading = read_boundary_file(path)
    return _Set(reading.facts, reading.units)


def _content_of(path: Path) -> str:
    """Return the hash of the file at `path`; empty where it cannot be read, which the reader tells."""
    try:
        return sha256_of(path)
    except (OSError, ValueError):
        return ""


def _default_name(installed: dict[str, SetFacts]) -> str:
    fitting = [
        facts for facts in installed.values() if facts.country == boundary_frames.COUNTRY and facts.admin_level == 3
    ]
    return max(fitting, key=lambda facts: (facts.date, facts.name)).name if fitting else SCHEMATIC


def _assemble(made: Arrangement, facts: SetFacts) -> Boundaries:
    communes = made.communes.sort_values("pcode", ignore_index=True)
    return Boundaries(
        name=facts.name,
        title=facts.title,
        country=facts.country,
        country_name=facts.country_name,
        frame=made.frame,
        own_frame=made.own_frame,
        date=facts.date,
        source=facts.source,
        licence=facts.licence,
        sha256=facts.sha256,
        schematic=facts.name == SCHEMATIC,
        communes=communes,
        cercles=dissolve(communes, by="cercle_pcode", names=made.cercle_names, parents=("region_pcode",)),
        regions=dissolve(communes, by="region_pcode", names=made.region_names),
        without_polygon=made.without_polygon,
        notes=made.notes,
    )
