"""The configuration of an office: one `annexmaps.toml`, checked as strictly as a table."""

import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from annexmaps.config_lines import unreadable, with_line
from annexmaps.errors import ConfigError, reason_of
from annexmaps.vocabulary.folding import fold

CONFIG_NAME = "annexmaps.toml"


@dataclass(frozen=True)
class OrganisationConfig:
    """Who issues the maps; printed in the margin."""

    name: str = ""  # empty: the vocabulary's default
    contact: str = ""
    disclaimer: str = ""  # empty: the United Nations' wording, in the map's language
    incident_source: str = ""  # organisation that documents the violations; empty: the vocabulary's default


@dataclass(frozen=True)
class RiskIndexConfig:
    """How answers become a score and a level (report of November 2021, part IV)."""

    limits: tuple[float, ...] = (6, 15, 20)  # lowest scores of moderee, serieuse, critique; not rounded
    questions: int = 15
    answers_needed: int = 15  # fewer answers: the form is incomplete
    answers: dict[str, float] = field(default_factory=dict)  # points of answers that are words: oui = 1, non = 0
    duplicates: str = "refuse"  # several forms for one commune: refuse, mean, max, latest


@dataclass(frozen=True)
class DatesConfig:
    """Dates printed in the margin; never taken from the clock."""

    extraction: date | None = None  # when the tables left the data base
    production: date | None = None  # when the maps were made; SOURCE_DATE_EPOCH wins


@dataclass(frozen=True)
class BoundariesConfig:
    """Which boundary set is drawn when the command does not say."""

    name: str = ""  # empty: the installed set, else the schematic one


@dataclass(frozen=True)
class PopulationConfig:
    """The raster of people per cell that Annex 3 counts from."""

    file: str = ""  # a GeoTIFF, as found from the configuration's folder; empty: none
    source: str = ""  # who counted, for which year; printed on the maps


@dataclass(frozen=True)
class ThemeConfig:
    """How the maps look: a theme file, or its settings, as they stand in the configuration; `theme` reads and checks them."""

    values: str | Mapping[str, Any] = ""  # the name of a theme file, or the settings; empty: the default theme
    home: Path = Path()  # folder from which names of files start
    file: str = CONFIG_NAME


@dataclass(frozen=True)
class PointsConfig:
    """How points are displaced where they leave the office; checked where they are."""

    secret: str = ""  # path of the secret's file, from the configuration's folder
    localities: str = ""  # path of a table of known villages with their coordinates
    nearest: int = 5  # km; the farthest that surveys displace rural points (DHS, Burgert et al. 2013)
    farthest: int = 15  # km
    candidates: int = 10  # fewest cells with villages that a displaced point may come from


@dataclass(frozen=True)
class SharingConfig:
    """The level each table was received under: internal, partners or public; it is used in no wider edition."""

    incidents: str = "public"
    flash_alerts: str = "public"
    risk_index: str = "public"
    coverage: str = "public"


@dataclass(frozen=True)
class TrendsConfig:
    """When a number counts as risen or fallen since the month before: the arrows of the region blocks."""

    tolerance: float = 0.05  # share of the month before; a change of no more is told as =


@dataclass(frozen=True)
class Config:
    """All settings of a build; the defaults are those of the Mali protection cluster."""

    organisation: OrganisationConfig = field(default_factory=OrganisationConfig)
    risk_index: RiskIndexConfig = field(default_factory=RiskIndexConfig)
    dates: DatesConfig = field(default_factory=DatesConfig)
    boundaries: BoundariesConfig = field(default_factory=BoundariesConfig)
    points: PointsConfig = field(default_factory=PointsConfig)
    disclosure: dict[str, Any] = field(
        default_factory=dict
    )  # rules that the office changes; checked where they are applied
    population: PopulationConfig = field(default_factory=PopulationConfig)
    theme: ThemeConfig = field(default_factory=ThemeConfig)
    sharing: SharingConfig = field(default_factory=SharingConfig)
    trends: TrendsConfig = field(default_factory=TrendsConfig)


