"""A theme from a TOML file or from the configuration, checked as strictly as a table."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from annexmaps.config import Config, OrganisationConfig
from annexmaps.config_lines import unreadable, with_line
from annexmaps.errors import ConfigError, reason_of
from annexmaps.theme.colours import RISK_PALETTES, Colours
from annexmaps.theme.logo import Logo
from annexmaps.theme.logo_file import read_logo
from annexmaps.theme.page_size import PAGE_SIZES, PageSize
from annexmaps.theme.setting import Setting
from annexmaps.theme.theme import FONTS, LineWidths, Paper, TextSizes, Theme

LARGEST_FILE = 200_000  # bytes
MOST_LOGOS = 4
LONGEST_NAME = 40  # letters
LONGEST_TEXT = 600  # letters, of the organisation's texts
TEXT_BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"title": (11.0, 22.0), "large": (7.0, 14.0), "body": (6.0, 11.0), "small": (6.0, 9.0)}  # pt
)
LINE_BOUNDS = (0.05, 4.0)  # pt


def theme_in_force(config: Config, theme: str | Path | Theme | None = None, *, page: str = "") -> Theme:
    """Return `theme`, a Theme or a theme file, else that of `config`, else the default; `page`, a name of PAGE_SIZES, wins over its own.

    Raises ConfigError for a theme that cannot be used.
    """
    chosen = theme if isinstance(theme, Theme) else _found(config, theme)
    return replace(chosen, page=PAGE_SIZES[page]) if page else chosen


def fingerprint(theme: Theme) -> str:
    """Return the SHA-256 of all that `theme` says but the page size, which file names tell; empty for the default theme."""
    plain = replace(theme, page=Theme().page)
    return "" if plain == Theme() else sha256(repr(plain).encode()).hexdigest()


def read_theme(path: Path) -> Theme:
    """Return the theme in the TOML file `path`; what it does not say is as in the default theme.

    Raises ConfigError for a missing file, bad TOML, an unknown setting, or a value that cannot be drawn.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ConfigError("theme.missing", file=path.name) from None
    except OSError as error:
        raise ConfigError("theme.unreadable", file=path.name, why=reason_of(error)) from None
    if len(content) > LARGEST_FILE:
        raise ConfigError("theme.large", file=path.name, most=LARGEST_FILE // 1000)
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise unreadable("theme", error, path) from None
    return _made(values, path)


def _made(values: Mapping[str, Any], path: Path) -> Theme:
    try:
        return make_theme(values, file=path.name, home=path.parent)
    except ConfigError as error:
        raise with_line(error, path) from None


def make_theme(values: Mapping[str, Any], *, file: str, home: Path) -> Theme:
    """Return the theme of `values`, as they stand in `file`; names of logos start from the folder `home`."""
    readers: dict[str, Callable[[Setting], Any]] = {
        "name": lambda setting: setting.text(longest=LONGEST_NAME),
        "page": _page,
        "font": _font,
        "logos": lambda setting: _logos(setting, home),
        "organisation": _organisation,
        "paper": _paper,
        "lines": _lines,
        "text": _text,
        "colours": _colours,
    }
    settings = Setting(file, "", values).members(readers)
    return Theme(**{name: readers[name](setting) for name, setting in settings.items()})


def _found(config: Config, theme: str | Path | None) -> Theme:
    if theme:
        return read_theme(Path(theme))
    given = config.theme
    if isinstance(given.values, Mapping):
        return _made(given.values, given.home / given.file)
    return read_theme(given.home / given.values) if given.values else Theme()


def _page(setting: Setting) -> PageSize:
    return PAGE_SIZES[setting.choice(PAGE_SIZES)]


def _font(setting: Setting) -> str:
    return setting.choice(FONTS)


def _logos(setting: Setting, home: Path) -> tuple[Logo, ...]:
    names = setting.listed()
    if len(names) > MOST_LOGOS:
        raise setting.error("many_logos", most=MOST_LOGOS)
    return tuple(_logo(name, home) for name in names)


def _logo(setting: Setting, home: Path) -> Logo:
    name = setting.text(longest=200)
    path = (home / name).resolve()
    # a theme may come from elsewhere: it shows pictures that came with it, no others of this machine
    if not path.is_relative_to(home.resolve()):
        raise setting.error("logo_outside", logo=name)
    return read_logo(path, shown=name, file=setting.file)


def _organisation(setting: Setting) -> OrganisationConfig:
    known = {entry.name for entry in fields(OrganisationConfig)}
    return OrganisationConfig(**{name: one.text(longest=LONGEST_TEXT) for name, one in setting.members(known).items()})


def _paper(setting: Setting) -> Paper:
    known = {entry.name for entry in fields(Paper)}
    return Paper(**{name: one.colour() for name, one in setting.members(known).items()})


def _lines(setting: Setting) -> LineWidths:
    known = {entry.name for entry in fields(LineWidths)}
    return LineWidths(**{name: one.number(LINE_BOUNDS) for name, one in setting.members(known).items()})


def _text(setting: Setting) -> TextSizes:
    sizes = {name: one.number(TEXT_BOUNDS[name]) for name, one in setting.members(TEXT_BOUNDS).items()}
    return TextSizes(**sizes)


def _colours(setting: Setting) -> Colours:
    defaults = Colours()
    known = {entry.name: getattr(defaults, entry.name) for entry in fields(Colours)}
    given = setting.members(known).items()
    return replace(defaults, **{name: _colour_of_class(one, known[name], name) for name, one in given})


def _colour_of_class(setting: Setting, default: Any, name: str) -> Any:
    if name == "risk" and isinstance(setting.value, str):
        return dict(RISK_PALETTES[setting.choice(RISK_PALETTES)])
    if isinstance(default, Mapping):
        return {**default, **{key: one.colour() for key, one in setting.members(default).items()}}
    if isinstance(default, tuple):
        listed = setting.listed()
        if len(listed) != len(default):
            raise setting.error("ramp", count=len(default))
        return tuple(one.colour() for one in listed)
    return setting.colour()
