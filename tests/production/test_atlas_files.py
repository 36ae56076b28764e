"""An atlas as files: a folder of its own, one PDF a map, all of it or nothing."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from annexmaps import build
from annexmaps.errors import OutputError, UsageError
from annexmaps.inventory import Inventory
from annexmaps.lint import checks
from annexmaps.lint.checks import Check
from annexmaps.lint.finding import Finding
from annexmaps.production import files
from annexmaps.production.building import BuildReport
from annexmaps.production.manifest import MANIFEST_NAME

INCIDENTS = (
    "numéro,date,région,cercle,commune,catégorie,type\n"
    "1,2021-11-03,Mopti,Douentza,Hairé,E,Taxe illégale\n"
    "2,2021-11-04,Mopti,Koro,Yoro,E,Taxe illégale\n"
    "3,2021-11-05,Gao,,,E,Taxe illégale\n"
)
HEAD = "2021-11_annexe-1_incidents"


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("atlas") / "2021-11"
    folder.mkdir()
    (folder / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(month: Path) -> BuildReport:
    return build(
        month,
        out=month.parent / "maps",
        boundaries="schematic",
        only=("1", "4"),
        atlas="cercle",
        formats=("small", "pdf", "xlsx"),
    )


def bound(report: BuildReport) -> PdfReader:
    (book,) = [path for path in report.files if path.parent.name == "atlas-cercle" and path.suffix == ".pdf"]
    return PdfReader(io.BytesIO(book.read_bytes()))


def test_the_atlas_stands_in_its_own_folder_beside_the_country_s_pages(built: BuildReport) -> None:
    assert [path.relative_to(built.folder).as_posix() for path in built.files] == [
        f"{HEAD}_petit_partners_fr.png",
        f"{HEAD}_partners_fr.pdf",
        "2021-11_annexe-4_incident-list_partners_fr.xlsx",
        f"atlas-cercle/{HEAD}_cercle-douentza_ML0504_petit_partners_fr.png",
        f"atlas-cercle/{HEAD}_cercle-koro_ML0505_petit_partners_fr.png",
        f"atlas-cercle/{HEAD}_atlas-cercle_partners_fr.pdf",
    ]


def test_the_manifest_lists_the_pages_with_their_folder(built: BuildReport) -> None:
    manifest = json.loads((built.folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    listed = {path.relative_to(built.folder).as_posix(): files.digest(path.read_bytes()) for path in built.files}
    assert listed.items() <= manifest["outputs"].items()


def test_units_without_a_page_are_named(built: BuildReport) -> None:
    assert len(built.without_page) == 51
    assert "Kayes" in built.without_page


def test_the_pdf_has_a_page_for_each_unit_in_order(built: BuildReport) -> None:
    titles = [page.extract_text() for page in bound(built).pages]
    assert ["Cercle de Douentza" in titles[0], "Cercle de Koro" in titles[1], len(titles)] == [True, True, 2]


def test_bookmarks_name_the_cercles_under_their_region(built: BuildReport) -> None:
    pdf = bound(built)
    region, cercles = pdf.outline
    assert (region.title, [cercle.title for cercle in cercles]) == ("Mopti", ["Douentza", "Koro"])
    assert [pdf.get_destination_page_number(mark) for mark in (region, *cercles)] == [0, 0, 1]


def test_the_pdf_says_its_title_and_sharing_and_nothing_else(built: BuildReport) -> None:
    assert dict(bound(built).metadata or {}) == {
        "/Title": "Annexe 1 – Carte des incidents de protection (Novembre 2021) – Atlas par cercle",
        "/Keywords": "PARTENAIRES – diffusion restreinte",
    }


def test_two_builds_give_the_same_bytes(month: Path, built: BuildReport, tmp_path: Path) -> None:
    again = build(month, out=tmp_path, boundaries="schematic", only=("1",), atlas="cercle", formats=("pdf",))
    names = [path.name for path in again.files]
    before = {path.name: path.read_bytes() for path in built.files if path.name in names}
    assert {path.name: path.read_bytes() for path in again.files} == before


def test_a_page_that_does_not_verify_leaves_nothing(
    month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(files._CHECKS, ".pdf", lambda content: b"/Outlines" not in content)
    with pytest.raises(OutputError, match="atlas-cercle"):
        build(month, out=tmp_path, boundaries="schematic", only=("1", "4"), atlas="cercle", formats=("xlsx", "pdf"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("format_name", ["small", "pdf"])
def test_a_page_that_does_not_pass_the_lint_refuses_the_build_in_every_format(
    format_name: str, month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_cercle(page: Inventory) -> Iterator[Finding]:
        if "Cercle de Koro" in page.written("title"):
            yield Finding("legend")

    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, Check("legend", second_cercle)))
    with pytest.raises(OutputError) as refusal:
        build(month, out=tmp_path, boundaries="schematic", only=("1",), atlas="cercle", formats=(format_name,))
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (refusal.value.key, refusal.value.values["count"], left) == ("lint.failed", 1, [])


def test_pages_of_an_earlier_atlas_on_other_inputs_are_named(write_month: Callable[..., Path], tmp_path: Path) -> None:
    folder = write_month(incidents=INCIDENTS)
    old = tmp_path / "maps" / "2021-11" / "partners" / "atlas-cercle" / "vieille.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    report = build(folder, out=tmp_path / "maps", boundaries="schematic", only=("4",))
    assert report.left_over == ("atlas-cercle/vieille.png",)


def test_an_unknown_level_is_refused_with_those_there_are(month: Path) -> None:
    with pytest.raises(UsageError, match="region, cercle"):
        build(month, atlas="commune")
