"""The blocks of a document as elements of Word: paragraphs, pictures with their alternative text, tables with a repeated header."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from annexmaps.document import Block, Heading, Paragraph, Picture, Table
from annexmaps.render.document_page import Room, cell_text, column_widths
from annexmaps.render.docx_styles import Styles
from annexmaps.words import printable

_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "body": "Body Text",
        "lead": "Body Text",
        "caption": "Caption",
        "item": "List Bullet",
        "note": "Body Text 3",
        "warning": "Body Text",
    }
)
_LISTED, _BULLET = "List Bullet", "•\u00a0"
_BOLD = ("lead", "warning")
_KEPT = ("caption", "lead")  # with what follows them
_TWIPS = 56.6929  # of a millimetre
_SMALL, _SMALLER = "17", "15"  # half points: text of tables, of those with many columns
_MANY_COLUMNS = 10


class BlockSetter:
    """Makes the elements of one document; pictures belong to the `part` they stand in (body, header, footer)."""

    def __init__(self, styles: Styles, *, lang: str, header_fill: str) -> None:
        self._styles = styles
        self._lang = lang
        self._fill = header_fill.lstrip("#")

    def elements(self, block: Block, part: Any, room: Room, *, outline: bool = False) -> Iterator[Any]:
        """Yield the paragraphs and tables of `block`; with `outline` its caption stands in Word's navigation pane."""
        if isinstance(block, Heading):
            yield self.paragraph(block.text, f"Heading {block.level}")
        elif isinstance(block, Paragraph):
            kept, strong = block.style in _KEPT, block.style in _BOLD
            made = self.paragraph(block.text, _STYLES[block.style], bold=strong, keep=kept)
            yield _outlined(made) if outline else made
        else:
            if block.caption:
                made = self.paragraph(block.caption, "Caption", keep=True)
                yield _outlined(made) if outline else made
            yield self._picture(block, part, room) if isinstance(block, Picture) else self._table(block, room)
        if isinstance(block, Table):
            # Word wants a paragraph between two tables, and at the end of a cell
            yield self.paragraph(block.note, "Body Text 3")

    def paragraph(self, text: str, style: str, *, bold: bool = False, keep: bool = False) -> Any:
        """Return a paragraph of `text` in the built-in `style`; with `keep` on the page of what follows it."""
        made = OxmlElement("w:p")
        kept = [OxmlElement("w:keepNext")] if keep else []
        made.append(_with(OxmlElement("w:pPr"), _valued("w:pStyle", self._styles.paragraph(style)), *kept))
        if text and style == _LISTED and self._styles.is_lent(style):
            # a style that is lent brings no list numbers with it
            text = f"{_BULLET}{text}"
        if text:
            made.append(run(text, bold=bold))
        return made

    def _picture(self, picture: Picture, part: Any, room: Room) -> Any:
        with Image.open(BytesIO(picture.png)) as image:
            across, down = image.size
        width, height = room.fit(across, down)
        inline = part.new_pic_inline(BytesIO(picture.png), Mm(width), Mm(height))
        inline.docPr.set("name", printable(picture.caption))
        inline.docPr.set("descr", printable(picture.alt))
        made, held, drawing = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:drawing")
        made.append(_with(OxmlElement("w:pPr"), _close(), _valued("w:jc", "center")))
        drawing.append(inline)
        held.append(drawing)
        made.append(held)
        return made

    def _table(self, table: Table, room: Room) -> Any:
        made = OxmlElement("w:tbl")
        size = _SMALLER if len(table.columns) > _MANY_COLUMNS else _SMALL
        points = int(size) / 2
        widths = [round(width * _TWIPS) for width in column_widths(table, room.width, size=points, lang=self._lang)]
        made.append(self._table_properties(table))
        made.append(_with(OxmlElement("w:tblGrid"), *(_valued("w:gridCol", str(width), "w:w") for width in widths)))
        right = table.right or (False,) * len(table.columns)
        made.append(self._row(table.columns, right, widths, size=size, header=True))
        last = len(table.rows) - 1
        for line, row in enumerate(table.rows):
            texts = [cell_text(cell, lang=self._lang) for cell in row]
            made.append(self._row(texts, right, widths, size=size, bold=table.total_row and line == last))
        return made

    def _table_properties(self, table: Table) -> Any:
        width, layout = _valued("w:tblW", "5000"), _valued("w:tblLayout", "fixed", "w:type")
        width.attrib.clear()
        width.set(qn("w:w"), "5000")
        width.set(qn("w:type"), "pct")
        style = _valued("w:tblStyle", self._styles.table("Table Grid"))
        look = _valued("w:tblLook", "0020")
        named = _valued("w:tblCaption", printable(table.alt or table.caption))
        return _with(OxmlElement("w:tblPr"), style, width, layout, look, named)

    def _row(
        self,
        texts: Sequence[str],
        right: Sequence[bool],
        widths: Sequence[int],
        *,
        size: str,
        header: bool = False,
        bold: bool = False,
    ) -> Any:
        made = OxmlElement("w:tr")
        marks = [OxmlElement("w:cantSplit"), *([OxmlElement("w:tblHeader")] if header else [])]
        made.append(_with(OxmlElement("w:trPr"), *marks))
        for text, to_right, width in zip(texts, right, widths, strict=True):
            cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
            room = _valued("w:tcW", str(width), "w:w")
            room.set(qn("w:type"), "dxa")
            cell.append(_with(OxmlElement("w:tcPr"), room, *([_shade(self._fill)] if header else [])))
            side = [_valued("w:jc", "right")] if to_right else []
            paragraph.append(_with(OxmlElement("w:pPr"), _close(), *side))
            if text:
                paragraph.append(run(text, bold=header or bold, size=size))
            cell.append(paragraph)
            made.append(cell)
        return made


def run(text: str, *, bold: bool = False, size: str = "") -> Any:
    """Return a run of `text`, whose signs and control letters are shown, not obeyed; `size` in half points."""
    made = OxmlElement("w:r")
    if bold or size:
        marks = [OxmlElement("w:b")] if bold else []
        marks += [_valued("w:sz", size), _valued("w:szCs", size)] if size else []
        made.append(_with(OxmlElement("w:rPr"), *marks))
    written = OxmlElement("w:t")
    written.text = printable(text).replace("\n", " ")
    written.set(qn("xml:space"), "preserve")
    made.append(written)
    return made


def _outlined(paragraph: Any) -> Any:
    paragraph.find(qn("w:pPr")).append(_valued("w:outlineLvl", "0"))
    return paragraph


def _valued(tag: str, value: str, attribute: str = "w:val") -> Any:
    made = OxmlElement(tag)
    made.set(qn(attribute), value)
    return made


def _close() -> Any:
    # whatever lines a template has: a picture must not be cut, a row not be higher than its text
    made = _valued("w:spacing", "0", "w:before")
    for name, value in (("w:after", "0"), ("w:line", "240"), ("w:lineRule", "auto")):
        made.set(qn(name), value)
    return made


def _shade(fill: str) -> Any:
    made = _valued("w:shd", "clear")
    made.set(qn("w:color"), "auto")
    made.set(qn("w:fill"), fill)
    return made


def _with(parent: Any, *children: Any) -> Any:
    parent.extend(children)
    return parent
