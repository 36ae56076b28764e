"""The commands and their options; what a command needs is imported when it runs, so that help and errors answer at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli import printing
from annexmaps.cli.audit_commands import add_audit
from annexmaps.cli.basemap_commands import add_basemap_commands
from annexmaps.cli.batch_commands import add_batch
from annexmaps.cli.boundary_commands import add_boundary_commands
from annexmaps.cli.config_commands import add_config_commands
from annexmaps.cli.doctor_command import add_doctor
from annexmaps.cli.edition_commands import add_edition_commands
from annexmaps.cli.editions_asked import ALL_EDITIONS, in_editions
from annexmaps.cli.gallery_command import add_gallery
from annexmaps.cli.init_command import add_init
from annexmaps.cli.lint_command import add_lint_command
from annexmaps.cli.locate_command import add_locate_command
from annexmaps.cli.place_commands import add_place_commands
from annexmaps.cli.point_commands import add_point_commands
from annexmaps.cli.report_command import add_report_command
from annexmaps.cli.table_command import add_table_command
from annexmaps.cli.verify_command import add_verify
from annexmaps.errors import UsageError
from annexmaps.months import parse_month
from annexmaps.version import __version__
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.building import BuildReport

COMMANDS = (
    "init",
    "build",
    "report",
    "batch",
    "check",
    "audit",
    "lint",
    "verify",
    "tables",
    "editions",
    "sample",
    "doctor",
    "gallery",
    "config",
    "products",
    "boundaries",
    "basemap",
    "places",
    "locate",
    "points",
)


def make_app(lang: str) -> typer.Typer:
    """Return the command with its help in `lang`."""
    words = Words(lang)
    app = typer.Typer(
        help=words("cli.help"),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root(words))
    add_init(app, words)
    _add_build(app, words)
    add_report_command(app, words)
    add_batch(app, words)
    _add_check(app, words)
    add_audit(app, words)
    add_lint_command(app, words)
    add_verify(app, words)
    add_table_command(app, words)
    _add_sample(app, words)
    add_gallery(app, words)
    add_doctor(app, words)
    _add_products(app, words)
    config = typer.Typer(help=words("config_show.group"), no_args_is_help=True)
    add_config_commands(config, words)
    app.add_typer(config, name="config")
    editions = typer.Typer(help=words("editions.help"), no_args_is_help=True)
    add_edition_commands(editions, words)
    app.add_typer(editions, name="editions")
    boundaries = typer.Typer(help=words("cli.boundaries"), no_args_is_help=True)
    add_boundary_commands(boundaries, words)
    app.add_typer(boundaries, name="boundaries")
    basemap = typer.Typer(help=words("cli.basemap"), no_args_is_help=True)
    add_basemap_commands(basemap, words)
    app.add_typer(basemap, name="basemap")
    places = typer.Typer(help=words("places_match.help"), no_args_is_help=True)
    add_place_commands(places, words)
    app.add_typer(places, name="places")
    add_locate_command(app, words)
    points = typer.Typer(help=words("points.help"), no_args_is_help=True)
    add_point_commands(points, words)
    app.add_typer(points, name="points")
    return app


def _root(words: Words):  # type: ignore[no-untyped-def]
    def show_version(asked: bool) -> None:
        if asked:
            printing.line(f"annexmaps {__version__}")
            raise typer.Exit

    def root(
        _version: Annotated[
            bool, typer.Option("--version", help=words("cli.version"), callback=show_version, is_eager=True)
        ] = False,
        # read before the commands are made, so that their help is in it too
        _lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        pass

    root.__doc__ = words("cli.help")
    return root


def _add_build(app: typer.Typer, words: Words) -> None:
    @app.command("build", help=words("cli.build"))
    def build(
        month_folder: Annotated[Path, typer.Argument(help=words("cli.month_folder"), metavar="MONTH_FOLDER")],
        out: Annotated[Path, typer.Option("--out", help=words("cli.out"))] = Path("maps"),
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        only: Annotated[str, typer.Option("--only", help=words("cli.only"))] = "",
        format: Annotated[str, typer.Option("--format", help=words("cli.format"))] = "",  # noqa: A002 the option's name
        edition: Annotated[str, typer.Option("--edition", help=words("cli.edition"))] = "partners",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=words("cli.strict"))] = False,
        population: Annotated[Path | None, typer.Option("--population", help=words("cli.population"))] = None,
        basemap: Annotated[str, typer.Option("--basemap", help=words("cli.basemap_option"))] = "",
        basemap_source: Annotated[str, typer.Option("--basemap-source", help=words("cli.basemap_source"))] = "",
        population_source: Annotated[
            str, typer.Option("--population-source", help=words("cli.population_source"))
        ] = "",
        theme: Annotated[Path | None, typer.Option("--theme", help=words("cli.theme"))] = None,
        page: Annotated[str, typer.Option("--page", help=words("cli.page"))] = "",
        points: Annotated[str, typer.Option("--points", help=words("points.option"))] = "none",
        secret: Annotated[Path | None, typer.Option("--secret", help=words("points.secret_option"))] = None,
        atlas: Annotated[str, typer.Option("--atlas", help=words("cli.atlas"))] = "",
        pack: Annotated[bool, typer.Option("--pack", help=words("cli.pack"))] = False,
        zipped: Annotated[bool, typer.Option("--zip", help=words("cli.zip"))] = False,
        tiles: Annotated[str, typer.Option("--tiles", help=words("cli.tiles"))] = "",
        tiles_source: Annotated[str, typer.Option("--tiles-source", help=words("cli.tiles_source"))] = "",
    ) -> None:
        from annexmaps.production.choices import check_choices

        annexes, formats = printing.listed(only), printing.listed(format)
        check_choices(
            only=annexes,
            formats=formats,
            edition="internal" if edition == ALL_EDITIONS else edition,
            lang=lang,
            page=page,
            atlas=atlas,
        )
        from annexmaps.production import build

        def make(one: str, shown: str) -> "BuildReport":
            return build(
                month_folder, out=out, boundaries=boundaries or None, only=annexes, formats=formats, edition=one, lang=lang,
                config=config, strict=strict, population=population, population_source=population_source,
                theme=theme, page=page,
                points=shown, secret=secret,
                basemap=basemap or None, basemap_source=basemap_source, atlas=atlas, pack=pack, zipped=zipped,
                tiles=tiles, tiles_source=tiles_source,
            )  # fmt: skip

        in_editions(make, edition, points, Words(lang))


def _add_check(app: typer.Typer, words: Words) -> None:
    @app.command("check", help=words("cli.check"))
    def check(
        month_folder: Annotated[Path, typer.Argument(help=words("cli.month_folder"), metavar="MONTH_FOLDER")],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        json: Annotated[bool, typer.Option("--json", help=words("cli.json"))] = False,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.disclosure.rules import loosened_rules
        from annexmaps.production import read_month
        from annexmaps.production.decisions import keep_questions
        from annexmaps.production.preflight import make_preflight, preflight_json, write_preflight
        from annexmaps.production.reading import settings_of

        located = read_month(month_folder, boundaries=boundaries or None, config=config)
        loosened = loosened_rules(settings_of(month_folder, config).disclosure)
        preflight = make_preflight(keep_questions(located, month_folder), loosened=loosened)
        if json:
            printing.line(preflight_json(preflight, lang=lang))
            return
        printing.preflight(preflight, write_preflight(preflight, month_folder, lang=lang), month_folder, Words(lang))
        printing.rules(loosened, Words(lang))


def _add_sample(app: typer.Typer, words: Words) -> None:
    @app.command("sample", help=words("cli.sample"))
    def sample(
        out: Annotated[Path, typer.Argument(help=words("cli.sample_out"), metavar="OUT")],
        month: Annotated[str, typer.Option("--month", help=words("cli.sample_month"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.sample import default_months, sample_months, write_sample

        known = sample_months()
        chosen = {"": default_months(), "all": known}.get(month) or [parse_month(month)]
        for one in chosen:
            if one not in known:
                raise UsageError("usage.month", value=month, known=", ".join(str(name) for name in known))
        for folder in write_sample(out, months=[one for one in chosen if one is not None]):
            printing.line(Words(lang)("cli.sampled", folder=folder))


def _add_products(app: typer.Typer, words: Words) -> None:
    @app.command("products", help=words("cli.products"))
    def products(lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        from annexmaps.products import all_products

        printing.products([page for product in all_products() for page in product.pages], Words(lang))
