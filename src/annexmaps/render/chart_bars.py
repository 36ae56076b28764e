"""Lying bars, stacked where there are several series; the number stands at the end of each bar."""

from annexmaps.render.chart_parts import BODY, Drawn, base_line, ink_on
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, text_width, wrap_text
from annexmaps.render.sheet import Box, Sheet

_NAMES = 56.0  # mm that the names may take
_THICK = 4.6  # mm of a bar
_AIR = 1.9  # mm between two bars
_AFTER_NAME, _AFTER_BAR = 2.0, 1.4  # mm
_INSIDE = 1.2  # mm beside a number within its segment, both sides together
_SMALL = 6.6  # pt, of numbers within segments


def bars_height(drawn: Drawn) -> float:
    """Return the height in mm of the bars of `drawn`."""
    return sum(_rows(drawn))


def draw_bars(sheet: Sheet, drawn: Drawn, box: Box) -> None:
    """Draw the bars of `drawn` in `box`."""
    sheet = sheet.of("bars")
    names, ends = _name_width(drawn), max(map(_end_width, _ends(drawn)), default=0.0)
    low, high = _range(drawn)
    left, right = box.left + names + _AFTER_NAME, box.right - ends - _AFTER_BAR
    step = (right - left) / ((high - low) or 1.0)
    zero, top = left - low * step, box.top
    for at, height in enumerate(_rows(drawn)):
        middle = top - height / 2
        _write_name(sheet, drawn.along[at], box.left + names, middle)
        edge = _draw_bar(sheet, drawn, at, zero, step, middle)
        _draw_before(sheet, drawn, at, zero, step, middle)
        if drawn.is_signed:
            sheet.write(_ends(drawn)[at], box.right, base_line(middle), Ink(BODY, bold=True), align="right")
        else:
            sheet.write(_ends(drawn)[at], edge + _AFTER_BAR, base_line(middle), Ink(BODY, bold=True))
        top -= height
    sheet.rule([[(zero, box.bottom), (zero, box.top)]], width=0.5, colour=sheet.paper.text_soft)


def _draw_bar(sheet: Sheet, drawn: Drawn, at: int, zero: float, step: float, middle: float) -> float:
    """Draw one bar and return where it, or its mark of the month before, ends, mm."""
    up = down = zero
    for _, of_series, values in drawn.series:
        colour, length = drawn.colour(at, of_series), values[at] * step
        start = up if length >= 0 else down + length
        if length:
            segment = Box(start, middle - _THICK / 2, abs(length), _THICK)
            sheet.fill([segment.corners], colour, above=4, edgecolors=sheet.paper.page, linewidths=0.4)
            _write_inside(sheet, drawn, values[at], segment, colour)
        up, down = (up + length, down) if length >= 0 else (up, down + length)
    before = drawn.before[at] if drawn.before else None
    return max(up, zero + before * step if before else zero)


def _write_inside(sheet: Sheet, drawn: Drawn, value: float, segment: Box, colour: str) -> None:
    # one series needs no number within: it stands at the end
    text = drawn.number(value)
    if len(drawn.series) > 1 and text_width(text, _SMALL) + _INSIDE <= segment.width:
        ink = Ink(_SMALL, colour=ink_on(colour), on=colour)
        middle = segment.bottom + segment.height / 2
        sheet.write(text, segment.left + segment.width / 2, base_line(middle, _SMALL), ink, align="center")


def _draw_before(sheet: Sheet, drawn: Drawn, at: int, zero: float, step: float, middle: float) -> None:
    before = drawn.before[at] if drawn.before else None
    if before is not None:
        x, half = zero + before * step, _THICK / 2 + 0.5
        # a light edge keeps the stroke apart from a dark bar
        sheet.rule([[(x, middle - half), (x, middle + half)]], width=2.6, colour=sheet.paper.page, above=6)
        sheet.rule([[(x, middle - half), (x, middle + half)]], width=1.4, colour=sheet.paper.text, above=7)


def _write_name(sheet: Sheet, name: str, right: float, middle: float) -> None:
    lines = wrap_text(name, _NAMES, BODY)
    top = middle + (line_height(BODY) * (len(lines) - 1) + CAP_HEIGHT * BODY * POINT) / 2
    sheet.write_lines(lines, right, top, Ink(BODY), align="right")


def _rows(drawn: Drawn) -> list[float]:
    return [max(_THICK, line_height(BODY) * len(wrap_text(name, _NAMES, BODY))) + _AIR for name in drawn.along]


def _name_width(drawn: Drawn) -> float:
    return max((text_width(line, BODY) for name in drawn.along for line in wrap_text(name, _NAMES, BODY)), default=0.0)


def _ends(drawn: Drawn) -> list[str]:
    ends = []
    for at in range(len(drawn.along)):
        share = drawn.share(at)
        ends.append(f"{drawn.number(drawn.total(at))} · {share}" if share else drawn.number(drawn.total(at)))
    return ends


def _end_width(text: str) -> float:
    return text_width(text, BODY, bold=True)


def _range(drawn: Drawn) -> tuple[float, float]:
    """Return the lowest and the highest end of the bars and marks, nothing between them."""
    places = range(len(drawn.along))
    highs = [sum(values[at] for _, _, values in drawn.series if values[at] > 0) for at in places]
    lows = [sum(values[at] for _, _, values in drawn.series if values[at] < 0) for at in places]
    before = [value for value in drawn.before if value is not None]
    return min([0.0, *lows]), max([0.0, *highs, *before])
