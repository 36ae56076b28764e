"""Building: a located month, released for an edition, becomes specifications, and these become files."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annexmaps.config import CONFIG_NAME, Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules, loosened_rules
from annexmaps.errors import InputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.atlas import asked_unit
from annexmaps.production.basemap import choose_basemap, country_bounds, open_basemap
from annexmaps.production.build_report import BuildReport as BuildReport
from annexmaps.production.choices import check_choices
from annexmaps.production.composing import Composer, production_date
from annexmaps.production.decisions import decisions_file, keep_questions
from annexmaps.production.drawing import Drawing
from annexmaps.production.files import digest, publish_stream
from annexmaps.production.gate import gated
from annexmaps.production.levels import closed_tables, within_level
from annexmaps.production.manifest import MANIFEST_NAME, left_over, make_manifest
from annexmaps.production.masked_points import NO_POINTS, make_mask, open_secret
from annexmaps.production.month_pages import PageOptions
from annexmaps.production.page_tiles import choose_tiles
from annexmaps.production.population import population_file, population_of
from annexmaps.production.preflight import Preflight, make_preflight, write_preflight
from annexmaps.production.reading import read_month, settings_of
from annexmaps.products import find_product, product_modules
from annexmaps.products.product import Product
from annexmaps.sources.population import Population
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.theme import Theme
from annexmaps.theme.reading import fingerprint, theme_in_force
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
    check_choices(only=only, formats=formats, edition=edition, lang=lang, page=page, atlas=atlas)
    folder = Path(month_folder)
    _refuse_inside(Path(out) / folder.resolve().name, folder, shown=out)
    settings = settings_of(folder, config)
    look = theme_in_force(settings, theme, page=page)
    beside = config_file(folder, config).parent
    mask = make_mask(points, secret, settings=settings.points, beside=beside, edition=edition, out=Path(out))
    chosen, online = choose_basemap(basemap, source=basemap_source), choose_tiles(tiles, source=tiles_source)
    located = keep_questions(read_month(folder, boundaries=boundaries, config=settings), folder)
    loosened = loosened_rules(settings.disclosure)
    preflight = make_preflight(located, loosened=loosened)
    controle = write_preflight(preflight, folder, lang=lang)
    if strict:
        _refuse_unless_sound(preflight, folder, controle)
    released = release(within_level(located, edition, settings), edition_rules(edition, settings.disclosure), mask=mask)
    raster = population_file(folder, population, settings)
    people = population_of(located.boundaries, raster, settings, source=population_source)
    drawing = Drawing(
        composer=Composer(released, settings, lang, theme=look, population=people),
        products=tuple(find_product(number) for number in only or product_modules()),
        formats=tuple(formats),
        folder=Path(out) / str(located.month) / edition,
        page_options=PageOptions(pack, zipped, online),
        atlas=atlas,
        ground=open_basemap(chosen, country_bounds(located.boundaries)) if chosen else None,
    )
    in_force = {"configuration": config_file(folder, config), "decisions": decisions_file(folder)}
    in_force |= {"population": raster} if raster else {}
    in_force |= {"basemap": chosen.file} if chosen and chosen.file else {}
    credits_given = (population_source, basemap_source, tiles_source)
    finished = _with_manifest(drawing, in_force, loosened)
    asked = online.address if online else ""
    publish_stream(
        gated(finished, located=located, released=released, config=settings, said=credits_given, tiles=asked)
    )
    return BuildReport(
        folder=drawing.folder,
        files=tuple(drawing.files),
        skipped=drawing.skipped,
        preflight=preflight,
        preflight_file=controle,
        earlier=tuple(str(month) for month in located.earlier),
        withheld=drawing.withheld,
        boundaries=located.boundaries.title_in(lang),
        left_over=left_over(drawing.folder),
        loosened=loosened,
        population=people,
        open_secret=open_secret(secret, settings=settings.points, beside=beside) if mask else "",
        basemap_failure=drawing.failures[0] if drawing.failures else None,
        linted=drawing.linted,
        closed=closed_tables(edition, settings),
        without_page=drawing.without_page,
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
    beside = Path() if isinstance(month, LocatedMonth) else config_file(Path(month), config).parent
    mask = make_mask(points, secret, settings=settings.points, beside=beside, edition=edition)
    chosen, rules = _find_page(annex, variant), edition_rules(edition, settings.disclosure)
    released = release(within_level(located, edition, settings), rules, mask=mask)
    look = theme_in_force(settings, theme, page=page)
    composer = Composer(released, settings, lang, theme=look, population=population)
    if not composer.can_make(chosen):
        raise InputError("build.nothing", month=located.month, annexes=annex)
    return composer.compose(chosen, asked_unit(unit, chosen, composer) if unit else None)


def _with_manifest(
    drawing: Drawing, in_force: Mapping[str, Path], loosened: Sequence[str]
) -> Iterator[tuple[Path, bytes]]:
    """Yield every file as it is drawn, and the manifest of them all; InputError if there is nothing to draw."""
    composer, hashes = drawing.composer, dict[Path, str]()
    for path, content in drawing.draw():
        hashes[path] = digest(content)
        yield path, content
    if not hashes:
        annexes = ", ".join(product.annex for product in drawing.products)
        raise InputError("build.nothing", month=composer.release.month, annexes=annexes)
    online = drawing.page_options.tiles
    about = {"made_on": production_date(composer.config), "theme": fingerprint(composer.theme)}
    about |= {"tiles": online.address} if online else {}
    manifest = make_manifest(
        composer.release, hashes, folder=drawing.folder, settings=in_force, loosened=loosened, **about
    )
    yield drawing.folder / MANIFEST_NAME, manifest


def _refuse_unless_sound(preflight: Preflight, folder: Path, controle: Path | None) -> None:
    if preflight.unmapped or preflight.to_check:
        shown = f"{folder.name}/{controle.parent.name}/{controle.name}" if controle else "annexmaps check"
        raise InputError("build.strict", listed=preflight.unmapped, count=preflight.count("warning"), report=shown)


def config_file(month_folder: Path, config: str | Path | Config | None) -> Path:
    """Return the configuration in force for `month_folder`, whether or not it is there."""
    given = None if isinstance(config, Config) else config
    return Path(given) if given else month_folder.resolve().parent / CONFIG_NAME


def _find_page(annex: str, variant: str) -> Product:
    pages = {page.variant: page for page in find_product(annex).pages}
    if variant not in pages:
        raise UsageError("usage.variant", value=variant, annex=annex, known=", ".join(filter(None, pages)) or "–")
    return pages[variant]


def _refuse_inside(target: Path, month_folder: Path, *, shown: str | Path) -> None:
    if month_folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError("usage.out_in_inputs", out=shown)
