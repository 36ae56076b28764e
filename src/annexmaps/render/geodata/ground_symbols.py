"""Circles and marks as polygons on the ground, as large beside the country as on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.render.frame import Projection
from annexmaps.render.geodata.classes import circle_classes, mark_classes
from annexmaps.render.geodata.units import Places
from annexmaps.render.shapes import outline_of, sectors
from annexmaps.spec import Base, Circle, MapSpec, Symbol
from annexmaps.words import Words

_COUNTRY_ON_PAGE = 190.0  # mm: the longer side of the country on A4
_DECIMALS = 5  # of a degree


@dataclass(frozen=True)
class GroundShape:
    """One circle, sector of a circle, or mark."""

    name: str
    symbol: Symbol
    polygon: BaseGeometry  # EPSG:4326


def circles_on_ground(spec: MapSpec) -> Iterator[GroundShape]:
    """Yield the sectors of the circles of `spec`, those of large circles first."""
    ground, places, labels = _Ground(spec.base), Places(spec.base, Words(spec.lang)), _labels(spec)
    for circle in sorted(spec.circles, key=lambda one: (-one.diameter, one.pcode)):
        name = str(places.cells(circle.pcode)["name"])
        colours = [colour for colour, _ in circle.parts]
        for colour, outline, told in zip(colours, _outlines(circle), _told(circle, labels), strict=True):
            symbol = Symbol("circle", colour, spec.theme.paper.page, 0.5)
            polygon = ground.lay(outline, circle.longitude, circle.latitude)
            yield GroundShape(f"{name} – {told}" if told else name, symbol, polygon)


def marks_on_ground(spec: MapSpec) -> Iterator[GroundShape]:
    """Yield the marks of `spec` that stand for their commune: the points of an edition are placemarks."""
    ground, places = _Ground(spec.base), Places(spec.base, Words(spec.lang))
    labels = {key: label for key, label, _ in mark_classes(spec)}
    for mark in (mark for mark in spec.marks if mark.point is None):
        symbol = spec.mark_symbols[mark.key]
        polygon = ground.lay(outline_of(symbol.shape) * (symbol.size or 1.0), mark.longitude, mark.latitude)
        parts = (mark.text, labels[mark.key], str(places.cells(mark.pcode)["name"]))
        yield GroundShape(" – ".join(filter(None, parts)), symbol, polygon)


class _Ground:
    """Millimetres on the page as metres on the ground."""

    def __init__(self, base: Base) -> None:
        self._projection = Projection(base.projection)
        metres = self._projection.forward(*shapely.get_coordinates(base.country.geometry).T)
        self._metres = float(np.ptp(metres, axis=0).max()) / _COUNTRY_ON_PAGE

    def lay(self, outline: np.ndarray, longitude: float, latitude: float) -> BaseGeometry:
        at = self._projection.forward(np.array([longitude]), np.array([latitude]))
        points = self._projection.inverse(outline * self._metres + at)
        return shapely.orient_polygons(shapely.Polygon(np.round(points, _DECIMALS)), exterior_cw=False)


def _outlines(circle: Circle) -> list[Any]:
    if len(circle.parts) == 1:
        return [outline_of("circle") * circle.diameter]
    return list(sectors(0.0, 0.0, circle.diameter, [share for _, share in circle.parts]))


def _labels(spec: MapSpec) -> dict[str, str]:
    return {**{key: label for key, label, _ in circle_classes(spec)}, **dict(spec.record_classes)}


def _told(circle: Circle, labels: dict[str, str]) -> Sequence[str]:
    """Return what each part of `circle` says: its class and count, or the class that the circle is in."""
    counted = [(key, count) for key, count in circle.counts if count]
    if len(counted) == len(circle.parts) > 1:
        return [f"{labels.get(key, key)} : {count}" for key, count in counted]
    return [labels.get(circle.key, circle.text)] * len(circle.parts)
