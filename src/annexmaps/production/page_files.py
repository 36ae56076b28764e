"""Drawing one specification in several formats, each map with the inventory of its page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annexmaps.inventory import Inventory
from annexmaps.production.page_record import MadeFile
from annexmaps.production.shelf import Shelf
from annexmaps.render.formats import Renderer
from annexmaps.spec import ListSpec, MapSpec


def draw_files(
    specification: MapSpec | ListSpec,
    renderers: Sequence[Renderer],
    paths: Sequence[Path],
    *,
    shelf: Shelf,
    folder: Path,
) -> Iterator[MadeFile]:
    """Yield the file of `specification` for each of `renderers`, named by `paths`; a map's files have its page's inventory.

    One that stands on the `shelf` of `folder` and would come out the same is taken from there: its inventory is in the record.
    """
    names = [path.relative_to(folder).as_posix() for path in paths]
    kept = [shelf.find(name, specification, renderer) for name, renderer in zip(names, renderers, strict=True)]
    made = [
        MadeFile(path, content) if content is not None else draw_file(specification, renderer, path)
        for renderer, path, content in zip(renderers, paths, kept, strict=True)
    ]
    fresh = [file for file, content in zip(made, kept, strict=True) if content is None]
    if fresh and isinstance(specification, MapSpec):
        page = next((file.inventory for file in fresh if file.inventory), None) or _inventory_of(specification)
        # a format without a page of its own, such as the GeoTIFF of the frame, is of the same map
        made = [replace(file, inventory=page) if file in fresh and not file.inventory else file for file in made]
    yield from made


def draw_file(specification: MapSpec | ListSpec, renderer: Renderer, path: Path) -> MadeFile:
    """Return the file of `specification` by `renderer`, named by `path`; without an inventory if the format has no page."""
    drawing = renderer.draw_page(specification)
    if drawing is None:
        return MadeFile(path, renderer.draw(specification))
    return MadeFile(path, drawing.content, drawing.inventory)


def _inventory_of(spec: MapSpec) -> Inventory:
    from annexmaps.render.static import draw_page

    return draw_page(spec).inventory()
