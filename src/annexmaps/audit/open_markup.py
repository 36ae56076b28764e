"""XML, SVG and KML: tags, attributes, texts and comments; scripts and references outward are faults."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from annexmaps.audit.elements import refused_elements
from annexmaps.audit.geometries import outline_layer, point_parts
from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.marks import marks_of_svg
from annexmaps.audit.opening import Reopen

# attributes that hold lines of numbers
_DRAWN = {"d", "points", "transform", "viewBox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "clip-path",
          "coordinates"}  # fmt: skip
# elements within one text: nothing parts what they hold from what stands beside them
_WITHIN = {
    "t",
    "r",
    "rPr",
    "tspan",
    "b",
    "i",
    "u",
    "a",
    "span",
    "em",
    "strong",
    "sub",
    "sup",
    "tab",
    "lastRenderedPageBreak",
    "proofErr",
}
_ACTIVE = {"script", "foreignObject", "handler", "listener", "iframe", "object", "embed"}
_PROPERTY_NAMES = {"SimpleField", "SimpleData", "Data"}  # of KML
_OUTLINES = ("LinearRing", "LineString")  # of KML
_PLACE = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")
_APART = "\n\n"  # one attribute is not taken for the next line of another's base64
_REFERENCE = re.compile(r"\s*(?!#|data:)\S")


class _Reading:
    """What was met so far in one document."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.drawn: list[str] = []
        self.comments: list[str] = []
        self.names: list[str] = []  # of properties
        self.faults: list[Fault] = []
        self.within: list[str] = []  # elements that are open, the root first
        self.outlines: list[str] = []
        self.points: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        self.within.append(local)
        self.faults += refused_elements(self.within[0], local, attributes)
        if local not in _WITHIN:
            self.texts.append("\n")
        if local in _ACTIVE:
            self.faults.append(Fault(local, "script"))
        if local in _PROPERTY_NAMES and "name" in attributes:
            self.names.append(attributes["name"])
        for key, value in attributes.items():
            self._attribute(local, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        (self.drawn if key in _DRAWN else self.attributes).append(value)
        if key.lower().startswith("on"):
            self.faults.append(Fault(f"{element} {key}", "script"))
        if key in ("href", "xlink:href", "src") and _REFERENCE.match(value):
            self.faults.append(Fault(f"{element} {key}", "external_link"))

    def text(self, text: str) -> None:
        in_kml = self.within[:1] == ["kml"] and self.within[-1:] == ["coordinates"]
        if in_kml and self.within[-2] in _OUTLINES:
            self.outlines.append(text)
            return
        if in_kml:
            self.points.append(text)
        self.texts.append(text)

    def end(self, name: str) -> None:
        self.within.pop()
        if name.rsplit(":", 1)[-1] not in _WITHIN:
            self.texts.append("\n")

    def doctype(self, *_: object) -> None:
        self.faults.append(Fault("DOCTYPE", "unexpected_part", "DOCTYPE"))


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the texts, attributes and comments of the XML `content`, and its faults."""
    reading, parser = _Reading(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler, parser.CommentHandler = reading.text, reading.comments.append
    parser.ProcessingInstructionHandler = lambda target, text: reading.comments.append(f"{target} {text}")
    parser.StartDoctypeDeclHandler = reading.doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        yield Fault("", "damaged")
        yield Layer("", content.decode("utf-8", errors="replace"), Kind.METADATA)
    yield from reading.faults
    yield Layer("", "".join(reading.texts), Kind.METADATA)
    yield Layer("attributes", _APART.join(reading.attributes), Kind.METADATA)
    yield Layer("drawing", "\n".join(reading.drawn), Kind.DRAWING)
    if reading.outlines:
        yield outline_layer("", "\n".join(reading.outlines))
    yield from point_parts("", _places("\n".join(reading.points)))
    yield Layer("comments", "\n".join(reading.comments), Kind.METADATA)
    if reading.names:
        yield Layer("properties", "\n".join(reading.names), Kind.HEADER)
    if b"<svg" in content[:2000]:
        yield from marks_of_svg(content)


def _places(text: str) -> Iterator[tuple[float, float]]:
    return ((float(longitude), float(latitude)) for longitude, latitude in _PLACE.findall(text))
