"""Reporting: the annexes of a month as one Word document and one PDF, through the same steps as a build."""

from collections.abc import Sequence
from pathlib import Path

from annexmaps.config import Config
from annexmaps.errors import UsageError
from annexmaps.production.build_report import BuildReport
from annexmaps.production.building import carry_out
from annexmaps.production.order import NO_POINTS, Order
from annexmaps.sources.word_template import read_template
from annexmaps.theme import Theme
from annexmaps.words import DEFAULT_LANGUAGE


def report(
    month_folder: str | Path,
    *,
    template: str | Path | None = None,
    out: str | Path = "maps",
    boundaries: str | Path | None = None,
    only: Sequence[str] = (),
    formats: Sequence[str] = (),
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
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
    tables: bool = False,
) -> BuildReport:
    """Write the annexes of `month_folder` as <month>_annexes_<edition>_<lang>.docx and .pdf into `out`/<month>/<edition>/.

    `formats` are docx and pdf; empty is both.

    `template` is a Word document of the office whose bookmarks or placeholders ({{annexe_1}}, {{mois}}) are filled; the PDF keeps our
    own pages. `tables` adds the report's tables, charts and region blocks (`annexmaps tables`) as chapters. The other options are
    those of `build`, and so are the steps: read, released, linted, audited, all files or none.
    Raises UsageError, InputError, BoundariesError, ConfigError or OutputError, each with a sentence that says what to do.
    """
    if template and formats and "docx" not in formats:
        raise UsageError("usage.template_unused")
    order = Order(
        out=Path(out), boundaries=boundaries, only=tuple(only), formats=tuple(formats),
        edition=edition, lang=lang, config=config, strict=strict,
        population=population, population_source=population_source, theme=theme, page=page, points=points, secret=secret,
        basemap=basemap, basemap_source=basemap_source, document=True, template=read_template(template) if template else None,
        tables=tables,
    )  # fmt: skip
    return carry_out(order, Path(month_folder))
