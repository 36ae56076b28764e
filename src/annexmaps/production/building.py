"""Building: a located month, released for an edition, becomes specifications, and these become files."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from annexmaps.config import CONFIG_NAME, Config
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import edition_rules, loosened_rules
from annexmaps.errors import InputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.atlas import asked_unit, draw_atlas
from annexmaps.production.basemap import choose_basemap, country_bounds, lay_basemap, open_basemap
from annexmaps.production.choices import check_choices
from annexmaps.production.composing import Composer, missing_tables, production_date
from annexmaps.production.decisions import decisions_file, keep_questions
from annexmaps.production.drawing import draw_files
from annexmaps.production.files import digest, publish_stream
from annexmaps.production.gate import gated
from annexmaps.production.levels import closed_tables, within_level
from annexmaps.production.linting import LintedPage, lint_files
from annexmaps.production.manifest import MANIFEST_NAME, make_manifest
from annexmaps.production.masked_points import NO_POINTS, make_mask, open_secret
from annexmaps.production.month_pages import FORMAT as INTERACTIVE
from annexmaps.production.month_pages import month_pages
from annexmaps.production.names import ATLAS_LEVELS, file_name
from annexmaps.production.page_record import MadeFile, make_record
from annexmaps.production.population import population_file, population_of
from annexmaps.production.preflight import Preflight, make_preflight, write_preflight
from annexmaps.production.reading import read_month, settings_of
from annexmaps.products import find_product, product_modules
from annexmaps.products.atlas_units import atlas_units
from annexmaps.products.product import Product
from annexmaps.render.formats import DEFAULT_FORMATS, RENDERERS
from annexmaps.sources.population import Population
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.theme import Theme
from annexmaps.theme.reading import fingerprint, theme_in_force
from annexmaps.words import DEFAULT_LANGUAGE


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    folder: Path  # maps/<month>/<edition>
    files: tuple[Path, ...]
    skipped: dict[str, tuple[str, ...]]  # annex number: the tables it lacks
    preflight: Preflight
    preflight_file: Path | None  # None: the month's folder cannot be written to
    earlier: tuple[str, ...] = ()  # months read for comparison
    withheld: tuple[str, ...] = ()  # annexes that do not say they are fit for the public edition
    boundaries: str = ""  # the set that was drawn
    left_over: tuple[str, ...] = ()  # files of the folder that an earlier build made from other inputs
    loosened: tuple[str, ...] = ()  # disclosure rules that the configuration loosens
    population: Population | None = None  # people of each commune, where a raster was given
    open_secret: str = ""  # name of the secret's file, if others may read it
    basemap_failure: InputError | None = None  # why the maps are without the basemap that was asked for
    linted: tuple[LintedPage, ...] = ()  # pages of which the lint has a warning to tell
    closed: Mapping[str, str] = field(default_factory=dict)  # tables received under a closer level: not used, by level
    without_page: tuple[str, ...] = ()  # units of the atlas without a monitored commune and without a row


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
    population: str | Path | None = None,
    population_source: str = "",
    theme: str | Path | Theme | None = None,
    page: str = "",
    points: str = NO_POINTS,
    secret: str | Path | None = None,
    basemap: str | Path | None = None,
    basemap_source: str = "",
    atlas: str = "",
) -> BuildReport:
    """Write the annexes of `month_folder` into `out`/<month>/<edition>/, with a manifest; all of them or none.

    `only` names annexes ("1", "3"), `formats` file formats ("png", "xlsx"); empty means all annexes, each in its usual format.
    `population` is a GeoTIFF of people per cell, else the configuration's; `population_source` is printed on the maps.
    `theme` is a theme file or a Theme, else the configuration's; `page` is a paper size (a3-portrait) that wins over the theme's.
    `points` is none or masked: displaced by the secret in the file `secret`, else that of the configuration.
    `basemap` is a GeoTIFF, a provider's name or an address of tiles; where it fails the maps are made without it and say so.
    Every map is linted before anything is written: OutputError if one lacks a must-have or has a fault (`annexmaps.lint`).
    `atlas` is "region" or "cercle": a page of each map for every such unit as well, in the folder `atlas-<level>`.
    Raises UsageError, InputError, BoundariesError, ConfigError or OutputError, each with a sentence that says what to do.
    """
    check_choices(only=only, formats=formats, edition=edition, lang=lang, page=page, atlas=atlas)
    folder = Path(month_folder)
    _refuse_inside(Path(out) / folder.resolve().name, folder, shown=out)
    settings = settings_of(folder, config)
    look = theme_in_force(settings, theme, page=page)
    beside = _config_file(folder, config).parent
    mask = make_mask(points, secret, settings=settings.points, beside=beside, edition=edition, out=Path(out))
    chosen = choose_basemap(basemap, source=basemap_source)
    located = keep_questions(read_month(folder, boundaries=boundaries, config=settings), folder)
    preflight = make_preflight(located)
    report = write_preflight(preflight, folder, lang=lang)
    if strict and (preflight.unmapped or preflight.to_check):
        shown = f"{folder.name}/{report.parent.name}/{report.name}" if report else "annexmaps check"
        raise InputError("build.strict", listed=preflight.unmapped, count=preflight.count("warning"), report=shown)
    told = within_level(located, edition, settings)
    released = release(told, edition_rules(edition, settings.disclosure), mask=mask)
    target = Path(out) / str(located.month) / edition
    products = [find_product(number) for number in only or product_modules()]
    skipped = {product.annex: missing for product in products if (missing := missing_tables(product, released))}
    withheld = tuple(product.annex for product in products if not product.may_leave(released.rules))
    _refuse_unused_formats(formats, products)
    pages = [page for product in products for page in product.pages]
    raster = population_file(folder, population, settings)
    people = population_of(located.boundaries, raster, settings, source=population_source)
    ground = open_basemap(chosen, country_bounds(located.boundaries)) if chosen else None
    failures: list[InputError] = []

    def laid(specification: MapSpec | ListSpec) -> MapSpec | ListSpec:
        return lay_basemap(specification, ground, failures) if ground else specification

    composer = Composer(released, settings, lang, theme=look, population=people)
    pages = [page for page in pages if composer.can_make(page)]
    units, without_page = atlas_units(released, admin_level=ATLAS_LEVELS[atlas]) if atlas else ((), ())
    made = list(_draw((laid(composer.compose(page)) for page in pages), formats, target, released))
    linted = lint_files(made)
    record = make_record(made, folder=target)
    drawn = chain(
        ((file.path, file.content) for file in made),
        draw_atlas(pages, composer, units, formats, target / f"atlas-{atlas}", finish=laid),
        month_pages(composer, products, target) if INTERACTIVE in formats else (),
        record.items(),
    )
    in_force = {"configuration": _config_file(folder, config), "decisions": decisions_file(folder)}
    in_force |= {"population": raster} if raster else {}
    in_force |= {"basemap": chosen.file} if chosen and chosen.file else {}
    outputs: dict[Path, str] = {}

    def with_manifest() -> Iterator[tuple[Path, bytes]]:
        for path, content in drawn:
            outputs[path] = digest(content)
            yield path, content
        if not outputs:
            raise InputError("build.nothing", month=located.month, annexes=", ".join(one.annex for one in products))
        about = {"made_on": production_date(settings), "theme": fingerprint(look)}
        yield target / MANIFEST_NAME, make_manifest(released, outputs, folder=target, settings=in_force, **about)

    credits_given = (population_source, basemap_source)
    publish_stream(gated(with_manifest(), located=located, released=released, config=settings, said=credits_given))
    return BuildReport(
        target,
        tuple(path for path in outputs if path not in record),
        skipped,
        preflight,
        report,
        tuple(str(month) for month in located.earlier),
        withheld,
        located.boundaries.title_in(lang),
        _left_over(target),
        loosened_rules(settings.disclosure),
        people,
        open_secret(secret, settings=settings.points, beside=beside) if mask else "",
        failures[0] if failures else None,
        linted,
        closed_tables(edition, settings),
        tuple(unit.name for unit in without_page),
    )


def specify(
    month: str | Path | LocatedMonth,
    *,
    annex: str = "1",
    variant: str = "",
    edition: str = "partners",
    lang: str = DEFAULT_LANGUAGE,
    boundaries: str | Path | None = None,
    config: str | Path | Config | None = None,
    population: Population | None = None,
    theme: str | Path | Theme | None = None,
    page: str = "",
    points: str = NO_POINTS,
    secret: str | Path | None = None,
    unit: str = "",
) -> MapSpec | ListSpec:
    """Return the specification of one annex of a month's folder, or of a month that `read_month` returned.

    `variant` names a further page of the annex ("change"); empty is its own page; `population` is what `read_population` returned;
    `unit` is the P-code of a région or cercle: its page of the atlas; `points` and `secret` are those of `build`. Raises UsageError
    for an unknown annex, variant, edition, language or unit, InputError if the month, or the month before for a comparison, lacks a
    table that the page needs.
    """
    check_choices(only=(annex,), edition=edition, lang=lang, page=page)
    if isinstance(month, LocatedMonth):
        located, settings = month, config if isinstance(config, Config) else settings_of(Path(), config)
    else:
        settings = settings_of(Path(month), config)
        located = read_month(month, boundaries=boundaries, config=settings)
    beside = Path() if isinstance(month, LocatedMonth) else _config_file(Path(month), config).parent
    mask = make_mask(points, secret, settings=settings.points, beside=beside, edition=edition)
    chosen, rules = _find_page(annex, variant), edition_rules(edition, settings.disclosure)
    released = release(within_level(located, edition, settings), rules, mask=mask)
    look = theme_in_force(settings, theme, page=page)
    composer = Composer(released, settings, lang, theme=look, population=population)
    if not composer.can_make(chosen):
        raise InputError("build.nothing", month=located.month, annexes=annex)
    return composer.compose(chosen, asked_unit(unit, chosen, composer) if unit else None)


def _left_over(folder: Path) -> tuple[str, ...]:
    listed = {*json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))["outputs"], MANIFEST_NAME}
    there = (path for part in (folder, *folder.glob("atlas-*")) if part.is_dir() for path in part.iterdir())
    names = (path.relative_to(folder).as_posix() for path in there if path.is_file())
    return tuple(sorted(name for name in names if name not in listed))


def _refuse_unused_formats(formats: Sequence[str], products: Sequence[Product]) -> None:
    kinds = {product.kind for product in products}
    kinds |= {RENDERERS[INTERACTIVE].kind} if "map" in kinds else set()
    usable = [name for name, renderer in RENDERERS.items() if renderer.kind in kinds]
    if formats and not set(formats) & set(usable):
        raise UsageError("usage.format_unused", value=", ".join(formats), known=", ".join(usable))


def _config_file(month_folder: Path, config: str | Path | Config | None) -> Path:
    given = None if isinstance(config, Config) else config
    return Path(given) if given else month_folder.resolve().parent / CONFIG_NAME


def _find_page(annex: str, variant: str) -> Product:
    pages = {page.variant: page for page in find_product(annex).pages}
    if variant not in pages:
        raise UsageError("usage.variant", value=variant, annex=annex, known=", ".join(filter(None, pages)) or "–")
    return pages[variant]


def _draw(
    specifications: Iterable[MapSpec | ListSpec], formats: Sequence[str], target: Path, released: ReleasedMonth
) -> Iterator[MadeFile]:
    for specification in specifications:
        kind = "map" if isinstance(specification, MapSpec) else "list"
        chosen = [RENDERERS[name] for name in formats or (DEFAULT_FORMATS[kind],) if RENDERERS[name].kind == kind]
        names = [target / file_name(specification, renderer, example=released.example) for renderer in chosen]
        yield from draw_files(specification, chosen, names)


def _refuse_inside(target: Path, month_folder: Path, *, shown: str | Path) -> None:
    if month_folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError("usage.out_in_inputs", out=shown)
