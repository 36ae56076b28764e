"""Made-up communes with known villages, for tests of masked points."""

import hashlib

import numpy as np
from shapely import affinity
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from annexmaps.disclosure.masking import PointMask
from annexmaps.disclosure.point_lattice import CommuneLattice, Degrees, Donut

DONUT = Donut(5_000.0, 15_000.0)


def secret(number: int = 0) -> bytes:
    """A secret of 32 bytes; another for each number."""
    return hashlib.sha256(f"a secret of tests, {number}".encode()).digest()


def disc(longitude: float = -4.003, latitude: float = 14.507, *, km: float = 25.0) -> BaseGeometry:
    """A round commune."""
    return affinity.scale(Point(longitude, latitude).buffer(km / 111), 1 / np.cos(np.radians(latitude)), 1.0)


def communes() -> list[BaseGeometry]:
    """Communes of several shapes, sizes and latitudes, north and south, east and west."""
    shapes: list[BaseGeometry] = [
        disc(km=km, latitude=latitude) for km in (12, 18, 25, 38) for latitude in (-26.3, -0.1, 14.5, 24.9)
    ]
    corner = Polygon([(0, 0), (0.7, 0), (0.7, 0.25), (0.25, 0.25), (0.25, 0.7), (0, 0.7)])
    shapes += [affinity.translate(corner, x, y) for x, y in ((-8.004, 12.991), (3.1, 20.004), (-0.3, -0.4))]
    shapes += [box(-4.21, 13.99, -3.72, 14.2), box(-4.2, 14.0, -3.4, 14.9), box(179.1, 10.0, 179.9, 10.5)]
    return shapes


def points_in(commune: BaseGeometry, count: int, *, seed: int) -> Degrees:
    """Points evenly strewn over a commune, (count, 2)."""
    random = np.random.default_rng(seed)
    west, south, east, north = commune.bounds
    drawn = random.uniform((west, south), (east, north), size=(count * 8, 2))
    return np.array([point for point in drawn if commune.contains(Point(point))][:count])


def mask_with(number: int = 0, *, donut: Donut = DONUT, localities: Degrees | None = None) -> PointMask:
    """A mask with the secret of a number."""
    return PointMask(secret(number), donut, localities)


def donuts_of(lattice: CommuneLattice) -> np.ndarray:
    """Whether each cell (line) may move to each place (column)."""
    compatible = np.zeros((len(lattice.cells), len(lattice.places)), dtype=bool)
    compatible[lattice.cell_of, lattice.place_of] = True
    return compatible


def villages_of_squares(step: float = 0.04) -> Degrees:
    """Villages all over the six square communes of `make_boundaries`, (n, 2)."""
    east, north = np.meshgrid(np.arange(step / 2, 3, step), np.arange(step / 2, 2, step))
    return np.column_stack([east.ravel(), north.ravel()])
