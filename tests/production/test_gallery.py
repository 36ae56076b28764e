"""The contact sheet shows what manifests list, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from annexmaps.errors import InputError
from annexmaps.production.gallery import write_gallery

NAMES = (
    "{month}_annexe-3_risk-index_change_partners_fr.png",
    "{month}_annexe-3_risk-index_partners_fr.png",
    "{month}_annexe-1_incidents_partners_fr.png",
    "{month}_annexe-1_incidents_partners_fr.html",
    "{month}_annexe-4_incident-list_partners_fr.xlsx",
    "{month}_tableau-de-bord_partners_fr.html",
    "{month}_annexes_partners_fr.docx",
    "controle_cartes.json",
)


def write_month(folder: Path, month: str, *, names: tuple[str, ...] = NAMES, fictitious: bool = False) -> Path:
    place = folder / month / "partners"
    place.mkdir(parents=True)
    outputs = {name.format(month=month): "" for name in names}
    for name in outputs:
        (place / name).write_bytes(b"x")
    manifest = {"month": month, "edition": "partners", "fictitious": fictitious, "outputs": outputs}
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return place


def page_of(folder: Path, *, lang: str = "fr") -> str:
    return write_gallery(folder, lang=lang).read_text(encoding="utf-8")


def test_pictures_stand_in_the_order_of_the_annexes_newest_month_first(tmp_path: Path) -> None:
    write_month(tmp_path, "2021-10")
    write_month(tmp_path, "2021-11")
    page = page_of(tmp_path)
    assert re.findall(r"<h2>(\S+ \d+)", page) == ["Novembre 2021", "Octobre 2021"]
    assert re.findall(r"<figcaption>(.*?)</figcaption>", page)[:3] == [
        "Annexe 1 – Carte des incidents de protection",
        "Annexe 3 – Carte de l&#x27;indice de risque",
        "Annexe 3 – Évolution de l&#x27;indice de risque",
    ]
    assert 'src="./2021-11/partners/2021-11_annexe-1_incidents_partners_fr.png"' in page


def test_other_files_are_links_with_their_kind(tmp_path: Path) -> None:
    write_month(tmp_path, "2021-11")
    assert re.findall(r"<li><a [^>]*>(.*?)</a>", page_of(tmp_path, lang="en")) == [
        "Annex 1 – Map of protection incidents (HTML)",
        "Annex 4 – List of incidents (XLSX)",
        "The annexes in one document (DOCX)",
        "Dashboard (HTML)",
    ]


def test_a_file_that_no_manifest_lists_or_that_is_gone_is_not_shown(tmp_path: Path) -> None:
    place = write_month(tmp_path, "2021-11")
    (place / "2021-11_annexe-2_flash-alerts_partners_fr.png").write_bytes(b"x")
    (place / "2021-11_annexe-1_incidents_partners_fr.png").unlink()
    page = page_of(tmp_path)
    assert ("annexe-2" in page, "incidents_partners_fr.png" in page) == (False, False)


def test_months_of_fiction_say_so(tmp_path: Path) -> None:
    write_month(tmp_path, "2021-10", fictitious=True)
    write_month(tmp_path, "2021-11")
    assert page_of(tmp_path).count("DONNÉES FICTIVES") == 1


@pytest.mark.parametrize(
    "name", ["javascript:alert(1)//.png", '2021-11_annexe-1_"><script>_fr.png', "2021-11_x_<b>.pdf"]
)
def test_a_hostile_name_in_a_manifest_stays_text(tmp_path: Path, name: str) -> None:
    place = tmp_path / "2021-11" / "partners"
    place.mkdir(parents=True)
    manifest = {"month": "2021-11", "edition": "partners", "outputs": {name: ""}}
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    if "/" not in name:
        (place / name).write_bytes(b"x")
    page = page_of(tmp_path)
    assert ("<script>" in page, "<b>" in page, 'href="javascript' in page) == (False, False, False)


def test_a_page_asks_for_pictures_beside_it_and_nothing_else(tmp_path: Path) -> None:
    write_month(tmp_path, "2021-11")
    page = page_of(tmp_path)
    assert "default-src &#x27;none&#x27;; img-src &#x27;self&#x27; file:;" in page
    assert ("<script" in page, "http:" in page, "https:" in page) == (False, False, False)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"month": "2021-12", "edition": "partners"}'])
def test_a_folder_without_a_month_that_was_built_is_refused(tmp_path: Path, text: str) -> None:
    if text:
        write_month(tmp_path, "2021-11")
        (tmp_path / "2021-11" / "partners" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        write_gallery(tmp_path, lang="fr")
    assert refused.value.key == ("gallery.manifest" if text == "{" else "gallery.nothing")
    assert not (tmp_path / "index.html").exists()
