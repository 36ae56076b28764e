"""What a build did, for the person who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annexmaps.errors import InputError
from annexmaps.production.linting import LintedPage
from annexmaps.production.preflight import Preflight
from annexmaps.sources.population import Population
from annexmaps.words import Sayable


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    folder: Path  # maps/<month>/<edition>
    files: tuple[Path, ...]
    skipped: dict[str, tuple[str, ...]]  # annex number: the tables it lacks
    preflight: Preflight
    preflight_file: Path | None  # None: the month's folder cannot be written to
    earlier: tuple[str, ...] = ()  # months read for comparison
    withheld: tuple[str, ...] = ()  # annexes that do not say they are fit for the public edition
    boundaries: str = ""  # the set that was drawn
    left_over: tuple[str, ...] = ()  # files of the folder that an earlier build made from other inputs
    loosened: tuple[str, ...] = ()  # disclosure rules that the configuration loosens
    population: Population | None = None  # people of each commune, where a raster was given
    open_secret: str = ""  # name of the secret's file, if others may read it
    basemap_failure: InputError | None = None  # why the maps are without the basemap that was asked for
    linted: tuple[LintedPage, ...] = ()  # pages of which the lint has a warning to tell
    closed: Mapping[str, str] = field(default_factory=dict)  # tables received under a closer level: not used, by level
    without_page: tuple[str, ...] = ()  # units of the atlas without a monitored commune and without a row
    notes: tuple[Sayable, ...] = ()  # what there is to tell of the annex document and its template
