"""Drawing: everything that one build draws, page after page, each map linted before any file of it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from annexmaps.errors import InputError, UsageError
from annexmaps.production.atlas import draw_atlas
from annexmaps.production.basemap import OpenedBasemap, lay_basemap
from annexmaps.production.composing import Composer, missing_tables
from annexmaps.production.data_files import DATA_FORMATS, data_files
from annexmaps.production.document_files import document_files, draw_annexes
from annexmaps.production.linting import LintedPage, lint_files
from annexmaps.production.month_pages import FORMAT as INTERACTIVE
from annexmaps.production.month_pages import PLAIN, PageOptions, month_pages
from annexmaps.production.names import ATLAS_LEVELS, file_name
from annexmaps.production.page_files import draw_files
from annexmaps.production.page_record import MadeFile, make_record
from annexmaps.production.shelf import Shelf
from annexmaps.production.table_chapters import table_chapters
from annexmaps.products import all_products
from annexmaps.products.atlas_units import atlas_units
from annexmaps.products.product import Product
from annexmaps.render.formats import DEFAULT_FORMATS, DOCUMENTS, OF_MAPS, RENDERERS, renderers_of
from annexmaps.sources.word_template import WordTemplate
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.words import Sayable


@dataclass
class Drawing:
    """What one build draws, with what, and where its files go; what there is to tell of it is known once it is drawn."""

    composer: Composer
    products: tuple[Product, ...]
    formats: tuple[str, ...]  # empty: each page's usual one
    folder: Path
    shelf: Shelf  # what stands in the folder
    page_options: PageOptions = PLAIN  # of the interactive pages
    atlas: str = ""  # region or cercle: a page of each map for every such unit as well
    ground: OpenedBasemap | None = None  # the basemap that was asked for
    document: bool = False  # the annex document in place of a file for each annex
    template: WordTemplate | None = None  # of the office, which the annex document fills
    tables: bool = False  # the report's tables as chapters of the annex document
    notes: list[Sayable] = field(default_factory=list)  # what there is to tell of the annex document
    failures: list[InputError] = field(default_factory=list)  # why maps are without it
    files: list[Path] = field(default_factory=list)  # drawn, in their order
    linted: tuple[LintedPage, ...] = ()  # pages of which the lint has a warning to tell
    without_page: tuple[str, ...] = ()  # units of the atlas without a monitored commune and without a row

    def __post_init__(self) -> None:
        """Raise UsageError if no annex has one of the formats, or if pages are to be packed and none is made."""
        if self.document:
            return
        kinds = {product.kind for product in self.products}
        kinds |= set(OF_MAPS) if "map" in kinds else set()
        usable = [name for name, renderer in RENDERERS.items() if renderer.kind in kinds]
        if self.formats and not set(self.formats) & set(usable):
            raise UsageError("usage.format_unused", value=", ".join(self.formats), known=", ".join(usable))
        if self.page_options != PLAIN and INTERACTIVE not in self.formats:
            raise UsageError("usage.tiles_unused" if self.page_options.tiles else "usage.pack_unused")

    @cached_property
    def skipped(self) -> dict[str, tuple[str, ...]]:
        """The annexes that cannot be made, each with the tables it lacks."""
        release = self.composer.release
        return {one.annex: missing for one in self.products if (missing := missing_tables(one, release))}

    @property
    def withheld(self) -> tuple[str, ...]:
        """The annexes that do not say they are fit for the public edition."""
        return tuple(one.annex for one in self.products if not one.may_leave(self.composer.release.rules))

    @cached_property
    def pages(self) -> tuple[Product, ...]:
        """The pages that the edition may have and the month has the tables for."""
        return tuple(page for one in self.products for page in one.pages if self.composer.can_make(page))

    def draw(self) -> Iterator[tuple[Path, bytes]]:
        """Yield every file as it is drawn; OutputError if a page of the country does not pass the lint."""
        if self.document:
            yield from self._document()
            return
        made = list(self._country())
        self.linted = lint_files(made)
        for path, content in chain(
            ((file.path, file.content) for file in made), self._atlas(), self._interactive(), self._data()
        ):
            self.files.append(path)
            yield path, content
        yield from make_record(made, folder=self.folder, shelf=self.shelf).items()

    def _document(self) -> Iterator[tuple[Path, bytes]]:
        formats = self.formats or tuple(DOCUMENTS)
        drawn = draw_annexes(self.pages, self.composer, self.folder, formats=formats, finish=self._laid)
        self.linted = lint_files(drawn.maps)
        absent = [page for one in all_products() for page in one.pages if page not in self.pages]
        chapters = table_chapters(self.composer.tables()) if self.tables else ()
        for file in document_files(
            drawn.annexes,
            self.composer,
            self.folder,
            formats=formats,
            absent=absent,
            chapters=chapters,
            template=self.template,
        ):
            self.files.append(file.path)
            self.notes += file.notes
            yield file.path, file.content

    def _country(self) -> Iterator[MadeFile]:
        for page in self.pages:
            specification = self._laid(self.composer.compose(page))
            kind = "map" if isinstance(specification, MapSpec) else "list"
            names = self.formats or (DEFAULT_FORMATS[kind],)
            chosen = list(renderers_of(names, kind))
            example = self.composer.release.example
            paths = [self.folder / file_name(specification, renderer, example=example) for renderer in chosen]
            yield from draw_files(specification, chosen, paths, shelf=self.shelf, folder=self.folder)

    def _atlas(self) -> Iterator[tuple[Path, bytes]]:
        if not self.atlas:
            return iter(())
        units, without = atlas_units(self.composer.release, admin_level=ATLAS_LEVELS[self.atlas])
        self.without_page = tuple(unit.name for unit in without)
        folder = self.folder / f"atlas-{self.atlas}"
        return draw_atlas(self.pages, self.composer, units, self.formats, folder, finish=self._laid, shelf=self.shelf)

    def _interactive(self) -> Iterator[tuple[Path, bytes]]:
        if INTERACTIVE not in self.formats:
            return iter(())
        return month_pages(self.composer, self.products, self.folder, self.page_options, self.ground, shelf=self.shelf)

    def _data(self) -> Iterator[tuple[Path, bytes]]:
        asked = [name for name in self.formats if name in DATA_FORMATS]
        return data_files(self.composer, self.pages, self.folder, asked) if asked else iter(())

    def _laid(self, specification: MapSpec | ListSpec) -> MapSpec | ListSpec:
        return lay_basemap(specification, self.ground, self.failures) if self.ground else specification
