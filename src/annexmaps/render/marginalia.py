"""Title, sharing level, foot and ribbon: the words round the map, wrapped to measured widths."""

from collections.abc import Sequence

import numpy as np
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from annexmaps.render.layout import MARGIN
from annexmaps.render.lettering import (
    CAP_HEIGHT,
    POINT,
    SMALLEST_SIZE,
    Ink,
    largest_size,
    line_height,
    text_width,
    wrap_text,
)
from annexmaps.render.logos import draw_logos, place_logos
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.typefaces import typeface
from annexmaps.spec import Page
from annexmaps.theme import A4_LANDSCAPE

_RIBBON_HEIGHT = 5.6  # mm, on A4
_RIBBON_SIZES = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0)  # pt, on A4
_WATERMARK_SIZES = tuple(range(52, 10, -2))  # pt, on A4
_TITLE_STEPS = (0.0, 1.0, 2.0, 3.0, 4.0)  # pt, off the theme's size; below that the title takes two lines
_FOOT_COLUMNS = 3
_FOOT_GAP = 5.0  # mm between two columns
_FOOT_TALLEST = 30.0  # mm
_BEFORE_LOGOS = 6.0  # mm
_FOOT_AIR = 0.7  # mm between two paragraphs
_SLANT = 28  # degrees, of the words across the frame
_OUTLINE = 0.5  # pt, of the words across the frame
WATERMARK = "watermark"  # the gid of the words across the frame

_Paragraph = tuple[str, tuple[str, ...]]  # what it is (sources, dates …), its lines


def draw_ribbon(sheet: Sheet, words: str) -> float:
    """Draw the band of a sample month over the top edge and return where the page begins, mm."""
    top = sheet.page.height
    if not words:
        return top - MARGIN
    sheet = sheet.of("ribbon")
    height = _RIBBON_HEIGHT * sheet.page.enlarged
    band = Box(0, top - height, sheet.page.width, height)
    sheet.fill([band.corners], sheet.colours.ribbon, above=8)
    room = (band.width - 2 * MARGIN) / sheet.page.enlarged
    size = largest_size(words, room, _RIBBON_SIZES, bold=True) * sheet.page.enlarged
    base_line = band.bottom + (band.height - CAP_HEIGHT * size * POINT) / 2
    sheet.write(words, band.width / 2, base_line, Ink(size, bold=True, colour=sheet.paper.page), align="center")
    return band.bottom - 4.5


def draw_watermark(sheet: Sheet, words: str, box: Box) -> None:
    """Write the words of a sample month across `box`: light under the fills, an outline over them, no colour changed."""
    if not words:
        return
    larger = max(sheet.page.width, sheet.page.height) / A4_LANDSCAPE.width
    size = largest_size(words, np.hypot(box.width, box.height) * 0.72 / larger, _WATERMARK_SIZES, bold=True) * larger
    # TextPath knows no parse_math: a dollar sign is written so that it stays one
    letters = TextPath((0, 0), words.replace("$", r"\$"), size=size * POINT, prop=typeface(size, bold=True))
    extent = letters.get_extents()
    turn = Affine2D().translate(-extent.x0 - extent.width / 2, -extent.y0 - extent.height / 2).rotate_deg(_SLANT)
    path = turn.translate(box.left + box.width / 2, box.bottom + box.height / 2).transform_path(letters)
    light = {"facecolors": sheet.colours.ribbon, "edgecolors": "none", "alpha": 0.17}
    outline = {"facecolors": "none", "edgecolors": sheet.colours.ribbon, "linewidths": _OUTLINE, "alpha": 0.4}
    sheet = sheet.of("watermark")
    sheet.paths([path], above=0.9, inside=box, gid=WATERMARK, **light)
    sheet.paths([path], above=2.6, inside=box, gid=WATERMARK, **outline)


