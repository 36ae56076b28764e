"""A legend block: symbols, what they mean, how many; circles of several sizes nested in one another."""

from dataclasses import dataclass, replace

from annexmaps.render.areas import HATCHES
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, note_size, text_width, wrap_text
from annexmaps.render.measured import measured
from annexmaps.render.shapes import outline_of
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.signs import draw_symbol
from annexmaps.spec import Legend, LegendLine, Symbol

_SWATCH = (6.0, 0.78)  # mm wide; height as a share of the line's
_GAP = 2.0  # mm between symbol, label and count
_AIR = 0.55  # mm between two lines
_NESTED_STEP = 0.95  # of a line's height, between the labels of nested circles
_NESTED = 2  # circles of different sizes, at least, to be nested


@dataclass(frozen=True)
class LegendBlock:
    """One legend as a block of the margin's column."""

    legend: Legend
    dropped: str = ""  # how many lines were left out, in words
    number: int = 0  # its place among the legends of the page

    @property
    def rows(self) -> int:
        """How many lines it has."""
        return len(self.legend.lines)

    def kept(self, rows: int, others: str) -> "LegendBlock":
        """Return the block with its first `rows` lines and the words `others` under them."""
        lines = self.legend.lines[:rows]
        return replace(self, legend=Legend(self.legend.title, lines, self.legend.note), dropped=others)

    def least_width(self, _size: float) -> float:
        """Return the width in mm under which the block would be cut: none, its words are wrapped."""
        return 0.0

    @measured
    def height(self, width: float, size: float) -> float:
        """Return the height in mm at `size` pt."""
        return self._title_height(width, size) + self._body_height(width, size) + self._note_height(width, size)

    def draw(self, sheet: Sheet, x: float, top: float, width: float, size: float) -> None:
        """Draw the block with its upper left corner at (`x`, `top`) mm."""
        sheet = sheet.of("legend")
        title = wrap_text(self.legend.title, width, size, bold=True) if self.legend.title else ()
        sheet.write_lines(title, x, top, Ink(size, bold=True))
        below = top - self._title_height(width, size)
        if _is_nested(self.legend.lines):
            below = _draw_nested(sheet, self.legend.lines, self.number, x, below, size)
        else:
            for line in self.legend.lines:
                measures = (width, size, _symbol_width(self.legend.lines), _beside_width(self.legend.lines, size))
                below = _draw_line(sheet, line, self.number, x, below, *measures)
        note = wrap_text(self._note(), width, note_size(size)) if self._note() else ()
        sheet.write_lines(note, x, below - _AIR, Ink(note_size(size), colour=sheet.paper.text_soft))

    def _note(self) -> str:
        return "\n".join(text for text in (self.dropped, self.legend.note) if text)

    def _title_height(self, width: float, size: float) -> float:
        if not self.legend.title:
            return 0.0
        return len(wrap_text(self.legend.title, width, size, bold=True)) * line_height(size) + _AIR

    def _body_height(self, width: float, size: float) -> float:
        lines = self.legend.lines
        if _is_nested(lines):
            return _nested_height(lines, size)
        room = width - _beside_width(lines, size)
        return sum(_line_height(line, room, size, _symbol_width(lines)) for line in lines)

    def _note_height(self, width: float, size: float) -> float:
        return (
            _AIR + len(wrap_text(self._note(), width, note_size(size))) * line_height(note_size(size))
            if self._note()
            else 0.0
        )


def line_name(number: int, line: LegendLine) -> str:
    """Return the name by which the inventory knows `line` of the page's legend `number`."""
    return f"{number}/{line.key}"


def draw_swatch(sheet: Sheet, symbol: Symbol, x: float, middle: float, size: float) -> None:
    """Draw the fill and hatch of an area class, its left edge at `x` and its middle at `middle` mm."""
    width, height = _SWATCH[0], _SWATCH[1] * line_height(size)
    corners = Box(x, middle - height / 2, width, height).corners
    sheet.fill([corners], symbol.fill or "none", above=9)
    if symbol.hatch:
        colour = symbol.hatch_colour or sheet.paper.text_soft
        sheet.fill([corners], "none", above=9.1, hatch=HATCHES[symbol.hatch], hatchcolors=colour)
    edge = symbol.edge or sheet.paper.border_cercle
    sheet.fill([corners], "none", above=9.2, edgecolors=edge, linewidths=max(symbol.edge_width, 0.4))


def _is_nested(lines: tuple[LegendLine, ...]) -> bool:
    sizes = {line.symbol.size for line in lines}
    plain = all(line.symbol.shape == "circle" and line.symbol.size > 0 for line in lines)
    return plain and len(sizes) == len(lines) >= _NESTED and len({line.symbol.fill for line in lines}) == 1


