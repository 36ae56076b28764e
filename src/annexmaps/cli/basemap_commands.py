"""annexmaps basemap list, fetch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annexmaps.cli import printing
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.basemap_file import StoredBasemap


def add_basemap_commands(app: typer.Typer, words: Words) -> None:
    """Add the two commands to `app`."""
    _add_list(app, words)
    _add_fetch(app, words)


def _add_list(app: typer.Typer, words: Words) -> None:
    @app.command("list", help=words("cli.basemap_list"))
    def list_() -> None:
        from annexmaps.sources.tile_providers import allowed_providers, find_provider, refused_families, terms_of

        allowed = {name: terms_of(find_provider(name)) for name in allowed_providers()}
        shown = printing.table(words(f"basemap.{name}") for name in ("provider", "storing", "why", "terms"))
        for name, terms in {**allowed, **refused_families()}.items():
            verdict = words("basemap.may" if terms.may_store else "basemap.may_not")
            printing.add(shown, (name, verdict, words(f"basemap_terms.{terms.reason}"), terms.source))
        printing.show(shown)


def _add_fetch(app: typer.Typer, words: Words) -> None:
    @app.command("fetch", help=words("cli.basemap_fetch"))
    def fetch(
        provider: Annotated[str, typer.Argument(help=words("cli.basemap_provider"), metavar="PROVIDER")],
        out: Annotated[Path, typer.Option("--out", help=words("cli.basemap_out"))],
        zoom: Annotated[int | None, typer.Option("--zoom", help=words("cli.basemap_zoom"))] = None,
        source: Annotated[str, typer.Option("--source", help=words("cli.basemap_source"))] = "",
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
    ) -> None:
        from annexmaps.sources.tile_providers import find_provider

        found = find_provider(provider, source=source)
        stored = _stored(found, out, zoom, boundaries, words)
        printing.line(words("basemap.fetched", file=stored.file, count=stored.tiles, zoom=stored.zoom))


def _stored(provider: Any, out: Path, zoom: int | None, boundaries: str, words: Words) -> "StoredBasemap":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from annexmaps.months import Month
    from annexmaps.production.basemap import country_bounds
    from annexmaps.production.basemap_file import store_basemap
    from annexmaps.sources.boundaries import load_boundaries

    # the country's rectangle is the same in every division
    country = country_bounds(load_boundaries(boundaries or None, month=Month(2021, 11)))
    columns = (TextColumn(words("basemap.fetching")), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        return store_basemap(
            provider,
            country,
            out,
            zoom=zoom,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
