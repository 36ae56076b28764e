"""The atlas: a page of each map for every région or cercle, one file each, and bound into one PDF."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annexmaps.errors import UsageError
from annexmaps.production.composing import Composer
from annexmaps.production.linting import lint_files
from annexmaps.production.names import file_name, level_name
from annexmaps.production.page_files import draw_file, draw_files
from annexmaps.production.shelf import Shelf
from annexmaps.products.atlas_units import find_unit, parent_region
from annexmaps.products.product import Product
from annexmaps.render.formats import RENDERERS
from annexmaps.spec import ListSpec, MapSpec, PageUnit
from annexmaps.words import Words

ATLAS_FORMATS = ("png", "pdf")  # where none are asked for
_Finish = Callable[[MapSpec | ListSpec], MapSpec | ListSpec]
_BOUND = "pdf"  # one file of all pages


def draw_atlas(
    pages: Sequence[Product],
    composer: Composer,
    units: Sequence[PageUnit],
    formats: Sequence[str],
    folder: Path,
    *,
    finish: _Finish,
    shelf: Shelf,
) -> Iterator[tuple[Path, bytes]]:
    """Draw the maps among `pages` for each of `units`, one page after another, and yield the files of `folder`.

    A PDF holds all pages of one map, in the order of `units`, bookmarked; of the other formats each page is a file. A page that does
    not pass the lint is refused in either (OutputError). `finish` is given each specification before it is drawn; `shelf` is what
    stands in the folder above `folder`.
    """
    chosen = [name for name in formats or ATLAS_FORMATS if RENDERERS[name].kind == "map"]
    for page in (page for page in pages if page.kind == "map" and units):
        for specification in _specifications(page, composer, units, finish):
            renderers = [RENDERERS[name] for name in chosen if name != _BOUND]
            example = composer.release.example
            paths = [folder / file_name(specification, renderer, example=example) for renderer in renderers]
            made = list(draw_files(specification, renderers, paths, shelf=shelf, folder=folder.parent))
            lint_files(made)
            yield from ((file.path, file.content) for file in made)
        if _BOUND in chosen:
            yield _bound(page, composer, units, folder, finish, shelf)


def asked_unit(pcode: str, page: Product, composer: Composer) -> PageUnit:
    """Return the région or cercle `pcode`. UsageError if there is none, or if `page` is a list, which has no pages by unit."""
    boundaries = composer.release.boundaries
    unit = find_unit(boundaries, pcode)
    if unit is None:
        raise UsageError("usage.unit", value=pcode, boundaries=boundaries.name)
    if page.kind != "map":
        raise UsageError("usage.unit_of_list", annex=page.annex)
    return unit


def _specifications(page: Product, composer: Composer, units: Sequence[PageUnit], finish: _Finish) -> Iterator[MapSpec]:
    for unit in units:
        specification = finish(composer.compose(page, unit))
        if isinstance(specification, MapSpec):
            yield specification


def _bound(
    page: Product, composer: Composer, units: Sequence[PageUnit], folder: Path, finish: _Finish, shelf: Shelf
) -> tuple[Path, bytes]:
    from annexmaps.render.bound_pdf import BoundPdf

    book, renderer = BoundPdf(), RENDERERS[_BOUND]
    first = next(_specifications(page, composer, units, finish))
    level = level_name(units[0].admin_level)
    path = folder / file_name(first, renderer, example=composer.release.example, book=level)
    country = composer.compose(page).page
    title = Words(composer.lang)(f"atlas.book_{level}", title=country.title)
    name = path.relative_to(folder.parent).as_posix()
    kept = shelf.find(name, _specifications(page, composer, units, finish), title, country.sharing, renderer)
    if kept is not None:
        return path, kept
    for specification in _specifications(page, composer, units, finish):
        region = parent_region(composer.release.boundaries, specification.unit) if specification.unit else None
        name = specification.unit.name if specification.unit else ""
        made = draw_file(specification, renderer, path)
        lint_files([made])
        book.add(made.content, bookmark=(region.name, name) if region else (name,))
    return path, book.finish(title=title, keywords=country.sharing)
