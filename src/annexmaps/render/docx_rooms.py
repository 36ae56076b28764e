"""How much room a place in a template has: its cell's, else its page's between the margins."""

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Emu

from annexmaps.render.document_page import Room

_TWIPS = 56.6929  # of a millimetre
_CELL_MARGINS = 4.0  # mm, left and right together
_CAPTION = 12.0  # mm, with what is left free around it
_EDGE_HEIGHT = 40.0  # mm: of what stands in a header or footer
_SMALLEST = 20.0  # mm
_DEFAULT = Room(170.0, 240.0)  # where a document says nothing


def room_of(paragraph: Any, part: Any, word: Any) -> Room:
    """Return the room at `paragraph` of `part`, a part of the python-docx document `word`."""
    page = _page_room(_section_of(paragraph) if part is word.part else word.sections[0]._sectPr)
    height = page.height if part is word.part else min(page.height, _EDGE_HEIGHT)
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    width = page.width if cell is None else min(_cell_width(cell, page.width), page.width)
    return Room(max(width, _SMALLEST), max(height, _SMALLEST))


def _section_of(paragraph: Any) -> Any:
    # the first end of a section at or after it; the last stands at the end of the body
    top = paragraph
    while top.getparent() is not None and top.getparent().tag != qn("w:body"):
        top = top.getparent()
    while top is not None:
        found = top if top.tag == qn("w:sectPr") else next(top.iter(qn("w:sectPr")), None)
        if found is not None:
            return found
        top = top.getnext()
    return None


def _page_room(section: Any) -> Room:
    if section is None or None in (section.page_width, section.page_height):
        return _DEFAULT
    across = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    down = section.page_height - (section.top_margin or 0) - (section.bottom_margin or 0)
    return Room(Emu(across).mm, Emu(down).mm - _CAPTION)


def _cell_width(cell: Any, page: float) -> float:
    said = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if said is not None and said.get(qn("w:type")) == "dxa" and said.get(qn("w:w"), "").isdigit():
        return int(said.get(qn("w:w"))) / _TWIPS - _CELL_MARGINS
    beside = [one for one in cell.getparent() if one.tag == qn("w:tc")]
    return page / len(beside) - _CELL_MARGINS
