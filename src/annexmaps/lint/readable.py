"""Text that can be read in print: large enough, and dark or light enough for what lies under it."""

from collections.abc import Iterator

from annexmaps.contrast import contrast
from annexmaps.inventory import Inventory, Writing
from annexmaps.lint.finding import Finding

SMALLEST = 6.0  # pt
_ROUNDING = 0.01  # pt
# contrast ratios of WCAG 2.2, 1.4.3, and what it calls large
LEAST_CONTRAST, LEAST_CONTRAST_OF_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18.0, 14.0  # pt


def small_texts(page: Inventory) -> Iterator[Finding]:
    """Find texts smaller than 6 pt."""
    for writing in page.writings:
        if writing.size < SMALLEST - _ROUNDING:
            yield Finding("small_text", {"text": writing.text, "size": round(writing.size, 1)})


def faint_texts(page: Inventory) -> Iterator[Finding]:
    """Find texts that do not stand out from their halo or, without one, from what lies under them."""
    for writing in page.writings:
        ratio = contrast(writing.colour, writing.halo or writing.under)
        if ratio < _least(writing):
            yield Finding("contrast", {"text": writing.text, "ratio": round(ratio, 1), "least": _least(writing)})


def _least(writing: Writing) -> float:
    large = writing.size >= (_LARGE_BOLD if writing.bold else _LARGE)
    return LEAST_CONTRAST_OF_LARGE if large else LEAST_CONTRAST
