"""annexmaps gallery: a contact sheet of finished months."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_gallery(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    @app.command("gallery", help=words("gallery.help"))
    def gallery(
        folder: Annotated[Path, typer.Argument(help=words("gallery.folder"), metavar="FOLDER")] = Path("maps"),
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.production.gallery import write_gallery

        printing.line(Words(lang)("init.written", path=write_gallery(folder, lang=lang)))
