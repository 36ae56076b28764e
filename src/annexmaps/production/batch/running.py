"""Running a batch: what must be made is read, checked, made and published, one whole folder after another."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annexmaps.config import Config
from annexmaps.errors import OutputError, UsageError, reason_of
from annexmaps.production.batch.asking import ask
from annexmaps.production.batch.lock import locked
from annexmaps.production.batch.planning import Planner
from annexmaps.production.batch.production import Production
from annexmaps.production.batch.records import home_of, staging_of
from annexmaps.production.batch.report import BatchReport, Event, FolderReport, Tell, tell_nobody
from annexmaps.production.batch.tasks import Setting
from annexmaps.production.batch.workers import MOST, usual_count, workers_for
from annexmaps.production.order import NO_POINTS, Order, refuse_inside
from annexmaps.theme import Theme
from annexmaps.words import DEFAULT_LANGUAGE


def batch(
    data_folder: str | Path,
    *,
    months: str = "",
    edition: str | Sequence[str] = "partners",
    lang: str | Sequence[str] = DEFAULT_LANGUAGE,
    out: str | Path = "maps",
    workers: int | None = None,
    dask: str = "",
    force: bool = False,
    tell: Tell = tell_nobody,
    boundaries: str | Path | None = None,
    only: Sequence[str] = (),
    formats: Sequence[str] = (),
    config: str | Path | Config | None = None,
    strict: bool = False,
    population: str | Path | None = None,
    population_source: str = "",
    theme: str | Path | Theme | None = None,
    page: str = "",
    points: str = NO_POINTS,
    secret: str | Path | None = None,
    basemap: str | Path | None = None,
    basemap_source: str = "",
    atlas: str = "",
    pack: bool = False,
    zipped: bool = False,
    tiles: str = "",
    tiles_source: str = "",
) -> BatchReport:
    """Write the annexes of every month folder of `data_folder` that changed into `out`/<month>/<edition>/, each folder whole or not at all.

    `months` names some of them: 2021-01:2021-11, or 2021-01,2021-03. `edition` is one, several, or "all"; `lang` one or several: the
    first is that of the pre-flights. A file is made again only if something that it is made from changed, or if it was changed or is
    gone; `force` makes all of them. `workers` is how many processes work, one for each processor if it is not said; more than one
    start Python anew, so that a script must call this under `if __name__ == "__main__":`. `dask` is the address of a Dask cluster
    that works instead. `tell` is told what happens. The other options are those of `build`.

    A month that cannot be made does not stop the others: the report names it. Raises UsageError, InputError or ConfigError before
    anything is made; OutputError if another batch works in `out` or it cannot be written.
    """
    order = Order(
        out=Path(out), only=tuple(only), formats=tuple(formats), boundaries=boundaries, config=config, strict=strict,
        population=population, population_source=population_source, theme=theme, page=page, points=points, secret=secret,
        basemap=basemap, basemap_source=basemap_source, atlas=atlas, pack=pack, zipped=zipped, tiles=tiles,
        tiles_source=tiles_source,
    )  # fmt: skip
    count = usual_count() if workers is None else workers
    if not 1 <= count <= MOST:
        raise UsageError("batch.workers", value=count, most=MOST)
    asked = ask(Path(data_folder), order, months=months, editions=_listed(edition), langs=_listed(lang), force=force)
    for month in asked.months:
        refuse_inside(order.out / str(month), asked.month_folder(month), shown=order.out)
    with locked(home_of(order.out), shown=order.out):
        _sweep(order.out)
        planner = Planner(asked)
        preflights = [one for one in planner.preflights() if force or not one.is_finished()]
        folders = planner.folders()
        finished = [] if force else [one for one in folders if one.is_finished()]
        stale = [one for one in folders if one not in finished]
        reports = tuple(FolderReport(one.month, one.edition, len(one.record.outputs), 0) for one in finished)
        if not stale and not preflights:
            tell(Event("planned", "", finished=len(finished)))
            return BatchReport(reports, ())
        try:
            with workers_for(min(count, max(1, len(stale))), dask, Setting()) as ready:
                return Production(planner, ready, tell).run(preflights, stale, reports)
        finally:
            _sweep(order.out)


def _listed(words: str | Sequence[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _sweep(out: Path) -> None:
    """Remove what waits for a name: a batch that was killed left it."""
    staged = staging_of(out)
    with suppress(FileNotFoundError):
        try:
            shutil.rmtree(staged)
        except PermissionError as error:
            raise OutputError("batch.not_writable", folder=out, why=reason_of(error)) from error
