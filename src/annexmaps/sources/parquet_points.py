"""Points of GeoParquet as coordinates, without an object for any of them."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_POINT = np.array([1, 1, 0, 0, 0], dtype=np.uint8)  # a point, little-endian: how nearly every writer begins one
_LENGTH = 21  # bytes of such a point


def points_of(geometry: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the longitudes and latitudes of `geometry`, well-known binary or pairs of numbers; NaN for what is no point."""
    if pa.types.is_struct(geometry.type):
        return tuple(geometry.field(axis).cast(pa.float64()) for axis in ("x", "y"))
    binary = geometry.cast(pa.large_binary())
    starts, lengths = _places(binary)
    corners = np.full((len(binary), 2), np.nan)
    given = np.flatnonzero(lengths)
    usual = given[lengths[given] == _LENGTH]
    if len(usual):
        points = _content(binary, starts[usual])
        plain = (points[:, : len(_POINT)] == _POINT).all(axis=1)
        usual = usual[plain]
        corners[usual] = points[plain, len(_POINT) :].copy().view("<f8")
    for at in np.setdiff1d(given, usual, assume_unique=True).tolist():
        corners[at] = _odd_point(binary[at].as_py())
    return pa.array(corners[:, 0]), pa.array(corners[:, 1])


def _content(binary: pa.Array, starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the bytes of the points that begin at `starts`, a point a line."""
    content = np.frombuffer(binary.buffers()[2], dtype=np.uint8)
    first, last = int(starts[0]), int(starts[-1])
    if last - first == _LENGTH * (len(starts) - 1):
        # one after the other, as they nearly always are
        return content[first : last + _LENGTH].reshape(-1, _LENGTH)
    scattered: NDArray[np.uint8] = content[starts[:, None] + np.arange(_LENGTH)]
    return scattered


def _places(binary: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where in the buffer each value begins, and how long it is; nothing where there is none."""
    offsets = np.frombuffer(binary.buffers()[1], dtype=np.int64)[binary.offset : binary.offset + len(binary) + 1]
    valid = np.asarray(binary.is_valid())
    return offsets[:-1], np.where(valid, np.diff(offsets), 0)


def _odd_point(content: bytes) -> tuple[float, float]:
    """Return the point of an unusual spelling: other byte order, height, measure."""
    import shapely

    shape: Any = shapely.from_wkb(content, on_invalid="ignore")
    is_point = shape is not None and shape.geom_type == "Point" and not shape.is_empty
    return (shape.x, shape.y) if is_point else (float("nan"), float("nan"))
