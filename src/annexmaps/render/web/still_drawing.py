"""The plain drawing of a map for readers without scripts: areas with their hatches, borders, circles cut as they are, marks, names."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import shapely
from markupsafe import Markup

from annexmaps.spec import Circle, MapSpec, Unit
from annexmaps.theme import Symbol

_TOLERANCE = 0.05  # degrees: a small picture
_WIDTH = 640  # units of the drawing
_MILLIMETRE = 2.6  # units, of a circle's or mark's size on paper
_MOST_MARKS = 1_000  # more would be most of a page; its tables count them
_CORNERS: Mapping[str, tuple[int, float]] = {
    "triangle": (3, 0), "triangle_down": (3, math.pi), "diamond": (4, 0), "square": (4, math.pi / 4), "pentagon": (5, 0),
    "hexagon": (6, 0), "star": (10, 0),
}  # fmt: skip # of a shape, the first at the top unless turned
_INNER = 0.45  # of a star
_WHOLE = 0.999  # share of a circle: its ends are one point
_STROKES = {"diagonal": "M0,8L8,0", "lines": "M0,4L8,4", "cross": "M0,8L8,0M0,0L8,8", "dots": "M1,2h2M5,6h2"}


def still_drawing(spec: MapSpec) -> Markup:
    """Return the map of `spec` as one SVG element of whole and tenth numbers, the theme's colours, and the names of régions."""
    west, south, east, north = spec.base.country.geometry.bounds
    scale = _WIDTH / (east - west)
    place = (west, north, scale)
    paper = spec.theme.paper
    fills = {
        area.pcode: layer.symbols[area.key]
        for layer in spec.area_layers
        for area in layer.areas
        if layer.symbols[area.key].fill
    }
    marks = spec.marks if len(spec.marks) <= _MOST_MARKS else ()
    symbols = [(spec.mark_symbols[mark.key], _at(mark.longitude, mark.latitude, place)) for mark in marks]
    parts = [
        _patterns(fills.values()),
        *_areas(spec.base.communes, fills, paper.land, paper.border_commune, place),
        _borders(spec.base.regions, paper.border_region, place),
        *_circles(spec.circles, place),
        *(_mark(symbol, x, y, symbol.size * _MILLIMETRE / 2) for symbol, (x, y) in symbols),
        *_names(spec, place),
    ]
    height = (north - south) * scale
    return Markup('<svg viewBox="0 0 {} {:.0f}" width="100%" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, spec.page.title, Markup("").join(parts)
    )


def still_swatch(symbol: Symbol) -> Markup:
    """Return `symbol` as it stands beside a line of the legend."""
    radius = max(4.0, symbol.size * _MILLIMETRE / 2)  # a circle that explains sizes is as large as on the map
    width, height = (max(least, math.ceil(2 * radius) + 2) for least in (26, 18))
    if symbol.shape in ("", "area"):
        width, height, drawn = 26, 18, _path("M1,2h24v14h-24z", _paint(symbol), symbol.edge or "#8f8f8f", 0.5)
    else:
        drawn = _mark(symbol, width / 2, height / 2, radius)
    # the hatches of the drawing are not there for an empty class
    return Markup('<svg width="{}" height="{}" aria-hidden="true">{}{}</svg>').format(
        width, height, _patterns([symbol]), drawn
    )


def _path(outline: str, fill: str, edge: str = "", width: float = 0.0) -> Markup:
    if not edge:
        return Markup('<path d="{}" fill="{}"/>').format(outline, fill)
    return Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>').format(outline, fill, edge, width)


def _at(longitude: float, latitude: float, place: tuple[float, float, float]) -> tuple[float, float]:
    west, north, scale = place
    return (longitude - west) * scale, (north - latitude) * scale


def _areas(
    units: Sequence[Unit], fills: Mapping[str, Symbol], land: str, edge: str, place: tuple[float, float, float]
) -> Iterable[Markup]:
    outlines = _outlines(tuple(shapely.to_wkb([unit.geometry for unit in units])), place)
    by_fill: dict[str, list[str]] = {}
    for unit, outline in zip(units, outlines, strict=True):
        symbol = fills.get(unit.pcode)
        by_fill.setdefault(_paint(symbol) if symbol else land, []).append(outline)
    return (_path("".join(paths), fill, edge, 0.4) for fill, paths in by_fill.items())


