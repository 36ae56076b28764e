"""The annex document as PDF, set without an office suite: maps as lines, bookmarks, page numbers, fonts inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from annexmaps.document import Chapter, DocumentSpec
from annexmaps.render.document_page import LOCALES, MARGINS, marking, paper_room, paper_size
from annexmaps.render.pdf_blocks import PdfSetter
from annexmaps.render.pdf_forms import PlacedPage, finish_pdf
from annexmaps.render.pdf_lettering import Lettering

_EDGE = 8.0  # mm of the header's and footer's lines from the edge


@dataclass
class _Pages:
    """Where things came to stand while the document was set."""

    chapters: dict[str, int] = field(default_factory=dict)  # name: page, from 1
    placed: list[PlacedPage] = field(default_factory=list)  # pages drawn as lines
    count: int = 0


def write_pdf(document: DocumentSpec) -> bytes:
    """Return `document` as the bytes of a PDF; the same document gives the same bytes."""
    # set twice: only then are the numbers known that the first page and every foot tell
    _, counted = _set(document, _Pages())
    content, pages = _set(document, counted)
    bookmarks = [(chapter.title, pages.chapters[chapter.name] - 1) for chapter in document.chapters]
    keywords = marking(document.sharing, document.ribbon, by=", ")
    said = {"/Title": document.title, "/Subject": document.subtitle, "/Keywords": keywords}
    return finish_pdf(content, pages.placed, bookmarks, said=said, locale=LOCALES[document.lang])


def _set(document: DocumentSpec, known: _Pages) -> tuple[bytes, _Pages]:
    pages, file, lettering = _Pages(), BytesIO(), Lettering(document.theme)
    setter = PdfSetter(document.theme, lettering, pages.placed, lang=document.lang)

    def write_edges(canvas: Any, _made: Any) -> None:
        pages.count = canvas.getPageNumber()
        _write_edges(canvas, document, setter, known.count)

    made = BaseDocTemplate(file, invariant=1, pageCompression=1, initialFontName=lettering.plain)
    made.addPageTemplates([_template("tall", write_edges), _template("wide", write_edges, landscape=True)])
    story = _first_page(document, setter, known)
    for chapter in document.chapters:
        room = paper_room(landscape=chapter.landscape)
        story += [NextPageTemplate("wide" if chapter.landscape else "tall"), PageBreak(), _Mark(chapter, pages)]
        story += [flowable for block in chapter.blocks for flowable in setter.flowables(block, room)]
    with _packed_streams():
        made.build(story)
    return file.getvalue(), pages


class _Mark(Flowable):  # type: ignore[misc]
    """Notes the page on which a chapter begins."""

    def __init__(self, chapter: Chapter, pages: _Pages) -> None:
        super().__init__()
        self.width = self.height = 0
        self._chapter, self._pages = chapter, pages

    def draw(self) -> None:
        """Note the page."""
        self._pages.chapters[self._chapter.name] = self.canv.getPageNumber()


@contextmanager
def _packed_streams() -> Iterator[None]:
    # streams are packed and not written as letters besides: smaller, and the audit can open them
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _first_page(document: DocumentSpec, setter: PdfSetter, known: _Pages) -> list[Flowable]:
    lines = [setter.paragraph(document.title, "title"), setter.paragraph(document.subtitle, "subtitle")]
    lines += [setter.paragraph(text, "warning") for text in (document.sharing, document.ribbon) if text]
    for chapter in document.chapters:
        page = known.chapters.get(chapter.name, 0)
        lines.append(setter.paragraph(f"{chapter.title}  ·  {page}", "item"))
    return [*lines, setter.paragraph(marking(document.producer, document.version), "note")]


def _template(name: str, on_page: Any, *, landscape: bool = False) -> PageTemplate:
    width, height = paper_size(landscape=landscape)
    left, top, right, bottom = MARGINS
    room = Frame(left * mm, bottom * mm, (width - left - right) * mm, (height - top - bottom) * mm, 0, 0, 0, 0)
    return PageTemplate(name, [room], onPage=on_page, pagesize=(width * mm, height * mm))


def _write_edges(canvas: Any, document: DocumentSpec, setter: PdfSetter, count: int) -> None:
    width, height = canvas._pagesize
    left, _, right, _ = (edge * mm for edge in MARGINS)
    page = document.page_word.format(page=canvas.getPageNumber(), pages=count)
    lines = (
        (marking(document.sharing, document.ribbon), "head", height - _EDGE * mm),
        (marking(document.title, page), "foot", _EDGE * mm),
    )
    for text, style, up in lines:
        line = setter.paragraph(text, style)
        line.wrapOn(canvas, width - left - right, 20)
        line.drawOn(canvas, left, up - 4)
