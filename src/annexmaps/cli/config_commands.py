"""annexmaps config show: what is in force and where it comes from."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.errors import UsageError
from annexmaps.words import Words

_LONG = ("disclosure", "theme")  # sections that are shown when they are asked for, or changed


def add_config_commands(app: typer.Typer, words: Words) -> None:
    """Add `show` to the group `config`."""

    @app.callback()
    def group() -> None:
        pass

    group.__doc__ = words("config_show.group")

    @app.command("show", help=words("config_show.help"))
    def show(
        section: Annotated[str, typer.Argument(help=words("config_show.section"), metavar="SECTION")] = "",
        folder: Annotated[Path, typer.Option("--folder", help=words("doctor.folder"))] = Path(),
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.config_in_force import config_in_force

        told = Words(lang)
        found = config_in_force(folder, config)
        sections = tuple(dict.fromkeys(one.name.split(".")[0] for one in found))
        if section and section not in sections:
            raise UsageError("usage.section", value=section, known=", ".join(sections))
        default = told("config_show.default")
        shown = printing.table(told(f"config_show.{name}") for name in ("setting", "value", "origin"))
        for one in found:
            head, origin = one.name.split(".")[0], one.origin_in(lang)
            if head == section or (not section and (head not in _LONG or origin != default)):
                printing.add(shown, (one.name, _written(one.value), origin))
        printing.show(shown)
        if not section:
            printing.line(told("config_show.long", sections=", ".join(_LONG)))


def _written(value: object) -> str:
    if value is None or value in ("", {}):
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
