"""Which commune holds a point: the exact test, and the rule for a point on a shared border."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Degrees = NDArray[np.float64]
Positions = NDArray[np.signedinteger[Any]]  # of points in their arrays, or of communes in the order of their P-codes
Shapes = NDArray[np.object_]

NOWHERE = -1  # the position of no commune


def lowest_holders(
    longitudes: Degrees,
    latitudes: Degrees,
    shapes: Shapes,
    *,
    first: Positions,
    counts: Positions,
    candidates: Positions,
) -> Positions:
    """Return for each point the position of the commune of `shapes` that holds it, NOWHERE if none of its candidates does.

    The candidates of a point, ascending, are the `counts` of `candidates` from `first` on. A point on a border is held by all that
    share it, and goes to the lowest position: to the lowest P-code, for communes in the order of their P-codes.
    """
    found = np.full(len(longitudes), NOWHERE, dtype=candidates.dtype)
    points, number = np.flatnonzero(counts), 0
    while len(points):
        communes = candidates[first[points] + number]
        # one commune after the other: what was prepared for it stays near the processor
        order = np.argsort(communes, kind="stable")
        points, communes = points[order], communes[order]
        held = shapely.intersects_xy(shapes[communes], longitudes[points], latitudes[points])
        found[points[held]], number = communes[held], number + 1
        points = points[~held & (counts[points] > number)]
    return found
