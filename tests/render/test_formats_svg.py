"""The page as SVG: text is text, nothing is fetched or run, no place of a mark can be read back outside the office."""

import base64
import io
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from marked_page import COUNT, FORMULA, NUMBER, marked_spec
from PIL import Image
from square_country import square_page

from annexmaps.render.vector import draw_svg

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
PICTURE = re.compile(rb'<image xlink:href="data:image/png;base64,([^"]*)"[^>]*>')  # laid on whole centimetres


def tree_of(svg):
    return ElementTree.parse(io.BytesIO(svg)).getroot()  # noqa: S314 our own file


def texts_of(svg):
    return ["".join(text.itertext()) for text in tree_of(svg).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def made():
    return draw_svg(marked_spec())


def test_the_page_is_a4_landscape(made):
    sides = (float(tree_of(made).get(name).removesuffix("pt")) for name in ("width", "height"))
    assert [round(side / 72 * 25.4, 3) for side in sides] == [297, 210]


def test_the_text_is_text_with_its_accents(made):
    wanted = {"Annexe 9 – Carte d’essai (Novembre 2021)", "DONNÉES FICTIVES", "Alerte : é à ç œ"}
    assert wanted - set(texts_of(made)) == set()


def test_the_typeface_is_named_with_others_after_it(made):
    families = {text.get("style").split("font-family: ")[1].split(";")[0] for text in tree_of(made).iter(f"{SVG}text")}
    assert families == {"Roboto, Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"}


def test_nothing_is_fetched_or_run(made):
    links = [element.get(LINK, "") for element in tree_of(made).iter()]
    addresses = set(re.findall(rb"url\(([^)]{1,20})", made))
    assert {link[:22] for link in links if link and not link.startswith("#")} == {"data:image/png;base64,"}
    assert all(address.startswith((b"#", b"data:font/woff")) for address in addresses)
    assert (b"<script" in made, b"<!DOCTYPE" in made, b"@import" in made) == (False, False, False)


def test_every_part_has_a_name_of_its_own(made):
    names = Counter(element.get("id") for element in tree_of(made).iter() if element.get("id"))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_file_says_title_subject_and_sharing_and_no_date(made):
    root = tree_of(made)
    said = [text.strip() for part in root.iter(f"{SVG}metadata") for text in part.itertext() if text.strip()]
    title, subject = "Annexe 9 – Carte d’essai (Novembre 2021)", "Pays · 16 communes · 6 039 lignes"
    assert said == [title, subject, "Partenaires", "DONNÉES FICTIVES"]


@pytest.mark.parametrize("edition", ["partners", "public"])
def test_marks_that_move_change_the_pictures_and_nothing_else(edition):
    one, other = (draw_svg(marked_spec(moved=by, edition=edition)) for by in (0.0, 0.01))
    assert PICTURE.sub(b"", one) == PICTURE.sub(b"", other)
    assert PICTURE.findall(one) != PICTURE.findall(other)


def test_marks_of_the_internal_edition_are_lines():
    one, other = (draw_svg(marked_spec(moved=by, edition="internal")) for by in (0.0, 0.01))
    assert one != other
    assert PICTURE.findall(one) == []


def test_counts_and_numbers_are_text_in_the_internal_edition_only(made):
    inside = draw_svg(marked_spec(edition="internal"))
    assert [{COUNT, NUMBER} & set(texts_of(svg)) for svg in (made, inside)] == [set(), {COUNT, NUMBER}]


def test_a_halo_is_a_style_of_its_text():
    styles = {
        text.text: text.get("style") for text in tree_of(draw_svg(marked_spec(edition="internal"))).iter(f"{SVG}text")
    }
    assert styles[NUMBER].startswith("paint-order: stroke; stroke: #ffffff; stroke-width: 1.8px")


def test_text_from_a_table_stays_text():
    svg = draw_svg(marked_spec(page=square_page(title=FORMULA)))
    assert any(text.startswith("<script>alert(1)</script> $x_2$ &") for text in texts_of(svg))
    assert b"<script" not in svg


def test_pictures_of_marks_say_nothing_about_themselves(made):
    for found in PICTURE.findall(made):
        picture = Image.open(io.BytesIO(base64.b64decode(found)))
        assert (picture.mode, set(picture.info)) == ("RGBA", set())
