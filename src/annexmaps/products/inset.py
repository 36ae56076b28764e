"""The zoomed frame: the window that holds the crowded part of a map, chosen from what the map shows."""

import numpy as np

INSET_SIZE = (4.4, 3.0)  # degrees of longitude and latitude
STEP = 0.2  # degrees
LEAST_SHARE = 0.35  # of what the map shows: fewer in the window, and no inset is drawn
LEAST_PLACES = 8  # distinct places in the window


def crowded_window(focus: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north (degrees) of the densest window of INSET_SIZE over `focus`, or None if nothing is crowded.

    `focus` holds longitude, latitude and weight of each mark. Of equal windows the one best centred on its marks is taken.
    """
    if len(focus) < LEAST_PLACES:
        return None
    longitudes, latitudes, weights = np.asarray(focus, dtype=float).T
    windows = [
        (west, south) for west in _steps(longitudes, INSET_SIZE[0]) for south in _steps(latitudes, INSET_SIZE[1])
    ]
    west, south = max(windows, key=lambda window: _score(window, longitudes, latitudes, weights))
    inside = _inside((west, south), longitudes, latitudes)
    if weights[inside].sum() < LEAST_SHARE * weights.sum() or inside.sum() < LEAST_PLACES:
        return None
    return (west, south, round(west + INSET_SIZE[0], 6), round(south + INSET_SIZE[1], 6))


def _steps(values: np.ndarray, width: float) -> list[float]:
    first, last = np.floor(values.min() / STEP) * STEP - width / 2, values.max()
    return [round(float(value), 6) for value in np.arange(first, last, STEP)]


def _inside(window: tuple[float, float], longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    west, south = window
    return (
        (longitudes >= west)
        & (longitudes <= west + INSET_SIZE[0])
        & (latitudes >= south)
        & (latitudes <= south + INSET_SIZE[1])
    )


def _score(
    window: tuple[float, float], longitudes: np.ndarray, latitudes: np.ndarray, weights: np.ndarray
) -> tuple[float, float]:
    inside = _inside(window, longitudes, latitudes)
    if not inside.any():
        return (0.0, 0.0)
    middle = (window[0] + INSET_SIZE[0] / 2, window[1] + INSET_SIZE[1] / 2)
    off = np.hypot(longitudes[inside] - middle[0], latitudes[inside] - middle[1])
    return (float(weights[inside].sum()), -float(np.average(off, weights=weights[inside])))
