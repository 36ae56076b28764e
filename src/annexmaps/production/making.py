"""Making: a located month becomes the files of one edition, drawn, linted, listed in a manifest and audited."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annexmaps.config import Config
from annexmaps.disclosure.masking import PointMask
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import edition_rules, loosened_rules
from annexmaps.errors import InputError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.basemap import ChosenBasemap, choose_basemap, country_bounds, open_basemap
from annexmaps.production.build_report import BuildReport
from annexmaps.production.choices import check_choices
from annexmaps.production.composing import Composer, production_date
from annexmaps.production.decisions import decisions_file
from annexmaps.production.drawing import Drawing
from annexmaps.production.files import digest, digest_of
from annexmaps.production.gate import gated
from annexmaps.production.levels import closed_tables, within_level
from annexmaps.production.manifest import MANIFEST_NAME, left_over, make_manifest
from annexmaps.production.masked_points import make_mask, open_secret
from annexmaps.production.month_pages import PageOptions
from annexmaps.production.order import Order, config_file, refuse_inside
from annexmaps.production.page_tiles import choose_tiles
from annexmaps.production.population import population_file, population_of
from annexmaps.production.preflight import Preflight
from annexmaps.production.reading import settings_of
from annexmaps.production.shelf import Shelf, shelf_of
from annexmaps.products import find_product, product_modules
from annexmaps.sources.decisions import fingerprint_of_decisions
from annexmaps.spec import PageTiles
from annexmaps.theme import Theme
from annexmaps.theme.reading import fingerprint, theme_in_force


@dataclass(frozen=True)
class Ready:
    """What an order says once it is checked, before any table is read."""

    settings: Config
    theme: Theme
    mask: PointMask | None
    basemap: ChosenBasemap | None
    tiles: PageTiles | None  # asked by interactive pages while they are read
    loosened: tuple[str, ...]  # disclosure rules that the configuration loosens
    open_secret: str  # name of the secret's file, if others may read it


def make_ready(order: Order, month_folder: Path) -> Ready:
    """Return what `order` says for `month_folder`; UsageError, InputError or ConfigError for what cannot be done."""
    check_choices(
        only=order.only,
        formats=order.formats,
        edition=order.edition,
        lang=order.lang,
        page=order.page,
        atlas=order.atlas,
        document=order.document,
    )
    refuse_inside(order.out / month_folder.resolve().name, month_folder, shown=order.out)
    settings = settings_of(month_folder, order.config)
    look = theme_in_force(settings, order.theme, page=order.page)
    beside = config_file(month_folder, order.config).parent
    kept = settings.points
    mask = make_mask(order.points, order.secret, settings=kept, beside=beside, edition=order.edition, out=order.out)
    chosen = choose_basemap(order.basemap, source=order.basemap_source)
    opened = open_secret(order.secret, settings=kept, beside=beside) if mask else ""
    online = choose_tiles(order.tiles, source=order.tiles_source)
    return Ready(settings, look, mask, chosen, online, tuple(loosened_rules(settings.disclosure)), opened)


@dataclass(frozen=True)
class Making:
    """One edition of one month being made."""

    located: LocatedMonth
    released: ReleasedMonth
    drawing: Drawing
    order: Order
    ready: Ready
    in_force: dict[str, str]  # SHA-256 of the files of settings, by what they are

    def files(self) -> Iterator[tuple[Path, bytes]]:
        """Yield every file as it is drawn, then the manifest; OutputError, after the last, if one may not leave."""
        credits_given = (self.order.population_source, self.order.basemap_source, self.order.tiles_source)
        asked = self.ready.tiles.address if self.ready.tiles else ""
        return gated(
            self._with_manifest(),
            located=self.located,
            released=self.released,
            config=self.ready.settings,
            said=credits_given,
            tiles=asked,
        )

    def _with_manifest(self) -> Iterator[tuple[Path, bytes]]:
        drawing, hashes = self.drawing, dict[Path, str]()
        for path, content in drawing.draw():
            hashes[path] = digest(content)
            yield path, content
        if not hashes:
            annexes = ", ".join(product.annex for product in drawing.products)
            raise InputError("build.nothing", month=self.located.month, annexes=annexes)
        about = {"made_on": production_date(self.ready.settings), "theme": fingerprint(self.ready.theme)}
        about |= {"tiles": self.ready.tiles.address} if self.ready.tiles else {}
        manifest = make_manifest(
            self.released, hashes, folder=drawing.folder, settings=self.in_force, loosened=self.ready.loosened,
            shelf=drawing.shelf, **about,
        )  # fmt: skip
        yield drawing.folder / MANIFEST_NAME, manifest

    def report(self, preflight: Preflight, preflight_file: Path | None) -> BuildReport:
        """Return what was done, once the files are published."""
        drawing = self.drawing
        return BuildReport(
            folder=drawing.folder,
            files=tuple(drawing.files),
            skipped=drawing.skipped,
            preflight=preflight,
            preflight_file=preflight_file,
            earlier=tuple(str(month) for month in self.located.earlier),
            withheld=drawing.withheld,
            boundaries=self.located.boundaries.title_in(self.order.lang),
            left_over=left_over(drawing.folder),
            loosened=self.ready.loosened,
            population=drawing.composer.population,
            open_secret=self.ready.open_secret,
            basemap_failure=drawing.failures[0] if drawing.failures else None,
            linted=drawing.linted,
            closed=closed_tables(self.order.edition, self.ready.settings),
            without_page=drawing.without_page,
            notes=tuple(drawing.notes),
        )


def make_edition(
    located: LocatedMonth, month_folder: Path, order: Order, ready: Ready, *, shelf: Shelf | None = None
) -> Making:
    """Return the edition that `order` asks for of `located`, ready to be drawn; `shelf` is what stands in its folder."""
    settings = ready.settings
    rules = edition_rules(order.edition, settings.disclosure)
    released = release(within_level(located, order.edition, settings), rules, mask=ready.mask)
    raster = population_file(month_folder, order.population, settings)
    people = population_of(located.boundaries, raster, settings, source=order.population_source)
    folder = order.out / str(located.month) / order.edition
    drawing = Drawing(
        composer=Composer(released, settings, order.lang, theme=ready.theme, population=people),
        products=tuple(find_product(number) for number in order.only or product_modules()),
        formats=order.formats,
        folder=folder,
        shelf=shelf or shelf_of(folder),
        page_options=PageOptions(order.pack, order.zipped, ready.tiles),
        atlas=order.atlas,
        ground=open_basemap(ready.basemap, country_bounds(located.boundaries)) if ready.basemap else None,
        document=order.document,
        template=order.template,
        tables=order.tables,
    )
    return Making(located, released, drawing, order, ready, _in_force(month_folder, order, ready, raster))


def _in_force(month_folder: Path, order: Order, ready: Ready, raster: Path | None) -> dict[str, str]:
    picture = ready.basemap.file if ready.basemap else None
    template = order.template.path if order.template else None
    named = {"population": raster, "basemap": picture, "template": template}
    hashes = {name: digest_of(path) for name, path in named.items() if path}
    hashes["configuration"] = digest_of(config_file(month_folder, order.config))
    hashes["decisions"] = fingerprint_of_decisions(decisions_file(month_folder))
    return hashes
