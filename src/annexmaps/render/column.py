"""The column at the right of the map: legends, tables and the list, at the largest size at which all of them stand."""

from collections.abc import Sequence
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


class Block(Protocol):
    """What the column stacks."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    def kept(self, rows: int, others: str) -> "Block":
        """Return the block with its first `rows` rows and the words `others`."""

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


def draw_column(sheet: Sheet, blocks: Sequence[Block], box: Box, *, others: str) -> None:
    """Stack `blocks` in `box` from the top; what cannot stand is counted in the words `others`: + {count} autres."""
    sizes = (sheet.text.body, *(size for size in _SMALLER if size < sheet.text.body))
    size = _size(blocks, box, sizes) or _size(_with_short_end(blocks, others), box, sizes) or sizes[-1]
    fitted = _shortened(blocks, box, size, others)
    top = box.top
    for number, block in enumerate(fitted):
        if number:
            sheet.rule([[(box.left, top + _GAP / 2), (box.right, top + _GAP / 2)]], width=0.4, colour=sheet.paper.rule)
        block.draw(sheet, box.left, top, box.width, size)
        top -= block.height(box.width, size) + _GAP


def _size(blocks: Sequence[Block], box: Box, sizes: Sequence[float]) -> float | None:
    return next((size for size in sizes if _height(blocks, box.width, size) <= box.height), None)


def _with_short_end(blocks: Sequence[Block], others: str) -> list[Block]:
    # a long list is shortened rather than all the column made small for it
    return [*blocks[:-1], *(block.kept(min(block.rows, _FEWEST), others) for block in blocks[-1:])]


def _height(blocks: Sequence[Block], width: float, size: float) -> float:
    return sum(block.height(width, size) for block in blocks) + _GAP * max(0, len(blocks) - 1)


def _shortened(blocks: Sequence[Block], box: Box, size: float, others: str) -> list[Block]:
    # the list gives way first, then the tables, then the legends: the list stands in full in another annex
    fitted, rows = list(blocks), [block.rows for block in blocks]
    for fewest in (_FEWEST, 0):
        for number in reversed(range(len(fitted))):
            while _height(fitted, box.width, size) > box.height and rows[number] > fewest:
                rows[number] -= 1
                hidden = blocks[number].rows - rows[number]
                fitted[number] = blocks[number].kept(rows[number], others.replace("{count}", str(hidden)))
    return _whole_blocks(fitted, blocks, box, size, others)


def _whole_blocks(fitted: list[Block], blocks: Sequence[Block], box: Box, size: float, others: str) -> list[Block]:
    # when even bare titles do not fit, the last blocks go, their rows counted together
    if _height(fitted, box.width, size) <= box.height:
        return fitted
    for whole in reversed(range(len(fitted))):
        hidden = sum(block.rows for block in blocks[whole:])
        kept = [*fitted[:whole], ListBlock("", (), {}, others.replace("{count}", str(hidden)))]
        if _height(kept, box.width, size) <= box.height:
            return kept
    return []
