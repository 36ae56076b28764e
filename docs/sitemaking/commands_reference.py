"""The reference of the commands: what `annexmaps … --help` says, as pages."""

from collections.abc import Iterator
from typing import Any

import typer

from annexmaps.cli.app import make_app
from sitemaking.markdown import code, table


def commands(lang: str, headers: tuple[str, ...]) -> str:
    """Return every command with its arguments and options; `headers` are those of name, meaning, default."""
    return "\n\n".join(_told(typer.main.get_command(make_app(lang)), "annexmaps", headers))


def _told(command: Any, name: str, headers: tuple[str, ...]) -> Iterator[str]:
    inside = getattr(command, "commands", {})
    if not inside:
        yield f"## {name}"
        yield command.help or ""
        words = [_word(param) for param in command.params if param.param_type_name == "argument"]
        yield code(" ".join([name, *words, "…"]))
        yield table(headers, [_line(param) for param in command.params if param.name != "help"])
    for word, one in inside.items():
        yield from _told(one, f"{name} {word}", headers)


def _line(param: Any) -> tuple[str, str, str]:
    named = ", ".join(param.opts) if param.param_type_name == "option" else _word(param)
    default = param.default
    told = "" if default is None or default in ("", False, ...) or callable(default) else str(default)
    return code(named), param.help or "", code(told)


def _word(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper()).strip("[]")
