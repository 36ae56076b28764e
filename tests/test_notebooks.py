"""The notebooks: run from top to bottom, as they stand in git without what they show, and what they find."""

import json
from pathlib import Path
from typing import Any

import pytest

from sitemaking.cells import run_cell
from sitemaking.notebook_pages import cells_of
from tests.notebook import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_CELLS = 20


def run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run every cell of a notebook as a kernel does, in a folder and a home of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names: dict[str, Any] = {}
    source = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    for kind, text in cells_of(source):
        if kind == "code":
            names["_"] = run_cell(text, names).value
    return names


def counts_of(table: Any) -> tuple[int, int, int, int]:
    found = table.accounting
    return found.read, found.mapped, found.aggregated, found.listed


def test_the_first_steps_make_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run("premiers_pas", tmp_path, monkeypatch)
    assert counts_of(names["month"].tables["incidents"]) == (531, 517, 14, 0)
    assert [line.count for line in names["spec"].legends[0].lines] == ["25", "51", "82", "17"]
    assert names["_"].size == (3508, 2480)


def test_a_partner_s_table_gets_the_p_codes_that_are_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run("tableau_partenaire", tmp_path, monkeypatch)
    assert list(names["_"]["pcode"]) == ["ML050409", "ML050407", "", "", "ML050503", "ML050409"]
    assert list(names["questions"]) == [4, 5]
    assert list(names["said"]["ligne"]) == [3, 4, 5, 6, 7]


def test_two_months_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run("deux_mois", tmp_path, monkeypatch)
    assert names["counts"]["2021-10"].tolist() == [2, 1, 0, 1]
    assert names["counts"]["2021-11"].tolist() == [3, 2, 1, 1]
    assert [line.count for line in names["spec"].legends[0].lines] == ["0", "2", "1", "1", "0"]


def test_a_sixth_annex_is_composed_from_what_the_edition_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = run("sixieme_annexe", tmp_path, monkeypatch)
    assert (names["PRODUCT"].needs, len(names["spec"].circles)) == (("incidents",), 43)
    assert names["spec"].page.subtitle.startswith("Mali · 76 mouvements forcés à la commune")


def test_another_country_is_mapped_from_its_own_boundaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run("autre_pays", tmp_path, monkeypatch)
    assert counts_of(names["read"].tables["incidents"]) == (5, 4, 1, 0)
    assert names["read"].boundaries.country_name == "Carrésie"
    assert len(names["report"].files) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_stands_in_git_without_what_it_shows(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert len(cells) < MOST_CELLS
    kept = [
        cell["id"] for cell in cells if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"])
    ]
    assert kept == []
