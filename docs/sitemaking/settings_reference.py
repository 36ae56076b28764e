"""The reference of `annexmaps.toml`: every setting, its default and what it means."""

from dataclasses import fields, is_dataclass
from typing import Any

from annexmaps.config import Config
from annexmaps.words import Words
from sitemaking.markdown import code, table


def settings(lang: str, headers: tuple[str, ...]) -> str:
    """Return a table for each section; `headers` are those of setting, default, meaning."""
    words = Words(lang)
    parts = []
    for section in fields(Config):
        parts += [f"## [{section.name}]", words(f"setting_section.{section.name}")]
        defaults = getattr(Config(), section.name)
        if is_dataclass(defaults) and section.name != "theme":
            parts.append(table(headers, _lines(section.name, defaults, words)))
    return "\n\n".join(parts)


def _lines(section: str, defaults: Any, words: Words) -> list[tuple[str, str, str]]:
    return [
        (code(one.name), code(_written(getattr(defaults, one.name))), words(f"setting.{section}.{one.name}"))
        for one in fields(defaults)
    ]


def _written(value: object) -> str:
    return str(list(value) if isinstance(value, tuple) else "" if value in (None, {}) else value)
