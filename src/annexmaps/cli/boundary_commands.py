"""annexmaps boundaries list, install, info."""

from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_boundary_commands(app: typer.Typer, words: Words) -> None:
    """Add the three commands to `app`."""
    _add_list(app, words)
    _add_install(app, words)
    _add_info(app, words)


def _add_list(app: typer.Typer, words: Words) -> None:
    @app.command("list", help=words("cli.boundaries_list"))
    def list_() -> None:
        from annexmaps.sources.boundary_info import list_boundaries

        shown = printing.table(
            words(f"cli.{name}") for name in ("name_column", "status", "frame_column", "date", "title")
        )
        for found in list_boundaries():
            printing.add(
                shown,
                (found.name, words(f"cli.kind_{found.kind}"), found.frame, found.date, found.title_in(words.lang)),
            )
        printing.show(shown)


def _add_install(app: typer.Typer, words: Words) -> None:
    @app.command("install", help=words("cli.boundaries_install"))
    def install(
        path_or_url: Annotated[str, typer.Argument(help=words("cli.source_argument"), metavar="PATH_OR_URL")],
        name: Annotated[str, typer.Option("--name", help=words("cli.name"))] = "",
        frame: Annotated[str, typer.Option("--frame", help=words("cli.frame"))] = "",
        source: Annotated[str, typer.Option("--source", help=words("cli.source_option"))] = "",
        licence: Annotated[str, typer.Option("--licence", help=words("cli.licence"))] = "",
        date: Annotated[str, typer.Option("--date", help=words("cli.valid_on"))] = "",
    ) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        from annexmaps.sources.boundary_install import install_boundaries

        with Progress(
            TextColumn(words("cli.downloading")),
            BarColumn(),
            DownloadColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as bar:
            task = bar.add_task("", visible=False)

            def show(done: int, total: int | None) -> None:
                bar.update(task, completed=done, total=total, visible=True)

            report = install_boundaries(
                path_or_url,
                name=name or None,
                frame=frame or None,
                source=source,
                licence=licence,
                date=date,
                progress=show,
            )
        for sentence in report.sentences(words.lang):
            printing.line(sentence)


def _add_info(app: typer.Typer, words: Words) -> None:
    @app.command("info", help=words("cli.boundaries_info"))
    def info(name: Annotated[str, typer.Argument(help=words("cli.name"), metavar="NAME")]) -> None:
        from annexmaps.sources.boundary_info import boundary_info

        found = boundary_info(name)
        facts = (
            ("name_column", found.name),
            ("status", words(f"cli.kind_{found.kind}")),
            ("title", found.title_in(words.lang)),
            ("frame_column", found.frame),
            ("date", found.date),
            ("source", found.source),
            ("licence", found.licence),
            ("units", " / ".join(str(count) for _, count in sorted(found.units.items()))),
            ("address", found.url),
            ("folder", str(found.folder or "")),
        )
        for key, value in facts:
            if value:
                printing.line(words("cli.fact", name=words(f"cli.{key}"), value=value))
        for note in found.note_sentences(words.lang):
            printing.line(note)
