"""One symbol on the sheet: in a legend, in a list, inside an area."""

import numpy as np

from annexmaps.render.shapes import outline_of
from annexmaps.render.sheet import Box, Sheet
from annexmaps.spec import Symbol


def draw_symbol(
    sheet: Sheet, symbol: Symbol, x: float, y: float, size: float, *, above: float = 9, inside: Box | None = None
) -> None:
    """Draw one `symbol`, `size` mm across, about (`x`, `y`) mm."""
    draw_symbols(sheet, symbol, np.array([(x, y)]), size, above=above, inside=inside)


def draw_symbols(
    sheet: Sheet, symbol: Symbol, places: np.ndarray, size: float, *, above: float = 9, inside: Box | None = None
) -> None:
    """Draw a `symbol`, `size` mm across, about each of `places`, (n, 2) mm, in one collection."""
    shapes = outline_of(symbol.shape) * size + places[:, None, :]
    edge, width = (symbol.edge, symbol.edge_width) if symbol.edge else ("none", 0.0)
    sheet.fill(shapes, symbol.fill or "none", above=above, inside=inside, edgecolors=edge, linewidths=width)