_LEVELS = ("internal", "partners", "public")
_SHARES = ("tolerance",)  # settings from 0 to 1
_CHOICES = {
    "duplicates": ("refuse", "mean", "max", "latest"),
    **dict.fromkeys(SharingConfig.__dataclass_fields__, _LEVELS),
}


def read_config(path: Path | None) -> Config:
    """Return the configuration in `path`; the defaults if `path` is None.

    Raises ConfigError, with the line, for a missing file, bad TOML, an unknown section or setting, or a value of the wrong kind.
    """
    if path is None:
        return Config()
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError("config.missing", file=path.name) from None
    except OSError as error:
        raise ConfigError("config.unreadable", file=path.name, why=reason_of(error)) from None
    except (ValueError, RecursionError) as error:
        raise unreadable("config", error, path) from None
    try:
        return _with_files_beside(_settings(sections, path), path.parent)
    except ConfigError as error:
        raise with_line(error, path) from None


def _with_files_beside(settings: Config, folder: Path) -> Config:
    # a file of boundaries is named from where its configuration stands, if it is there
    name = settings.boundaries.name
    if not Path(name).suffix or not (folder / name).is_file():
        return settings
    return replace(settings, boundaries=BoundariesConfig(str(folder / name)))


def _settings(sections: dict[str, Any], path: Path) -> Config:
    kinds = {entry.name: type(getattr(Config(), entry.name)) for entry in fields(Config)}
    _refuse_unknown(sections, kinds, file=path.name, section="")
    theme = _theme(sections.pop("theme", ""), path)
    made = {name: _section(kinds[name], name, values, file=path.name) for name, values in sections.items()}
    return Config(**made, theme=theme)


def find_config(month_folder: Path) -> Path | None:
    """Return the `annexmaps.toml` beside the month folders, if there is one."""
    beside = month_folder.resolve().parent / CONFIG_NAME
    return beside if beside.is_file() else None


def _theme(values: Any, path: Path) -> ThemeConfig:
    if not isinstance(values, str | Mapping):
        raise ConfigError("config.not_a_section", file=path.name, section="theme")
    return ThemeConfig(values, path.parent, path.name)


def _section(kind: type, name: str, values: Any, *, file: str) -> Any:
    if not isinstance(values, Mapping):
        raise ConfigError("config.not_a_section", file=file, section=name)
    if kind is dict:
        return dict(values)
    defaults = kind()
    _refuse_unknown(values, {entry.name for entry in fields(kind)}, file=file, section=name)
    return kind(**{key: _value(value, getattr(defaults, key), key, file=file) for key, value in values.items()})


def _value(value: Any, default: Any, key: str, *, file: str) -> Any:
    if key in _CHOICES and value not in _CHOICES[key]:
        raise ConfigError("config.choice", file=file, setting=key, value=value, choices=", ".join(_CHOICES[key]))
    if key in _SHARES:
        return _share(value, key, file=file)
    if isinstance(default, tuple) and isinstance(value, list) and _is_rising(value, len(default)):
        return tuple(value)
    if isinstance(default, dict) and not _is_points(value):
        raise ConfigError("config.points", file=file, setting=key, value=value)
    expected = date if default is None else type(default)
    if type(value) is not expected:
        raise ConfigError("config.kind", file=file, setting=key, value=value, default=default)
    return value


def _share(value: Any, key: str, *, file: str) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise ConfigError("config.share", file=file, setting=key, value=value)
    return float(value)


def _is_rising(numbers: list[Any], length: int) -> bool:
    numeric = all(type(number) in (int, float) for number in numbers)
    return numeric and len(numbers) == length and all(low < high for low, high in pairwise(numbers))


def _is_points(value: Any) -> bool:
    """Tell whether `value` gives points to words, none of which are the same once folded."""
    if not isinstance(value, dict):
        return False
    points = [number for number in value.values() if type(number) in (int, float) and 0 <= number < math.inf]
    words = {fold(word) for word in value} - {""}
    return len(points) == len(words) == len(value)


def _refuse_unknown(given: Mapping[str, Any], known: Any, *, file: str, section: str) -> None:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), n=1)
            hint = near[0] if near else ", ".join(sorted(known))
            raise ConfigError("config.unknown", file=file, section=section, setting=name, hint=hint)
