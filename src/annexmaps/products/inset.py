"""The zoomed frame: the window that holds the crowded part of a map, chosen from what the map shows."""

import numpy as np
from numpy.typing import NDArray

INSET_SIZE = (3.9, 3.4)  # degrees of longitude and latitude
STEP = 0.2  # degrees between the windows that are tried
MARGIN = 0.3  # degrees inside the window's edge: a mark nearer to it would be cut
LEAST_SHARE = 0.35  # of what the map shows: with less in the window, no inset is drawn
LEAST_PLACES = 8  # distinct marks in the window

Window = tuple[float, float, float, float]  # west, south, east, north, degrees


def crowded_window(focus: tuple[tuple[float, float, float], ...]) -> Window | None:
    """Return the densest window of INSET_SIZE over `focus`, or None if nothing is crowded.

    `focus` holds longitude, latitude (degrees) and weight of each mark. Of windows that hold as much, the one best centred is taken.
    """
    if len(focus) < LEAST_PLACES:
        return None
    marks = np.asarray(focus, dtype=float)
    best = max(_windows(marks), key=lambda window: _score(window, marks))
    inside = _inside(best, marks)
    if marks[inside, 2].sum() < LEAST_SHARE * marks[:, 2].sum() or inside.sum() < LEAST_PLACES:
        return None
    return best


def _windows(marks: NDArray[np.float64]) -> list[Window]:
    width, height = INSET_SIZE
    return [
        (west, south, round(west + width, 6), round(south + height, 6))
        for west in _starts(marks[:, 0], width)
        for south in _starts(marks[:, 1], height)
    ]


def _starts(values: NDArray[np.float64], width: float) -> list[float]:
    first = np.floor(values.min() / STEP) * STEP - width / 2
    return [round(float(start), 6) for start in np.arange(first, values.max(), STEP)]


def _inside(window: Window, marks: NDArray[np.float64]) -> NDArray[np.bool_]:
    west, south, east, north = window
    in_width = (marks[:, 0] >= west + MARGIN) & (marks[:, 0] <= east - MARGIN)
    return in_width & (marks[:, 1] >= south + MARGIN) & (marks[:, 1] <= north - MARGIN)


def _score(window: Window, marks: NDArray[np.float64]) -> tuple[float, float]:
    inside = marks[_inside(window, marks)]
    if not len(inside):
        return (0.0, 0.0)
    off = np.hypot(inside[:, 0] - (window[0] + window[2]) / 2, inside[:, 1] - (window[1] + window[3]) / 2)
    return (float(inside[:, 2].sum()), -float(np.average(off, weights=inside[:, 2])))
