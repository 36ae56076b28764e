"""A layer's style as QGIS reads it (QML): classes, labels, pies, and the titles of columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # written, never read

from annexmaps.render.geodata.columns import Column
from annexmaps.render.geodata.qml_symbols import defined_by_expression, rgba, several
from annexmaps.words import printable

_VERSION = "3.22.0"  # the oldest QGIS that the styles were looked at in
_PARTS = "Symbology|Labeling|Fields|Diagrams"


@dataclass(frozen=True)
class Classes:
    """One symbol a class of a column."""

    column: str
    classes: tuple[tuple[str, str, ET.Element], ...]  # key, label, symbol


@dataclass(frozen=True)
class Labels:
    """A text written in each area."""

    column: str
    size: float  # pt
    colour: str  # #rrggbb
    halo: str = ""  # #rrggbb; empty: none
    bold: bool = False
    # keys of a column whose fill asks for another colour of letters: column, keys, #rrggbb
    other: tuple[str, tuple[str, ...], str] | None = None
    only_inside: bool = False  # left out where it does not fit


@dataclass(frozen=True)
class Pies:
    """A circle with sectors at the middle of each area."""

    size_column: str  # mm across
    largest: float  # mm
    parts: tuple[tuple[str, str, str], ...]  # column, label, #rrggbb
    edge: str  # #rrggbb


Drawn = Classes | ET.Element | None  # one symbol a class, one for all, or nothing


def write_style(
    drawn: Drawn, columns: Sequence[Column], *, labels: Labels | None = None, pies: Pies | None = None
) -> str:
    """Return the style of a layer with `columns` as XML without a document type: nothing in it names another file."""
    written = {"version": _VERSION, "styleCategories": _PARTS, "labelsEnabled": "1" if labels else "0"}
    root = ET.Element("qgis", written)
    root.append(_renderer(drawn))
    if labels:
        root.append(_labeling(labels))
    if pies:
        root.extend(_diagrams(pies))
    aliases = ET.SubElement(root, "aliases")
    for number, column in enumerate(columns, start=1):
        ET.SubElement(aliases, "alias", {"field": column.name, "index": str(number), "name": printable(column.title)})
    return ET.tostring(root, encoding="unicode")


def move_expression(*, of_point: bool) -> str:
    """Return where a mark stands: its point or the middle of its commune, set aside by the columns offset_east and offset_north."""
    centre = "if(contains($geometry, centroid($geometry)), centroid($geometry), point_on_surface($geometry))"
    return f'translate({"$geometry" if of_point else centre}, "offset_east", "offset_north")'


def _renderer(drawn: Drawn) -> ET.Element:
    if drawn is None:
        return ET.Element("renderer-v2", {"type": "nullSymbol", "forceraster": "0", "symbollevels": "0"})
    look = {"forceraster": "0", "symbollevels": "0", "enableorderby": "0"}
    if isinstance(drawn, ET.Element):
        renderer = ET.Element("renderer-v2", {"type": "singleSymbol", **look})
        renderer.append(several([drawn]))
        return renderer
    renderer = ET.Element("renderer-v2", {"type": "categorizedSymbol", "attr": drawn.column, **look})
    categories = ET.SubElement(renderer, "categories")
    for number, (key, label, _) in enumerate(drawn.classes):
        told = {"value": key, "type": "string", "label": printable(label), "symbol": str(number), "render": "true"}
        ET.SubElement(categories, "category", told)
    renderer.append(several(symbol for _, _, symbol in drawn.classes))
    return renderer


def _labeling(labels: Labels) -> ET.Element:
    labeling = ET.Element("labeling", {"type": "simple"})
    settings = ET.SubElement(labeling, "settings", {"calloutType": "simple"})
    style = {
        "fieldName": labels.column, "isExpression": "0", "fontSize": f"{labels.size:g}", "fontSizeUnit": "Point",
        "fontWeight": "75" if labels.bold else "50", "textColor": rgba(labels.colour), "textOpacity": "1",
        "namedStyle": "Bold" if labels.bold else "Regular", "allowHtml": "0",
    }  # fmt: skip
    text = ET.SubElement(settings, "text-style", style)
    halo = {"bufferDraw": "1" if labels.halo else "0", "bufferSize": "0.5", "bufferSizeUnits": "MM",
            "bufferColor": rgba(labels.halo), "bufferOpacity": "1"}  # fmt: skip
    ET.SubElement(text, "text-buffer", halo)
    inside = "1" if labels.only_inside else "0"
    ET.SubElement(
        settings, "placement", {"placement": "1", "centroidInside": "1", "fitInPolygonOnly": inside, "quadOffset": "4"}
    )
    ET.SubElement(settings, "rendering", {"drawLabels": "1", "obstacle": "0", "displayAll": "0"})
    if labels.other:
        settings.append(defined_by_expression("dd_properties", "Color", _colour_expression(labels, *labels.other)))
    return labeling


def _colour_expression(labels: Labels, column: str, keys: tuple[str, ...], colour: str) -> str:
    listed = ", ".join(f"'{key.replace(chr(39), chr(39) * 2)}'" for key in keys)
    return f"""CASE WHEN "{column}" IN ({listed}) THEN '{colour}' ELSE '{labels.colour}' END"""


def _diagrams(pies: Pies) -> Iterable[ET.Element]:
    width = f"{pies.largest:g}"
    scale = {
        "diagramType": "Pie", "classificationField": pies.size_column, "attributeLegend": "1", "lowerValue": "0", "lowerWidth": "0",
        "lowerHeight": "0", "upperValue": width, "upperWidth": width, "upperHeight": width,
    }  # fmt: skip
    renderer = ET.Element("LinearlyInterpolatedDiagramRenderer", scale)
    look = {
        "enabled": "1", "width": width, "height": width, "sizeType": "MM", "scaleBasedVisibility": "0", "scaleDependency": "Diameter",
        "minimumSize": "0", "penWidth": "0.2", "penColor": pies.edge, "penAlpha": "255", "backgroundAlpha": "0", "opacity": "1",
        "rotationOffset": "270", "direction": "0", "showAxis": "0",
    }  # fmt: skip
    category = ET.SubElement(renderer, "DiagramCategory", look)
    for column, label, colour in pies.parts:
        told = {"field": f'"{column}"', "color": colour, "colorOpacity": "1", "label": printable(label)}
        ET.SubElement(category, "attribute", told)
    placed = {"placement": "1", "showAll": "1", "obstacle": "0", "priority": "10", "dist": "0", "zIndex": "0"}
    return renderer, ET.Element("DiagramLayerSettings", placed)
