"""The interactive pages of a month: one file for each annex, and the dashboard that holds them all with the report's tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from annexmaps.disclosure.release import ReleasedMonth, with_earlier
from annexmaps.production.basemap import OpenedBasemap, country_bounds, credit_basemap, page_basemap
from annexmaps.production.composing import Composer
from annexmaps.production.names import file_name, month_file_name
from annexmaps.production.page_archive import zip_page
from annexmaps.production.page_tiles import credit_tiles
from annexmaps.production.shelf import Shelf
from annexmaps.products.product import Product
from annexmaps.products.year_report import year_report
from annexmaps.render.formats import RENDERERS, Renderer
from annexmaps.spec import MapSpec, PageTiles
from annexmaps.words import Words, languages

FORMAT = "html"
TILES_MARK = "tuiles"  # in the names of pages that ask a host for tiles


@dataclass(frozen=True)
class PageOptions:
    """How the interactive pages are written."""

    pack: bool = False  # their data compressed, and opened by a script
    zipped: bool = False  # a .zip of each plain page beside it
    tiles: PageTiles | None = None  # asked of one host while a page is read

    @property
    def renderer(self) -> Renderer:
        """What writes the pages: their names say it if they ask for anything."""
        return replace(RENDERERS[FORMAT], variant=TILES_MARK) if self.tiles else RENDERERS[FORMAT]


PLAIN = PageOptions()


def month_pages(
    composer: Composer,
    products: Sequence[Product],
    target: Path,
    options: PageOptions = PLAIN,
    ground: OpenedBasemap | None = None,
    *,
    shelf: Shelf | None = None,
) -> Iterator[tuple[Path, bytes]]:
    """Yield one page for each map of `products`, in every language, first shown in the composer's; then the dashboard.

    An annex's page holds its further pages as tabs, the months before it as a slider, and answers for a commune with what the other
    annexes say of it. The dashboard is made where there is more than one annex. `options` say how the pages are written;
    `ground` lies under the areas of every page; a page that stands on `shelf`, and would come out the same, is taken from there.
    """
    from annexmaps.render.web.island import page_name
    from annexmaps.render.web.page import draw_html

    annexes = [product for product in products if product.kind == "map" and composer.can_make(product)]
    specs = [spec for annex in annexes for page in annex.pages for spec in _every_month(composer, page)]
    specs = [credit_basemap(spec, ground) for spec in specs] if ground else specs
    specs = [credit_tiles(spec, options.tiles) for spec in specs] if options.tiles else specs
    basemap = page_basemap(ground, country_bounds(composer.release.boundaries)) if ground else None
    now = [spec for spec in specs if spec.month == str(composer.release.month)]
    example = composer.release.example
    shared: dict[str, Any] = {"lang": composer.lang, "basemap": basemap, "tiles": options.tiles}
    for annex in annexes:
        own = [spec for spec in specs if spec.product == annex.annex]
        others = [spec for spec in now if spec.product != annex.annex]
        tabs = list(dict.fromkeys(page_name(spec) for spec in own))
        first = next(spec for spec in now if (spec.product, spec.lang) == (annex.annex, composer.lang))
        path = target / file_name(first, options.renderer, example=example)
        draw = partial(draw_html, [*own, *others], tabs=tabs, **shared)
        yield from _files(path, draw, options, shelf)
    if len(annexes) > 1:
        told = {lang: year_report(composer.release, Words(lang), composer.theme) for lang in languages()}
        report = {lang: made for lang, made in told.items() if made}
        name = month_file_name(now[0], "tableau-de-bord", options.renderer, example=example, lang=composer.lang)
        yield from _files(target / name, partial(draw_html, specs, report=report, **shared), options, shelf)


def _files(path: Path, draw: partial[bytes], options: PageOptions, shelf: Shelf | None) -> Iterator[tuple[Path, bytes]]:
    kept = shelf.find(path.name, draw.args, draw.keywords, options.pack) if shelf else None
    page = kept if kept is not None else draw(pack=options.pack)
    yield path, page
    if options.zipped:
        # what is in the .zip is the plain page: packing twice gains nothing
        yield zip_page(path, draw() if options.pack else page)


def _every_month(composer: Composer, page: Product) -> Iterator[MapSpec]:
    """Yield the page of the month, and of the months of the year before it that hold its tables, in every language."""
    for lang in languages():
        for release in _months(composer.release):
            own = release.month == composer.release.month
            people = composer.population if own else None
            other = Composer(release, composer.config, lang, theme=composer.theme, population=people)
            if other.can_make(page) and (own or not page.compares):
                made = other.compose(page)
                if isinstance(made, MapSpec):
                    yield made


def _months(release: ReleasedMonth) -> list[ReleasedMonth]:
    """Return the months before, each with those before it, then `release` itself."""
    earlier = {month: told for month, told in release.earlier.items() if month.year == release.month.year}
    before = [
        with_earlier(told, {other: one for other, one in earlier.items() if other < month})
        for month, told in sorted(earlier.items())
    ]
    return [*before, release]
