"""The output formats: each a renderer listed by name, imported when it is used."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from annexmaps.inventory import Drawing


@dataclass(frozen=True)
class Renderer:
    """One output format."""

    extension: str
    kind: str  # what it makes: map, list, data (of a map, for other tools), or month and layers (all maps of a month in one)
    module: str
    function: str
    page_function: str = ""  # returns the file with the inventory of its page; empty: it has no page
    variant: str = ""  # in the file's name, where two formats have one extension

    def draw(self, specification: Any) -> bytes:
        """Return the finished file's bytes; the same specification gives the same bytes."""
        function: Callable[[Any], bytes] = getattr(import_module(self.module), self.function)
        return function(specification)

    def draw_page(self, specification: Any) -> Drawing | None:
        """Return the file with the inventory of its page; None for a format that has no page."""
        if not self.page_function:
            return None
        function: Callable[[Any], Drawing] = getattr(import_module(self.module), self.page_function)
        return function(specification)


RENDERERS = {
    "png": Renderer("png", "map", "annexmaps.render.static", "draw_png", "draw_png_page"),
    "pdf": Renderer("pdf", "map", "annexmaps.render.vector", "draw_pdf", "draw_pdf_page"),
    "svg": Renderer("svg", "map", "annexmaps.render.vector", "draw_svg", "draw_svg_page"),
    "tif": Renderer("tif", "map", "annexmaps.render.geotiff", "draw_geotiff"),
    "small": Renderer("png", "map", "annexmaps.render.small_png", "draw_small_png", "draw_small_page", variant="petit"),
    "html": Renderer("html", "month", "annexmaps.render.web.page", "draw_html"),
    "xlsx": Renderer("xlsx", "list", "annexmaps.render.workbook", "write_workbook"),
    "csv": Renderer("csv", "list", "annexmaps.render.list_csv", "write_csv"),
    "gpkg": Renderer("gpkg", "layers", "annexmaps.render.geodata.geopackage", "write_geopackage"),
    "geojson": Renderer("geojson", "data", "annexmaps.render.geodata.geojson", "write_geojson"),
    "topojson": Renderer("json", "data", "annexmaps.render.geodata.topojson", "write_topojson", variant="topojson"),
    "hxl": Renderer("csv", "data", "annexmaps.render.geodata.hxl", "write_hxl", variant="hxl"),
    "kml": Renderer("kml", "data", "annexmaps.render.geodata.kml", "write_kml"),
}
# a file beside another: what its columns mean
BESIDE = {
    "csv": Renderer("csv", "list", "annexmaps.render.list_csv", "write_csv_dictionary", variant="dictionnaire"),
    "hxl": Renderer("csv", "data", "annexmaps.render.geodata.hxl", "write_hxl_dictionary", variant="hxl-dictionnaire"),
}
# the annex document, which `report` makes of all annexes of a month
DOCUMENTS = {
    "docx": Renderer("docx", "document", "annexmaps.render.docx_document", "write_docx"),
    "pdf": Renderer("pdf", "document", "annexmaps.render.pdf_document", "write_pdf"),
}
OF_MAPS = ("map", "month", "layers", "data")  # kinds that are made of maps
DEFAULT_FORMATS = {"map": "png", "list": "xlsx"}


def renderers_of(names: Iterable[str], kind: str) -> Iterator[Renderer]:
    """Yield those of the formats `names` that make a `kind` of thing, each with what is made beside it."""
    for name in names:
        if RENDERERS[name].kind == kind:
            yield RENDERERS[name]
            if name in BESIDE:
                yield BESIDE[name]
