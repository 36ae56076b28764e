"""A template of an office is filled where it asks for it, keeps its own look, and says what it asks for in vain."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.render.documents import DOCUMENT, LIST, MAP, asking, png, related, template, with_part

from annexmaps.errors import InputError
from annexmaps.render.docx_template import fill_template


def filled(content):
    return docx.Document(io.BytesIO(fill_template(content, DOCUMENT, file="modele.docx").content))


def notes(content):
    return [
        " ".join(note.sentence("fr").split()) for note in fill_template(content, DOCUMENT, file="modele.docx").notes
    ]


def texts(word):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.text]


def pictures(element):
    return [one.get("descr") for one in element.iter(qn("wp:docPr"))]


@pytest.mark.parametrize("name", ["annexe_1", "ANNEXE_1", " annexe 1 ", "annex_1", "Annexe-1"])
def test_a_name_cut_into_runs_becomes_the_caption_and_the_map(name):
    word = filled(asking(f"{{{{{name}}}}}"))
    assert texts(word) == ["Annexe 1 – Carte (Novembre 2021)"]
    assert pictures(word.element.body) == ["531 violations : A 78 ; B 23."]


def test_a_word_takes_the_form_of_the_run_it_begins_in():
    def plant(word):
        paragraph = word.add_paragraph("Rapport de ")
        paragraph.add_run("{{mo").bold = True
        paragraph.add_run("is}} !")

    runs = filled(template(plant)).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs] == [("Rapport de ", None), ("Novembre 2021", True), (" !", None)]


def test_names_in_cells_headers_and_footers_are_filled():
    def plant(word):
        word.add_table(1, 1).cell(0, 0).text = "{{annexe_1}}"
        word.sections[0].header.paragraphs[0].text = "{{diffusion}}"
        word.sections[0].footer.paragraphs[0].text = "pied {{mois}}"

    word = filled(template(plant))
    cell = word.tables[0].cell(0, 0)
    assert cell.text.strip() == "Annexe 1 – Carte (Novembre 2021)"
    assert len(pictures(cell._tc)) == 1
    assert word.sections[0].header.paragraphs[0].text == "PARTENAIRES – diffusion restreinte"
    assert word.sections[0].footer.paragraphs[0].text == "pied Novembre 2021"


def test_a_map_in_a_cell_is_no_wider_than_the_cell():
    def plant(word):
        row = word.add_table(1, 2).rows[0]
        row.cells[0].text = "{{annexe_1}}"

    (extent,) = filled(template(plant)).element.body.iter(qn("wp:extent"))
    assert int(extent.get("cx")) / 36_000 < 80  # mm


def test_a_list_in_a_narrow_cell_follows_the_table_of_the_cell():
    def plant(word):
        word.add_table(1, 3).cell(0, 1).text = "{{annexe_4}}"

    word = filled(template(plant))
    assert [len(table.rows) for table in word.tables] == [1, 121]
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["", "", ""]


def test_text_beside_a_name_stays_and_the_annex_follows():
    word = filled(asking("Voir {{annexe_1}} plus bas"))
    assert texts(word) == ["Voir  plus bas", "Annexe 1 – Carte (Novembre 2021)"]


def bookmarked(name, *inside):
    def plant(word):
        paragraph = word.add_paragraph("avant ")
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), "7")
        start.set(qn("w:name"), name)
        paragraph._p.append(start)
        for text in inside:
            paragraph.add_run(text)
        paragraph._p.append(end)
        paragraph.add_run(" après")

    return template(plant)


@pytest.mark.parametrize("inside", [(), ("ici",), ("i", "c", "i")])
def test_a_bookmark_is_filled_between_its_ends(inside):
    assert texts(filled(bookmarked("mois", *inside))) == ["avant Novembre 2021 après"]


def test_the_annex_follows_the_paragraph_of_its_bookmark():
    assert texts(filled(bookmarked("annexe_1", "ici"))) == ["avant  après", "Annexe 1 – Carte (Novembre 2021)"]


def test_the_template_s_own_caption_is_used_by_whatever_id():
    def plant(word):
        style = word.styles["Caption"].element
        style.set(qn("w:styleId"), "Lgende")

    word = filled(with_names(plant, "{{annexe_1}}"))
    assert word.paragraphs[0]._p.pPr.pStyle.val == "Lgende"


def with_names(plant, *names):
    def both(word):
        plant(word)
        for name in names:
            word.add_paragraph(name)

    return template(both)


def test_a_style_that_a_template_lacks_is_lent():
    def plant(word):
        for name in ("Caption", "Table Grid"):
            style = word.styles[name].element
            style.getparent().remove(style)

    word = filled(with_names(plant, "{{annexe_1}}", "{{annexe_4}}"))
    assert word.paragraphs[0].style.name == "Caption"
    assert word.tables[0].style.name == "Table Grid"


def test_lines_of_a_list_keep_their_bullet_where_its_style_is_lent():
    def plant(word):
        style = word.styles["List Bullet"].element
        style.getparent().remove(style)

    assert texts(filled(with_names(plant, "{{sources}}"))) == ["Sources", "•\u00a0Limites : carrés.", "Note."]
    assert texts(filled(asking("{{sources}}"))) == ["Sources", "Limites : carrés.", "Note."]


def test_the_list_repeats_its_header_and_says_its_sharing_level():
    word = filled(asking("{{annexe_4}}"))
    assert [
        mark.getparent().getparent() is word.tables[0]._tbl.tr_lst[0] for mark in word.element.iter(qn("w:tblHeader"))
    ] == [True]
    assert texts(word) == [LIST.title, "PARTENAIRES – diffusion restreinte · DONNÉES FICTIVES"]


def test_a_template_that_says_the_sharing_level_itself_is_not_told_twice():
    assert texts(filled(asking("{{diffusion}}", "{{annexe_4}}"))) == ["PARTENAIRES – diffusion restreinte", LIST.title]


def test_an_annex_that_was_not_made_is_said_in_its_place():
    assert texts(filled(asking("{{annexe_2}}"))) == ["(Annexe non faite.)"]


def test_an_unknown_name_stays_and_is_told_with_those_that_are_known():
    content = asking("{{annexe_1}}", "{{chapeau}}")
    assert texts(filled(content)) == [MAP.title, "{{chapeau}}"]
    assert notes(content)[0] == (
        "Modèle modele.docx : champs inconnus, laissés tels quels : {{chapeau}}. Champs possibles : {{annexe_1}}, {{annexe_4}}, "
        "{{sources}}, {{mois}}, {{diffusion}}, {{annexe_2}}."
    )


def test_chapters_without_a_place_are_told():
    assert notes(asking("{{annexe_1}}")) == [
        "Modèle modele.docx : sans place pour annexe_4, sources. Ajoutez un signet de ce nom, ou le nom entre deux accolades, là où il "
        "doit venir."
    ]


def test_a_template_that_asks_for_nothing_is_refused():
    with pytest.raises(InputError, match=r"ne demande rien que l'on puisse remplir"):
        filled(asking("Bonjour"))


def test_links_go_and_their_words_stay():
    def plant(body):
        link = b'<w:p><w:hyperlink r:id="rIdPlanted"><w:r><w:t>le site</w:t></w:r></w:hyperlink></w:p><w:sectPr'
        return body.replace(b"<w:sectPr", link, 1)

    content = with_part(asking("{{annexe_1}}"), "word/document.xml", change=plant)
    content = related(content, "hyperlink", "https://example.org/suivi?id=awa")
    assert texts(filled(content))[-1] == "le site"
    assert b"example.org" not in members(fill_template(content, DOCUMENT, file="m.docx").content)
    assert "Modèle modele.docx : les liens vers des adresses sont retirés, leur texte reste." in notes(content)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_who_wrote_a_template_and_when_is_not_told():
    def plant(word):
        word.core_properties.author = word.core_properties.last_modified_by = "Awa Traoré"
        word.core_properties.comments = "brouillon"

    content = with_names(plant, "{{annexe_1}}")
    written = fill_template(content, DOCUMENT, file="m.docx").content
    assert [
        word for word in (b"Awa", b"brouillon", b"python-docx", b"thumbnail", b"2013-12") if word in members(written)
    ] == []


def test_pictures_of_a_template_are_written_anew_as_png():
    def plant(word):
        from PIL import Image

        exif = Image.Exif()
        exif[315] = "Awa Traoré"
        file = io.BytesIO()
        Image.new("RGB", (30, 20), "#336699").save(file, "JPEG", exif=exif)
        file.seek(0)
        word.add_picture(file)

    content = with_names(plant, "{{annexe_1}}")
    assert b"Awa" in members(content)
    written = fill_template(content, DOCUMENT, file="m.docx").content
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert sorted(name for name in archive.namelist() if "media" in name) == [
            "word/media/image1.png",
            "word/media/image2.png",
        ]
    assert b"Awa" not in members(written)


def test_the_same_template_gives_the_same_bytes():
    content = asking("{{annexe_1}}", "{{annexe_4}}", "{{mois}}")
    first, second = (fill_template(content, DOCUMENT, file="m.docx").content for _ in range(2))
    assert first == second


def test_a_hostile_cell_stays_text():
    from dataclasses import replace

    from annexmaps.document import Table

    hostile = '<w:p/>{{mois}}"&\x00]]>=HYPERLINK("http://x")'
    table = Table("", ("A",), ((hostile,),), alt="x")
    spec = replace(DOCUMENT, chapters=(replace(LIST, blocks=(table,)),))
    word = docx.Document(io.BytesIO(fill_template(asking("{{annexe_4}}"), spec, file="m.docx").content))
    assert word.tables[0].cell(1, 0).text == '<w:p/>{{mois}}"&\ufffd]]>=HYPERLINK("http://x")'


def test_a_logo_of_the_template_stays(tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(10, 10, "#123456"))
    word = filled(with_names(lambda word: word.add_picture(str(logo)), "{{annexe_1}}"))
    assert len(pictures(word.element.body)) == 2