def _borders(units: Sequence[Unit], edge: str, place: tuple[float, float, float]) -> Markup:
    return _path("".join(_outlines(tuple(shapely.to_wkb([unit.geometry for unit in units])), place)), "none", edge, 1)


def _circles(circles: Iterable[Circle], place: tuple[float, float, float]) -> Iterable[Markup]:
    for circle in circles:
        x, y = _at(circle.longitude, circle.latitude, place)
        radius, start = circle.diameter * _MILLIMETRE / 2, 0.0
        for colour, share in circle.parts:
            yield _path(_sector(x, y, radius, start, start + share), colour)
            start += share
        yield _path(_sector(x, y, radius, 0, 1), "none", "#ffffff", 0.6)


def _sector(x: float, y: float, radius: float, start: float, end: float) -> str:
    if end - start > _WHOLE:
        half = f"a{radius:.1f},{radius:.1f} 0 1,0"
        return f"M{x - radius:.1f},{y:.1f}{half} {2 * radius:.1f},0{half} {-2 * radius:.1f},0z"
    (x1, y1), (x2, y2) = (
        (x + radius * math.sin(2 * math.pi * share), y - radius * math.cos(2 * math.pi * share))
        for share in (start, end)
    )
    large = int(end - start > 0.5)
    return f"M{x:.1f},{y:.1f}L{x1:.1f},{y1:.1f}A{radius:.1f},{radius:.1f} 0 {large},1 {x2:.1f},{y2:.1f}z"


def _mark(symbol: Symbol, x: float, y: float, radius: float) -> Markup:
    corners, turn = _CORNERS.get(symbol.shape, (0, 0.0))
    if not corners:
        return _path(_sector(x, y, radius, 0, 1), symbol.fill or "none", symbol.edge, 0.6)
    points = []
    for corner in range(corners):
        far = radius * _INNER if symbol.shape == "star" and corner % 2 else radius
        angle = turn + corner / corners * 2 * math.pi
        points.append(f"{x + far * math.sin(angle):.1f},{y - far * math.cos(angle):.1f}")
    return _path(f"M{'L'.join(points)}z", symbol.fill or "none", symbol.edge, 0.6)


def _names(spec: MapSpec, place: tuple[float, float, float]) -> Iterable[Markup]:
    for label in spec.labels:
        if label.kind == "region":
            x, y = _at(label.longitude, label.latitude, place)
            yield Markup(
                '<text x="{:.0f}" y="{:.0f}" text-anchor="middle" font-size="11" font-weight="700" fill="#1f1f1f" '
                'stroke="#ffffff" stroke-width="2.5" paint-order="stroke">{}</text>'
            ).format(x, y, label.text)


def _paint(symbol: Symbol) -> str:
    return f"url(#{_pattern_id(symbol)})" if symbol.hatch in _STROKES else symbol.fill or "none"


def _pattern_id(symbol: Symbol) -> str:
    return f"still-{symbol.hatch}-{symbol.hatch_colour[1:]}-{symbol.fill[1:]}"


def _patterns(symbols: Iterable[Symbol]) -> Markup:
    hatched = {_pattern_id(symbol): symbol for symbol in symbols if symbol.hatch in _STROKES}
    return Markup("").join(
        Markup(
            '<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0,0h8v8h-8z" fill="{}"/>'
            '<path d="{}" stroke="{}" stroke-width="{}"/></pattern>'
        ).format(name, symbol.fill, _STROKES[symbol.hatch], symbol.hatch_colour, 2 if symbol.hatch == "dots" else 0.8)
        for name, symbol in hatched.items()
    )


@lru_cache(maxsize=4)
def _outlines(units: tuple[bytes, ...], place: tuple[float, float, float]) -> tuple[str, ...]:
    # the pages of a build stand on one ground: it is simplified once
    shapes = shapely.coverage_simplify(shapely.from_wkb(units), _TOLERANCE)
    return tuple(_outline(shape, *place) for shape in shapes)


def _outline(shape: shapely.Geometry, west: float, north: float, scale: float) -> str:
    rings = []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = np.rint((shapely.get_coordinates(ring) - (west, north)) * (scale, -scale)).astype(int)
        steps = np.diff(points[:-1], axis=0)
        steps = steps[np.any(steps, axis=1)]
        # commas: pairs of digits with blanks between them read like a telephone number
        rings.append(
            f"M{points[0][0]},{points[0][1]}l{' '.join(f'{x},{y}' for x, y in steps)}z" if len(steps) > 1 else ""
        )
    return "".join(rings)
