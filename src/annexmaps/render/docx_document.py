"""The annex document as a Word file: a first page, a section for each way up of the paper, bookmarks, page numbers."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from annexmaps.document import Chapter, DocumentSpec
from annexmaps.render.document_page import LOCALES, MARGINS, marking, paper_room, paper_size
from annexmaps.render.docx_blocks import BlockSetter, run
from annexmaps.render.docx_package import empty_document, packed
from annexmaps.render.docx_styles import Styles

_HEADER = 7.0  # mm from the edge
_COLOURED = ("Title", "Heading 1", "Heading 2", "Caption")


def write_docx(document: DocumentSpec) -> bytes:
    """Return `document` as the bytes of a Word file; the same document gives the same bytes."""
    word = empty_document()
    _say_language(word, LOCALES[document.lang])
    accent = RGBColor.from_string(document.theme.colours.accent.lstrip("#").upper())
    for name in _COLOURED:
        word.styles[name].font.color.rgb = accent
    setter = BlockSetter(Styles(word), lang=document.lang, header_fill=document.theme.paper.rule_soft)
    _set_paper(word.sections[0], landscape=False)
    _write_edges(word.sections[0], document)
    _write_first_page(word, document, setter)
    landscape = False
    for number, chapter in enumerate(document.chapters, start=1):
        if chapter.landscape != landscape:
            landscape = chapter.landscape
            _set_paper(word.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
            _write_chapter(word, chapter, setter, number, breaks=False)
        else:
            _write_chapter(word, chapter, setter, number, breaks=True)
    return packed(word, document)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark what `paragraph` holds by `name`; `number` is the mark's own in its document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(end)


def _write_chapter(word: Any, chapter: Chapter, setter: BlockSetter, number: int, *, breaks: bool) -> None:
    body, room = word.element.body, paper_room(landscape=chapter.landscape)
    made = [
        element
        for place, block in enumerate(chapter.blocks)
        for element in setter.elements(block, word.part, room, outline=place == 0)
    ]
    if not made or made[0].tag != qn("w:p"):
        # the mark and the new page belong to a paragraph
        made.insert(0, setter.paragraph("", "Body Text"))
    for element in made:
        body.insert(len(body) - 1, element)
    first = made[0]
    if breaks:
        properties = first.find(qn("w:pPr"))
        # Word wants an order: after the style, and after what keeps it with the next
        after = 1 if properties.find(qn("w:keepNext")) is None else 2
        properties.insert(after, OxmlElement("w:pageBreakBefore"))
    bookmark(first, chapter.name, number)


def _write_first_page(word: Any, document: DocumentSpec, setter: BlockSetter) -> None:
    body = word.element.body
    made = [setter.paragraph(document.title, "Title"), setter.paragraph(document.subtitle, "Subtitle")]
    made += [setter.paragraph(text, "Body Text", bold=True) for text in (document.sharing, document.ribbon) if text]
    for chapter in document.chapters:
        line, link = setter.paragraph("", "List Bullet"), OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), chapter.name)
        link.append(run(chapter.title))
        line.append(link)
        made.append(line)
    made.append(setter.paragraph(marking(document.producer, document.version), "Body Text 3"))
    for element in made:
        body.insert(len(body) - 1, element)


def _write_edges(section: Any, document: DocumentSpec) -> None:
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header._p.append(run(marking(document.sharing, document.ribbon), bold=True))
    footer._p.append(run(f"{document.title} · "))
    before, after = document.page_word.split("{page}")
    between, end = after.split("{pages}")
    for text, field in ((before, " PAGE "), (between, " NUMPAGES "), (end, "")):
        footer._p.append(run(text))
        if field:
            footer._p.append(_field(field))


def _field(instruction: str) -> Any:
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), instruction)
    # what is seen until Word has counted
    made.append(run("1"))
    return made


def _set_paper(section: Any, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = paper_size(landscape=landscape)
    section.page_width, section.page_height = Mm(width), Mm(height)
    left, top, right, bottom = MARGINS
    section.left_margin, section.top_margin = Mm(left), Mm(top)
    section.right_margin, section.bottom_margin = Mm(right), Mm(bottom)
    section.header_distance = section.footer_distance = Mm(_HEADER)


def _say_language(word: Any, locale: str) -> None:
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), locale)
    for lang in word.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), locale)
