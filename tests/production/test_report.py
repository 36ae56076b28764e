"""The annex document as `report` writes it: which files, what stands in them, the same bytes each time, opened by others."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from annexmaps import report
from annexmaps.errors import UsageError
from annexmaps.production.files import digest

TABLES = {
    "incidents": (
        "numéro,date,région,cercle,commune,localité,catégorie,type\n"
        "1,2021-11-03,Mopti,Douentza,Hairé,Boni,E,Taxe illégale\n"
        "2,2021-11-04,Mopti,Douentza,Hairé,Boni,B,\"Assassinat, meurtre\"\n"
    ),
    "indice_risque": "région,cercle,commune,total\nMopti,Douentza,Hairé,21\nMopti,Koro,Koro,7\n",
}  # fmt: skip
ARTEFACTS = Path(__file__).parents[2] / "build" / "test-artefacts"
OFFICE = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
TITLES = [
    "Annexe 1 – Carte des incidents de protection (Novembre 2021)",
    "Annexe 3 – Carte de l'indice de risque (Novembre 2021)",
    "Annexe 4 – Liste des incidents (Novembre 2021)",
    "Sources et limites des données",
]
UPRIGHT, ACROSS = (210, 297), (297, 210)  # mm
PAGES = [UPRIGHT, ACROSS, ACROSS, ACROSS, UPRIGHT]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "2021-11"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(month: Path):
    return report(month, out=month.parent / "maps", boundaries="schematic")


@pytest.fixture(scope="module")
def converted(made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word file as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    office = shutil.which("soffice") or str(OFFICE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(made.files[0])]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / made.files[0].with_suffix(".pdf").name


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def sizes(path: Path) -> list[tuple[int, int]]:
    boxes = (page.mediabox for page in PdfReader(path).pages)
    return [(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes]


def test_a_report_is_a_word_file_and_a_pdf(made):
    assert [path.name for path in made.files] == [
        "2021-11_annexes_partners_fr.docx",
        "2021-11_annexes_partners_fr.pdf",
    ]


def test_one_format_may_be_asked_for(month, tmp_path):
    alone = report(month, out=tmp_path, boundaries="schematic", only=["4"], formats=["docx"])
    assert [path.suffix for path in alone.files] == [".docx"]


@pytest.mark.parametrize(
    ("options", "key"),
    [({"formats": ["png"]}, "usage.format"), ({"formats": ["pdf"], "template": "x.docx"}, "usage.template_unused")],
)
def test_another_format_or_a_template_that_nothing_fills_is_refused(month, tmp_path, options, key):
    with pytest.raises(UsageError) as refused:
        report(month, out=tmp_path, boundaries="schematic", **options)
    assert refused.value.key == key


def test_the_manifest_lists_both_files(made):
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["outputs"] == {path.name: digest(path.read_bytes()) for path in made.files}


def test_each_chapter_has_a_bookmark_in_word_and_an_outline_entry_in_the_pdf(made):
    word, pdf = made.files
    document = part(word, "word/document.xml")
    assert re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/>', document) == [
        "annexe_1",
        "annexe_3",
        "annexe_4",
        "sources",
    ]
    assert [entry.title for entry in PdfReader(pdf).outline] == TITLES


def test_captions_are_in_the_built_in_style_and_in_the_navigation_pane(made):
    captions = [
        paragraph for paragraph in docx.Document(str(made.files[0])).paragraphs if paragraph.style.name == "Caption"
    ]
    assert [paragraph.text for paragraph in captions] == TITLES[:3]
    assert [paragraph._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for paragraph in captions] == ["0"] * 3


def test_every_picture_of_the_word_file_says_what_its_map_says_in_numbers(made):
    word = docx.Document(str(made.files[0]))
    said = [" ".join(picture.get("descr").split()) for picture in word.element.iter(qn("wp:docPr"))]
    assert "2 violations documentées" in said[0]
    assert "B · Atteintes au droit à la vie : 1 ; " in said[0]
    assert (
        "4 · Critique (≥ 20 points) : 1 ; 3 · Sérieuse (15 à 19 points) : 0 ; 2 · Modérée (6 à 14 points) : 1"
        in said[1]
    )


def test_the_maps_of_the_pdf_have_their_alternative_text(made):
    texts = [page.get_contents().get_data() for page in PdfReader(made.files[1]).pages]
    said = [re.search(rb"/Span <</Alt <(\w+)>>>", text) for text in texts]
    told = [bytes.fromhex(one[1].decode()).decode("utf-16") if one else "" for one in said]
    assert [text[:9] for text in told] == ["", "Annexe 1 ", "Annexe 3 ", "", ""]


def test_the_list_of_partners_tells_neither_day_nor_locality(made):
    (table,) = docx.Document(str(made.files[0])).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["N°", "Région", "Cercle", "Commune", "P-code", "Cat.", "Type de violation"],
        ["1", "Mopti", "Douentza", "Hairé", "ML050408", "B", "Assassinat, meurtre"],
        ["2", "Mopti", "Douentza", "Hairé", "ML050408", "E", "Taxe illégale"],
    ]


def test_both_files_say_their_language(made):
    assert 'w:lang w:val="fr-FR"' in part(made.files[0], "word/styles.xml")
    assert PdfReader(made.files[1]).root_object["/Lang"] == "fr-FR"


def test_pages_stand_as_their_maps_do(made):
    assert sizes(made.files[1]) == PAGES


def test_every_page_says_its_number_and_its_sharing_level(made):
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(made.files[1]).pages]
    assert [
        (f"Page {number} / 5" in text, "PARTENAIRES – diffusion restreinte" in text)
        for number, text in enumerate(texts, 1)
    ] == [(True, True)] * 5


def test_the_same_month_gives_the_same_bytes_in_another_process(made, month, tmp_path):
    again = (
        "import sys, annexmaps\nannexmaps.report(sys.argv[1], out=sys.argv[2], boundaries='schematic', only=('4',))\n"
    )
    for name, seed in (("one", "1"), ("two", "2")):
        command = [sys.executable, "-c", again, str(month), str(tmp_path / name)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=300)
    one, two = (sorted((tmp_path / name).rglob("*annexes*")) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_libreoffice_prints_the_same_pages_as_the_pdf(made, converted):
    assert sizes(converted) == PAGES
    texts = [page.extract_text() for page in PdfReader(converted).pages]
    assert [title in " ".join(text.split()) for title, text in zip(TITLES, texts[1:], strict=True)] == [True] * 4
    listed = run("pdfimages", "-list", str(converted)).splitlines()[2:]
    assert [line.split()[0] for line in listed if line.split()[2] == "image"] == ["2", "3"]


@pytest.mark.parametrize("which", ["pdf", "docx"])
def test_maps_fill_their_pages(made, converted, which):
    path = made.files[1] if which == "pdf" else converted
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    pattern = ARTEFACTS / f"report-{which}"
    run("pdftoppm", "-r", "60", "-png", str(path), str(pattern))
    inked = []
    for picture in sorted(ARTEFACTS.glob(f"report-{which}-*.png")):
        with Image.open(picture) as page:
            left, top, right, bottom = page.convert("L").point(lambda dot: 255 if dot < 250 else 0).getbbox()
            inked.append(((right - left) / page.width > 0.8, (bottom - top) / page.height > 0.8))
    assert inked[1:3] == [(True, True)] * 2


def test_every_font_of_the_pdf_is_inside_it(made):
    told = run("pdffonts", str(made.files[1]))
    fonts = told.splitlines()[2:]
    assert len(fonts) > 4
    # name, type, encoding, embedded, subset, letters known
    assert [font for font in fonts if font.split()[-5:-2] != ["yes", "yes", "yes"]] == []
