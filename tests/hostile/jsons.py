"""Hostile and broken GeoJSON of a month: name, text, and whether the month can still be read."""

import json

READ, REFUSED = 0, 1
_FACTS = '"properties": {"date": "2021-11-03", "catégorie": "B", "commune": "Gao", "cercle": "Gao"}'


def _point(coordinates: str, facts: str = _FACTS) -> str:
    geometry = f'{{"type": "Point", "coordinates": {coordinates}}}'
    return f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", {facts}, "geometry": {geometry}}}]}}'


GEOJSON: dict[str, tuple[str, int]] = {
    "deep lists": ("[" * 200_000, REFUSED),
    "deep objects": ('{"a":' * 200_000, REFUSED),
    "deep geometry": (_point("[" * 50_000 + "]" * 50_000), REFUSED),
    "deep property": (_point("[0, 14]", '"properties": {"date": ' + "[" * 900 + "]" * 900 + "}"), REFUSED),
    "cut short": (_point("[0, 14]")[:120], REFUSED),
    "no features": ('{"type": "FeatureCollection"}', REFUSED),
    "features that are a text": ('{"features": "x"}', REFUSED),
    "features that are numbers": ('{"features": [1, 2, 3]}', REFUSED),
    "empty collection": ('{"type": "FeatureCollection", "features": []}', REFUSED),
    "properties that are a list": ('{"features": [{"properties": [1]}]}', REFUSED),
    "NaN coordinates": (_point("[NaN, NaN]"), READ),
    "endless coordinates": (_point("[1e400, -1e400]"), READ),
    "infinite coordinates": (_point("[Infinity, -Infinity]"), READ),
    "text coordinates": (_point('["a", "b"]'), READ),
    "nested coordinates": (_point("[[0, 1], [2, 3]]"), READ),
    "no coordinates": (_point("[]"), READ),
    "coordinates of 10,000 figures": (_point("[" + "1" * 10_000 + ", 0." + "1" * 10_000 + "]"), READ),
    "polygon among points": (_point("[[[0, 1], [2, 3]]]").replace("Point", "Polygon"), READ),
    "keys twice": (_point("[0, 14]", _FACTS.replace('"date"', '"date": "x", "date"')), READ),
    "number of 20,000 figures": (_point("[0, 14]", _FACTS.replace("}", ', "femmes": ' + "9" * 20_000 + "}")), READ),
    "number with an endless exponent": (_point("[0, 14]", _FACTS.replace("}", ', "femmes": 1e999999999}')), READ),
    "objects for values": (_point("[0, 14]", _FACTS.replace("}", ', "femmes": {"__proto__": [1]}}')), READ),
    "half a character": (_point("[0, 14]", _FACTS.replace("Gao", "\\ud800", 1)), READ),
    "unknown coordinate system": (
        _point("[0, 14]").replace('"features"', '"crs": {"properties": {"name": "EPSG:32630"}}, "features"'),
        REFUSED,
    ),
    "TopoJSON": ('{"type": "Topology", "objects": {}, "arcs": []}', REFUSED),
    "JSON of ESRI": (json.dumps({"geometryType": "esriGeometryPoint", "features": [{"attributes": {"date": "x"}}]}), REFUSED),
    "each feature with its own key": (
        '{"features": [' + ",".join(f'{{"properties": {{"k{n}": 1}}}}' for n in range(3_000)) + "]}",
        REFUSED,
    ),
}  # fmt: skip
