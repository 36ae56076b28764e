"""annexmaps points new-secret."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_point_commands(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    # a callback keeps "new-secret" a word of its own while it is the only command
    @app.callback(help=words("points.help"))
    def points() -> None:
        pass

    @app.command("new-secret", help=words("points.new_secret"))
    def new_secret(
        file: Annotated[Path, typer.Argument(help=words("points.secret_file"), metavar="FILE")],
    ) -> None:
        from annexmaps.production.secret_file import write_new_secret

        write_new_secret(file)
        printing.line(words("points.secret_written", file=file))
