"""The command that puts the annexes of a month into one document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli.editions_asked import ALL_EDITIONS, in_editions
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.building import BuildReport


def add_report_command(app: typer.Typer, words: Words) -> None:
    """Add `report` to `app`, its help in the language of `words`."""

    @app.command("report", help=words("document.help"))
    def report(
        month_folder: Annotated[Path, typer.Argument(help=words("cli.month_folder"), metavar="MONTH_FOLDER")],
        template: Annotated[Path | None, typer.Option("--template", help=words("document.template_option"))] = None,
        out: Annotated[Path, typer.Option("--out", help=words("cli.out"))] = Path("maps"),
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        only: Annotated[str, typer.Option("--only", help=words("cli.only"))] = "",
        format: Annotated[str, typer.Option("--format", help=words("document.format_option"))] = "",  # noqa: A002 the option's name
        edition: Annotated[str, typer.Option("--edition", help=words("cli.edition"))] = "partners",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=words("cli.strict"))] = False,
        population: Annotated[Path | None, typer.Option("--population", help=words("cli.population"))] = None,
        population_source: Annotated[
            str, typer.Option("--population-source", help=words("cli.population_source"))
        ] = "",
        theme: Annotated[Path | None, typer.Option("--theme", help=words("cli.theme"))] = None,
        page: Annotated[str, typer.Option("--page", help=words("cli.page"))] = "",
        points: Annotated[str, typer.Option("--points", help=words("points.option"))] = "none",
        secret: Annotated[Path | None, typer.Option("--secret", help=words("points.secret_option"))] = None,
        basemap: Annotated[str, typer.Option("--basemap", help=words("cli.basemap_option"))] = "",
        basemap_source: Annotated[str, typer.Option("--basemap-source", help=words("cli.basemap_source"))] = "",
        tables: Annotated[bool, typer.Option("--tables", help=words("tables.command.in_report"))] = False,
    ) -> None:
        from annexmaps.production.choices import check_choices

        annexes = tuple(part.strip() for part in only.split(",") if part.strip())
        formats = tuple(part.strip() for part in format.split(",") if part.strip())
        asked = "internal" if edition == ALL_EDITIONS else edition
        check_choices(only=annexes, formats=formats, edition=asked, lang=lang, page=page, document=True)
        from annexmaps.production import report

        def make(one: str, shown: str) -> "BuildReport":
            return report(
                month_folder, template=template, out=out, boundaries=boundaries or None, only=annexes, formats=formats,
                edition=one, lang=lang,
                config=config, strict=strict, population=population, population_source=population_source, theme=theme,
                page=page, points=shown, secret=secret, basemap=basemap or None, basemap_source=basemap_source,
                tables=tables,
            )  # fmt: skip

        in_editions(make, edition, points, Words(lang))
