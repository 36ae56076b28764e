"""A map frame: where the projected ground lies on the sheet, and at what scale."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyproj
import shapely

from annexmaps.render.sheet import Box
from annexmaps.spec import Base

MILLIMETRES_PER_METRE = 1000.0
_WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Projection:
    """The one projection of a page, metres; `proj` is a PROJ string."""

    proj: str

    def forward(self, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
        """Return WGS 84 degrees as projected metres, (n, 2)."""
        return np.column_stack(_transformer(self.proj).transform(longitudes, latitudes))

    def inverse(self, points: np.ndarray) -> np.ndarray:
        """Return projected metres as WGS 84 degrees, (n, 2)."""
        return np.column_stack(_transformer(self.proj).transform(points[:, 0], points[:, 1], direction="INVERSE"))


@dataclass(frozen=True)
class Frame:
    """A window on the projected ground."""

    box: Box  # on the page, mm
    centre: tuple[float, float]  # of the box on the ground, projected metres
    denominator: float  # of the scale in the projection: metres on the ground of one metre on paper
    projection: Projection

    @property
    def metres(self) -> float:
        """Projected metres of one millimetre of paper."""
        return self.denominator / MILLIMETRES_PER_METRE

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Projected metres: west, south, east, north."""
        half_width, half_height = self.box.width / 2 * self.metres, self.box.height / 2 * self.metres
        x, y = self.centre
        return (x - half_width, y - half_height, x + half_width, y + half_height)

    def to_page(self, points: np.ndarray) -> np.ndarray:
        """Return projected metres as millimetres on the page."""
        middle = (self.box.left + self.box.width / 2, self.box.bottom + self.box.height / 2)
        return (np.asarray(points) - self.centre) / self.metres + middle

    def locate(self, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
        """Return WGS 84 degrees as millimetres on the page, (n, 2)."""
        return self.to_page(self.projection.forward(np.asarray(longitudes, float), np.asarray(latitudes, float)))

    def holds(self, points: np.ndarray, *, margin: float = 0.0) -> np.ndarray:
        """Tell which `points` (mm) lie in the frame, `margin` mm inside its edge."""
        inner = self.box.grown(-margin)
        x, y = points[:, 0], points[:, 1]
        return (x >= inner.left) & (x <= inner.right) & (y >= inner.bottom) & (y <= inner.top)


@dataclass(frozen=True)
class Frames:
    """The frames of one page."""

    main: Frame
    inset: Frame | None = None


def projection_of(base: Base) -> Projection:
    """Return the projection of `base`: its own, else an equal-area one about the middle of the country."""
    if base.projection:
        return Projection(base.projection)
    west, south, east, north = base.country.geometry.bounds
    middle = f"+lat_0={(south + north) / 2:.2f} +lon_0={(west + east) / 2:.2f}"
    return Projection(f"+proj=laea {middle} +datum=WGS84 +units=m +no_defs")


def fit_frame(
    box: Box, bounds: tuple[float, float, float, float], projection: Projection, *, margin: float, lean: float = 0.0
) -> Frame:
    """Return the frame in `box` that shows `bounds` (projected metres) at a round scale with `margin` mm free.

    `lean` says where free width goes: 0 both sides, 1 all on the left, -1 all on the right.
    """
    west, south, east, north = bounds
    room = box.grown(-margin)
    needed = max((east - west) / room.width, (north - south) / room.height) * MILLIMETRES_PER_METRE
    denominator = round_up_scale(needed)
    free = room.width * denominator / MILLIMETRES_PER_METRE - (east - west)
    return Frame(box, ((west + east) / 2 - lean * free / 2, (south + north) / 2), denominator, projection)


def bounds_of_degrees(
    rectangle: tuple[float, float, float, float], projection: Projection
) -> tuple[float, float, float, float]:
    """Return the projected bounds of a `rectangle` of degrees: west, south, east, north."""
    edge = shapely.segmentize(shapely.box(*rectangle), 0.25)
    points = projection.forward(*shapely.get_coordinates(edge).T)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return (float(west), float(south), float(east), float(north))


def round_up_scale(denominator: float) -> float:
    """Return the next denominator with two figures: 10 430 000 becomes 10 500 000, 4 310 000 becomes 4 400 000."""
    if not (denominator > 0 and math.isfinite(denominator)):
        return 1_000_000.0
    step = 10.0 ** (math.floor(math.log10(denominator)) - 1)
    step = step / 2 if denominator / step < 20 else step
    return math.ceil(denominator / step - 1e-9) * step


@cache
def _transformer(proj: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(_WGS84, proj, always_xy=True)
