"""The blocks of a document as flowables of a PDF: paragraphs, rooms for maps, pictures, tables with a repeated header."""

from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, LongTable, TableStyle
from reportlab.platypus import Paragraph as SetParagraph

from annexmaps.document import Block, Heading, Paragraph, Picture, Table
from annexmaps.render.document_page import Room, cell_text, column_widths
from annexmaps.render.pdf_forms import PlacedPage, with_alternative
from annexmaps.render.pdf_lettering import TABLE_SIZES, Lettering
from annexmaps.theme import Theme

MANY_COLUMNS = 10
_PADDING = 3.0  # pt, left and right in a cell
_BULLET = "•"


class PdfSetter:
    """Makes the flowables of one document; where pages drawn as lines belong is noted in `placed`."""

    def __init__(self, theme: Theme, lettering: Lettering, placed: list[PlacedPage], *, lang: str) -> None:
        self._theme = theme
        self._letters = lettering
        self._placed = placed
        self._lang = lang

    def flowables(self, block: Block, room: Room) -> list[Flowable]:
        """Return what sets `block` in `room`."""
        if isinstance(block, Heading):
            return [self.paragraph(block.text, f"heading {block.level}")]
        if isinstance(block, Paragraph):
            return [self.paragraph(block.text, block.style)]
        caption = [self.paragraph(block.caption, "caption")] if block.caption else []
        if isinstance(block, Picture):
            return [*caption, self._picture(block, room)]
        note = [self.paragraph(block.note, "note")] if block.note else []
        return [*caption, self._table(block, room.width), *note]

    def paragraph(self, text: str, style: str) -> Flowable:
        """Return `text` set in `style`."""
        shape = self._letters.styles[style]
        marked = self._letters.marked(text, bold=shape.fontName == self._letters.bold)
        return SetParagraph(marked, shape, bulletText=_BULLET if style == "item" else None)

    def _picture(self, picture: Picture, room: Room) -> Flowable:
        with Image.open(BytesIO(picture.png)) as image:
            width, height = (side * mm for side in room.fit(*image.size))
        if picture.page:
            return _PageRoom(picture, width, height, self._placed)
        return _DrawnPicture(picture, width, height)

    def _table(self, table: Table, width: float) -> Flowable:
        size = TABLE_SIZES[len(table.columns) > MANY_COLUMNS]
        widths = [wide * mm for wide in column_widths(table, width, size=size, lang=self._lang)]
        last = len(table.rows) if table.total_row else -1
        texts = [table.columns, *([cell_text(cell, lang=self._lang) for cell in row] for row in table.rows)]
        cells = [
            [self._cell(text, room, size, bold=line in (0, last)) for text, room in zip(row, widths, strict=True)]
            for line, row in enumerate(texts)
        ]
        return LongTable(cells, colWidths=widths, repeatRows=1, style=self._style(table, size), hAlign="LEFT")

    def _cell(self, text: str, room: float, size: float, *, bold: bool) -> Any:
        fits = self._letters.width(text, size, bold=bold) <= room - 2 * _PADDING
        if fits and self._letters.holds(text, bold=bold):
            return text
        face = self._letters.bold if bold else self._letters.plain
        shape = ParagraphStyle("cell", fontName=face, bulletFontName=face, fontSize=size, leading=size * 1.2)
        return SetParagraph(self._letters.marked(text, bold=bold), shape)

    def _style(self, table: Table, size: float) -> TableStyle:
        paper, letters = self._theme.paper, self._letters
        right = [("ALIGN", (at, 0), (at, -1), "RIGHT") for at, asked in enumerate(table.right) if asked]
        total = [("FONTNAME", (0, -1), (-1, -1), letters.bold)] if table.total_row else []
        return TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), letters.plain),
                ("FONTNAME", (0, 0), (-1, 0), letters.bold),
                ("FONTSIZE", (0, 0), (-1, -1), size),
                ("LEADING", (0, 0), (-1, -1), size * 1.2),
                ("TEXTCOLOR", (0, 0), (-1, -1), HexColor(paper.text)),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(paper.rule_soft)),
                ("GRID", (0, 0), (-1, -1), 0.4, HexColor(paper.rule)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
                *right,
                *total,
            ]
        )


class _Placeable(Flowable):  # type: ignore[misc]
    """A picture in the middle of its line."""

    def __init__(self, picture: Picture, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height, self.hAlign = width, height, "CENTER"
        self._shown = picture


class _PageRoom(_Placeable):
    """Room that is left for a page drawn as lines."""

    def __init__(self, picture: Picture, width: float, height: float, placed: list[PlacedPage]) -> None:
        super().__init__(picture, width, height)
        self._placed = placed

    def draw(self) -> None:
        """Note where the page belongs."""
        left, bottom = self.canv.absolutePosition(0, 0)
        number = self.canv.getPageNumber() - 1
        self._placed.append(PlacedPage(number, left, bottom, self.width, self._shown.page, self._shown.alt))


class _DrawnPicture(_Placeable):
    """A picture of dots."""

    def draw(self) -> None:
        """Draw the picture with its alternative text."""
        before, after = with_alternative(self._shown.alt)
        self.canv.addLiteral(before)
        self.canv.drawImage(ImageReader(BytesIO(self._shown.png)), 0, 0, self.width, self.height)
        self.canv.addLiteral(after)
