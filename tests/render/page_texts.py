"""The texts of a drawn page and the rectangles they cover, in dots."""

from itertools import combinations
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

SLACK = 0.09  # of the size: a rectangle counts the tallest line of the typeface, 1.3 of the size, not the ink


def page_texts(figure: Figure) -> list[Any]:
    """Return the texts of `figure`."""
    FigureCanvasAgg(figure)
    (axes,) = figure.axes
    return [text for text in axes.texts if text.get_text().strip()]


def texts_outside(figure: Figure) -> list[str]:
    """Return the texts that reach over an edge of the page."""
    width, height = figure.canvas.get_width_height()
    found = []
    for text in page_texts(figure):
        box = text.get_window_extent()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            found.append(text.get_text())
    return found


def texts_overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts whose rectangles meet, at the same height in the pile or not."""
    dots = figure.dpi / 72
    boxes = [
        (text.get_text(), text.get_window_extent().padded(-SLACK * text.get_fontsize() * dots))
        for text in page_texts(figure)
    ]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
