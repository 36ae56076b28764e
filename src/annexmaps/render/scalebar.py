"""The scale bar and the numeric scale, measured on the ellipsoid at the frame's centre, not read off the projection."""

import math
from itertools import pairwise

import numpy as np
import pyproj

from annexmaps.render.frame import MILLIMETRES_PER_METRE, Frame
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, text_width
from annexmaps.render.sheet import Sheet

NARROW_SPACE = "\u202f"
_HEIGHT = 1.1  # mm, of the bar
_STEPS = (1, 2, 2.5, 5, 10)


def true_metres_per_millimetre(frame: Frame) -> float:
    """Return the geodesic metres on the ground of one millimetre of paper, east to west through the frame's centre."""
    half = frame.box.width / 4 * frame.metres
    x, y = frame.centre
    (west, east) = frame.projection.inverse(np.array([(x - half, y), (x + half, y)]))
    _, _, distance = pyproj.Geod(ellps="WGS84").inv(west[0], west[1], east[0], east[1])
    return float(distance) / (frame.box.width / 2)


def bar_length(frame: Frame, longest: float) -> tuple[float, float]:
    """Return the round length in km that stands in `longest` mm of paper, and its width in mm."""
    kilometres = longest * true_metres_per_millimetre(frame) / 1000
    power = 10.0 ** math.floor(math.log10(kilometres))
    length = max(step * power for step in _STEPS if step * power <= kilometres)
    return length, length * 1000 / true_metres_per_millimetre(frame)


def numeric_scale(frame: Frame, *, lang: str) -> str:
    """Return the scale on the frame's paper with two figures: 1 : 7 500 000."""
    denominator = true_metres_per_millimetre(frame) * MILLIMETRES_PER_METRE
    step = 10.0 ** (math.floor(math.log10(denominator)) - 1)
    step = step / 2 if denominator / step < 20 else step
    grouped = f"{round(denominator / step) * step:,.0f}"
    return "1\u00a0:\u00a0" + (grouped if lang == "en" else grouped.replace(",", NARROW_SPACE))


def draw_scale_bar(
    sheet: Sheet, frame: Frame, x: float, y: float, *, longest: float, lang: str, title: str = ""
) -> float:
    """Draw the bar with its lower left corner at (`x`, `y`) mm and return its height; `title` stands above it."""
    sheet, (kilometres, width) = sheet.of("scalebar"), bar_length(frame, longest)
    dark, ink = sheet.paper.text, Ink(sheet.text.small, colour=sheet.paper.text)
    quarters = [x + width * n / 4 for n in range(5)]
    for n, (left, right) in enumerate(pairwise(quarters)):
        corners = np.array([(left, y), (right, y), (right, y + _HEIGHT), (left, y + _HEIGHT)])
        sheet.fill([corners], dark if n % 2 == 0 else sheet.paper.page, above=9, edgecolors=dark, linewidths=0.4)
    base_line = y + _HEIGHT + 0.9
    sheet.write("0", x, base_line, ink, align="center" if text_width("0", ink.size) / 2 < 1 else "left")
    sheet.write(_figure(kilometres / 2, lang), x + width / 2, base_line, ink, align="center")
    sheet.write(_figure(kilometres, lang) + "\u00a0km", x + width - text_width("0", ink.size), base_line, ink)
    height = _HEIGHT + 0.9 + CAP_HEIGHT * ink.size * POINT
    if title:
        sheet.write(title, x, y + height + 1.4, Ink(sheet.text.small, bold=True))
    return height


def _figure(kilometres: float, lang: str) -> str:
    text = f"{kilometres:g}" if kilometres < 1000 else f"{kilometres:,.0f}"
    return text if lang == "en" else text.replace(",", NARROW_SPACE).replace(".", ",")
