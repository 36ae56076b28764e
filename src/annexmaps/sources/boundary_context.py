"""What is drawn around and under a country: its outline, neighbours, rivers, lakes and towns."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.sources import boundary_frames
from annexmaps.sources.files_of_project import boundaries_folder

if TYPE_CHECKING:
    from annexmaps.sources.boundaries import Boundaries

Feature = tuple[str, str, BaseGeometry]  # French name, English name, geometry in EPSG:4326
Town = tuple[str, float, float, int]  # name, longitude, latitude, rank: the lower, the more important


@dataclass(frozen=True)
class Context:
    """The context of a country, EPSG:4326, hand-generalised to 0.05°; empty where the project knows none."""

    outline: tuple[Feature, ...] = ()
    neighbours: tuple[Feature, ...] = ()
    rivers: tuple[Feature, ...] = ()
    lakes: tuple[Feature, ...] = ()
    towns: tuple[Town, ...] = ()


def context(boundaries: "Boundaries") -> Context:
    """Return what is drawn around the country of `boundaries`; empty for countries other than the code list's."""
    return _context() if boundaries.country == boundary_frames.COUNTRY else Context()


@cache
def _context() -> Context:
    points = _read("context.csv")
    return Context(
        outline=_features(points, "outline"),
        neighbours=_features(points, "neighbour"),
        rivers=_features(points, "river"),
        lakes=_features(points, "lake"),
        towns=tuple(_town(line) for line in _read("towns.csv")),
    )


def _features(points: list[dict[str, str]], kind: str) -> tuple[Feature, ...]:
    mine = sorted((point for point in points if point["kind"] == kind), key=_place)
    made = []
    for (name_fr, name_en), of_name in groupby(mine, key=lambda point: (point["name_fr"], point["name_en"])):
        parts = [_part(list(of_part)) for _, of_part in groupby(of_name, key=lambda point: point["part"])]
        made.append((name_fr, name_en, parts[0] if len(parts) == 1 else shapely.union_all(parts)))
    return tuple(made)


def _part(points: list[dict[str, str]]) -> BaseGeometry:
    corners = [(float(point["longitude"]), float(point["latitude"])) for point in points]
    if points[0]["kind"] == "river":
        return shapely.LineString(corners)
    # rounding to 0.05° can make a ring touch itself
    return shapely.make_valid(shapely.Polygon(corners))


def _place(point: dict[str, str]) -> tuple[str, int, int]:
    return point["name_fr"], int(point["part"]), int(point["order"])


def _town(line: dict[str, str]) -> Town:
    return line["name"], float(line["longitude"]), float(line["latitude"]), int(line["rank"])


def _read(file: str) -> list[dict[str, str]]:
    with (boundaries_folder() / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
