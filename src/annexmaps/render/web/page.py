"""One interactive page: folium's map with our layers, sealed, in one file."""

import base64
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from branca.element import Element, Figure, MacroElement
from folium import Map
from folium.template import Template

from annexmaps.render.web.island import page_name, write_island
from annexmaps.render.web.leaflet import leaflet_script, leaflet_style
from annexmaps.render.web.seal import PLACE, seal
from annexmaps.render.web.still import still_page
from annexmaps.spec import Basemap, MapSpec, PageTiles, YearReport

_SHELL = """<!DOCTYPE html>
<html lang="{{ this.lang }}">
<head>
<meta charset="utf-8">
{{ this.place }}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ this.title|e }}</title>
<meta name="description" content="{{ this.description|e }}">
<meta name="keywords" content="{{ this.keywords|e }}">
{{ this.header.render(**kwargs) }}
</head>
<body>
{{ this.html.render(**kwargs) }}
<script>{{ this.script.render(**kwargs) }}</script>
</body>
</html>
"""
_PROGRAM = ("1_data.js", "1_lines.js", "2_view.js", "3_marks.js", "3_room.js", "3_names.js", "3_paper.js",
            "4_ground.js", "4_map.js", "4_tiles.js", "5_panels.js", "5_charts.js", "6_table.js", "7_print.js", "7_page.js")  # fmt: skip


class SealedFigure(Figure):
    """The root of a page, with a language, a title, and nothing from the network."""

    _template = Template(_SHELL)

    def __init__(self, spec: MapSpec) -> None:
        super().__init__()
        self.lang, self.title = spec.lang, spec.page.title
        self.description, self.keywords = (
            spec.page.subtitle,
            ", ".join(filter(None, (spec.page.sharing, spec.page.ribbon))),
        )
        self.place = PLACE


class OfflineMap(Map):
    """folium's map, alone: Leaflet stands in the page, and its tiles, links and random names do not."""

    _template = Template(
        """
{% macro header(this, kwargs) %}{% endmacro %}
{% macro html(this, kwargs) %}{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
    center: [0, 0], zoom: 4, crs: L.CRS.{{ this.crs }}, attributionControl: false, zoomSnap: 0.1, zoomDelta: 0.5, wheelPxPerZoomLevel: 120
});
{% endmacro %}
"""
    )

    def __init__(self) -> None:
        super().__init__(tiles=None)
        # ids are counted, so that the same month gives the same bytes
        self._id = "0"
        self.default_js, self.default_css = [], []


class MonthLayer(MacroElement):
    """The month's data on the map: starts the program that reads the island."""

    _template = Template("{% macro script(this, kwargs) %}start({{ this._parent.get_name() }});{% endmacro %}")

    @classmethod
    def _generate_id(cls) -> str:
        # one of its kind on a page: the same month gives the same bytes
        return "0"


class Verbatim(Element):
    """A text that stands in the page as it is; branca would take it for a template, in which a table's text could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_options: object) -> str:
        """Return the text."""
        return self.text


def draw_html(
    specs: Sequence[MapSpec],
    *,
    lang: str,
    tabs: Sequence[str] = (),
    report: Mapping[str, YearReport] | None = None,
    pack: bool = False,
    basemap: Basemap | None = None,
    tiles: PageTiles | None = None,
) -> bytes:
    """Return one sealed HTML file of `specs` (pages × months × languages), first shown in `lang`, as UTF-8.

    `tabs` names the pages shown, the first one first ("1", "3.change"); the other specs only answer for a commune. Without `tabs`
    every page is shown; `report`, by language, adds the year's tables and makes the page a dashboard. With `pack` the data are
    compressed; plain is the rule, since mail filters distrust what a script decodes. `basemap` (extent in EPSG:3857) lies under the
    areas. With `tiles` the page asks their host, and no other, for pictures while it is read, and says so. The same specs give the
    same bytes.
    """
    tabs = list(tabs) or list(dict.fromkeys(page_name(spec) for spec in specs))
    month = max(spec.month for spec in specs if page_name(spec) == tabs[0])
    first = next(spec for spec in specs if (page_name(spec), spec.month, spec.lang) == (tabs[0], month, lang))
    island = write_island(specs, lang=lang, tabs=tabs, report=report or {}, basemap=basemap, tiles=tiles)
    figure = SealedFigure(first)
    for number, style in enumerate(own_styles()):
        figure.header.add_child(Verbatim(f"<style>{style}</style>"), name=f"style-{number}")
    figure.html.add_child(Verbatim(_body(first)), name="body")
    figure.html.add_child(Verbatim(_packed(island) if pack else _plain(island)), name="data")
    figure.script.add_child(Verbatim(unpacking() if pack else own_program()), name="program")
    return seal(figure.render(), also=(own_program(),), images_from=tiles.origin if tiles else "").encode("utf-8")


def _plain(island: str) -> str:
    return f'<script type="application/json" id="annexmaps-data">{island}</script>'


def _packed(island: str) -> str:
    data = f'<script type="text/plain" id="annexmaps-packed">{_deflated(island)}</script>'
    return f'{data}\n<script type="text/plain" id="annexmaps-program">{_deflated(own_program())}</script>'


def _deflated(text: str) -> str:
    # the level is stated, so that the bytes are the same everywhere
    packed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(packed.compress(text.encode()) + packed.flush()).decode()


def own_styles() -> tuple[str, ...]:
    """Return the style sheets of every page: Leaflet's and ours."""
    return (leaflet_style(), _asset("page.css"))


def unpacking() -> str:
    """Return the script that opens a packed page's data and starts `own_program`."""
    return _asset("unpack.js")


@cache
def own_program() -> str:
    """Return the one script of every page, Leaflet's and ours; it is the same whatever the page shows."""
    figure, page = Figure(), OfflineMap()
    page.add_child(MonthLayer())  # type: ignore[no-untyped-call]
    figure.add_child(page)
    figure.script.add_child(
        Verbatim("\n".join([leaflet_script(), *(_unindented(_asset(name)) for name in _PROGRAM)])), name="program"
    )
    figure.render()
    return str(figure.script.render())


def _body(spec: MapSpec) -> str:
    frame = f'<div class="folium-map" id="{OfflineMap().get_name()}" tabindex="0" data-name="map"></div>'
    shell = _asset("page.html").replace("{{ map }}", frame)
    licence = f"<!--\n{_asset('leaflet_licence.txt')}-->"
    return f"{licence}\n{shell}\n<noscript>{still_page(spec)}</noscript>"


def _unindented(program: str) -> str:
    # a quarter of our script would be blanks and comments
    lines = (line.strip() for line in program.splitlines())
    return "\n".join(line for line in lines if line and not (line.startswith("/*") and line.endswith("*/")))


@cache
def _asset(name: str) -> str:
    return (files("annexmaps") / "render" / "web" / "assets" / name).read_text(encoding="utf-8")
