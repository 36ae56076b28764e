"""A small annex document as Word file and as PDF: sound to the letter, inert, the same bytes each time."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.render.documents import DOCUMENT, LIST, png

from annexmaps.document import Chapter, Heading, Paragraph, Picture, Table
from annexmaps.render.docx_document import write_docx
from annexmaps.render.pdf_document import write_pdf

# the order of children that Word wants (ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.60): of those that we write
ORDERS = {
    "w:pPr": ["pStyle", "keepNext", "pageBreakBefore", "spacing", "jc", "outlineLvl", "sectPr"],
    "w:rPr": ["b", "sz", "szCs"],
    "w:tblPr": ["tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption"],
    "w:trPr": ["cantSplit", "tblHeader"],
    "w:tcPr": ["tcW", "shd"],
    "w:sectPr": ["headerReference", "footerReference", "type", "pgSz", "pgMar"],
}


def of_blocks(*blocks):
    return replace(DOCUMENT, chapters=(Chapter("annexe_9", "Chapitre", blocks),))


def word_of(document):
    return docx.Document(io.BytesIO(write_docx(document)))


def pages_of(document):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(write_pdf(document))).pages]


@pytest.mark.parametrize("tag", ORDERS)
def test_children_stand_in_the_order_that_word_wants(tag):
    word = word_of(DOCUMENT)
    for element in word.element.body.iter(qn(tag)):
        names = [child.tag.rsplit("}", 1)[-1] for child in element]
        assert names == sorted(names, key=ORDERS[tag].index)


def test_the_word_file_has_no_part_but_what_it_needs():
    with zipfile.ZipFile(io.BytesIO(write_docx(DOCUMENT))) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
            "word/footer1.xml", "word/header1.xml", "word/media/image1.png", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
        ]  # fmt: skip
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_the_same_document_gives_the_same_bytes(write):
    assert write(DOCUMENT) == write(DOCUMENT)


def test_the_list_s_header_is_on_each_of_its_pages():
    pages = [page for page in pages_of(DOCUMENT) if "Vol, extorsion" in page]
    assert len(pages) > 2
    assert [page.count("N° Région Commune Type") for page in pages] == [1] * len(pages)


def test_the_first_page_of_the_pdf_tells_where_each_chapter_begins():
    pages = pages_of(DOCUMENT)
    begun = zip(DOCUMENT.chapters, (2, 3, len(pages)), strict=True)
    assert [chapter.title for chapter, page in begun if f"{chapter.title} · {page}" not in pages[0]] == []


def test_each_chapter_begins_a_page_in_word():
    word = word_of(replace(DOCUMENT, chapters=(LIST, replace(LIST, name="annexe_5"))))
    starts = list(word.element.body.iter(qn("w:pageBreakBefore"), qn("w:sectPr")))
    assert [one.tag.rsplit("}", 1)[-1] for one in starts] == ["sectPr", "pageBreakBefore", "sectPr"]


def test_a_chart_without_lines_is_a_picture_with_its_alternative_text_in_the_pdf():
    document = of_blocks(Picture(png(), "Figure", "12 alertes"))
    page = PdfReader(io.BytesIO(write_pdf(document))).pages[1]
    assert f"/Alt <{(chr(0xFEFF) + '12 alertes').encode('utf-16-be').hex()}>".encode() in page.get_contents().get_data()
    assert len(page.images) == 1


@pytest.mark.parametrize(
    "text", ["<b>gras</b> & <para>", "{{mois}}", "=HYPERLINK(1)", "&lt;script&gt;", "<font name='x'>"]
)
def test_markup_in_a_text_is_text(text):
    document = of_blocks(Heading(text), Paragraph(text), Table("", ("A",), ((text,),), alt="x"))
    word = word_of(document)
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.text == text] == [text, text]
    assert word.tables[0].cell(1, 0).text == text
    assert pages_of(document)[1].count(text) == 3


def test_letters_that_the_typeface_lacks_are_set_in_another():
    document = of_blocks(Paragraph("Bamanankan ↗ ɲɛ ⵜ"), Table("", ("A",), (("↗ ɲɛ",),), alt="x"))
    page = pages_of(document)[1]
    assert "Bamanankan ↗ ɲɛ" in page
    assert page.count("↗ ɲɛ") == 2


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_sound_document(text):
    document = of_blocks(Paragraph(text), Table(text, (text,), ((text,), (None,)), note=text))
    word_of(document)
    assert len(PdfReader(io.BytesIO(write_pdf(document))).pages) == 2
