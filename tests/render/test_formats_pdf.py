"""The page as PDF: its size, its text, and that no place of a mark can be read back outside the office."""

import io
import re

import pytest
from marked_page import COUNT, FORMULA, NUMBER, marked_spec
from pypdf import PdfReader
from square_country import square_page

from annexmaps.render.vector import draw_pdf

PLACED = re.compile(rb"[-\d.\s]+cm\s[-\d.\s]+cm\s+/I\d+\s+Do")


def page_of(pdf):
    return PdfReader(io.BytesIO(pdf)).pages[0]


def lines_of(pdf):
    # all that is drawn, without the pictures and where they lie: on whole centimetres
    return PLACED.sub(b"", page_of(pdf).get_contents().get_data())


def pictures_of(pdf):
    objects = page_of(pdf)["/Resources"]["/XObject"]
    return [objects[name] for name in objects if objects[name]["/Subtype"] == "/Image"]


@pytest.fixture(scope="module")
def made():
    return draw_pdf(marked_spec())


def test_the_page_is_a4_landscape(made):
    _, _, width, height = (float(length) for length in page_of(made).mediabox)
    assert (round(width / 72 * 25.4, 3), round(height / 72 * 25.4, 3)) == (297, 210)


def test_the_text_can_be_searched_with_its_accents(made):
    text = page_of(made).extract_text()
    wanted = ("Annexe 9 – Carte d’essai (Novembre 2021)", "DONNÉES FICTIVES", "Alerte : é à ç œ", "6 039 lignes")
    assert [words for words in wanted if words not in text] == []


def test_the_letters_of_every_typeface_are_in_the_file(made):
    fonts = page_of(made)["/Resources"]["/Font"].values()
    faces = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert faces
    assert all("/FontFile2" in face for face in faces)


def test_the_file_says_title_subject_and_sharing_and_nothing_else(made):
    assert dict(PdfReader(io.BytesIO(made)).metadata) == {
        "/Title": "Annexe 9 – Carte d’essai (Novembre 2021)",
        "/Subject": "Pays · 16 communes · 6 039 lignes",
        "/Keywords": "Partenaires, DONNÉES FICTIVES",
    }


@pytest.mark.parametrize("edition", ["partners", "public"])
def test_marks_that_move_change_the_pictures_and_no_line(edition):
    one, other = (draw_pdf(marked_spec(moved=by, edition=edition)) for by in (0.0, 0.01))
    assert lines_of(one) == lines_of(other)
    assert [p.get_data() for p in pictures_of(one)] != [p.get_data() for p in pictures_of(other)]


def test_marks_of_the_internal_edition_are_lines():
    one, other = (draw_pdf(marked_spec(moved=by, edition="internal")) for by in (0.0, 0.01))
    assert lines_of(one) != lines_of(other)
    assert pictures_of(one) == []


def test_counts_and_numbers_beside_marks_are_no_text_outside_the_office(made):
    text = page_of(made).extract_text()
    assert (COUNT in text, NUMBER in text) == (False, False)


def test_counts_and_numbers_are_text_in_the_internal_edition():
    text = page_of(draw_pdf(marked_spec(edition="internal"))).extract_text()
    assert (COUNT in text, NUMBER in text) == (True, True)


def test_pictures_of_marks_have_300_dots_per_inch_and_are_transparent(made):
    # one at least of the main frame and of the inset; each is a whole number of centimetres, but for a dot
    assert len(pictures_of(made)) >= 2
    assert all("/SMask" in picture for picture in pictures_of(made))
    sides = [side / 300 * 2.54 for p in pictures_of(made) for side in (p["/Width"], p["/Height"])]
    assert all(abs(side - round(side)) < 0.02 for side in sides)


def test_text_from_a_table_stays_text():
    text = page_of(draw_pdf(marked_spec(page=square_page(title=FORMULA)))).extract_text()
    assert "<script>alert(1)</script> $x_2$ &" in text
