"""What no text of a frame may cover: boxes and discs, in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from annexmaps.render.sheet import Box

_LINE_STEP = 0.8  # mm between the discs of a line


@dataclass
class Obstacles:
    """What no text may cover, mm: boxes as (left, bottom, right, top) and discs as (x, y, radius)."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    discs: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))

    def add_box(self, box: Box) -> None:
        """Keep `box` free of text."""
        self.boxes.append((box.left, box.bottom, box.right, box.top))

    def add_edges(self, box: Box) -> None:
        """Keep the four edges of `box` free of text."""
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        self.boxes += [(left, bottom, right, bottom), (left, top, right, top)]
        self.boxes += [(left, bottom, left, top), (right, bottom, right, top)]

    def add_line(self, start: np.ndarray, end: np.ndarray) -> None:
        """Keep the line from `start` to `end` free of text, as a row of small discs."""
        steps = max(2, int(np.hypot(*(end - start)) / _LINE_STEP))
        self.add_discs(np.linspace(start, end, steps), np.full(steps, _LINE_STEP))

    def add_discs(self, places: np.ndarray, diameters: Sequence[float] | np.ndarray) -> None:
        """Keep the discs of `diameters` mm at `places` free of text."""
        self.discs = np.vstack([self.discs, np.column_stack([places, np.asarray(diameters, float) / 2])])

    def free(self, candidates: np.ndarray) -> np.ndarray:
        """Tell which `candidates` (n, 4: left, bottom, right, top) cover nothing."""
        clear = ~self._meets_boxes(candidates)
        # most fall at the boxes: the discs are asked of the rest only
        clear[clear] = ~self._meets_discs(candidates[clear])
        return clear

    def under_boxes(self, candidates: np.ndarray) -> np.ndarray:
        """Tell which `candidates` (n, 4: left, bottom, right, top) a box covers in part."""
        return self._meets_boxes(candidates)

    def discs_met(self, box: Box) -> int:
        """Count the discs that `box` covers in part."""
        candidate = np.array([[box.left, box.bottom, box.right, box.top]])
        return int(self._discs_under(candidate).sum())

    def _meets_boxes(self, candidates: np.ndarray) -> np.ndarray:
        if not self.boxes:
            return np.zeros(len(candidates), bool)
        left, bottom, right, top = candidates.T[:, :, None]
        others = np.array(self.boxes).T[:, None, :]
        meets = (left < others[2]) & (others[0] < right) & (bottom < others[3]) & (others[1] < top)
        return np.asarray(meets.any(axis=1))

    def _meets_discs(self, candidates: np.ndarray) -> np.ndarray:
        return np.asarray(self._discs_under(candidates).any(axis=1))

    def _discs_under(self, candidates: np.ndarray) -> np.ndarray:
        left, bottom, right, top = candidates.T[:, :, None]
        x, y, radius = self.discs.T[:, None, :]
        across = x - np.clip(x, left, right)
        up = y - np.clip(y, bottom, top)
        return np.asarray(across**2 + up**2 < radius**2)
