"""The annex document as `report` writes it: which files, what stands in them, the same bytes each time."""

import json
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from annexmaps import report
from annexmaps.production.files import digest

HAIRE = (
    "numéro,date,région,cercle,commune,localité,catégorie,type\n"
    "1,2021-11-03,Mopti,Douentza,Hairé,Boni,E,Taxe illégale\n"
    "2,2021-11-04,Mopti,Douentza,Hairé,Boni,B,\"Assassinat, meurtre\"\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("report") / "2021-11"
    folder.mkdir()
    (folder / "incidents.csv").write_text(HAIRE, encoding="utf-8")
    return report(folder, out=folder.parent / "maps", boundaries="schematic")


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_a_report_is_a_word_file_and_a_pdf(made):
    assert [path.name for path in made.files] == [
        "2021-11_annexes_partners_fr.docx",
        "2021-11_annexes_partners_fr.pdf",
    ]


def test_the_manifest_lists_both_files(made):
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["outputs"] == {path.name: digest(path.read_bytes()) for path in made.files}


def test_each_chapter_has_a_bookmark_in_word_and_an_outline_entry_in_the_pdf(made):
    word, pdf = made.files
    document = part(word, "word/document.xml")
    assert [name for name in ("annexe_1", "annexe_4", "sources") if f'w:name="{name}"' in document] == [
        "annexe_1",
        "annexe_4",
        "sources",
    ]
    assert [entry.title for entry in PdfReader(pdf).outline] == [
        "Annexe 1 – Carte des incidents de protection (Novembre 2021)",
        "Annexe 4 – Liste des incidents (Novembre 2021)",
        "Sources et limites des données",
    ]


def test_the_list_of_partners_tells_neither_day_nor_locality(made):
    (table,) = docx.Document(str(made.files[0])).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["N°", "Région", "Cercle", "Commune", "P-code", "Cat.", "Type de violation"],
        ["1", "Mopti", "Douentza", "Hairé", "ML050408", "B", "Assassinat, meurtre"],
        ["2", "Mopti", "Douentza", "Hairé", "ML050408", "E", "Taxe illégale"],
    ]
