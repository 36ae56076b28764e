"""The command that shows what each edition leaves out."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_edition_commands(editions: typer.Typer, words: Words) -> None:
    """Add `diff` to the group `editions`, its help in the language of `words`."""

    @editions.callback()
    def group() -> None:
        pass

    group.__doc__ = words("editions.help")

    @editions.command("diff", help=words("editions.diff"))
    def diff(
        month_folder: Annotated[Path, typer.Argument(help=words("cli.month_folder"), metavar="MONTH_FOLDER")],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.production.editions_diff import compare_editions
        from annexmaps.production.reading import read_month, settings_of

        settings = settings_of(month_folder, config)
        located = read_month(month_folder, boundaries=boundaries or None, config=settings)
        printing.editions(compare_editions(located, settings, Words(lang)), Words(lang))
