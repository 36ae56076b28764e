"""The annexes put into a template of the office: where it has a bookmark or a {{name}}; its own styles and pages stay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from annexmaps.document import Block, Chapter, DocumentSpec, Paragraph, Table
from annexmaps.errors import InputError
from annexmaps.render.document_page import marking
from annexmaps.render.docx_blocks import BlockSetter, run
from annexmaps.render.docx_cleaning import clean
from annexmaps.render.docx_document import bookmark
from annexmaps.render.docx_package import packed
from annexmaps.render.docx_places import empty_between, paragraphs_of, places_in, put, text_of, write_between
from annexmaps.render.docx_rooms import room_of
from annexmaps.render.docx_styles import Styles
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Joined, Phrase, printable

_EDGES = ("/header", "/footer")  # ends of the relationships to the parts that stand on every page
_NARROW = 110.0  # mm: of a cell that a list has no room in
_FREE_ID = 90_000  # of marks: above those that Word gives


@dataclass
class _Filling:
    """What was met while a template was filled."""

    placed: set[str] = field(default_factory=set)  # names of chapters and texts, folded
    unknown: dict[str, None] = field(default_factory=dict)  # names that mean nothing, as they are written
    marks: int = _FREE_ID


@dataclass(frozen=True)
class FilledDocument:
    """A template that was filled, and what there is to tell of it."""

    content: bytes
    notes: tuple[Phrase, ...]


def fill_template(template: bytes, document: DocumentSpec, *, file: str) -> FilledDocument:
    """Return the Word file `template` with the chapters and words of `document` in their places.

    InputError, naming what may be asked for, if nothing in it asks for anything that there is.
    """
    try:
        word = docx.Document(BytesIO(template))
        notes = clean(word, file)
    except (KeyError, ValueError, AttributeError) as error:
        raise InputError("word_template.damaged", file=file) from error
    filler = _Filler(word, document)
    filler.fill()
    return FilledDocument(packed(word, document), (*notes, *filler.notes(file)))


class _Filler:
    def __init__(self, word: Any, document: DocumentSpec) -> None:
        self._word = word
        self._document = document
        self._chapters = {fold(name): one for one in document.chapters for name in (one.name, *one.also)}
        self._texts: Mapping[str, str] = {fold(name): text for name, text in document.texts.items()}
        self._setter = BlockSetter(Styles(word), lang=document.lang, header_fill=document.theme.paper.rule_soft)
        self._met = _Filling()
        self._marked = False  # whether the template itself says the sharing level

    def fill(self) -> None:
        parts = [self._word.part, *self._edge_parts()]
        self._marked = any(self._says_sharing(part) for part in parts)
        for part in parts:
            for paragraph in paragraphs_of(part.element):
                self._fill_paragraph(paragraph, part)
            for mark in list(part.element.iter(qn("w:bookmarkStart"))):
                self._fill_bookmark(mark, part)

    def notes(self, file: str) -> Iterator[Phrase]:
        known = Joined(tuple(f"{{{{{name}}}}}" for name in self._names()))
        if not self._met.placed:
            raise InputError("word_template.no_place", file=file, known=known)
        if self._met.unknown:
            names = Joined(tuple(f"{{{{{printable(name)}}}}}" for name in self._met.unknown))
            yield Phrase("word_template.unknown", {"file": file, "names": names, "known": known})
        missing = [one.name for one in self._document.chapters if fold(one.name) not in self._met.placed]
        if missing:
            yield Phrase("word_template.unplaced", {"file": file, "names": Joined(tuple(missing))})

    def _names(self) -> list[str]:
        # one name each: a word may have others, in other languages
        words: dict[str, str] = {}
        for name, text in self._document.texts.items():
            words.setdefault(text, name)
        return [*(one.name for one in self._document.chapters), *words.values()]

    def _edge_parts(self) -> list[Any]:
        relations = self._word.part.rels.values()
        return [one.target_part for one in relations if not one.is_external and one.reltype.endswith(_EDGES)]

    def _says_sharing(self, part: Any) -> bool:
        asked = {fold(place.name) for paragraph in paragraphs_of(part.element) for place in places_in(paragraph)}
        asked |= {fold(mark.get(qn("w:name"), "")) for mark in part.element.iter(qn("w:bookmarkStart"))}
        return any(self._texts.get(name) == self._document.sharing for name in asked)

    def _fill_paragraph(self, paragraph: Any, part: Any) -> None:
        asked: list[Chapter] = []
        # from the last: the places before it keep theirs
        for place in reversed(places_in(paragraph)):
            name = fold(place.name)
            if name in self._chapters:
                asked.insert(0, self._chapters[name])
                put(paragraph, place, "")
            elif name in self._texts:
                put(paragraph, place, printable(self._texts[name]))
                self._met.placed.add(name)
            else:
                self._met.unknown.setdefault(place.name)
        if asked:
            self._set_chapters(paragraph, asked, part)

    def _fill_bookmark(self, mark: Any, part: Any) -> None:
        name, paragraph = fold(mark.get(qn("w:name"), "")), mark.getparent()
        if (name in self._met.placed and name in self._chapters) or paragraph.tag != qn("w:p"):
            return
        number = mark.get(qn("w:id"))
        ends = (one for one in paragraph.iter(qn("w:bookmarkEnd")) if one.get(qn("w:id")) == number)
        end = next(ends, None)
        if name in self._texts:
            write_between(mark, end, self._texts[name], run)
            self._met.placed.add(name)
        elif name in self._chapters:
            empty_between(mark, end)
            self._set_chapters(paragraph, [self._chapters[name]], part)

    def _set_chapters(self, paragraph: Any, chapters: list[Chapter], part: Any) -> None:
        last, room = paragraph, room_of(paragraph, part, self._word)
        outer = next(reversed(list(paragraph.iterancestors(qn("w:tbl")))), None)
        if outer is not None and room.width < _NARROW and any(_has_table(chapter) for chapter in chapters):
            # a list in a narrow cell could not be read: it follows the table that the cell is in
            last, room = outer, room_of(outer, part, self._word)
        for chapter in chapters:
            made = [element for block in self._blocks(chapter) for element in self._setter.elements(block, part, room)]
            self._met.placed |= {fold(name) for name in (chapter.name, *chapter.also)}
            self._mark(made[0], chapter, part)
            for element in made:
                last.addnext(element)
                last = element
        if not text_of(paragraph).strip() and not _holds_more(paragraph):
            _take_out(paragraph)

    def _blocks(self, chapter: Chapter) -> tuple[Block, ...]:
        said = marking(self._document.sharing, self._document.ribbon)
        if self._marked or not _has_table(chapter):
            # a map says its level itself
            return chapter.blocks
        first, *others = chapter.blocks
        return (first, Paragraph(said, "note"), *others)

    def _mark(self, paragraph: Any, chapter: Chapter, part: Any) -> None:
        known = {mark.get(qn("w:name")) for mark in part.element.iter(qn("w:bookmarkStart"))}
        if chapter.name not in known:
            self._met.marks += 1
            bookmark(paragraph, chapter.name, self._met.marks)


def _take_out(paragraph: Any) -> None:
    beside = [one for one in paragraph.getparent() if one.tag in (qn("w:p"), qn("w:tbl")) and one is not paragraph]
    # a cell must end with a paragraph
    if paragraph.getparent().tag != qn("w:tc") or (beside and beside[-1].tag == qn("w:p")):
        paragraph.getparent().remove(paragraph)


def _has_table(chapter: Chapter) -> bool:
    return any(isinstance(block, Table) for block in chapter.blocks)


def _holds_more(paragraph: Any) -> bool:
    # a section's end, a picture, a mark of the template: not to be thrown away with the name
    kept = ("w:sectPr", "w:drawing", "w:pict", "w:object", "w:bookmarkStart", "w:bookmarkEnd", "w:fldChar", "w:br")
    return any(next(paragraph.iter(qn(tag)), None) is not None for tag in kept)
