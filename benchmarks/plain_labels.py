"""Labels of the plain script: the first of a few places beside a point at which a text meets none written before."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.patheffects import withStroke

AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))  # east first


class Taken:
    """What stands on the axes already: boxes (left, bottom, right, top) in its own units."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
        self.window = np.array([west, south, east, north])
        self.boxes: list[np.ndarray] = []
        self.renderer = RendererAgg(*axes.figure.bbox.size, axes.figure.dpi)

    def add_disc(self, place: Any, radius: float) -> None:
        """Keep the square about a disc free."""
        self.boxes.append(np.array([place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius]))

    def is_free(self, box: np.ndarray) -> bool:
        """Tell whether `box` stands in the window and meets nothing."""
        if (box[:2] < self.window[:2]).any() or (box[2:] > self.window[2:]).any():
            return False
        if not self.boxes:
            return True
        others = np.array(self.boxes)
        return not ((others[:, :2] < box[2:]) & (others[:, 2:] > box[:2])).all(axis=1).any()

    def find_plate(self, place: Any, width: float, height: float) -> np.ndarray | None:
        """Return the lower left corner of the nearest free place of a plate about `place`, and keep it."""
        for distance in (0, 0.6, 1, 1.5, 2, 3, 4):
            for across, up in AROUND:
                corner = place + np.array([across * distance * width, up * distance * height]) - (width / 2, height / 2)
                box = np.array([*corner, corner[0] + width, corner[1] + height])
                if self.is_free(box):
                    self.boxes.append(box)
                    return np.asarray(corner)
        return None


def write_free(
    axes: Axes, text: str, place: Any, taken: Taken, *, reach: float | None, halo: float = 0.0, anyway: bool = False,
    **look: Any,
) -> bool:  # fmt: skip
    """Write `text` beside `place` (`reach` mm away), or on it (None), where it is free; `anyway` writes it at the worst too."""
    if not ((taken.window[:2] < place).all() and (taken.window[2:] > place).all()):
        return False
    written = axes.text(*place, text, ha="center", va="center", **look)
    if halo:
        written.set_path_effects([withStroke(linewidth=halo, foreground="white")])
    box = axes.transData.inverted().transform(written.get_window_extent(taken.renderer).get_points()).ravel()
    half = (box[2:] - box[:2]) / 2
    unit = np.ptp(axes.get_xlim()) / (axes.get_position().width * 297.0)  # of a millimetre
    steps = [np.zeros(2)] if reach is None else [np.array(way) * (half + (reach + 0.3) * unit) for way in AROUND]
    if reach is None and len(text) > 1:
        steps += [np.array(way) * 3 * unit for way in AROUND]
    for step in steps:
        if taken.is_free(np.array([*(place + step - half), *(place + step + half)])):
            break
    else:
        if not anyway:
            written.remove()
            return False
        step = steps[0]
    written.set_position(place + step)
    taken.boxes.append(np.array([*(place + step - half), *(place + step + half)]))
    return True