def draw_header(sheet: Sheet, page: Page, top: float) -> float:
    """Draw title, rule, sharing level and subtitle from `top` mm and return where the frame may begin."""
    left, right = MARGIN, sheet.page.width - MARGIN
    sharing = Ink(sheet.text.large, bold=True, colour=sheet.colours.accent)
    shared = wrap_text(page.sharing, 70.0, sharing.size, bold=True) if page.sharing else ()
    taken = max((text_width(line, sharing.size, bold=True) for line in shared), default=0.0)
    room = right - left - taken - 6
    size = largest_size(page.title, room, tuple(sheet.text.title - step for step in _TITLE_STEPS), bold=True)
    title = wrap_text(page.title, room, size, bold=True)
    below = sheet.of("title").write_lines(title, left, top, Ink(size, bold=True))
    below = min(below, sheet.of("sharing").write_lines(shared, right, top, sharing, align="right"))
    rule = below + line_height(size) * 0.12 - 0.6
    sheet.rule([[(left, rule), (right, rule)]], width=0.8, colour=sheet.paper.text)
    subtitle = wrap_text(page.subtitle, right - left, sheet.text.large) if page.subtitle else ()
    ink = Ink(sheet.text.large, colour=sheet.paper.text_soft)
    return sheet.of("subtitle").write_lines(subtitle, left, rule - 1.9, ink) - 1.0


def draw_foot(sheet: Sheet, page: Page) -> float:
    """Draw the foot in three columns at the lower edge and return its upper edge, mm."""
    paragraphs = [(part, text) for part, text in _foot_texts(page) if text]
    logos = place_logos(sheet.theme.logos, sheet.page)
    right = min((box.left - _BEFORE_LOGOS for box in logos), default=sheet.page.width - MARGIN)
    width = (right - MARGIN - (_FOOT_COLUMNS - 1) * _FOOT_GAP) / _FOOT_COLUMNS
    sizes = (sheet.text.small, SMALLEST_SIZE)
    size = next((s for s in sizes if _tallest(_foot_columns(paragraphs, width, s), s) <= _FOOT_TALLEST), None)
    size = size or sizes[-1]
    columns = _foot_columns(paragraphs, width, size)
    top = max([MARGIN - 1.0 + _tallest(columns, size), *(box.top for box in logos)])
    draw_logos(sheet, logos)
    for number, column in enumerate(columns):
        below = top
        for part, lines in column:
            ink = Ink(size, colour=sheet.paper.text_soft)
            below = sheet.of(part).write_lines(lines, MARGIN + number * (width + _FOOT_GAP), below, ink) - _FOOT_AIR
    if paragraphs or logos:
        rule = top + 1.6
        sheet.rule([[(MARGIN, rule), (sheet.page.width - MARGIN, rule)]], width=0.4, colour=sheet.paper.rule)
    return top + 3.4


def _foot_texts(page: Page) -> tuple[tuple[str, str], ...]:
    producer = " · ".join(text for text in (page.producer, page.version) if text)
    notes = tuple(("note", text) for text in page.notes)
    before = (("sources", page.sources), ("dates", page.dates), ("projection", page.projection))
    return (*before, *notes, ("disclaimer", page.disclaimer), ("producer", producer))


def _foot_columns(paragraphs: Sequence[tuple[str, str]], width: float, size: float) -> list[list[_Paragraph]]:
    # the lowest height at which the paragraphs, in order, stand in the columns
    wrapped = [(part, wrap_text(text, width, size)) for part, text in paragraphs]
    total = sum(_height(lines, size) for _, lines in wrapped)
    limit = max([total / _FOOT_COLUMNS, *(_height(lines, size) for _, lines in wrapped)], default=0.0)
    while len(columns := _filled(wrapped, limit, size)) > _FOOT_COLUMNS:
        limit += line_height(size)
    return columns


def _filled(wrapped: Sequence[_Paragraph], limit: float, size: float) -> list[list[_Paragraph]]:
    columns: list[list[_Paragraph]] = [[]]
    for paragraph in wrapped:
        if columns[-1] and _column_height([*columns[-1], paragraph], size) > limit + 0.01:
            columns.append([])
        columns[-1].append(paragraph)
    return columns


def _height(lines: Sequence[str], size: float) -> float:
    return len(lines) * line_height(size) + _FOOT_AIR


def _column_height(column: Sequence[_Paragraph], size: float) -> float:
    return sum(_height(lines, size) for _, lines in column)


def _tallest(columns: Sequence[Sequence[_Paragraph]], size: float) -> float:
    return max((_column_height(column, size) for column in columns), default=0.0)
