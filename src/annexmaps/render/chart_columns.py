"""Upright columns over the months: stacked, or a small panel for each series."""

from collections.abc import Sequence

from annexmaps.render.chart_parts import BODY, Drawn, base_line, ink_on
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, shorten_text, text_width
from annexmaps.render.sheet import Box, Sheet

_TALL = 70.0  # mm of the tallest column
_SHARE = 0.72  # of a place that its column takes
_ABOVE, _BELOW = 4.0, 5.0  # mm for the totals and for the months
_LEAST = 2.9  # mm of a segment that holds its number
_SMALL = 6.6  # pt
_ACROSS = 3  # panels
_PANEL, _TITLE = 22.0, 5.2  # mm: the tallest column of a panel, and its title
_BETWEEN = 7.0  # mm between two panels


def columns_height(_drawn: Drawn) -> float:
    """Return the height in mm of stacked columns."""
    return _TALL + _ABOVE + _BELOW


def draw_columns(sheet: Sheet, drawn: Drawn, box: Box) -> None:
    """Draw a stacked column for each place of the axis in `box`, its total over it."""
    sheet = sheet.of("columns")
    plot = Box(box.left, box.bottom + _BELOW, box.width, box.height - _BELOW - _ABOVE)
    highest = max((drawn.total(at) for at in range(len(drawn.along))), default=0.0) or 1.0
    step, place = plot.height / highest, plot.width / max(len(drawn.along), 1)
    for at, name in enumerate(drawn.along):
        centre, foot = plot.left + place * (at + 0.5), plot.bottom
        for _, colour, values in drawn.series:
            segment = Box(centre - place * _SHARE / 2, foot, place * _SHARE, values[at] * step)
            foot = segment.top
            _draw_segment(sheet, drawn.number(values[at]), segment, colour)
        total = drawn.number(drawn.total(at))
        sheet.write(total, centre, foot + 1.2, Ink(BODY, bold=True), align="center")
        sheet.write(name, centre, plot.bottom - 1.4 - CAP_HEIGHT * BODY * POINT, Ink(BODY), align="center")
    sheet.rule([[(plot.left, plot.bottom), (plot.right, plot.bottom)]], width=0.6, colour=sheet.paper.text_soft)


def panels_height(drawn: Drawn) -> float:
    """Return the height in mm of the panels, three in a row."""
    rows = -(-len(drawn.series) // _ACROSS)
    return rows * (_PANEL + _TITLE + _ABOVE + _BELOW) + (rows - 1) * 2.0


def draw_panels(sheet: Sheet, drawn: Drawn, box: Box) -> None:
    """Draw a panel of columns for each series in `box`, each to its own height, the last month strong."""
    width = (box.width - _BETWEEN * (_ACROSS - 1)) / _ACROSS
    height = _PANEL + _TITLE + _ABOVE + _BELOW
    for number, (name, colour, values) in enumerate(drawn.series):
        down, across = divmod(number, _ACROSS)
        panel = Box(box.left + across * (width + _BETWEEN), box.top - down * (height + 2.0) - height, width, height)
        _draw_panel(sheet.of("panel", name), drawn, name, colour, values, panel)


def _draw_panel(sheet: Sheet, drawn: Drawn, name: str, colour: str, values: Sequence[float], panel: Box) -> None:
    title = Ink(BODY + 0.5, bold=True)
    sheet.write(
        shorten_text(name, panel.width, title.size, bold=True), panel.left, panel.top - line_height(BODY), title
    )
    plot = Box(panel.left, panel.bottom + _BELOW, panel.width, _PANEL)
    highest, place, last = max(values, default=0.0) or 1.0, plot.width / max(len(values), 1), len(values) - 1
    named = {0, last, max(range(len(values)), key=lambda at: values[at], default=0)}
    for at, value in enumerate(values):
        centre = plot.left + place * (at + 0.5)
        column = Box(centre - place * _SHARE / 2, plot.bottom, place * _SHARE, value / highest * plot.height)
        sheet.fill([column.corners], colour if at == last else sheet.paper.rule, above=4)
        if at in named:
            sheet.write(drawn.number(value), centre, column.top + 0.8, Ink(_SMALL, bold=at == last), align="center")
    below = plot.bottom - 1.2 - CAP_HEIGHT * _SMALL * POINT
    soft = Ink(_SMALL, colour=sheet.paper.text_soft)
    sheet.write(drawn.along[0], plot.left, below, soft)
    sheet.write(drawn.along[-1], plot.right, below, Ink(_SMALL, bold=True), align="right")
    sheet.rule([[(plot.left, plot.bottom), (plot.right, plot.bottom)]], width=0.5, colour=sheet.paper.text_soft)


def _draw_segment(sheet: Sheet, text: str, segment: Box, colour: str) -> None:
    if not segment.height:
        return
    sheet.fill([segment.corners], colour, above=4, edgecolors=sheet.paper.page, linewidths=0.4)
    if segment.height >= _LEAST and text_width(text, _SMALL) <= segment.width:
        middle = segment.bottom + segment.height / 2
        ink = Ink(_SMALL, colour=ink_on(colour), on=colour)
        sheet.write(text, segment.left + segment.width / 2, base_line(middle, _SMALL), ink, align="center")
