import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from annexmaps.cli import main

HEADERS = ["Région", "Cercle", "Commune", "P-code", "Latitude", "Longitude"]
LINES = [
    ["Mopti", "Youwarou", "Dogo", "", "", ""],
    ["Mopti", "Douentza", "Mondorro", "", "", ""],
    ["", "", "Tilemsi", "", "", ""],
    ["", "", "", "MLI050804", "", ""],
    ["Gao", "", "Kidalet", "", "16,2", "0,1 Ouest"],
]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in (*arguments, "--lang", "fr")])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def write_csv(path: Path, separator: str = ";") -> Path:
    lines = [separator.join(line) for line in (HEADERS, *LINES)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Lieux du mois", *[""] * 5], HEADERS, *LINES):
        sheet.append(line)
    book.save(path)
    return path


def found(run: Run, *arguments: object) -> dict[str, object]:
    status, out, _ = run("places", "match", *arguments, "--boundaries", "schematic", "--json")
    assert status == 0
    return dict(json.loads(out))


def test_every_row_says_its_pcode_level_and_how(run: Run, tmp_path: Path) -> None:
    rows = found(run, write_csv(tmp_path / "lieux.csv"))["rows"]
    assert isinstance(rows, list)
    assert [(row["row"], row["pcode"], row["level"], row["how"], row["reason"]) for row in rows] == [
        (2, "ML050804", "commune", "alias", ""),
        (3, "ML050413", "commune", "one_edit", ""),
        (4, "", "", "", "commune_without_parent"),
        (5, "ML050804", "commune", "pcode_repaired", ""),
        (6, "ML07", "region", "name", "commune_unknown"),
    ]


def test_candidates_stand_beside_what_is_not_decided(run: Run, tmp_path: Path) -> None:
    rows = found(run, write_csv(tmp_path / "lieux.csv"))["rows"]
    assert isinstance(rows, list)
    assert [(one["pcode"], one["edits"]) for one in rows[2]["candidates"]][:2] == [("ML060214", 0), ("ML070307", 0)]
    assert [len(row["candidates"]) for row in rows] == [0, 0, 3, 0, 3]


def test_a_workbook_with_a_title_gives_the_same_pcodes(run: Run, tmp_path: Path) -> None:
    rows = found(run, write_xlsx(tmp_path / "lieux.xlsx"))["rows"]
    assert isinstance(rows, list)
    assert [(row["row"], row["pcode"]) for row in rows] == [
        (3, "ML050804"),
        (4, "ML050413"),
        (5, ""),
        (6, "ML050804"),
        (7, "ML07"),
    ]


@pytest.mark.parametrize(("month", "frame"), [("2014-05", "2012"), ("2021-11", "2016"), ("2024-02", "2023")])
def test_the_month_chooses_the_frame(run: Run, tmp_path: Path, month: str, frame: str) -> None:
    facts = found(run, write_csv(tmp_path / "lieux.csv"), "--month", month)["boundaries"]
    assert isinstance(facts, dict)
    assert facts["frame"] == frame


def test_without_a_month_the_last_frame_with_pcodes_is_used(run: Run, tmp_path: Path) -> None:
    facts = found(run, write_csv(tmp_path / "lieux.csv"))["boundaries"]
    assert isinstance(facts, dict)
    assert facts["frame"] == "2016"


def test_the_table_for_the_eye_has_a_line_a_row_and_a_sum(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("places", "match", write_csv(tmp_path / "lieux.csv"), "--boundaries", "schematic")
    lines = [line.strip() for line in out.splitlines()]
    assert (status, len(lines)) == (0, 8)
    assert lines[2].split("  ")[0] == "3"
    assert "nom à une lettre près" in lines[2]
    assert lines[-2] == "Limites : polygones schématiques d'annexmaps".replace(" :", "\xa0:")
    assert lines[-1] == (
        "5 lignes : 3 à la commune, 1 au cercle ou à la région, 1 sans lieu ; 2 orthographes à décider."
    ).replace(" :", "\xa0:").replace(" ;", "\xa0;")


def test_a_row_that_cannot_be_read_is_listed_with_its_reason(run: Run, tmp_path: Path) -> None:
    # decimal commas in a file of commas: two cells too many
    rows = found(run, write_csv(tmp_path / "lieux.csv", ","))["rows"]
    assert isinstance(rows, list)
    assert (rows[4]["row"], rows[4]["pcode"], rows[4]["reason"]) == (6, "", "sources.too_many_in_line")


def test_nothing_is_written_beside_the_table(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "2021-11"
    folder.mkdir()
    found(run, write_csv(folder / "lieux.csv"))
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["lieux.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("absent.csv",), "absent.csv"),
        (("lieux.csv", "--month", "novembre"), "n'est pas un mois"),
        (("autre.csv",), "aucune colonne de lieu"),
        (("lieux.csv", "--boundaries", "nulle-part"), "nulle-part"),
    ],
)
def test_a_wrong_call_ends_in_one_plain_message(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "lieux.csv")
    (tmp_path / "autre.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    status, out, err = run("places", "match", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith("Erreur")
    assert words in err


def test_the_boundaries_of_the_office_are_those_that_its_configuration_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2021-11").mkdir()
    (tmp_path / "annexmaps.toml").write_text('[boundaries]\nname = "absentes.geojson"\n', encoding="utf-8")
    status, _, err = run("places", "match", write_csv(tmp_path / "2021-11" / "lieux.csv"))
    assert (status, "absentes.geojson" in err) == (1, True)
