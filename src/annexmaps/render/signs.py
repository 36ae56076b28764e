"""One symbol on the sheet: in a legend, in a list, inside an area."""

from annexmaps.render.shapes import outline_of
from annexmaps.render.sheet import Box, Sheet
from annexmaps.spec import Symbol


def draw_symbol(
    sheet: Sheet, symbol: Symbol, x: float, y: float, size: float, *, above: float = 9, inside: Box | None = None
) -> None:
    """Draw one `symbol`, `size` mm across, about (`x`, `y`) mm."""
    shape = outline_of(symbol.shape) * size + (x, y)
    edge, width = (symbol.edge, symbol.edge_width) if symbol.edge else ("none", 0.0)
    sheet.fill([shape], symbol.fill or "none", above=above, inside=inside, edgecolors=edge, linewidths=width)
