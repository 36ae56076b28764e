"""Which table is where in a month's folder."""

from pathlib import Path

import openpyxl
import pytest
from month_files import INCIDENTS, error_key, month_folder, save_workbook

from annexmaps.contract import Severity
from annexmaps.errors import InputError
from annexmaps.months import Month
from annexmaps.sources.month_folder import find_tables


@pytest.mark.parametrize(
    ("file", "table"),
    [
        ("incidents.csv", "incidents"),
        ("Alertes_Flash.csv", "flash_alerts"),
        ("flash alerts.CSV", "flash_alerts"),
        ("indice_risque.csv", "risk_index"),
        ("risk_index.tsv", "risk_index"),
        ("COUVERTURE.csv", "coverage"),
        ("coverage.txt", "coverage"),
        ("incidents_2021-11_exemple.csv", "incidents"),
    ],
)
def test_french_and_english_file_names_are_known(tmp_path: Path, file: str, table: str) -> None:
    folder = month_folder(tmp_path)
    (folder / file).write_text("x")
    assert list(find_tables(folder).tables) == [table]


def test_month_comes_from_the_folder(tmp_path: Path) -> None:
    assert find_tables(month_folder(tmp_path, incidents_dot_csv=INCIDENTS)).month == Month(2021, 11)


def test_example_month_is_told_by_its_file(tmp_path: Path) -> None:
    folder = month_folder(tmp_path, incidents_dot_csv=INCIDENTS, exemple_dot_toml="")
    assert find_tables(folder).example is True


def test_month_without_that_file_is_real(tmp_path: Path) -> None:
    assert find_tables(month_folder(tmp_path, incidents_dot_csv=INCIDENTS)).example is False


def test_sheets_named_after_tables_are_found(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Incidents"
    workbook.create_sheet("Couverture")
    workbook.create_sheet("Lisez-moi")
    folder = month_folder(tmp_path)
    workbook.save(folder / "novembre.xlsx")
    found = find_tables(folder).tables
    assert {name: table.sheet for name, table in found.items()} == {"incidents": "Incidents", "coverage": "Couverture"}


def test_hidden_sheet_is_not_read_but_reported(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "incidents"
    hidden = workbook.create_sheet("couverture")
    hidden.sheet_state = "hidden"
    hidden.append(["statut"])
    # nothing is said of a blank one
    workbook.create_sheet("brouillon").sheet_state = "hidden"
    folder = month_folder(tmp_path)
    workbook.save(folder / "novembre.xlsx")
    found = find_tables(folder)
    assert (list(found.tables), [(note.key, note.sheet) for note in found.problems]) == (
        ["incidents"],
        [("sources.hidden_sheet", "couverture")],
    )


def test_our_own_and_hidden_files_are_ignored(tmp_path: Path) -> None:
    folder = month_folder(tmp_path, incidents_dot_csv=INCIDENTS, annexmaps_dot_toml="", decisions_dot_csv="x")
    (folder / "controle").mkdir()
    for name in ("~$incidents.xlsx", ".~lock.incidents.csv#", ".DS_Store", "Thumbs.db"):
        (folder / name).write_text("x")
    assert find_tables(folder).problems == ()


def test_unknown_file_is_a_note(tmp_path: Path) -> None:
    found = find_tables(month_folder(tmp_path, incidents_dot_csv=INCIDENTS, budget_dot_csv="x", rapport_dot_docx="x"))
    assert [(note.key, note.file) for note in found.problems] == [
        ("sources.unknown_file", "budget.csv"),
        ("sources.unknown_file", "rapport.docx"),
    ]


def test_a_file_of_a_similar_name_is_to_be_looked_at_only_while_its_table_is_missing(tmp_path: Path) -> None:
    folder = month_folder(tmp_path, incidents_dot_csv=INCIDENTS)
    for name in ("Alertes flash nov.csv", "incidents corrigés.csv", "Risques notés.docx"):
        (folder / name).write_text("x")
    told = {note.file: (note.key, note.severity, note.values.get("table")) for note in find_tables(folder).problems}
    assert told == {
        "Alertes flash nov.csv": ("sources.unknown_file_like", Severity.WARNING, "alertes_flash.csv"),
        "incidents corrigés.csv": ("sources.unknown_file", Severity.NOTE, None),
        "Risques notés.docx": ("sources.unknown_file", Severity.NOTE, None),
    }


def test_two_files_for_one_table_are_both_named(tmp_path: Path) -> None:
    folder = month_folder(tmp_path, incidents_dot_csv=INCIDENTS, incident_dot_csv=INCIDENTS)
    with pytest.raises(InputError, match=r"incident\.csv et incidents\.csv"):
        find_tables(folder)


def test_a_file_and_a_sheet_for_one_table_are_both_named(tmp_path: Path) -> None:
    folder = month_folder(tmp_path, incidents_dot_csv=INCIDENTS)
    save_workbook(folder / "tout.xlsx", [["date"]])
    with pytest.raises(InputError, match=r"incidents\.csv et tout\.xlsx › incidents"):
        find_tables(folder)


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    assert error_key(find_tables, tmp_path / "2021-11") == "sources.no_folder"


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2021-11").write_text("x")
    assert error_key(find_tables, tmp_path / "2021-11") == "sources.not_a_folder"


def test_folder_that_does_not_say_the_month_is_refused(tmp_path: Path) -> None:
    (tmp_path / "novembre").mkdir()
    assert error_key(find_tables, tmp_path / "novembre") == "sources.folder_name"


def test_folder_without_any_table_is_refused(tmp_path: Path) -> None:
    assert error_key(find_tables, month_folder(tmp_path, notes_dot_txt="x")) == "sources.no_table"
