"""The text of a new `annexmaps.toml`: every setting with what it means, those that are given in force, the others as comments."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from textwrap import wrap
from typing import Any

import tomlkit

from annexmaps.config import Config
from annexmaps.words import Words

_WIDTH = 118  # characters of a comment
_OWN_PAGES = ("disclosure", "theme")  # sections whose settings are told elsewhere


def config_text(given: Mapping[str, Mapping[str, Any]], *, lang: str) -> str:
    """Return a configuration with its comments in `lang`; `given` holds the settings in force, by section."""
    words = Words(lang)
    lines = [*_comment(words("config_text.head")), *_comment(words("config_text.show"))]
    for section in fields(Config):
        lines += ["", *_comment(words(f"setting_section.{section.name}"))]
        if section.name in _OWN_PAGES:
            lines.append(f"# [{section.name}]")
            continue
        lines.append(f"[{section.name}]")
        lines += _settings(section.name, _kind_of(section), given.get(section.name, {}), words)
    return "\n".join(lines) + "\n"


def _settings(section: str, defaults: Any, given: Mapping[str, Any], words: Words) -> Iterator[str]:
    for setting in fields(defaults):
        value = given.get(setting.name) or getattr(defaults, setting.name)
        told = words(f"setting.{section}.{setting.name}")
        line = f"{setting.name} = {_written(value)}"
        yield from _comment(told)
        yield line if given.get(setting.name) else f"# {line}"


def _written(value: Any) -> str:
    # a date that is not set has no value of its own: the reader is shown how one is written
    if value is None:
        return "2021-12-02"
    if isinstance(value, Mapping):
        return "{}"
    return str(tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string())


def _kind_of(section: Any) -> Any:
    assert section.default_factory is not MISSING  # noqa: S101 every section has one
    made = section.default_factory()
    assert is_dataclass(made)  # noqa: S101 but for those told elsewhere
    return made


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDTH)]
