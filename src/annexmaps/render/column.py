"""The columns beside or under the map: legends, tables and the list, at the largest size at which all of them stand."""

from collections.abc import Sequence
from itertools import product
from typing import Protocol

from annexmaps.render.item_list import ListBlock
from annexmaps.render.legend import LegendBlock
from annexmaps.render.lettering import SMALLEST_SIZE
from annexmaps.render.sheet import Box, Sheet
from annexmaps.render.side_table import TableBlock
from annexmaps.spec import MapSpec

_SMALLER = (7.0, 6.5, SMALLEST_SIZE)  # pt, tried after the theme's own
_GAP = 5.0  # mm between two blocks, a thin rule in the middle
_FEWEST = 3  # rows a block keeps, unless even that does not fit
_ENOUGH = 12  # rows of a list that an upright page makes room for
_LEVELS = (
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    1.0,
)  # of the columns' heights, tried in turn, so that they end near one another


class Block(Protocol):
    """What the columns stack."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    def kept(self, rows: int, others: str) -> "Block":
        """Return the block with its first `rows` rows and the words `others`."""

    def least_width(self, size: float) -> float:
        """Return the width in mm under which the block would be cut at `size` pt."""

    def height(self, width: float, size: float) -> float:
        """Return the height in mm at `size` pt."""

    def draw(self, sheet: Sheet, x: float, top: float, width: float, size: float) -> None:
        """Draw the block with its upper left corner at (`x`, `top`) mm."""


def blocks_of(spec: MapSpec) -> list[Block]:
    """Return the blocks of `spec`: legends, tables, then the list."""
    legends = [(number, legend) for number, legend in enumerate(spec.legends) if legend.lines or legend.note]
    blocks: list[Block] = [LegendBlock(legend, number=number) for number, legend in legends]
    blocks += [TableBlock(table) for table in spec.tables if table.rows]
    if spec.items:
        blocks.append(ListBlock(spec.page.words.get("list", ""), spec.items, spec.mark_symbols))
    return blocks


def draw_columns(sheet: Sheet, blocks: Sequence[Block], columns: Sequence[Box], *, others: str) -> None:
    """Stack `blocks` in `columns`, in order; what cannot stand is counted in the words `others`: + {count} autres."""
    sizes = (sheet.text.body, *(size for size in _SMALLER if size < sheet.text.body))
    size = _size(blocks, columns, sizes) or _size(_with_short_end(blocks, others), columns, sizes) or sizes[-1]
    fitted = _shortened(blocks, columns, size, others)
    for column, stacked in zip(columns, _balanced(fitted, columns, size), strict=True):
        _draw_column(sheet, stacked, column, size)


def has_room(blocks: Sequence[Block], columns: Sequence[Box], *, size: float, others: str) -> bool:
    """Tell whether `blocks` stand in `columns` at `size` pt, a long list at the end by its first items."""
    return _dealt(_with_short_end(blocks, others, _ENOUGH), columns, size) is not None


def _draw_column(sheet: Sheet, blocks: Sequence[Block], box: Box, size: float) -> None:
    top = box.top
    for number, block in enumerate(blocks):
        if number:
            rule = [(box.left, top + _GAP / 2), (box.right, top + _GAP / 2)]
            sheet.rule([rule], width=0.4, colour=sheet.paper.rule)
        block.draw(sheet, box.left, top, box.width, size)
        top -= block.height(box.width, size) + _GAP


def _size(blocks: Sequence[Block], columns: Sequence[Box], sizes: Sequence[float]) -> float | None:
    return next((size for size in sizes if _dealt(blocks, columns, size) is not None), None)


def _with_short_end(blocks: Sequence[Block], others: str, rows: int = _FEWEST) -> list[Block]:
    # a long list is shortened rather than all the column made small for it
    if not isinstance(blocks[-1] if blocks else None, ListBlock):
        return list(blocks)
    return [*blocks[:-1], *(block.kept(min(block.rows, rows), others) for block in blocks[-1:])]


def _balanced(blocks: Sequence[Block], columns: Sequence[Box], size: float) -> list[list[Block]]:
    levels = _LEVELS if len(columns) > 1 else _LEVELS[-1:]
    for level in levels:
        dealt = _dealt(blocks, columns, size, level=level)
        if dealt is not None:
            return dealt
    return [[] for _ in columns]


def _dealt(
    blocks: Sequence[Block], columns: Sequence[Box], size: float, *, level: float = 1.0
) -> list[list[Block]] | None:
    # blocks one after another, each in the first column with room for it; None if the last column has none.
    # a list goes on in the next column
    tallest, widest = max(box.height for box in columns) * level, max(box.width for box in columns)
    rooms = [min(box.height, tallest) for box in columns]
    dealt: list[list[Block]] = [[] for _ in columns]
    here, waiting = 0, list(blocks)
    while waiting:
        if here == len(columns):
            return None
        block, width = waiting[0], columns[here].width
        room = rooms[here] - (_GAP if dealt[here] else 0.0)
        if width >= min(widest, block.least_width(size)) and block.height(width, size) <= room:
            dealt[here].append(waiting.pop(0))
            rooms[here] = room - block.height(width, size)
            continue
        if isinstance(block, ListBlock) and here + 1 < len(columns):
            begun = block.first(_begun_height(block, room, rooms[here + 1], width, size), width, size)
            if begun is not None:
                dealt[here].append(begun)
                waiting[0] = block.after(begun)
        here += 1
    return dealt


def _begun_height(block: Block, room: float, room_after: float, width: float, size: float) -> float:
    # a list that ends in the next column leaves it at least half
    whole = block.height(width, size)
    return min(room, max(whole / 2, whole - room_after)) if whole <= room + room_after else room


def _shortened(blocks: Sequence[Block], columns: Sequence[Box], size: float, others: str) -> list[Block]:
    # the list gives way first, then the tables, then the legends: the list stands in full in another annex, and a map of whose
    # classes one is not named is not issued
    fitted, rows = list(blocks), [block.rows for block in blocks]
    named = [number for number, block in enumerate(blocks) if isinstance(block, LegendBlock)]
    unnamed = [number for number in range(len(blocks)) if number not in named]
    for giving_way in (unnamed, named):
        for fewest, number in product((_FEWEST, 0), reversed(giving_way)):
            while rows[number] > fewest and _dealt(fitted, columns, size) is None:
                rows[number] -= 1
                hidden = blocks[number].rows - rows[number]
                fitted[number] = blocks[number].kept(rows[number], others.replace("{count}", str(hidden)))
    return _whole_blocks(fitted, blocks, columns, size, others)


def _whole_blocks(
    fitted: list[Block], blocks: Sequence[Block], columns: Sequence[Box], size: float, others: str
) -> list[Block]:
    # when even bare titles do not fit, the last blocks go, their rows counted together
    if _dealt(fitted, columns, size) is not None:
        return fitted
    for whole in reversed(range(len(fitted))):
        hidden = sum(block.rows for block in blocks[whole:])
        kept = [*fitted[:whole], ListBlock("", (), {}, others.replace("{count}", str(hidden)))]
        if _dealt(kept, columns, size) is not None:
            return kept
    return []
