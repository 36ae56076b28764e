"""Which points of a commune may be shown at all: those that leave a village hidden among enough others."""

from dataclasses import dataclass

import numpy as np

from annexmaps.disclosure.point_lattice import CommuneLattice, Truths

# Let K settled cells be able to move to a place, each to one of at most F places with the same chance for every one. Where none has
# fewer than F / 2, the chance that a given one of them is the true cell is at most 2 / (K + 1): less than twice 1 / K.
LEAST_ROOM = 0.5  # of the roomiest cell of the commune
LEAST_FIT = 0.25  # of a cell's donut that lies in the commune


@dataclass(frozen=True)
class SafePoints:
    """Which cells of a lattice may move, and to which places, by position."""

    cells: Truths
    places: Truths


def find_safe_points(lattice: CommuneLattice, *, fewest: int) -> SafePoints:
    """Return the cells of `lattice` whose points may be shown, and the places that `fewest` settled cells or more may move to.

    Where only a few settled cells can show no point, none does: a row without a point would point at them.
    """
    room = lattice.room
    cells = (room > 0) & (room >= LEAST_ROOM * room.max(initial=0)) & (room >= LEAST_FIT * lattice.whole)
    if 0 < int((lattice.settled & ~cells).sum()) < fewest:
        cells = np.zeros_like(cells)
    return SafePoints(cells, candidates_at(lattice, cells) >= fewest)


def candidates_at(lattice: CommuneLattice, cells: Truths) -> np.ndarray:
    """Count, for each place of `lattice`, the settled ones among `cells` that may move there."""
    counted = (cells & lattice.settled)[lattice.cell_of]
    return np.bincount(lattice.place_of[counted], minlength=len(lattice.places))
