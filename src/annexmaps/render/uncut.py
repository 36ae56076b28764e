"""Shapes that are cut to a box only where they are told to: by themselves they would be cut to the page, which takes as long again."""

from typing import Any

from matplotlib.collections import LineCollection, PathCollection, PolyCollection


class _Uncut:
    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """Leave the shapes whole."""


class UncutPolygons(_Uncut, PolyCollection):
    """Filled polygons."""


class UncutLines(_Uncut, LineCollection):
    """Lines."""


class UncutPaths(_Uncut, PathCollection):
    """Paths."""
