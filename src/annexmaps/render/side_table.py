"""A small table in the margin: the first column text, the others figures set right, thin rules and no boxes."""

from dataclasses import dataclass, replace
from functools import lru_cache

from annexmaps.render.lettering import (
    CAP_HEIGHT,
    POINT,
    Ink,
    line_height,
    note_size,
    shorten_text,
    text_width,
    wrap_text,
)
from annexmaps.render.measured import measured
from annexmaps.render.sheet import Sheet
from annexmaps.render.typefaces import font_in_force
from annexmaps.render.written_line import Align
from annexmaps.spec import SideTable

_AIR = 0.45  # mm between two rows
_UNDER_RULE = 0.7  # mm between a rule and the row under it
_BETWEEN = 2.2  # mm between two columns
_TIGHT = 1.3  # mm between two columns where they would not stand otherwise
_AFTER_NAME = 1.0  # mm between a name and the first figure
_FIRST_COLUMN = 17.0  # mm it keeps at least, or what it needs
_UPRIGHT = 20.0  # mm a turned header may take
_ROWS_KEPT = 2048  # measured


@dataclass(frozen=True)
class TableBlock:
    """One table as a block of the margin's column."""

    table: SideTable
    dropped: str = ""  # how many rows were left out, in words

    @property
    def rows(self) -> int:
        """How many rows it has, the total aside."""
        return len(self.table.rows) - self.table.total_row

    def kept(self, rows: int, others: str) -> "TableBlock":
        """Return the block with its first `rows` rows, its total, and the words `others` under them."""
        total = self.table.rows[-1:] if self.table.total_row else ()
        return TableBlock(replace(self.table, rows=self.table.rows[:rows] + total), others)

    @measured
    def least_width(self, size: float) -> float:
        """Return the width in mm at `size` pt under which names or figures would be cut, or headers turned."""
        figures = [self._level_width(number, size) + _TIGHT for number in range(1, len(self.table.columns))]
        return self._cell_width(0, size) + _AFTER_NAME + sum(figures)

    @measured
    def height(self, width: float, size: float) -> float:
        """Return the height in mm at `size` pt."""
        rows = len(self.table.rows) * (line_height(size) + _AIR) + 2 * _UNDER_RULE
        return self._title_height(width, size) + self._header(width, size)[1] + rows + self._note_height(width, size)

    def draw(self, sheet: Sheet, x: float, top: float, width: float, size: float) -> None:
        """Draw the block with its upper left corner at (`x`, `top`) mm."""
        sheet = sheet.of("table")
        title = wrap_text(self.table.title, width, size, bold=True) if self.table.title else ()
        sheet.write_lines(title, x, top, Ink(size, bold=True))
        widths = self._widths(width, size)
        rights = [x + sum(widths[: n + 1]) for n in range(len(widths))]
        below = self._draw_header(sheet, x, top - self._title_height(width, size), widths, rights, width, size)
        sheet.rule([[(x, below), (x + width, below)]], width=0.5, colour=sheet.paper.text_soft)
        below -= _UNDER_RULE
        for number, row in enumerate(self.table.rows):
            total = self.table.total_row and number == len(self.table.rows) - 1
            if total and number:
                sheet.rule([[(x, below), (x + width, below)]], width=0.3, colour=sheet.paper.text_soft)
                below -= _UNDER_RULE
            _draw_row(sheet, row, x, below, widths, rights, Ink(size, bold=total))
            below -= line_height(size) + _AIR
        note = wrap_text(self._note(), width, note_size(size)) if self._note() else ()
        sheet.write_lines(note, x, below - _AIR, Ink(note_size(size), colour=sheet.paper.text_soft))

    def _note(self) -> str:
        return "\n".join(text for text in (self.dropped, self.table.note) if text)

    def _title_height(self, width: float, size: float) -> float:
        if not self.table.title:
            return 0.0
        return len(wrap_text(self.table.title, width, size, bold=True)) * line_height(size) + _AIR

    def _note_height(self, width: float, size: float) -> float:
        return (
            2 * _AIR + len(wrap_text(self._note(), width, note_size(size))) * line_height(note_size(size))
            if self._note()
            else 0.0
        )

    @measured
    def _cell_width(self, column: int, size: float) -> float:
        widths = (_widths_of(row, size, font_in_force()) for row in self.table.rows)
        return max((row[column] for row in widths if column < len(row)), default=0.0)

    @measured
    def _header(self, width: float, size: float) -> tuple[bool, float]:
        # whether the headers are turned upright, and their height
        level = [_widest_word(header, size) for header in self.table.columns[1:]]
        cells = [self._cell_width(n, size) for n in range(1, len(self.table.columns))]
        needed = sum(max(pair) for pair in zip(level, cells, strict=True)) + self._between(width, size) * len(level)
        if needed <= width - self._first_column(width, size):
            rows = max((len(self._header_lines(n, width, size)) for n in range(len(self.table.columns))), default=0)
            return False, rows * line_height(size) + _AIR
        longest = max((text_width(header, size) for header in self.table.columns[1:]), default=0.0)
        return True, min(longest, _UPRIGHT) + 2 * _AIR

    @measured
    def _between(self, width: float, size: float) -> float:
        # as much as lets the headers stand level, if anything does
        figures = sum(self._level_width(number, size) for number in range(1, len(self.table.columns)))
        room = width - self._first_column(width, size) - figures
        return (
            _TIGHT
            if _TIGHT * (len(self.table.columns) - 1) <= room < _BETWEEN * (len(self.table.columns) - 1)
            else _BETWEEN
        )

    @measured
    def _first_column(self, width: float, size: float) -> float:
        return min(max(self._cell_width(0, size) + _AFTER_NAME, 8.0), max(_FIRST_COLUMN, width * 0.28))

    def _header_lines(self, column: int, width: float, size: float) -> tuple[str, ...]:
        header = self.table.columns[column]
        room = self._first_column(width, size) if column == 0 else self._level_width(column, size)
        return wrap_text(header, room, size) if header else ()

    @measured
    def _level_width(self, column: int, size: float) -> float:
        return max(self._cell_width(column, size), _widest_word(self.table.columns[column], size)) + 0.05

    def _widths(self, width: float, size: float) -> list[float]:
        if len(self.table.columns) <= 1:
            return [width]
        turned, _ = self._header(width, size)
        wanted = [self._cell_width(n, size) for n in range(1, len(self.table.columns))]
        if not turned:
            wanted = [self._level_width(n, size) for n in range(1, len(self.table.columns))]
        wanted = [max(w, CAP_HEIGHT * size * POINT * 1.4) + self._between(width, size) for w in wanted]
        room = width - min(self._first_column(width, size), width * 0.4)
        squeeze = min(1.0, room / sum(wanted))
        figures = [w * squeeze for w in wanted]
        # figures keep together at the right; the first column takes what is left
        return [width - sum(figures), *figures]

    def _draw_header(
        self, sheet: Sheet, x: float, top: float, widths: list[float], rights: list[float], width: float, size: float
    ) -> float:
        turned, height = self._header(width, size)
        soft = Ink(size, colour=sheet.paper.text_soft)
        for column, header in enumerate(self.table.columns):
            if column == 0:
                first = wrap_text(header, widths[0] - 1, size) if header else ()
                sheet.write_lines(first, x, top - height + _AIR + len(first) * line_height(size), soft)
            elif turned:
                text = shorten_text(header, _UPRIGHT, size)
                middle = top - height + _AIR + text_width(text, size) / 2
                sheet.write(text, rights[column] - size * POINT / 2, middle, soft, align="center", angle=90)
            else:
                lines = self._header_lines(column, width, size)
                upper = top - height + _AIR + len(lines) * line_height(size)
                sheet.write_lines(lines, rights[column], upper, soft, align="right")
        return top - height


@lru_cache(maxsize=_ROWS_KEPT)
def _widths_of(row: tuple[str, ...], size: float, _font: str) -> tuple[float, ...]:
    # tables lose rows one by one until they fit: the others are as wide as before
    return tuple(text_width(cell, size, bold=True) for cell in row)


def _widest_word(header: str, size: float) -> float:
    return max((text_width(word, size) for word in header.split(" ")), default=0.0)


def _draw_row(
    sheet: Sheet, row: tuple[str, ...], x: float, top: float, widths: list[float], rights: list[float], ink: Ink
) -> None:
    base_line = top - CAP_HEIGHT * ink.size * POINT - _AIR / 2
    for column, cell in enumerate(row[: len(widths)]):
        if not cell:
            continue
        room = widths[column] - (_AFTER_NAME if column == 0 else 0.3)
        text = shorten_text(cell, room, ink.size, bold=ink.bold)
        align: Align = "left" if column == 0 else "right"
        at = x if column == 0 else rights[column]
        sheet.write(text, at, base_line, ink, align=align)
