"""Drawing one specification in several formats, each map with the inventory of its page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annexmaps.inventory import Inventory
from annexmaps.production.page_record import MadeFile
from annexmaps.render.formats import Renderer
from annexmaps.spec import ListSpec, MapSpec


def draw_files(
    specification: MapSpec | ListSpec, renderers: Sequence[Renderer], paths: Sequence[Path]
) -> Iterator[MadeFile]:
    """Yield the file of `specification` for each of `renderers`, named by `paths`; a map's files have its page's inventory."""
    made = [_drawn(specification, renderer, path) for renderer, path in zip(renderers, paths, strict=True)]
    if made and isinstance(specification, MapSpec):
        page = next((file.inventory for file in made if file.inventory), None) or _inventory_of(specification)
        # a format without a page of its own, such as the GeoTIFF of the frame, is of the same map
        made = [file if file.inventory else replace(file, inventory=page) for file in made]
    yield from made


def _drawn(specification: MapSpec | ListSpec, renderer: Renderer, path: Path) -> MadeFile:
    drawing = renderer.draw_page(specification)
    if drawing is None:
        return MadeFile(path, renderer.draw(specification))
    return MadeFile(path, drawing.content, drawing.inventory)


def _inventory_of(spec: MapSpec) -> Inventory:
    from annexmaps.render.static import draw_page

    return draw_page(spec).inventory()
