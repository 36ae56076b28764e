"""KML for phones: units filled as on the map, circles and marks as shapes on the ground; nothing in it is fetched or run."""

import html
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET  # written, never read

import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.render.geodata.about import about
from annexmaps.render.geodata.ground_symbols import GroundShape, circles_on_ground, marks_on_ground
from annexmaps.render.geodata.marks import mark_table
from annexmaps.render.geodata.shapes import DECIMALS, shapes_of
from annexmaps.render.geodata.units import Cell, UnitTable, told_layers, unit_table
from annexmaps.render.web.arcs import TOLERANCE
from annexmaps.spec import MapSpec, Symbol
from annexmaps.words import Words, printable

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_SOLID, _VEIL, _NONE = "ff", "b0", "00"  # how much of the ground under a fill is hidden
_POINT_OF_WIDTH = 1.5  # px for each point (1/72 inch) of a line
_LEFT_OUT = ("pcode", "name", "admin_level", "region_pcode", "cercle_pcode", "commune_pcode", "commune", "frame")


def write_kml(spec: MapSpec) -> bytes:
    """Return `spec` as KML 2.2, WGS 84: a folder of units, then circles, marks and points where the map has them.

    There is no icon, link, overlay or balloon template: circles and marks are polygons on the ground, as large beside the country as
    on the page, and a point of the edition has no icon of its own, so that a reader draws its pin in the class's colour.
    """
    styles, words = _Styles(spec), Words(spec.lang)
    folders = [
        _units(spec, styles, words),
        _shapes(words("geodata.layer.circles"), circles_on_ground(spec), styles),
        _shapes(words("geodata.layer.marks"), marks_on_ground(spec), styles),
        _points(spec, styles, words),
    ]
    root = ET.Element("kml", {"xmlns": _NAMESPACE})
    document = ET.SubElement(root, "Document")
    _text(document, "name", spec.page.title)
    _describe(
        document, [spec.page.marking, spec.page.subtitle, *spec.page.notes, spec.page.sources, spec.page.disclaimer]
    )
    document.extend(styles.made)
    _extended(document, about(spec))
    document.extend(folder for folder in folders if len(folder) > 1)
    ET.indent(root, space="")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _units(spec: MapSpec, styles: "_Styles", words: Words) -> ET.Element:
    table = unit_table(spec)
    folder = _folder(words(f"geodata.layer.units_{table.admin_level}"))
    shapes = shapes_of(spec.base, admin_level=table.admin_level, tolerance=TOLERANCE)
    layer = next(iter(told_layers(spec)), None)
    symbols = {area.pcode: layer.symbols[area.key] for area in layer.areas} if layer else {}
    for row in table.rows:
        shape = shapes.get(str(row["pcode"])) if table.is_drawn(row) else None
        if shape is not None and not shape.is_empty:
            symbol = symbols.get(str(row["pcode"]), Symbol())
            placemark = _placemark(folder, str(row["name"]), styles.unit(symbol), _lines(row, table))
            _extended(placemark, row)
            _polygons(placemark, shape)
    return folder


def _shapes(title: str, shapes: Iterable[GroundShape], styles: "_Styles") -> ET.Element:
    folder = _folder(title)
    for shape in shapes:
        _polygons(_placemark(folder, shape.name, styles.shape(shape.symbol), ()), shape.polygon)
    return folder


def _points(spec: MapSpec, styles: "_Styles", words: Words) -> ET.Element:
    folder = _folder(words("geodata.layer.points"))
    for mark in mark_table(spec).rows:
        if isinstance(mark.place, shapely.Point):
            symbol = spec.mark_symbols[str(mark.cells["class"])]
            lines = [str(mark.cells[name]) for name in ("class_label", "list_text") if mark.cells[name]]
            number = mark.cells["list_number"]
            named = _placemark(folder, str(number or mark.cells["class_label"]), styles.point(symbol), lines)
            _extended(named, mark.cells)
            _text(ET.SubElement(named, "Point"), "coordinates", _position(mark.place.x, mark.place.y))
    return folder


