"""Building: a month's folder becomes the files of one edition, and one annex of it a specification."""

from collections.abc import Sequence
from pathlib import Path

from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.errors import InputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.atlas import asked_unit
from annexmaps.production.build_report import BuildReport as BuildReport
from annexmaps.production.choices import check_choices
from annexmaps.production.composing import Composer
from annexmaps.production.decisions import keep_questions
from annexmaps.production.files import publish_stream
from annexmaps.production.levels import within_level
from annexmaps.production.making import make_edition, make_ready
from annexmaps.production.masked_points import NO_POINTS, make_mask
from annexmaps.production.order import Order, config_file
from annexmaps.production.preflight import Preflight, make_preflight, write_preflight
from annexmaps.production.reading import read_month, settings_of
from annexmaps.products import find_product
from annexmaps.products.product import Product
from annexmaps.sources.population import Population
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.theme import Theme
from annexmaps.theme.reading import theme_in_force
from annexmaps.words import DEFAULT_LANGUAGE


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
    pack: bool = False,
    zipped: bool = False,
    tiles: str = "",
    tiles_source: str = "",
) -> BuildReport:
    """Write the annexes of `month_folder` into `out`/<month>/<edition>/, with a manifest; all of them or none.

    `only` names annexes ("1", "3"), `formats` file formats ("png", "xlsx"); empty means all annexes, each in its usual format.
    `population` is a GeoTIFF of people per cell, else the configuration's; `population_source` is printed on the maps.
    `theme` is a theme file or a Theme, else the configuration's; `page` is a paper size (a3-portrait) that wins over the theme's.
    `points` is none or masked: displaced by the secret in the file `secret`, else that of the configuration.
    `basemap` is a GeoTIFF, a provider's name or an address of tiles; where it fails the maps are made without it and say so.
    Every map is linted before anything is written: OutputError if one lacks a must-have or has a fault (`annexmaps.lint`).
    `atlas` is "region" or "cercle": a page of each map for every such unit as well, in the folder `atlas-<level>`.
    `pack` compresses the data of pages in the format "html"; `zipped` adds a .zip of each plain page. `tiles`, a provider's name or an
    address, lets these pages ask one host for tiles while they are read, and says so in them and in their names.
    Raises UsageError, InputError, BoundariesError, ConfigError or OutputError, each with a sentence that says what to do.
    """
    order = Order(
        out=Path(out), boundaries=boundaries, only=tuple(only), formats=tuple(formats), edition=edition, lang=lang, config=config,
        strict=strict, population=population, population_source=population_source, theme=theme, page=page, points=points, secret=secret,
        basemap=basemap, basemap_source=basemap_source, atlas=atlas, pack=pack, zipped=zipped, tiles=tiles, tiles_source=tiles_source,
    )  # fmt: skip
    return carry_out(order, Path(month_folder))


def carry_out(order: Order, month_folder: Path) -> BuildReport:
    """Write what `order` asks for of the month in `month_folder`; the errors are those of `build`."""
    ready = make_ready(order, month_folder)
    located = read_month(month_folder, boundaries=order.boundaries, config=ready.settings)
    located = keep_questions(located, month_folder)
    preflight = make_preflight(located, loosened=ready.loosened)
    controle = write_preflight(preflight, month_folder, lang=order.lang)
    if order.strict:
        refuse_unless_sound(preflight, month_folder, controle)
    making = make_edition(located, month_folder, order, ready)
    publish_stream(making.files())
    return making.report(preflight, controle)


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
    beside = Path() if isinstance(month, LocatedMonth) else config_file(Path(month), config).parent
    mask = make_mask(points, secret, settings=settings.points, beside=beside, edition=edition)
    chosen, rules = _find_page(annex, variant), edition_rules(edition, settings.disclosure)
    released = release(within_level(located, edition, settings), rules, mask=mask)
    look = theme_in_force(settings, theme, page=page)
    composer = Composer(released, settings, lang, theme=look, population=population)
    if not composer.can_make(chosen):
        raise InputError("build.nothing", month=located.month, annexes=annex)
    return composer.compose(chosen, asked_unit(unit, chosen, composer) if unit else None)


def refuse_unless_sound(preflight: Preflight, folder: Path, controle: Path | None) -> None:
    """Return if nothing of `preflight` is left to see to; else InputError, which says where it is told."""
    if preflight.unmapped or preflight.to_check:
        shown = f"{folder.name}/{controle.parent.name}/{controle.name}" if controle else "annexmaps check"
        raise InputError("build.strict", listed=preflight.unmapped, count=preflight.count("warning"), report=shown)


def _find_page(annex: str, variant: str) -> Product:
    pages = {page.variant: page for page in find_product(annex).pages}
    if variant not in pages:
        raise UsageError("usage.variant", value=variant, annex=annex, known=", ".join(filter(None, pages)) or "–")
    return pages[variant]
