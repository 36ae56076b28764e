"""GeoJSON and TopoJSON: outlines apart from everything else, so that a border is not taken for a point, nor a point for a border."""

import json
import re
from collections.abc import Iterator
from typing import Any

from annexmaps.audit.geometries import outline_layer, point_parts
from annexmaps.audit.layers import Fault, Part

# arrays of nothing but numbers: of rings, arcs and boxes, never of a single point
_NUMBERS = r"[\s\d.,eE+\-\[\]]*"
_OUTLINES = re.compile(rf'"(coordinates|arcs)"\s*:\s*(\[\s*\[{_NUMBERS}\])|"(bbox)"\s*:\s*(\[{_NUMBERS}\])')
_POINT = re.compile(r'"coordinates"\s*:\s*\[\s*(-?[\d.eE+\-]+)\s*,\s*(-?[\d.eE+\-]+)\s*(?:,[^\[\]]*)?\]')
_GEOGRAPHIC = ("FeatureCollection", "Topology")
_ALLOWED_TYPES = {
    *_GEOGRAPHIC,
    "Feature",
    "Polygon",
    "MultiPolygon",
    "Point",
    "LineString",
    "MultiLineString",
    "GeometryCollection",
}


def without_outlines(text: str) -> tuple[str, str]:
    """Return the GeoJSON or TopoJSON `text` with its outlines emptied, and the outlines; texts of another kind are left whole."""
    if not any(f'"{kind}"' in text for kind in _GEOGRAPHIC):
        return text, ""
    outlines = "\n".join(found[2] or found[4] for found in _OUTLINES.finditer(text))
    return _OUTLINES.sub(lambda found: f'"{found[1] or found[3]}": []', text), outlines


def geometry_parts(text: str, outlines: str) -> Iterator[Part]:
    """Yield the `outlines`, the points left in the JSON `text`, and a fault for each kind of geometry that none of our files has."""
    yield outline_layer("", outlines)
    yield from point_parts("", ((float(x), float(y)) for x, y in _POINT.findall(text)))
    yield from (Fault("type", "unexpected_part", kind) for kind in sorted(set(_kinds_in(text)) - _ALLOWED_TYPES))


def _kinds_in(text: str) -> Iterator[str]:
    try:
        yield from _kinds(json.loads(text))
    except (ValueError, RecursionError):
        # told as damaged where its keys are read
        return


def _kinds(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        geometry = value if "coordinates" in value or "arcs" in value else {}
        if isinstance(kind := geometry.get("type"), str):
            yield kind
        for entry in value.values():
            yield from _kinds(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _kinds(entry)
