"""The zoomed frame: the window that holds the crowded part of a map, chosen from what the map shows."""

import numpy as np
from numpy.typing import NDArray

INSET_SIZE = (3.9, 3.4)  # degrees of longitude and latitude
STEP = 0.2  # degrees between the windows that are tried
MARGIN = 0.3  # degrees inside the window's edge: a mark nearer to it would be cut
LEAST_SHARE = 0.35  # of what the map shows: with less in the window, no inset is drawn
_NO_WEIGHT = 1e-9  # of rounding
LEAST_PLACES = 8  # distinct marks in the window

Window = tuple[float, float, float, float]  # west, south, east, north, degrees


def crowded_window(focus: tuple[tuple[float, float, float], ...]) -> Window | None:
    """Return the densest window of INSET_SIZE over `focus`, or None if nothing is crowded.

    `focus` holds longitude, latitude (degrees) and weight of each mark. Of windows that hold as much, the one best centred is taken.
    """
    if len(focus) < LEAST_PLACES:
        return None
    marks = np.asarray(focus, dtype=float)
    across, up = (_starts(marks[:, axis], INSET_SIZE[axis]) for axis in (0, 1))
    inside = _inside(across, marks, 0), _inside(up, marks, 1)
    held = (inside[0] * marks[:, 2]) @ inside[1].T
    fullest = np.argwhere(held >= held.max() - _NO_WEIGHT)
    column, row = min(
        fullest, key=lambda at: _off(across[at[0]], up[at[1]], marks[inside[0][at[0]] & inside[1][at[1]]])
    )
    within = inside[0][column] & inside[1][row]
    if held[column, row] < LEAST_SHARE * marks[:, 2].sum() or within.sum() < LEAST_PLACES:
        return None
    west, south = float(across[column]), float(up[row])
    return (west, south, round(west + INSET_SIZE[0], 6), round(south + INSET_SIZE[1], 6))


def _starts(values: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    first = np.floor(values.min() / STEP) * STEP - width / 2
    return np.asarray(np.arange(first, values.max(), STEP).round(6))


def _inside(starts: NDArray[np.float64], marks: NDArray[np.float64], axis: int) -> NDArray[np.bool_]:
    """Tell which of `marks` lie well inside the window from each of `starts` along `axis`, one line a start."""
    offsets = marks[:, axis] - starts[:, None]
    return np.asarray((offsets >= MARGIN) & (offsets <= INSET_SIZE[axis] - MARGIN))


def _off(west: float, south: float, marks: NDArray[np.float64]) -> float:
    """Return how far `marks` are from the middle of the window from `west` and `south`, by weight."""
    if not len(marks):
        return 0.0
    off = np.hypot(marks[:, 0] - west - INSET_SIZE[0] / 2, marks[:, 1] - south - INSET_SIZE[1] / 2)
    return float(np.average(off, weights=marks[:, 2]))
