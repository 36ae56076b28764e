"""Building: a located month, released for an edition, becomes specifications, and these become files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.errors import InputError, UsageError
from annexmaps.months import day_label
from annexmaps.places.located import LocatedMonth
from annexmaps.production.choices import check_choices
from annexmaps.production.decisions import keep_questions
from annexmaps.production.files import publish
from annexmaps.production.manifest import MANIFEST_NAME, make_manifest
from annexmaps.production.preflight import Preflight, make_preflight, write_preflight
from annexmaps.production.reading import read_month, settings_of
from annexmaps.products import find_product, product_modules, product_slug
from annexmaps.products.base import make_base
from annexmaps.products.compose import compose
from annexmaps.products.product import Ingredients, Product
from annexmaps.render.formats import DEFAULT_FORMATS, RENDERERS
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.words import DEFAULT_LANGUAGE, Words


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    folder: Path  # maps/<month>/<edition>
    files: tuple[Path, ...]
    skipped: dict[str, tuple[str, ...]]  # annex number: the tables it lacks
    preflight: Preflight
    preflight_file: Path | None  # None: the month's folder cannot be written to
    earlier: tuple[str, ...] = field(default=())  # months read for comparison


def build(
    month_folder: str | Path,
    *,
    out: str | Path = "maps",
    boundaries: str | Path | None = None,
    only: Sequence[str] = (),
    formats: Sequence[str] = (),
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    config: str | Path | Config | None = None,
    strict: bool = False,
) -> BuildReport:
    """Write the annexes of `month_folder` into `out`/<month>/<edition>/, with a manifest; all of them or none.

    `only` names annexes ("1", "3"), `formats` file formats ("png", "xlsx"); empty means all annexes, each in its usual format.
    Raises UsageError, InputError, BoundariesError, ConfigError or OutputError, each with a sentence that says what to do.
    """
    check_choices(only=only, formats=formats, edition=edition, lang=lang)
    folder = Path(month_folder)
    _refuse_inside(Path(out), folder)
    settings = settings_of(folder, config)
    located = keep_questions(read_month(folder, boundaries=boundaries, config=settings), folder)
    preflight = make_preflight(located)
    report = write_preflight(preflight, folder, lang=lang)
    if strict and (preflight.unmapped or preflight.to_check):
        shown = f"{folder.name}/{report.parent.name}/{report.name}" if report else "annexmaps check"
        raise InputError("build.strict", listed=preflight.unmapped, count=preflight.to_check, report=shown)
    released = release(located, edition_rules(edition))
    target = Path(out) / str(located.month) / edition
    products = [find_product(number) for number in only or product_modules()]
    skipped = {product.annex: missing for product in products if (missing := _missing(product, released))}
    outputs = dict(_draw(_specifications(products, released, settings, lang), formats, target, released))
    if not outputs:
        raise InputError("build.nothing", month=located.month)
    manifest = make_manifest(released, outputs, folder=target, made_on=production_date(settings))
    publish({**outputs, target / MANIFEST_NAME: manifest})
    return BuildReport(
        target, tuple(outputs), skipped, preflight, report, tuple(str(month) for month in located.earlier)
    )


def specify(
    month: str | Path | LocatedMonth,
    *,
    annex: str = "1",
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    boundaries: str | Path | None = None,
    config: str | Path | Config | None = None,
) -> MapSpec | ListSpec:
    """Return the specification of one annex of a month's folder, or of a month that `read_month` returned.

    Raises UsageError for an unknown annex, edition or language, InputError if the month lacks a table that the annex needs.
    """
    check_choices(only=(annex,), edition=edition, lang=lang)
    if isinstance(month, LocatedMonth):
        located, settings = month, config if isinstance(config, Config) else settings_of(Path(), config)
    else:
        settings = settings_of(Path(month), config)
        located = read_month(month, boundaries=boundaries, config=settings)
    product, released = find_product(annex), release(located, edition_rules(edition))
    if _missing(product, released):
        raise InputError("build.nothing", month=located.month)
    return next(_specifications([product], released, settings, lang))


def production_date(config: Config) -> str:
    """Return the production date, ISO, UTC: SOURCE_DATE_EPOCH, else the configuration's, else "" — never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return config.dates.production.isoformat() if config.dates.production else ""
    if not epoch.isdigit():
        raise UsageError("build.production_date", value=epoch)
    return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()


def _specifications(
    products: Iterable[Product], released: ReleasedMonth, config: Config, lang: str
) -> Iterator[MapSpec | ListSpec]:
    words = Words(lang)
    ingredients = Ingredients(released, words, config, make_base(released.boundaries, words))
    made = production_date(config)
    shown = day_label(datetime.fromisoformat(made).date(), lang=lang) if made else ""
    for product in products:
        if not _missing(product, released):
            yield compose(product, ingredients, slug=product_slug(product.annex), made_on=shown)


def _missing(product: Product, released: ReleasedMonth) -> tuple[str, ...]:
    return tuple(name for name in product.needs if name not in released.tables)


def _draw(
    specifications: Iterable[MapSpec | ListSpec], formats: Sequence[str], target: Path, released: ReleasedMonth
) -> Iterator[tuple[Path, bytes]]:
    for specification in specifications:
        kind = "map" if isinstance(specification, MapSpec) else "list"
        for name in formats or (DEFAULT_FORMATS[kind],):
            if RENDERERS[name].kind == kind:
                yield (
                    target / file_name(specification, name, example=released.example),
                    RENDERERS[name].draw(specification),
                )


def file_name(specification: MapSpec | ListSpec, extension: str, *, example: bool) -> str:
    """Return <month>_annexe-<n>_<slug>[_exemple]_<edition>_<lang>.<ext>."""
    head = f"{specification.month}_annexe-{specification.product}_{specification.slug}"
    return f"{head}{'_exemple' if example else ''}_{specification.edition}_{specification.lang}.{extension}"


def _refuse_inside(out: Path, month_folder: Path) -> None:
    if month_folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise UsageError("usage.out_in_inputs", out=out)
