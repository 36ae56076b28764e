import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from tests.notebook import readme_code

from annexmaps import build, read_month, specify
from annexmaps.errors import InputError, OutputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production import files
from annexmaps.production.manifest import MANIFEST_NAME, told_left_over
from annexmaps.production.page_record import RECORD_NAME
from annexmaps.products import product_modules
from annexmaps.spec import ListSpec, MapSpec

INCIDENTS = (
    "numéro,date,région,cercle,commune,catégorie,type\n"
    "1,2021-11-03,Mopti,Douentza,Hairé,E,Taxe illégale\n"
    "2,2021-11-04,Mopti,Douentza,Nulle,B,\"Assassinat, meurtre\"\n"
    "3,2021-10-31,Mopti,Douentza,Hairé,E,Taxe illégale\n"
    "4,2021-11-05,Nulle,,,A,Retour forcé\n"
)  # fmt: skip


@pytest.fixture
def month(write_month: Callable[..., Path]) -> Path:
    return write_month(incidents=INCIDENTS)


def test_a_build_writes_the_annexes_its_tables_allow_and_says_which_it_leaves_out(month: Path, tmp_path: Path) -> None:
    report = build(month, out=tmp_path / "maps", boundaries="schematic")
    assert [path.name for path in report.files] == [
        "2021-11_annexe-1_incidents_partners_fr.png",
        "2021-11_annexe-4_incident-list_partners_fr.xlsx",
    ]
    assert report.skipped == {"2": ("flash_alerts",), "3": ("risk_index",), "5": ("coverage",)}


