"""An order: everything that is asked of one build, but the month."""

from dataclasses import dataclass
from pathlib import Path

from annexmaps.config import CONFIG_NAME, Config
from annexmaps.errors import UsageError
from annexmaps.sources.word_template import WordTemplate
from annexmaps.theme import Theme
from annexmaps.words import DEFAULT_LANGUAGE

NO_POINTS = "none"
_WITH_MASKED_POINTS = "partners"


@dataclass(frozen=True)
class Order:
    """What is asked of one build; the fields are the options of `annexmaps.build`, and of `annexmaps.report`."""

    out: Path
    edition: str = "partners"
    lang: str = DEFAULT_LANGUAGE
    only: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    boundaries: str | Path | None = None
    config: str | Path | Config | None = None
    strict: bool = False
    population: str | Path | None = None
    population_source: str = ""
    theme: str | Path | Theme | None = None
    page: str = ""
    points: str = NO_POINTS
    secret: str | Path | None = None
    basemap: str | Path | None = None
    basemap_source: str = ""
    atlas: str = ""
    pack: bool = False
    zipped: bool = False
    tiles: str = ""
    tiles_source: str = ""
    document: bool = False  # the annex document, in place of a file for each annex
    template: WordTemplate | None = None  # of the office, which the document fills
    tables: bool = False  # the report's tables as chapters of the document


def points_of(edition: str, points: str) -> str:
    """Return which points `edition` may show in a run of several where `points` are asked for: displaced ones are the partners' only."""
    return points if edition == _WITH_MASKED_POINTS else NO_POINTS


def config_file(month_folder: Path, config: str | Path | Config | None) -> Path:
    """Return the configuration in force for `month_folder`, whether or not it is there."""
    given = None if isinstance(config, Config) else config
    return Path(given) if given else month_folder.resolve().parent / CONFIG_NAME


def refuse_inside(target: Path, month_folder: Path, *, shown: str | Path) -> None:
    """Return if `target` is not inside `month_folder`; UsageError, naming what was asked for, `shown`, if it is."""
    if month_folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError("usage.out_in_inputs", out=shown)
