"""On which line of a TOML file a setting stands, so that a mistake in it can be found."""

import re
from collections.abc import Iterator
from pathlib import Path

from annexmaps.errors import ConfigError
from annexmaps.words import Phrase

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]#]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=(.*)")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")
_AT_LINE = re.compile(r"\bat line (\d+)\b")
_QUOTES = ('"""', "'''")


def with_line(error: ConfigError, path: Path) -> ConfigError:
    """Return `error` with the line of `path` that its setting or section stands on, where it names one that can be found."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return error
    line = line_of(text, ".".join(str(error.values[name]) for name in ("section", "setting") if error.values.get(name)))
    if line is None:
        return error
    return ConfigError(
        error.key, **{**error.values, "file": Phrase("config.at_line", {"file": path.name, "line": line})}
    )


def unreadable(section: str, error: Exception, path: Path) -> ConfigError:
    """Return the error `<section>.unreadable` about `path`, whose text is no TOML; its line is told where the reader tells it."""
    found = _AT_LINE.search(str(error))
    why = Phrase("config.not_toml", {"line": found[1]}) if found else Phrase("config.not_text")
    return ConfigError(f"{section}.unreadable", file=path.name, why=why)


def line_of(text: str, setting: str) -> int | None:
    """Return the line, from 1, on which the dotted `setting` stands in the TOML `text`, or else its nearest section; None if neither."""
    wanted = _parts(setting)
    places = list(_places(text))
    for length in range(len(wanted), 0, -1):
        for number, parts in places:
            if parts[-length:] == wanted[:length]:
                return number
    # a setting that is named without its section
    return next((number for number, parts in places if wanted and parts[-1:] == wanted[-1:]), None)


def line_of_value(text: str, setting: str) -> int | None:
    """Return the line on which the TOML `text` gives the dotted `setting` its value, alone or with others; None if it does not."""
    wanted = _parts(setting)
    lines = text.splitlines()
    places = [(number, parts) for number, parts in _places(text) if not _HEADER.match(lines[number - 1])]
    for length in range(len(wanted), 0, -1):
        for number, parts in places:
            if parts == wanted[:length]:
                return number
    return None


def _places(text: str) -> Iterator[tuple[int, list[str]]]:
    section: list[str] = []
    inside = ""  # the quotes of a text over several lines
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = "" if inside in line else inside
        elif found := _HEADER.match(line):
            section = _parts(found[1])
            yield number, section
        elif found := _KEY.match(line):
            yield number, [*section, *_parts(found[1])]
            inside = _left_open(found[2])


def _left_open(value: str) -> str:
    return next((quotes for quotes in _QUOTES if value.count(quotes) == 1), "")


def _parts(dotted: str) -> list[str]:
    return [next(filter(None, found.groups()), "") for found in _PART.finditer(dotted)]
