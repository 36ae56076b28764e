"""The tables of the report: one workbook and a picture a chart, through the same release, gate and publication as the maps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import edition_rules, loosened_rules
from annexmaps.errors import InputError
from annexmaps.figures import TablesSpec
from annexmaps.places.located import LocatedMonth
from annexmaps.production.choices import check_choices
from annexmaps.production.composing import Composer, production_date
from annexmaps.production.decisions import decisions_file
from annexmaps.production.explaining import explain
from annexmaps.production.files import digest, digest_of, publish_stream
from annexmaps.production.gate import gated
from annexmaps.production.levels import closed_tables, within_level
from annexmaps.production.manifest import MANIFEST_NAME, make_manifest
from annexmaps.production.names import file_of_month
from annexmaps.production.order import config_file, refuse_inside
from annexmaps.production.reading import read_month, settings_of
from annexmaps.theme import Theme
from annexmaps.theme.reading import fingerprint, theme_in_force
from annexmaps.words import DEFAULT_LANGUAGE

FOLDER = "tableaux"  # in the edition's folder


@dataclass(frozen=True)
class TablesReport:
    """What was made of a month's tables."""

    folder: Path
    files: tuple[Path, ...]
    left_out: tuple[str, ...]  # sentences: what the edition does not tell, and how to use what it does
    closed: Mapping[str, str]  # tables received under a closer level: not used, by level
    loosened: tuple[str, ...]  # disclosure rules that the configuration loosens


@dataclass(frozen=True)
class _Asked:
    """A month, located and released for the edition that was asked for."""

    located: LocatedMonth
    composer: Composer

    @property
    def released(self) -> ReleasedMonth:
        return self.composer.release


def make_tables(
    month_folder: str | Path,
    *,
    out: str | Path = "maps",
    boundaries: str | Path | None = None,
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    config: str | Path | Config | None = None,
    theme: str | Path | Theme | None = None,
) -> TablesReport:
    """Write the tables and charts of `month_folder` into `out`/<month>/<edition>/tableaux/, with a manifest; all of them or none.

    Raises UsageError, InputError, BoundariesError, ConfigError or OutputError, each with a sentence that says what to do.
    """
    folder = Path(month_folder)
    refuse_inside(Path(out) / folder.resolve().name, folder, shown=out)
    settings = settings_of(folder, config)
    asked = _ask(folder, boundaries, edition, lang, settings, theme)
    spec, loosened = _spec_of(asked), loosened_rules(settings.disclosure)
    target = Path(out) / str(asked.located.month) / edition / FOLDER
    drawn = dict(draw_tables(spec, target, example=asked.released.example))
    in_force = {"configuration": config_file(folder, config), "decisions": decisions_file(folder)}
    hashes = {name: digest_of(path) for name, path in in_force.items()}
    manifest = make_manifest(
        asked.released, {path: digest(content) for path, content in drawn.items()}, folder=target,
        made_on=production_date(settings), settings=hashes, theme=fingerprint(asked.composer.theme), loosened=loosened,
    )  # fmt: skip
    finished = iter([*drawn.items(), (target / MANIFEST_NAME, manifest)])
    publish_stream(gated(finished, located=asked.located, released=asked.released, config=settings))
    return TablesReport(target, tuple(drawn), spec.page.notes, closed_tables(edition, settings), loosened)


def explain_tables(
    month_folder: str | Path,
    *,
    boundaries: str | Path | None = None,
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    config: str | Path | Config | None = None,
) -> tuple[str, ...]:
    """Return each sentence of the tables of `month_folder` and, line by line, the rows that its figures count; nothing is written."""
    folder = Path(month_folder)
    asked = _ask(folder, boundaries, edition, lang, settings_of(folder, config), None)
    return tuple(explain(_spec_of(asked), asked.released, asked.located))


def draw_tables(spec: TablesSpec, folder: Path, *, example: bool) -> Iterator[tuple[Path, bytes]]:
    """Yield the workbook of `spec` and the picture of each chart, as files of `folder`."""
    from annexmaps.render.charts import draw_chart
    from annexmaps.render.tables_workbook import write_tables

    name = partial(file_of_month, month=spec.month, edition=spec.edition, lang=spec.lang, example=example)
    yield folder / name("tableaux", "xlsx"), write_tables(spec)
    for table in spec.tables:
        if table.chart is not None:
            what = f"graphique-{table.key.replace('_', '-')}"
            yield folder / name(what, "png"), draw_chart(spec, table)


def _ask(
    folder: Path,
    boundaries: str | Path | None,
    edition: str,
    lang: str,
    settings: Config,
    theme: str | Path | Theme | None,
) -> _Asked:
    check_choices(edition=edition, lang=lang)
    located = read_month(folder, boundaries=boundaries, config=settings)
    released = release(within_level(located, edition, settings), edition_rules(edition, settings.disclosure))
    return _Asked(located, Composer(released, settings, lang, theme=theme_in_force(settings, theme)))


def _spec_of(asked: _Asked) -> TablesSpec:
    spec = asked.composer.tables()
    if not spec.tables:
        raise InputError("build.no_tables", month=asked.located.month)
    return spec
