"""Every format as a file: its name, and that a torn one never gets its name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annexmaps import build
from annexmaps.errors import OutputError, UsageError
from annexmaps.production.files import publish
from annexmaps.render.formats import RENDERERS

COVERAGE = "région,cercle,commune,statut\nMopti,Douentza,Hairé,couvert\n"
HOSTILE = {
    "page.svg": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "half.svg": b"<svg><g>",
    "half.pdf": b"%PDF-1.4\n1 0 obj\n",
    "not.pdf": b"\x89PNG %%EOF\n",
    "half.tif": b"II*\x00\x08\x00\x00\x00",
    "not.tif": b"<VRTDataset/>",
    "half.png": b"\x89PNG\r\n\x1a\n",
}


def test_every_format_of_a_map_has_a_file_of_its_own(write_month: Callable[..., Path], tmp_path: Path) -> None:
    month, maps = write_month(couverture=COVERAGE), tmp_path / "maps"
    chosen = [name for name, renderer in RENDERERS.items() if renderer.kind == "map"]
    report = build(month, out=maps, boundaries="schematic", only=("5",), formats=chosen)
    assert [path.name.removeprefix("2021-11_annexe-5_coverage_") for path in report.files] == [
        "partners_fr.png",
        "partners_fr.pdf",
        "partners_fr.svg",
        "partners_fr.tif",
        "petit_partners_fr.png",
    ]


def test_an_unknown_format_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"«\sjpg\s» n'existe pas\. Formats\s: png, pdf, svg, tif, small, html, xlsx"):
        build(tmp_path, formats=("jpg",))


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_file_that_does_not_read_back_never_gets_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="ne se relit pas"):
        publish({tmp_path / name: HOSTILE[name]})
    assert list(tmp_path.iterdir()) == []


def test_the_list_as_csv_has_its_dictionary_beside_it(sample_folder: Path, tmp_path: Path) -> None:
    report = build(
        sample_folder / "2021-11", out=tmp_path, boundaries="schematic", only=("4",), formats=("xlsx", "csv")
    )
    assert [path.name for path in report.files] == [
        "2021-11_annexe-4_incident-list_exemple_partners_fr.xlsx",
        "2021-11_annexe-4_incident-list_exemple_partners_fr.csv",
        "2021-11_annexe-4_incident-list_exemple_dictionnaire_partners_fr.csv",
    ]
    lines = report.files[1].read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "N°;Mois;Région;Cercle;Commune;P-code;Catégorie;Type de violation;Diffusion;Exemple"
    assert len(lines) == 532


def test_docx_is_no_format_of_a_build(sample_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="se fait par annexmaps report"):
        build(sample_folder / "2021-11", out=tmp_path, formats=("png", "docx"))
