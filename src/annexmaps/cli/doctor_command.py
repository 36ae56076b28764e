"""annexmaps doctor: what is there, what is missing, what is optional."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_doctor(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    @app.command("doctor", help=words("doctor.help"))
    def doctor(
        folder: Annotated[Path, typer.Argument(help=words("doctor.folder"), metavar="FOLDER")] = Path(),
        out: Annotated[Path, typer.Option("--out", help=words("cli.out"))] = Path("maps"),
        offline: Annotated[bool, typer.Option("--offline", help=words("doctor.offline"))] = False,
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.doctor import State, examine, reach_network

        told = Words(lang)
        found = examine(folder, out=out, reach=None if offline else reach_network)
        shown = printing.table((told("doctor.state"), told("doctor.finding")))
        for finding in found:
            printing.add(shown, (told(f"doctor.{finding.state}"), finding.sentence(lang)))
        printing.show(shown)
        bad = [finding for finding in found if finding.state is State.BAD]
        printing.line(told("doctor.wrong", count=len(bad)) if bad else told("doctor.all_good"))
        if bad:
            raise typer.Exit(1)