def test_the_manifest_accounts_for_every_row_and_every_file(month: Path, tmp_path: Path) -> None:
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",))
    manifest = json.loads((report.folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    assert manifest["rows"] == {"incidents": {"read": 4, "mapped": 1, "aggregated": 1, "listed": 2}}
    assert manifest["inputs"] == {"incidents": {"sha256": files.digest((month / "incidents.csv").read_bytes())}}
    assert manifest["outputs"] == {report.files[0].name: files.digest(report.files[0].read_bytes())}


@pytest.mark.parametrize(("edition", "named"), [("internal", True), ("partners", False), ("public", False)])
def test_names_of_files_received_stay_in_the_office(month: Path, tmp_path: Path, edition: str, named: bool) -> None:
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",), edition=edition)
    assert ("incidents.csv" in (report.folder / MANIFEST_NAME).read_text(encoding="utf-8")) == named


def test_a_second_build_of_other_annexes_keeps_the_first_in_the_manifest(month: Path, tmp_path: Path) -> None:
    for annex in ("1", "4"):
        report = build(month, out=tmp_path / "maps", boundaries="schematic", only=(annex,))
    manifest = json.loads((report.folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    assert [name.split("_")[1] for name in manifest["outputs"] if name != RECORD_NAME] == ["annexe-1", "annexe-4"]


def test_a_page_is_a4_at_300_dots_per_inch(month: Path, tmp_path: Path) -> None:
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("1",))
    with Image.open(report.files[0]) as page:
        assert page.size == (3508, 2480)
        assert [round(dots) for dots in page.info["dpi"]] == [300, 300]


def test_a_month_without_rows_gives_an_empty_map_that_says_so(write_month: Callable[..., Path]) -> None:
    month = write_month(incidents=INCIDENTS.splitlines()[0] + "\n")
    made = specify(month, annex="1", boundaries="schematic")
    assert isinstance(made, MapSpec)
    assert made.page.empty == "Aucune violation documentée dans les données de ce mois"
    assert made.circles == ()


def test_rows_that_are_not_placed_are_counted_on_the_page(month: Path) -> None:
    made = specify(month, annex="1", boundaries="schematic", lang="en")
    assert made.page.subtitle == (
        "Mali · 3 documented violations · 4 rows read = 1 at commune level + 1 at cercle or region + 2 set aside or without place"
    )


def test_strict_refuses_a_month_with_rows_to_check_and_writes_no_map(month: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--strict"):
        build(month, out=tmp_path / "maps", boundaries="schematic", strict=True)
    assert not (tmp_path / "maps").exists()


def test_the_pre_flight_lists_every_problem_with_its_row(month: Path, tmp_path: Path) -> None:
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",))
    assert report.preflight_file == month / "controle" / "controle.html"
    sheet = openpyxl.load_workbook(month / "controle" / "controle.xlsx")["Lignes"]
    lines = list(sheet.iter_rows(min_row=6, values_only=True))
    assert [(line[0], line[5]) for line in lines] == [("écartée", 4), ("non cartographiée", 5), ("à vérifier", 3)]


def test_a_missing_month_is_a_gap_and_not_zero(month: Path) -> None:
    made = specify(month, annex="1", boundaries="schematic")
    assert isinstance(made, MapSpec)
    assert made.tables[0].rows[-1][-2:] == ("–", "–")
    assert "manquent" in made.tables[0].note


def test_the_months_before_are_compared_and_summed(write_month: Callable[..., Path]) -> None:
    write_month("2021-10", incidents=INCIDENTS.replace("2021-11", "2021-10"))
    made = specify(write_month(incidents=INCIDENTS), annex="1", boundaries="schematic", lang="en")
    assert isinstance(made, MapSpec)
    # october: rows 1, 2 and 4, and row 3, dated 31 october
    assert made.tables[0].rows[-1][-3:] == ("3", "4", "−1")
    assert made.tables[0].note.startswith(
        "Since January 2021: 7 violations in the months at hand (October, November); missing: January"
    )


def test_a_month_before_that_cannot_be_read_is_said_and_left_out(write_month: Callable[..., Path]) -> None:
    write_month("2021-10", incidents="rien\n1\n")
    located = read_month(write_month(incidents=INCIDENTS), boundaries="schematic")
    assert dict(located.earlier) == {}
    assert [problem.key for problem in located.problems] == ["build.month_before_unreadable"]


def test_outputs_are_refused_among_the_inputs(month: Path) -> None:
    with pytest.raises(UsageError, match="n'est écrit"):
        build(month, out=month / "maps", boundaries="schematic")


def test_a_format_that_none_of_the_annexes_has_is_said(month: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"png.*Formats\s: xlsx"):
        build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",), formats=("png",))


def test_outputs_are_refused_when_the_month_s_folder_would_hold_them(month: Path) -> None:
    with pytest.raises(UsageError, match="n'est écrit"):
        build(month, out=month.parent, boundaries="schematic", only=("4",))


def test_maps_of_an_earlier_build_on_other_inputs_are_named(month: Path, tmp_path: Path) -> None:
    build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",))
    (month / "incidents.csv").write_text(INCIDENTS.splitlines()[0] + "\n", encoding="utf-8")
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("1",))
    assert report.left_over == ("2021-11_annexe-4_incident-list_partners_fr.xlsx",)


def test_of_many_files_left_over_the_first_are_named_and_the_others_counted() -> None:
    said = [
        told_left_over(names).sentence("en").split(": ")[1] for names in (("a", "b", "c"), ("a", "b", "c", "d", "e"))
    ]
    assert said == ["a, b, c", "a, b, c and 2 more"]


def test_nothing_is_left_half_written_when_a_file_does_not_verify(
    month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(files._CHECKS, ".xlsx", lambda _: False)
    with pytest.raises(OutputError, match="ne se relit pas"):
        build(month, out=tmp_path / "maps", boundaries="schematic", only=("1", "4"))
    assert [path for path in (tmp_path / "maps").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("edition", ["internal", "partners", "public"])
def test_no_free_text_and_no_source_number_leaves(
    write_month: Callable[..., Path], tmp_path: Path, edition: str
) -> None:
    head, row, *_ = INCIDENTS.splitlines()
    month = write_month(incidents=f"{head},texte\n{row.replace('1,', 'CANARI1,', 1)},CANARI2\n")
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",), edition=edition)
    cells = {str(cell) for sheet in openpyxl.load_workbook(report.files[0]) for row in sheet.values for cell in row}
    assert "CANARI2" not in cells
    assert ("CANARI1" in cells) == (edition == "internal")


@pytest.mark.parametrize("annex", product_modules())
def test_a_sample_month_is_marked_as_fiction(november: LocatedMonth, annex: str) -> None:
    made = specify(november, annex=annex)
    assert made.page.ribbon == "DONNÉES FICTIVES"


@pytest.mark.parametrize("annex", product_modules())
@pytest.mark.parametrize("edition", ["internal", "partners", "public"])
def test_every_annex_is_specified_in_every_edition_and_language(
    november: LocatedMonth, annex: str, edition: str
) -> None:
    for lang in ("fr", "en"):
        made = specify(november, annex=annex, edition=edition, lang=lang)
        assert isinstance(made, MapSpec | ListSpec)
        assert (made.page.title[:6], made.edition) == ({"fr": "Annexe", "en": "Annex "}[lang], edition)


def test_the_same_month_gives_the_same_bytes_in_two_processes(sample_folder: Path, tmp_path: Path) -> None:
    made = [build_in_process(sample_folder / "2021-11", tmp_path / seed, seed) for seed in ("1", "2")]
    assert made[0] == made[1]
    assert len(made[0]) == 8


def build_in_process(month: Path, out: Path, seed: str) -> dict[str, str]:
    command = [sys.executable, "-m", "annexmaps", "build", str(month), "--out", str(out), "--boundaries", "schematic"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": {"1": "UTC", "2": "Asia/Tokyo"}[seed]}
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=out.parent, timeout=300)
    return {path.name: files.digest(path.read_bytes()) for path in sorted(out.rglob("*.*"))}


def test_a_sixth_annex_is_one_new_module(month: Path, tmp_path: Path) -> None:
    package = Path(files.__file__).parents[1]
    shutil.copytree(package, tmp_path / "annexmaps", ignore=shutil.ignore_patterns("__pycache__"))
    if not (package / "boundaries").exists():
        shutil.copytree(package.parents[1] / "boundaries", tmp_path / "annexmaps" / "boundaries")
    (tmp_path / "annexmaps" / "products" / "annex_6_displacement.py").write_text(
        readme_code('"""Annex 6'), encoding="utf-8"
    )
    listed = run_copy(tmp_path, "products")
    built = run_copy(tmp_path, "build", str(month), "--out", "maps", "--boundaries", "schematic", "--only", "6")
    withheld = run_copy(
        tmp_path,
        "build",
        str(month),
        "--out",
        "maps",
        "--boundaries",
        "schematic",
        "--only",
        "4,6",
        "--edition",
        "public",
    )
    collected = run_copy(tmp_path, "-o", "addopts=", "--collect-only", "-q", __file__, module="pytest")
    assert "Annexe 6 – Mouvements forcés" in listed
    assert "2021-11_annexe-6_displacement_partners_fr.png" in built
    # an annex that does not say it keeps to classes shows the public nothing
    assert "Annexe 6 : elle ne se déclare pas" in withheld.replace("\u00a0", " ")
    assert "annexe-6" not in withheld
    assert "test_a_sample_month_is_marked_as_fiction[6]" in collected


def test_the_python_lines_of_the_readme_run(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_folder, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    names: dict[str, object] = {}
    exec(readme_code("import annexmaps"), names)  # noqa: S102 the README is ours
    assert vars(names["month"].tables["incidents"].accounting) == {
        "read": 531,
        "mapped": 517,
        "aggregated": 14,
        "listed": 0,
    }  # type: ignore[attr-defined]
    assert len(names["report"].files) == 3  # type: ignore[attr-defined]


def run_copy(folder: Path, *words: str, module: str = "annexmaps") -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "LANG": "fr_FR.UTF-8", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", module, *words]
    ended = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=folder, timeout=300
    )
    return ended.stdout
