"""annexmaps verify: finished folders made again from their data, and compared."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.verifying import VerifiedFolder


def add_verify(app: typer.Typer, words: Words) -> None:
    """Add `verify` to `app`, its help in the language of `words`."""

    @app.command("verify", help=words("verify.help"))
    def verify(
        folder: Annotated[Path, typer.Argument(help=words("verify.folder"), metavar="FOLDER")],
        data: Annotated[Path, typer.Option("--data", help=words("batch.data_folder"), metavar="DATA_FOLDER")],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        population: Annotated[Path | None, typer.Option("--population", help=words("cli.population"))] = None,
        population_source: Annotated[
            str, typer.Option("--population-source", help=words("cli.population_source"))
        ] = "",
        basemap: Annotated[str, typer.Option("--basemap", help=words("cli.basemap_option"))] = "",
        basemap_source: Annotated[str, typer.Option("--basemap-source", help=words("cli.basemap_source"))] = "",
        theme: Annotated[Path | None, typer.Option("--theme", help=words("cli.theme"))] = None,
        secret: Annotated[Path | None, typer.Option("--secret", help=words("points.secret_option"))] = None,
        tiles: Annotated[str, typer.Option("--tiles", help=words("cli.tiles"))] = "",
        tiles_source: Annotated[str, typer.Option("--tiles-source", help=words("cli.tiles_source"))] = "",
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.production.order import Order
        from annexmaps.production.verifying import verify

        like = Order(
            out=folder, boundaries=boundaries or None, config=config, population=population, population_source=population_source,
            basemap=basemap or None, basemap_source=basemap_source, theme=theme, secret=secret, tiles=tiles, tiles_source=tiles_source,
        )  # fmt: skip
        verified = []
        for one in verify(folder, data, like):
            _print(one, Words(lang))
            verified.append(one)
        if not all(one.is_same for one in verified):
            raise typer.Exit(1)


def _print(verified: "VerifiedFolder", words: Words) -> None:
    name = words("batch.folder", month=verified.month, edition=words(f"term.edition.{verified.edition}"))
    states = [file.state for file in verified.files]
    counts = {"count": len(states), "same": states.count("same")}
    printing.line(words("verify.same" if verified.is_same else "verify.differs", name=name, **counts))
    for file in verified.files:
        if file.state != "same":
            printing.line(f"  {file.name} – {words(f'verify.state_{file.state}')}")
    if verified.is_same:
        return
    for reason in verified.reasons:
        printing.line(f"  {reason.sentence(words.lang)}")
    if not verified.reasons:
        printing.line(f"  {words('verify.no_reason')}")
