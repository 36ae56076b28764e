"""Text of a page: measured in millimetres, wrapped, shortened."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from annexmaps.render.typefaces import FALLBACK_FONT, face_file, font_in_force, typeface

MILLIMETRES_PER_INCH = 25.4
POINT = MILLIMETRES_PER_INCH / 72  # mm
LINE_SPACING = 1.22  # of the size
SMALLEST_SIZE = 6.0  # pt: smaller is not readable in print

# capital and descender heights of the typeface, shares of the size
CAP_HEIGHT = 0.71
DESCENT = 0.21

_UNITS = 1000  # dots of the size at which a letter is measured
_MEASURING_DPI = 720.0  # finer than the page: widths are rounded to whole pixels


@dataclass(frozen=True)
class Ink:
    """How a text is set."""

    size: float  # pt
    bold: bool = False
    italic: bool = False
    colour: str = ""  # #rrggbb; empty: that of the theme's text
    halo: str = ""  # #rrggbb; empty: none
    halo_width: float = 1.4  # pt, both sides together
    on: str = ""  # #rrggbb, the fill under the text where it is an area's


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of one line of `text` at `size` pt in the font in force, in mm."""
    return _width(text, size, bold, italic, font_in_force())


@cache
def _width(text: str, size: float, bold: bool, italic: bool, font: str) -> float:
    advances = [_advance(character, bold, italic, font) for character in text]
    if None not in advances:
        return sum(advance for advance in advances if advance is not None) * size * POINT
    width, _, _ = _renderer().get_text_width_height_descent(text, typeface(size, bold=bold, italic=italic), False)
    return float(width) * MILLIMETRES_PER_INCH / _MEASURING_DPI


def line_height(size: float) -> float:
    """Return the distance between two base lines at `size` pt, in mm."""
    return LINE_SPACING * size * POINT


def note_size(size: float) -> float:
    """Return the size of a note under a block set at `size`, pt."""
    return max(size - 1.0, SMALLEST_SIZE)


def wrap_text(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` at spaces into lines no wider than `width` mm; a word wider than that is cut into pieces."""
    return _wrapped(text, width, size, bold, font_in_force())


@cache
def _wrapped(text: str, width: float, size: float, bold: bool, _font: str) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for word in _pieces(paragraph, width, size, bold):
            longer = f"{current} {word}" if current else word
            if current and text_width(longer, size, bold=bold) > width:
                lines.append(current)
                longer = word
            current = longer
        lines.append(current)
    return tuple(lines)


def shorten_text(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, or as much of it as stands in `width` mm with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(text[:middle].rstrip() + "…", size, bold=bold) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def largest_size(text: str, width: float, sizes: tuple[float, ...], *, bold: bool = False) -> float:
    """Return the first of `sizes` (pt, large to small) at which `text` stands in `width` mm, the last if none does."""
    for size in sizes:
        if text_width(text, size, bold=bold) <= width:
            return size
    return sizes[-1]


@cache
def _advance(character: str, bold: bool, italic: bool, chosen: str) -> float | None:
    # share of the size; None where letters change with their neighbours, or no typeface of ours has it
    if not character.isprintable() and unicodedata.category(character) != "Zs":
        return None
    if unicodedata.combining(character):
        return None
    for family in (chosen, FALLBACK_FONT):
        # arrows and signs that the font lacks are drawn in the typeface behind it
        font = get_font(str(face_file(family, bold=bold, italic=italic)))
        if font.get_char_index(ord(character)):
            font.set_size(_UNITS, 72)
            return font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _UNITS
    return None


@cache
def _renderer() -> Any:
    renderer: Any = RendererAgg
    return renderer(8, 8, _MEASURING_DPI)


def _pieces(paragraph: str, width: float, size: float, bold: bool) -> list[str]:
    # split at ordinary spaces only: no-break spaces hold their words together
    pieces: list[str] = []
    for word in paragraph.split(" "):
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold=bold) > width:
            end = max(1, next(n for n in range(len(rest), -1, -1) if n <= 1 or _fits(rest[:n], width, size, bold)))
            pieces.append(rest[:end])
            rest = rest[end:]
        if rest:
            pieces.append(rest)
    return pieces


def _fits(text: str, width: float, size: float, bold: bool) -> bool:
    return text_width(text, size, bold=bold) <= width
