"""The files of data of a month for other tools: one a map, and one GeoPackage of all maps."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from annexmaps.production.composing import Composer
from annexmaps.production.names import file_name, month_file_name
from annexmaps.products.product import Product
from annexmaps.render.formats import RENDERERS, renderers_of
from annexmaps.spec import MapSpec

DATA_FORMATS = tuple(name for name, renderer in RENDERERS.items() if renderer.kind in ("data", "layers"))
GEOPACKAGE_NAME = "geodonnees"


def data_files(
    composer: Composer, pages: Sequence[Product], folder: Path, formats: Sequence[str]
) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of `formats` for the maps among `pages`: for each map its own, then what holds all maps of the month."""
    made = (composer.compose(page) for page in pages if page.kind == "map")
    specs = [spec for spec in made if isinstance(spec, MapSpec)]
    example = composer.release.example
    for renderer in renderers_of(formats, "data"):
        for spec in specs:
            yield folder / file_name(spec, renderer, example=example), renderer.draw(spec)
    for renderer in renderers_of(formats, "layers") if specs else ():
        name = month_file_name(specs[0], GEOPACKAGE_NAME, renderer, example=example, lang=composer.lang)
        yield folder / name, renderer.draw(specs)
