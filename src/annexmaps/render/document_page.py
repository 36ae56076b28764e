"""The pages of the annex document, the same in Word and in PDF: paper, margins, what a picture may take, how a cell is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from annexmaps.document import Table
from annexmaps.months import number_label
from annexmaps.spec import Cell

A4 = (210.0, 297.0)  # mm, upright
MARGINS = (18.0, 15.0, 18.0, 14.0)  # mm: left, top, right, bottom
LOCALES: Mapping[str, str] = MappingProxyType({"fr": "fr-FR", "en": "en-GB"})  # of a document's language
_LETTER = 0.21  # mm of a bold letter for each pt of its size, on average and a little more
_AROUND = 3.4  # mm: what a cell leaves free, left and right together
_CAPTION = 9.0  # mm, with what is left free around it


@dataclass(frozen=True)
class Room:
    """What a block may take, mm."""

    width: float
    height: float

    def fit(self, across: int, down: int) -> tuple[float, float]:
        """Return the width and height, mm, of a picture of `across` × `down` dots, as large as the room lets it."""
        width = min(self.width, self.height * across / down)
        return width, width * down / across


def paper_size(*, landscape: bool) -> tuple[float, float]:
    """Return the width and height of a page, mm."""
    width, height = A4
    return (height, width) if landscape else (width, height)


def paper_room(*, landscape: bool) -> Room:
    """Return what a picture may take of a page, below its caption."""
    width, height = paper_size(landscape=landscape)
    left, top, right, bottom = MARGINS
    return Room(width - left - right, height - top - bottom - _CAPTION)


def column_widths(table: Table, width: float, *, size: float, lang: str) -> list[float]:
    """Return the width of each column of `table`, mm; together they are `width`, and no word of `size` pt is broken if all have room.

    The table's shares decide, but a column is at least as wide as its longest word.
    """
    shares = list(table.widths or (1.0,) * len(table.columns))
    least = [
        _longest(column, lang) * size * _LETTER + _AROUND for column in zip(table.columns, *table.rows, strict=True)
    ]
    if sum(least) >= width:
        return [width * part / sum(least) for part in least]
    narrow: set[int] = set()
    while True:
        left = width - sum(least[at] for at in narrow)
        rest = sum(share for at, share in enumerate(shares) if at not in narrow) or 1.0
        widths = [least[at] if at in narrow else left * share / rest for at, share in enumerate(shares)]
        tight = {at for at, wide in enumerate(widths) if wide < least[at]}
        if not tight - narrow:
            return widths
        narrow |= tight


def _longest(column: Sequence[Cell], lang: str) -> int:
    return max((len(word) for cell in column for word in cell_text(cell, lang=lang).split(" ")), default=0)


def cell_text(cell: Cell, *, lang: str) -> str:
    """Return `cell` as a table prints it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else number_label(cell, lang=lang)


def marking(*texts: str, by: str = " · ") -> str:
    """Return the `texts` that are not empty as one line."""
    return by.join(text for text in texts if text)
