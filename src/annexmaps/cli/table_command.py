"""The command that writes the tables and charts of the report, or says what their figures count."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_table_command(app: typer.Typer, words: Words) -> None:
    """Add `tables` to `app`, with its help in the language of `words`."""

    @app.command("tables", help=words("tables.command.help"))
    def tables(
        month_folder: Annotated[Path, typer.Argument(help=words("cli.month_folder"), metavar="MONTH_FOLDER")],
        out: Annotated[Path, typer.Option("--out", help=words("cli.out"))] = Path("maps"),
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        edition: Annotated[str, typer.Option("--edition", help=words("tables.command.edition"))] = "partners",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        theme: Annotated[Path | None, typer.Option("--theme", help=words("cli.theme"))] = None,
        explain: Annotated[bool, typer.Option("--explain", help=words("tables.command.explain"))] = False,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition=edition, lang=lang)
        from annexmaps.production.tables import explain_tables, make_tables

        asked = {"boundaries": boundaries or None, "edition": edition, "lang": lang, "config": config}
        if explain:
            for text in explain_tables(month_folder, **asked):  # type: ignore[arg-type]
                printing.line(text)
            return
        report = make_tables(month_folder, out=out, theme=theme, **asked)  # type: ignore[arg-type]
        said = Words(lang)
        for name, level in report.closed.items():
            printing.line(said("build.closed", table=said(f"table.{name}"), level=said(f"term.edition.{level}")))
        printing.rules(report.loosened, said)
        for note in report.left_out:
            printing.line(note)
        for path in report.files:
            printing.line(f"  {path.name}")
        printing.line(said("build.summary", files=len(report.files), folder=report.folder))