def _nested_height(lines: tuple[LegendLine, ...], size: float) -> float:
    return float(max(max(line.symbol.size for line in lines), len(lines) * line_height(size))) + 2 * _AIR


def _draw_nested(sheet: Sheet, lines: tuple[LegendLine, ...], number: int, x: float, top: float, size: float) -> float:
    ordered = sorted(lines, key=lambda line: -line.symbol.size)
    height = _nested_height(lines, size)
    widest, bottom = ordered[0].symbol.size, top - height + _AIR
    text_left = x + widest + 6.0
    for line, level in zip(ordered, _levels(ordered, bottom, size), strict=True):
        diameter = line.symbol.size
        circle = outline_of("circle") * diameter + (x + widest / 2, bottom + diameter / 2)
        edge, width = line.symbol.edge or sheet.paper.text_soft, max(line.symbol.edge_width, 0.5)
        swatch = sheet.of("swatch", line_name(number, line))
        swatch.fill([circle], line.symbol.fill or "none", above=9, edgecolors=edge, linewidths=width)
        sheet.rule(
            [
                [
                    (x + widest / 2, bottom + diameter),
                    (text_left - 2.5, bottom + diameter),
                    (text_left - 0.8, level - 0.1),
                ]
            ],
            width=0.35,
            colour=sheet.paper.text_soft,
        )
        sheet.of("legend.label", line_name(number, line)).write(
            line.label, text_left, level - CAP_HEIGHT * size * POINT / 2, Ink(size)
        )
    return top - height


def _levels(ordered: list[LegendLine], bottom: float, size: float) -> list[float]:
    # the middles of the labels, mm: at the tops of their circles, lower where the one above is near, none under the circles
    step, levels = line_height(size) * _NESTED_STEP, [bottom + line.symbol.size for line in ordered]
    for number in range(1, len(levels)):
        levels[number] = min(levels[number], levels[number - 1] - step)
    levels[-1] = max(levels[-1], bottom + CAP_HEIGHT * size * POINT / 2)
    for number in range(len(levels) - 1, 0, -1):
        levels[number - 1] = max(levels[number - 1], levels[number] + step)
    return levels


def _symbol_width(lines: tuple[LegendLine, ...]) -> float:
    return max((_SWATCH[0] if line.symbol.shape == "area" else line.symbol.size for line in lines), default=0.0)


def _beside_width(lines: tuple[LegendLine, ...], size: float) -> float:
    # the second figures stand in a column of their own
    return max((text_width(line.beside, size) + _GAP for line in lines if line.beside), default=0.0)


def _label_width(line: LegendLine, width: float, size: float, symbol_width: float) -> float:
    count = text_width(line.count, size) + _GAP if line.count else 0.0
    return width - symbol_width - _GAP - count


def _line_height(line: LegendLine, width: float, size: float, symbol_width: float) -> float:
    rows = len(wrap_text(line.label, _label_width(line, width, size, symbol_width), size))
    tall = 0.0 if line.symbol.shape == "area" else line.symbol.size
    return max(rows * line_height(size), tall) + _AIR


def _draw_line(
    sheet: Sheet,
    line: LegendLine,
    number: int,
    x: float,
    top: float,
    width: float,
    size: float,
    symbol_width: float,
    beside: float,
) -> float:
    right, width = x + width, width - beside
    height = _line_height(line, width, size, symbol_width)
    rows = wrap_text(line.label, _label_width(line, width, size, symbol_width), size)
    middle = top - height / 2
    if line.symbol.shape == "area":
        draw_swatch(sheet.of("swatch", line_name(number, line)), line.symbol, x, middle, size)
    else:
        swatch = sheet.of("swatch", line_name(number, line))
        draw_symbol(swatch, line.symbol, x + symbol_width / 2, middle, line.symbol.size or 2.0)
    # the block of label lines is centred on the symbol
    cap = CAP_HEIGHT * size * POINT
    first = middle + ((len(rows) - 1) * line_height(size) + cap) / 2
    sheet.of("legend.label", line_name(number, line)).write_lines(rows, x + symbol_width + _GAP, first, Ink(size))
    if line.count:
        sheet.of("legend.count", line_name(number, line)).write(
            line.count, x + width, first - cap, Ink(size, bold=True), align="right"
        )
    if line.beside:
        sheet.of("legend.beside", line_name(number, line)).write(
            line.beside, right, first - cap, Ink(size), align="right"
        )
    return top - height
