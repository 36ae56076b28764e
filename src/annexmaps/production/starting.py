"""Starting an office: its configuration, a folder for each month, and the tables to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annexmaps.config import CONFIG_NAME, read_config
from annexmaps.errors import InputError, UsageError
from annexmaps.months import Month
from annexmaps.production.choices import check_choices
from annexmaps.production.config_text import config_text
from annexmaps.production.files import publish
from annexmaps.production.templates import make_templates
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.boundary_store import SCHEMATIC
from annexmaps.sources.month_folder import find_tables
from annexmaps.vocabulary.folding import fold
from annexmaps.words import DEFAULT_LANGUAGE


@dataclass(frozen=True)
class Started:
    """What was written, and what was there and stays as it is."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]  # files, and folders of months that hold tables
    boundaries: str  # title of the set whose places are in the lists
    schematic: bool


def start_office(
    folder: str | Path,
    *,
    months: Sequence[Month],
    organisation: str = "",
    contact: str = "",
    country: str = "",
    boundaries: str = "",
    lang: str = DEFAULT_LANGUAGE,
) -> Started:
    """Write `annexmaps.toml` and, for each of `months`, the workbooks to fill in; nothing that is there is changed.

    `boundaries` is the name of an installed set, "schematic" or a path, empty the one that is in force: that of a configuration that
    is there, else the installed one; `country` is checked against it: a name or an ISO 3166-1 alpha-3 code. UsageError without a month
    or for other boundaries than the country's, BoundariesError for a set that does not exist, InputError for a path that is not a
    folder, ConfigError for a configuration that cannot be read, OutputError if it cannot be written.
    """
    check_choices(edition="internal", lang=lang)
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise InputError("init.not_a_folder", folder=place.name)
    if not months:
        raise UsageError("init.month")
    # a path is kept whole: the office may be worked in from another folder
    named = str(Path(boundaries).resolve()) if Path(boundaries).suffix and Path(boundaries).is_file() else boundaries
    given = {"organisation": {"name": organisation, "contact": contact}, "boundaries": {"name": named}}
    wanted = {place / CONFIG_NAME: config_text(given, lang=lang).encode()}
    filled = tuple(place / str(month) for month in months if _has_tables(place / str(month)))
    for month in months:
        chosen = load_boundaries(boundaries or _configured(place) or None, month=month)
        _refuse_other_country(chosen, country)
        made = make_templates(chosen, month=month, lang=lang) if place / str(month) not in filled else {}
        wanted |= {place / str(month) / name: content for name, content in made.items()}
    there = tuple(path for path in wanted if path.exists())
    written = {path: content for path, content in wanted.items() if path not in there}
    publish(written)
    return Started(tuple(written), (*there, *filled), chosen.title_in(lang), chosen.name == SCHEMATIC)


def _configured(folder: Path) -> str:
    kept = folder / CONFIG_NAME
    return read_config(kept if kept.is_file() else None).boundaries.name


def _has_tables(folder: Path) -> bool:
    # tables of any name or format that are there are the month's: a template beside them would be a second one
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    try:
        return bool(find_tables(folder).tables)
    except InputError as error:
        return error.key != "sources.no_table"


def _refuse_other_country(boundaries: Boundaries, country: str) -> None:
    if country and fold(country) not in (fold(boundaries.country), fold(boundaries.country_name)):
        own = boundaries.country_name or boundaries.country
        raise UsageError("init.country", country=country, boundaries=boundaries.name, own=own)
