"""The symbols of a map as QGIS writes them in a style (QML, as of QGIS 3.18): fills, hatches, outlines, markers."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET  # written, never read

from annexmaps.render.lettering import POINT
from annexmaps.spec import Symbol

_MM = "MM"
_HATCH_LINE = 0.12  # mm
# angle in degrees from the east and distance in mm of each set of lines, as close as on the page
_LINES: Mapping[str, tuple[tuple[float, float], ...]] = MappingProxyType(
    {"diagonal": ((45.0, 0.5),), "cross": ((45.0, 0.43), (135.0, 0.43)), "lines": ((0.0, 0.85),)}
)
_DOTS, _DOT = 0.53, 0.23  # mm between dots and across one
_CASING = 1.2  # pt of the light line under an outline, both sides together
_SHAPES: Mapping[str, str] = MappingProxyType(
    {"plus": "cross_fill", "cross": "cross_fill", "triangle_down": "triangle"}
)
_ANGLES: Mapping[str, float] = MappingProxyType({"cross": 45.0, "triangle_down": 180.0})

Values = Mapping[str, object]


def area_symbol(symbol: Symbol, *, paper: str, border: tuple[str, float] = ("", 0.0)) -> ET.Element:
    """Return the fill of a class of areas with its hatch and outline; `border` is the colour and width (pt) of the units' borders."""
    made, (line, width) = _symbol("fill"), border
    _layer(made, "SimpleFill", _fill(symbol.fill, line, width))
    for angle, distance in _LINES.get(symbol.hatch, ()):
        pattern = _layer(made, "LinePatternFill", {"angle": angle, "distance": distance, "distance_unit": _MM})
        pattern.append(line_symbol(symbol.hatch_colour, _HATCH_LINE / POINT))
    if symbol.hatch == "dots":
        made.append(_dots(symbol.hatch_colour))
    if symbol.edge:
        _layer(made, "SimpleLine", _line(paper, symbol.edge_width + _CASING))
        _layer(made, "SimpleLine", _line(symbol.edge, symbol.edge_width))
    return made


def line_symbol(colour: str, width: float) -> ET.Element:
    """Return a line of `width` points."""
    made = _symbol("line")
    _layer(made, "SimpleLine", _line(colour, width))
    return made


def marker_symbol(symbol: Symbol, *, size_column: str = "", beside: float = 0.0) -> ET.Element:
    """Return a marker as large as `symbol` in millimetres, or as the column `size_column` says; `beside` its place, mm to the right."""
    made = _symbol("marker")
    values = {
        "name": _SHAPES.get(symbol.shape, symbol.shape),
        "angle": _ANGLES.get(symbol.shape, 0.0),
        "color": rgba(symbol.fill),
        "outline_color": rgba(symbol.edge),
        "outline_style": "solid" if symbol.edge else "no",
        "outline_width": _mm(symbol.edge_width),
        "outline_width_unit": _MM,
        "size": symbol.size or 1.0,
        "size_unit": _MM,
        "scale_method": "diameter",
        "offset": f"{beside:g},0",
        "offset_unit": _MM,
    }
    layer = _layer(made, "SimpleMarker", values)
    if size_column:
        layer.append(defined_by_field("size", size_column))
    return made


def centred(marker: ET.Element) -> ET.Element:
    """Return `marker` once at the middle of each area, inside it."""
    made = _symbol("fill")
    _layer(made, "CentroidFill", {"point_on_surface": 1, "point_on_all_parts": 0, "clip_points": 0}).append(marker)
    return made


def moved(marker: ET.Element, *, kind: str, expression: str) -> ET.Element:
    """Return `marker` where `expression` sets it; `kind` is what it stands for: fill or marker."""
    made = _symbol(kind)
    values = {"SymbolType": "Marker", "geometryModifier": expression, "units": "MapUnit"}
    _layer(made, "GeometryGenerator", values).append(marker)
    return made


def rgba(colour: str) -> str:
    """Return `colour` (#rrggbb) as QGIS writes it; nothing seen where it is empty."""
    if not colour:
        return "0,0,0,0"
    return f"{int(colour[1:3], 16)},{int(colour[3:5], 16)},{int(colour[5:7], 16)},255"


def defined_by_field(what: str, column: str) -> ET.Element:
    """Return a property of a symbol that the column `column` sets."""
    return _collection("data_defined_properties", {what: (("field", column), 2)})


def defined_by_expression(tag: str, what: str, expression: str) -> ET.Element:
    """Return the element `tag` whose property `what` an expression sets."""
    return _collection(tag, {what: (("expression", expression), 3)})


def option_map(parent: ET.Element, values: Values, *, name: str = "") -> ET.Element:
    """Add `values` to `parent` as a map of options, all texts."""
    made = ET.SubElement(parent, "Option", {"type": "Map", **({"name": name} if name else {})})
    for key, value in values.items():
        _option(made, key, value)
    return made


def _collection(tag: str, defined: Mapping[str, tuple[tuple[str, str], int]]) -> ET.Element:
    element = ET.Element(tag)
    outer = option_map(element, {"name": "", "type": "collection"})
    properties = option_map(outer, {}, name="properties")
    for what, ((how, value), kind) in defined.items():
        inner = option_map(properties, {how: value}, name=what)
        ET.SubElement(inner, "Option", {"type": "bool", "name": "active", "value": "true"})
        ET.SubElement(inner, "Option", {"type": "int", "name": "type", "value": str(kind)})
    return element


def _symbol(kind: str) -> ET.Element:
    return ET.Element("symbol", {"type": kind, "name": "", "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"})


def _layer(symbol: ET.Element, kind: str, values: Values) -> ET.Element:
    layer = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    option_map(layer, values)
    return layer


def _fill(colour: str, line: str, width: float) -> Values:
    return {
        "color": rgba(colour),
        "style": "solid" if colour else "no",
        "outline_color": rgba(line),
        "outline_style": "solid" if line else "no",
        "outline_width": _mm(width),
        "outline_width_unit": _MM,
        "joinstyle": "round",
    }


def _line(colour: str, width: float) -> Values:
    return {
        "line_color": rgba(colour),
        "line_style": "solid",
        "line_width": _mm(width),
        "line_width_unit": _MM,
        "joinstyle": "round",
        "capstyle": "round",
    }


def _dots(colour: str) -> ET.Element:
    holder = ET.Element("symbol")
    values = {"distance_x": _DOTS, "distance_y": _DOTS, "displacement_x": _DOTS / 2, "displacement_y": 0}
    units = {f"{name}_unit": _MM for name in values}
    pattern = _layer(holder, "PointPatternFill", {**values, **units})
    pattern.append(marker_symbol(Symbol("circle", colour, size=_DOT)))
    return pattern


def _option(parent: ET.Element, name: str, value: object) -> None:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    ET.SubElement(parent, "Option", {"type": "QString", "name": name, "value": text})


def _mm(points: float) -> float:
    return round(points * POINT, 3)


def several(symbols: Iterable[ET.Element]) -> ET.Element:
    """Return `symbols` numbered, as a renderer lists them."""
    listed = ET.Element("symbols")
    for number, symbol in enumerate(symbols):
        symbol.set("name", str(number))
        _number_inner(symbol)
        listed.append(symbol)
    return listed


def _number_inner(symbol: ET.Element) -> None:
    for position, layer in enumerate(symbol.findall("layer")):
        for inner in layer.findall("symbol"):
            inner.set("name", f"@{symbol.get('name')}@{position}")
            _number_inner(inner)
