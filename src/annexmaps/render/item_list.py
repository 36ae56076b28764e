"""The numbered list beside the map: one item a mark, its number, its symbol and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, line_height, text_width, wrap_text
from annexmaps.render.measured import measured
from annexmaps.render.sheet import Sheet
from annexmaps.render.signs import draw_symbol
from annexmaps.spec import ListItem, Symbol

_AIR = 0.6  # mm between two items
_GAP = 1.6  # mm between number, symbol and words
_BETWEEN_COLUMNS = 4.0  # mm
_WORTHWHILE = 0.75  # of the height of one column, at most, of two
_FEW_ITEMS = 20  # a list shorter than this stays in one column
_LARGEST_SYMBOL = 3.0  # mm
_FEWEST_BEGUN = 3  # items of a list that goes on in the next column


@dataclass(frozen=True)
class ListBlock:
    """The list as a block of the margin's column."""

    title: str
    items: tuple[ListItem, ...]
    symbols: Mapping[str, Symbol]
    dropped: str = ""  # how many items were left out, in words

    @property
    def rows(self) -> int:
        """How many items it has."""
        return len(self.items)

    def kept(self, rows: int, others: str) -> "ListBlock":
        """Return the block with its first `rows` items and the words `others` under them."""
        return ListBlock(self.title, self.items[:rows], self.symbols, others)

    def first(self, room: float, width: float, size: float) -> "ListBlock | None":
        """Return as much of the block as stands in `room` mm of height; None for less than a few items."""
        low, high = 0, self.rows
        while low < high:
            middle = (low + high + 1) // 2
            fits = replace(self, items=self.items[:middle], dropped="").height(width, size) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        return replace(self, items=self.items[:low], dropped="") if low >= _FEWEST_BEGUN else None

    def after(self, begun: "ListBlock") -> "ListBlock":
        """Return what follows `begun`, without the title."""
        return replace(self, title="", items=self.items[begun.rows :])

    def least_width(self, _size: float) -> float:
        """Return the width in mm under which the block would be cut: none, its words are wrapped."""
        return 0.0

    @measured
    def height(self, width: float, size: float) -> float:
        """Return the height in mm at `size` pt."""
        title = line_height(size) + _AIR if self.title else 0.0
        last = line_height(size) if self.dropped else 0.0
        return title + last + self._tallest(self._columns(width, size), width, size)

    def draw(self, sheet: Sheet, x: float, top: float, width: float, size: float) -> None:
        """Draw the block with its upper left corner at (`x`, `top`) mm."""
        sheet, below = sheet.of("list"), top
        if self.title:
            below = sheet.write_lines((self.title,), x, below, Ink(size, bold=True)) - _AIR
        columns = self._columns(width, size)
        wide, first = self._column_width(width, len(columns)), below
        for number, column in enumerate(columns):
            y = first
            for item in column:
                self._draw_item(sheet, item, x + number * (wide + _BETWEEN_COLUMNS), y, wide, size)
                y -= _item_height(item, wide - self._indent(size), size)
            below = min(below, y)
        if self.dropped:
            sheet.write_lines((self.dropped,), x, below, Ink(size, colour=sheet.paper.text_soft))

    @measured
    def _columns(self, width: float, size: float) -> list[tuple[ListItem, ...]]:
        # a long list stands in two columns, read downwards, where that saves enough height
        middle = -(-self.rows // 2)
        halves = [self.items[:middle], self.items[middle:]]
        if self.rows < _FEW_ITEMS:
            return [self.items]
        one, two = self._tallest([self.items], width, size), self._tallest(halves, width, size)
        return halves if two < one * _WORTHWHILE else [self.items]

    def _tallest(self, columns: list[tuple[ListItem, ...]], width: float, size: float) -> float:
        wide = self._column_width(width, len(columns))
        room = wide - self._indent(size)
        return max(sum(_item_height(item, room, size) for item in column) for column in columns)

    def _column_width(self, width: float, columns: int) -> float:
        return (width - (columns - 1) * _BETWEEN_COLUMNS) / columns

    @measured
    def _number_width(self, size: float) -> float:
        return max((text_width(item.number, size, bold=True) for item in self.items), default=0.0)

    def _symbol_width(self) -> float:
        return _LARGEST_SYMBOL + _GAP if any(item.key in self.symbols for item in self.items) else 0.0

    def _indent(self, size: float) -> float:
        return self._number_width(size) + _GAP + self._symbol_width()

    def _draw_item(self, sheet: Sheet, item: ListItem, x: float, top: float, width: float, size: float) -> None:
        lines = wrap_text(item.text, width - self._indent(size), size)
        cap = CAP_HEIGHT * size * POINT
        number_right = x + self._number_width(size)
        sheet.write(item.number, number_right, top - cap, Ink(size, bold=True), align="right")
        if item.key in self.symbols:
            symbol = self.symbols[item.key]
            middle = number_right + _GAP + _LARGEST_SYMBOL / 2
            draw_symbol(
                sheet.of("list.sign", item.key), symbol, middle, top - cap / 2, min(symbol.size, _LARGEST_SYMBOL)
            )
        sheet.write_lines(lines, x + self._indent(size), top, Ink(size))


def _item_height(item: ListItem, room: float, size: float) -> float:
    return len(wrap_text(item.text, room, size)) * line_height(size) + _AIR
