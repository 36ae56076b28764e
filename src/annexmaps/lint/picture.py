"""A finished picture against its page's inventory: its size, the legend's colours, ink where texts stand, a blank margin."""

import io
import re
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from annexmaps.inventory import Extent, Inventory, Shape
from annexmaps.lint.finding import Finding

_MILLIMETRES_PER_INCH = 25.4
_MOST_DOTS = 80_000_000  # A3 at 300 dpi has 17 million
_SIZE_SLACK = 2  # dots
_SAME = 30.0  # of 442, the distance in RGB of dots taken for one colour: the palette and soft edges
_LEAST_SHARE = 0.15  # of a swatch's middle, in its colour: hatches cover the rest
_LEAST_INK = 40  # of 255, between the darkest and the lightest dot of a text
_MARGIN = 3.0  # mm that stay blank
_WHITE = 250  # of 255


def check_picture(content: bytes, page: Inventory) -> Iterator[Finding]:
    """Find where the PNG `content` is not the page of its inventory."""
    opened = _open(content)
    if opened is None:
        yield Finding("picture_unreadable")
        return
    dots, per_inch = opened
    height, width = dots.shape[:2]
    wanted = [round(side / _MILLIMETRES_PER_INCH * per_inch) for side in page.page]
    if max(abs(width - wanted[0]), abs(height - wanted[1])) > _SIZE_SLACK:
        yield Finding("picture_size", {"found": f"{width} × {height}", "wanted": f"{wanted[0]} × {wanted[1]}"})
        return
    yield from _swatches(dots, page)
    yield from _inks(dots, page)
    yield from _margin(dots, page)


def _open(content: bytes) -> tuple[np.ndarray, float] | None:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if picture.width * picture.height > _MOST_DOTS:
                return None
            per_inch = float(picture.info["dpi"][0])
            return np.asarray(picture.convert("RGB")), per_inch
    except (OSError, ValueError, KeyError, TypeError, SyntaxError, Image.DecompressionBombError):
        return None


def _swatches(dots: np.ndarray, page: Inventory) -> Iterator[Finding]:
    labels = {f"{entry.legend}/{entry.key}": entry.label for entry in page.legend}
    for swatch in page.shapes_of("swatch"):
        if swatch.fill and _share(_part(dots, _core(swatch), page), swatch.fill) < _LEAST_SHARE:
            yield Finding("picture_swatch", {"label": labels.get(swatch.name, swatch.name), "wanted": swatch.fill})


def _inks(dots: np.ndarray, page: Inventory) -> Iterator[Finding]:
    for writing in page.writings:
        across, up = zip(*writing.corners, strict=True)
        part = _part(dots, (min(across), min(up), max(across), max(up)), page)
        if re.search(r"\w", writing.text) and (not part.size or np.ptp(part.mean(axis=2)) < _LEAST_INK):
            yield Finding("picture_ink", {"text": writing.text})


def _margin(dots: np.ndarray, page: Inventory) -> Iterator[Finding]:
    width, height = page.page
    strips: list[Extent] = [(0, 0, _MARGIN, height), (width - _MARGIN, 0, width, height), (0, 0, width, _MARGIN)]
    ribbons = page.shapes_of("ribbon")
    top = min((ribbon.extent[1] for ribbon in ribbons), default=height)
    strips = [(left, bottom, right, min(upper, top - 0.5)) for left, bottom, right, upper in strips]
    if not ribbons:
        strips.append((0, height - _MARGIN, width, height))
    if any(_part(dots, strip, page).min(initial=255) < _WHITE for strip in strips):
        yield Finding("picture_margin")


def _core(shape: Shape) -> Extent:
    left, bottom, right, top = shape.extent
    across, up = (right - left) / 4, (top - bottom) / 4
    return (left + across, bottom + up, right - across, top - up)


def _part(dots: np.ndarray, extent: Sequence[float], page: Inventory) -> np.ndarray:
    height, width = dots.shape[:2]
    wide, tall = width / page.page[0], height / page.page[1]
    left, bottom, right, top = extent
    rows = slice(max(0, round(height - top * tall)), max(0, round(height - bottom * tall)))
    return dots[rows, max(0, round(left * wide)) : max(0, round(right * wide))]


def _share(part: np.ndarray, colour: str) -> float:
    if not part.size:
        return 0.0
    wanted = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)], float)
    return float((np.linalg.norm(part - wanted, axis=2) <= _SAME).mean())
