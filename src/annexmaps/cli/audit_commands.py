"""The command that opens finished files and says what should not be in them."""

from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words


def add_audit(app: typer.Typer, words: Words) -> None:
    """Add `audit` to `app`, its help in the language of `words`."""

    @app.command("audit", help=words("audit.help"))
    def audit(
        folder: Annotated[Path, typer.Argument(help=words("audit.folder"), metavar="FOLDER")],
        inputs: Annotated[
            Path | None, typer.Option("--inputs", help=words("audit.inputs"), metavar="MONTH_FOLDER")
        ] = None,
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.production.auditing import audit_folder
        from annexmaps.production.gate import refusal

        report = audit_folder(folder, inputs=inputs, boundaries=boundaries or None, config=config)
        if report.findings:
            raise refusal(report.findings, "audit.found_in_folder", folder=folder)
        printing.audit_report(report, folder, Words(lang))
