"""One setting of a theme: where it stands, what is there, and whether it may be."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annexmaps.errors import ConfigError

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SHOWN = 60  # letters of a value in a message


@dataclass(frozen=True)
class Setting:
    """A value in a theme file; every method returns it as one kind, or raises ConfigError."""

    file: str
    name: str  # dotted: colours.risk.critique; empty: the whole file
    value: Any

    def error(self, key: str, **values: object) -> ConfigError:
        """Return the error `key` about this setting."""
        return ConfigError(f"theme.{key}", file=self.file, setting=self.name, value=_shown(self.value), **values)

    def members(self, known: Iterable[str]) -> dict[str, "Setting"]:
        """Return the settings of a section, whose names must be `known`."""
        if not isinstance(self.value, Mapping):
            raise self.error("not_a_section")
        names = sorted(known)
        for name in self.value:
            if name not in names:
                near = difflib.get_close_matches(name[:_SHOWN], names, n=1)
                hint = near[0] if near else ", ".join(names)
                raise self._member(name).error("unknown", hint=hint)
        return {name: self._member(name) for name in self.value}

    def listed(self) -> list["Setting"]:
        """Return the settings of a list."""
        if not isinstance(self.value, list):
            raise self.error("not_a_list")
        return [Setting(self.file, f"{self.name}[{number}]", one) for number, one in enumerate(self.value, start=1)]

    def text(self, *, longest: int) -> str:
        """Return a text of at most `longest` letters, all of which can be printed."""
        if not isinstance(self.value, str) or len(self.value) > longest or not self.value.isprintable():
            raise self.error("text", longest=longest)
        return self.value

    def choice(self, known: Iterable[str]) -> str:
        """Return a text that is among `known`."""
        if not isinstance(self.value, str) or self.value not in known:
            raise self.error("choice", choices=", ".join(known))
        return self.value

    def colour(self) -> str:
        """Return a colour, #rrggbb."""
        if not isinstance(self.value, str) or not _COLOUR.fullmatch(self.value):
            raise self.error("colour")
        return self.value.lower()

    def number(self, bounds: tuple[float, float]) -> float:
        """Return a number within `bounds`, in points."""
        low, high = bounds
        if type(self.value) not in (int, float) or not low <= self.value <= high:
            raise self.error("number", low=low, high=high)
        return float(self.value)

    def _member(self, name: str) -> "Setting":
        shown = _shown(name)
        return Setting(self.file, f"{self.name}.{shown}" if self.name else shown, self.value[name])


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
