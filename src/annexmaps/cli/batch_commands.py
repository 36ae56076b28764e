"""annexmaps batch: months × editions × languages, only what changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli import printing
from annexmaps.cli.batch_progress import showing
from annexmaps.words import Words, languages

if TYPE_CHECKING:
    from annexmaps.production.batch.report import BatchReport


def add_batch(app: typer.Typer, words: Words) -> None:
    """Add `batch` to `app`, its help in the language of `words`."""

    @app.command("batch", help=words("batch.help"))
    def batch(
        data_folder: Annotated[Path, typer.Argument(help=words("batch.data_folder"), metavar="DATA_FOLDER")],
        months: Annotated[str, typer.Option("--months", help=words("batch.months"))] = "",
        only: Annotated[str, typer.Option("--only", help=words("cli.only"))] = "",
        edition: Annotated[str, typer.Option("--edition", help=words("batch.edition"))] = "partners",
        lang: Annotated[str, typer.Option("--lang", help=words("batch.lang"))] = words.lang,
        format: Annotated[str, typer.Option("--format", help=words("cli.format"))] = "",  # noqa: A002 the option's name
        atlas: Annotated[str, typer.Option("--atlas", help=words("cli.atlas"))] = "",
        workers: Annotated[int | None, typer.Option("--workers", help=words("batch.workers"))] = None,
        dask: Annotated[str, typer.Option("--dask", help=words("batch.dask"))] = "",
        force: Annotated[bool, typer.Option("--force", help=words("batch.force"))] = False,
        out: Annotated[Path, typer.Option("--out", help=words("cli.out"))] = Path("maps"),
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=words("cli.strict"))] = False,
        population: Annotated[Path | None, typer.Option("--population", help=words("cli.population"))] = None,
        population_source: Annotated[
            str, typer.Option("--population-source", help=words("cli.population_source"))
        ] = "",
        basemap: Annotated[str, typer.Option("--basemap", help=words("cli.basemap_option"))] = "",
        basemap_source: Annotated[str, typer.Option("--basemap-source", help=words("cli.basemap_source"))] = "",
        theme: Annotated[Path | None, typer.Option("--theme", help=words("cli.theme"))] = None,
        page: Annotated[str, typer.Option("--page", help=words("cli.page"))] = "",
        points: Annotated[str, typer.Option("--points", help=words("points.option"))] = "none",
        secret: Annotated[Path | None, typer.Option("--secret", help=words("points.secret_option"))] = None,
        pack: Annotated[bool, typer.Option("--pack", help=words("cli.pack"))] = False,
        zipped: Annotated[bool, typer.Option("--zip", help=words("cli.zip"))] = False,
        tiles: Annotated[str, typer.Option("--tiles", help=words("cli.tiles"))] = "",
        tiles_source: Annotated[str, typer.Option("--tiles-source", help=words("cli.tiles_source"))] = "",
    ) -> None:
        from annexmaps.production.batch import batch

        langs = printing.listed(lang)
        said = Words(langs[0] if langs and langs[0] in languages() else words.lang)
        with showing(said) as tell:
            report = batch(
                data_folder, months=months, edition=printing.listed(edition), lang=langs, out=out, workers=workers, dask=dask,
                force=force, tell=tell, boundaries=boundaries or None, only=printing.listed(only), formats=printing.listed(format),
                config=config, strict=strict, population=population, population_source=population_source, theme=theme, page=page,
                points=points, secret=secret, basemap=basemap or None, basemap_source=basemap_source, atlas=atlas, pack=pack,
                zipped=zipped, tiles=tiles, tiles_source=tiles_source,
            )  # fmt: skip
        _print(report, out, said)
        report.refuse_failures()


def _print(report: "BatchReport", out: Path, words: Words) -> None:
    for month, count in report.to_check:
        if count:
            printing.line(words("batch.to_check", month=month, count=count))
    notes: dict[str, list[str]] = {}
    for folder in report.folders:
        for note in folder.notes:
            notes.setdefault(note, []).append(_name(str(folder.month), folder.edition, words))
    for note, names in notes.items():
        printing.line(words("batch.note", note=note, names=", ".join(names)))
    for failed in report.failed:
        if failed.trace:
            printing.line(failed.trace)
    counts = {"made": report.made, "files": report.files, "folders": len(report.folders)}
    printing.line(words("batch.summary", **counts, out=out))


def _name(month: str, edition: str, words: Words) -> str:
    return words("batch.folder", month=month, edition=words(f"term.edition.{edition}"))
