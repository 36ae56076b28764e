"""The communes that the sample speaks of: the six régions of the published tables in the frame of 2016."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path

from annexmaps.sample.plausible import plausible
from annexmaps.sample.published import published
from annexmaps.sources.files_of_project import boundaries_folder

_FRAME = "2016"
_LARGEST_SHIFT = 0.015  # degrees
_SHARE_OF_NEAREST = 0.4  # of the distance to the next commune's coordinate: the point stays inside its own commune


@dataclass(frozen=True)
class Commune:
    """One commune, spelt as in the gazetteer."""

    pcode: str  # empty for the two communes without polygon
    name: str
    cercle: str
    region: str
    latitude: float | None  # degrees, EPSG:4326; None where no sample row may have a point
    longitude: float | None
    shift: float  # how far a sample point may lie from the coordinate, degrees


def read_communes() -> tuple[Commune, ...]:
    """Return the communes of the six régions, in the order of the gazetteer."""
    folder = boundaries_folder()
    names = {row["pcode"]: row["name"] for row in _rows(folder / "units.csv") if row["frame"] == _FRAME}
    regions = set(next(iter(published().tables.values())).regions)
    rows = [row for row in _rows(folder / "communes.csv") if names.get(row[f"region_pcode_{_FRAME}"]) in regions]
    points = [(float(row["longitude"]), float(row["latitude"])) for row in rows if row["latitude"]]
    return tuple(_commune(row, names=names, points=points) for row in rows)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _commune(row: Mapping[str, str], *, names: Mapping[str, str], points: Sequence[tuple[float, float]]) -> Commune:
    cercle, region = names[row[f"cercle_pcode_{_FRAME}"]], names[row[f"region_pcode_{_FRAME}"]]
    if not row["latitude"] or row["pcode"] in plausible()["points"]["never"]:
        return Commune(row["pcode"], row["name"], cercle, region, None, None, 0.0)
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    shift = min(_LARGEST_SHIFT, _SHARE_OF_NEAREST * _nearest((longitude, latitude), points))
    return Commune(row["pcode"], row["name"], cercle, region, latitude, longitude, shift)


def _nearest(point: tuple[float, float], points: Sequence[tuple[float, float]]) -> float:
    distances = (hypot(point[0] - x, point[1] - y) for x, y in points if (x, y) != point)
    return min(distances)
