"""What is in force of the configuration, and where each value comes from."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from annexmaps.config import CONFIG_NAME, Config
from annexmaps.config_lines import line_of_value
from annexmaps.disclosure.overrides import apply_overrides
from annexmaps.disclosure.rules import default_rules
from annexmaps.production.composing import production_date
from annexmaps.production.reading import settings_of
from annexmaps.theme.reading import theme_in_force
from annexmaps.words import Phrase, in_language

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class InForce:
    """One setting."""

    name: str  # dotted: risk_index.limits
    value: Any
    origin: Phrase  # the default, a line of the file, a variable of the environment

    def origin_in(self, lang: str) -> str:
        """Return where the value comes from, in `lang`."""
        return in_language({"origin": self.origin}, lang)["origin"]


def config_in_force(folder: Path, config: Path | None = None) -> tuple[InForce, ...]:
    """Return every setting that is in force for the months of `folder`, sections in their order.

    `config` is a file, else the `annexmaps.toml` of `folder` if there is one. Raises ConfigError for a configuration or a theme that
    cannot be used.
    """
    path = config or (folder / CONFIG_NAME if (folder / CONFIG_NAME).is_file() else None)
    settings = settings_of(folder, path or Config())
    text = path.read_text(encoding="utf-8") if path else ""
    return tuple(InForce(name, value, _origin(name, path, text)) for name, value in _values(settings))


def _values(settings: Config) -> Iterator[tuple[str, Any]]:
    for section in fields(settings):
        value = getattr(settings, section.name)
        if section.name == "theme":
            # as it is drawn, from wherever it came
            yield from _flat("theme", theme_in_force(settings))
        elif section.name == "disclosure":
            yield from _flat("disclosure", apply_overrides(default_rules(), value, file=CONFIG_NAME))
        else:
            yield from _flat(section.name, value)
    if os.environ.get(_EPOCH):
        yield _EPOCH, production_date(settings)


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value):
        value = {entry.name: getattr(value, entry.name) for entry in fields(value)}
    if not isinstance(value, Mapping) or not value:
        yield name, value
        return
    for key, one in value.items():
        yield from _flat(f"{name}.{key}", one)


def _origin(name: str, path: Path | None, text: str) -> Phrase:
    if name == _EPOCH:
        return Phrase("config_show.environment")
    line = line_of_value(text, name)
    if path is None or line is None:
        return Phrase("config_show.default")
    return Phrase("config.at_line", {"file": path.name, "line": line})