class _Styles:
    """One style for each look, by number."""

    def __init__(self, spec: MapSpec) -> None:
        self._paper, self.made = spec.theme.paper, list[ET.Element]()
        self._known: dict[tuple[str, ...], str] = {}

    def unit(self, symbol: Symbol) -> str:
        """Return the style of a unit: its class's fill, see-through, within a fine border."""
        return self._style(_colour(self._paper.border_commune, _SOLID), 1.0, _colour(symbol.fill, _VEIL))

    def shape(self, symbol: Symbol) -> str:
        """Return the style of a circle or mark."""
        width = symbol.edge_width * _POINT_OF_WIDTH
        return self._style(_colour(symbol.edge, _SOLID), width, _colour(symbol.fill, _SOLID))

    def point(self, symbol: Symbol) -> str:
        """Return the style of a point: the colour of the reader's own pin."""
        return self._make(("point", symbol.fill or symbol.edge), {"IconStyle": {"color": _colour(symbol.fill, _SOLID)}})

    def _style(self, line: str, width: float, fill: str) -> str:
        looks = {"LineStyle": {"color": line, "width": f"{width:g}"}, "PolyStyle": {"color": fill}}
        return self._make((line, f"{width:g}", fill), looks)

    def _make(self, key: tuple[str, ...], looks: Mapping[str, Mapping[str, str]]) -> str:
        if key not in self._known:
            self._known[key] = f"s{len(self._known)}"
            style = ET.Element("Style", {"id": self._known[key]})
            for name, values in looks.items():
                part = ET.SubElement(style, name)
                for setting, value in values.items():
                    _text(part, setting, value)
            self.made.append(style)
        return f"#{self._known[key]}"


def _lines(row: Mapping[str, Cell], table: UnitTable) -> list[str]:
    titles = {column.name: column.title for column in table.columns if column.name not in _LEFT_OUT}
    codes = {name for name in titles if f"{name}_label" in titles}
    told = {name: row[name] for name in titles if name not in codes and row[name] not in (None, 0)}
    return [
        f"{titles[name]} : {value:g}" if isinstance(value, float) else f"{titles[name]} : {value}"
        for name, value in told.items()
    ]


def _folder(title: str) -> ET.Element:
    folder = ET.Element("Folder")
    _text(folder, "name", title)
    return folder


def _placemark(folder: ET.Element, name: str, style: str, lines: Iterable[str]) -> ET.Element:
    placemark = ET.SubElement(folder, "Placemark")
    _text(placemark, "name", name)
    _describe(placemark, lines)
    _text(placemark, "styleUrl", style)
    return placemark


def _describe(parent: ET.Element, lines: Iterable[str]) -> None:
    # to many readers a description is HTML: what is typed there is escaped once more than XML asks for
    if text := "\n".join(html.escape(line, quote=False) for line in lines if line):
        _text(parent, "description", text)


def _extended(parent: ET.Element, cells: Mapping[str, Cell]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for name, cell in cells.items():
        if cell is not None:
            value = f"{cell:g}" if isinstance(cell, float) else str(cell)
            _text(ET.SubElement(extended, "Data", {"name": name}), "value", value)


def _polygons(parent: ET.Element, shape: BaseGeometry) -> None:
    parts = shapely.get_parts(shape)
    where = ET.SubElement(parent, "MultiGeometry") if len(parts) > 1 else parent
    for part in parts:
        polygon = ET.SubElement(where, "Polygon")
        for name, ring in (("outerBoundaryIs", part.exterior), *(("innerBoundaryIs", hole) for hole in part.interiors)):
            line = ET.SubElement(ET.SubElement(polygon, name), "LinearRing")
            _text(line, "coordinates", " ".join(_position(*point) for point in shapely.get_coordinates(ring).tolist()))


def _position(longitude: float, latitude: float) -> str:
    return f"{longitude:.{DECIMALS}f},{latitude:.{DECIMALS}f}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    # what XML cannot hold is shown as a sign
    ET.SubElement(parent, name).text = printable(text)


def _colour(colour: str, cover: str) -> str:
    """Return `colour` as KML writes it: cover, blue, green, red; nothing where it is empty."""
    return f"{cover}{colour[5:7]}{colour[3:5]}{colour[1:3]}" if colour else f"{_NONE}ffffff"
