from collections.abc import Callable
from pathlib import Path

import pytest
from tests.production.batch.conftest import MONTHS, OPTIONS, tree, write_data

from annexmaps import batch, build
from annexmaps.errors import InputError, OutputError, UsageError
from annexmaps.production.auditing import audit_folder
from annexmaps.production.batch.lock import locked
from annexmaps.production.batch.records import home_of

Again = Callable[..., list[str]]


def test_a_batch_makes_what_builds_month_by_month_make(made: Path, tmp_path: Path) -> None:
    for month in MONTHS:
        build(made / "data" / month, out=tmp_path / "built", **OPTIONS)  # type: ignore[arg-type]
    assert tree(made / "maps") == tree(tmp_path / "built")


def test_languages_and_editions_stand_as_builds_one_after_the_other_leave_them(tmp_path: Path) -> None:
    data, options = write_data(tmp_path / "data", months=MONTHS[:1]), {"boundaries": "carres", "only": ("4",)}
    batch(data, out=tmp_path / "maps", edition="all", lang=("fr", "en"), workers=1, **options)  # type: ignore[arg-type]
    for edition in ("internal", "partners"):
        for lang in ("fr", "en"):
            build(data / MONTHS[0], out=tmp_path / "built", edition=edition, lang=lang, **options)  # type: ignore[arg-type]
    made = {name: content for name, content in tree(tmp_path / "maps").items() if "/public/" not in name}
    assert made == tree(tmp_path / "built")


def test_a_second_run_writes_nothing(again: Again) -> None:
    assert again() == []


def test_incidents_that_change_remake_what_shows_them_and_nothing_else(made: Path, again: Again) -> None:
    table = made / "data" / "2021-01" / "incidents.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("XX020202", "XX020201").replace("Sud", "N'Douri"),
        encoding="utf-8",
    )
    written = again()
    assert [name for name in written if "flash-alerts" in name and name.endswith(".png")] == []
    assert [name for name in written if "incident" in name] == [
        "2021-01_annexe-1_incidents_partners_fr.html",
        "2021-01_annexe-1_incidents_petit_partners_fr.png",
        "2021-01_annexe-4_incident-list_partners_fr.xlsx",
        "2021-02_annexe-1_incidents_partners_fr.html",
    ]


def test_after_a_change_the_tree_is_that_of_a_batch_from_nothing(made: Path, again: Again, tmp_path: Path) -> None:
    with (made / "data" / "2021-01" / "incidents.csv").open("a", encoding="utf-8") as table:
        table.write("4,2021-01-09,Nord,Est,Ménara,XX010201,C,Viol\n")
    again()
    batch(made / "data", out=tmp_path / "fresh", workers=1, **OPTIONS)  # type: ignore[arg-type]
    assert tree(made / "maps") == tree(tmp_path / "fresh")


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"changed by hand")])
def test_a_finished_file_that_is_gone_or_changed_is_made_again(
    made: Path, again: Again, damage: Callable[[Path], object]
) -> None:
    name = "2021-02_annexe-2_flash-alerts_petit_partners_fr.png"
    path = made / "maps" / "2021-02" / "partners" / name
    before = path.read_bytes()
    damage(path)
    assert (again(), path.read_bytes()) == ([name], before)


def test_other_options_make_again_what_depends_on_them(made: Path, again: Again) -> None:
    (made / "data" / "annexmaps.toml").write_text('[organisation]\nname = "Bureau"\n', encoding="utf-8")
    assert len(again()) == len(tree(made / "maps"))


def test_a_month_that_cannot_be_read_stops_no_other_and_is_named(made: Path) -> None:
    (made / "data" / "2021-01" / "incidents.csv").write_text("nothing of a table\n", encoding="utf-8")
    report = batch(made / "data", out=made / "maps", workers=1, **OPTIONS)  # type: ignore[arg-type]
    assert ([str(one.month) for one in report.failed], [str(one.month) for one in report.folders]) == (
        ["2021-01"],
        ["2021-02"],
    )
    with pytest.raises(OutputError, match=r"2021-01.*incidents\.csv"):
        report.refuse_failures()


def test_files_of_an_earlier_production_are_told(made: Path) -> None:
    options = {**OPTIONS, "only": ("4",), "workers": 1}
    (made / "maps" / "2021-01" / "partners" / "2021-01_annexe-9.png").write_bytes(b"of another time")
    report = batch(made / "data", out=made / "maps", months="2021-01", **options)  # type: ignore[arg-type]
    assert [note for note in report.folders[0].notes if "2021-01_annexe-9.png" in note] != []


def test_two_batches_do_not_work_in_one_folder(made: Path, again: Again) -> None:
    with locked(home_of(made / "maps"), shown=made / "maps"), pytest.raises(OutputError, match="Une autre production"):
        again()


def test_an_audit_of_the_folder_finds_nothing_in_what_a_batch_keeps(made: Path) -> None:
    report = audit_folder(made / "maps", inputs=made / "data" / "2021-02", boundaries="carres")
    assert report.findings == ()


def test_what_a_killed_batch_left_is_swept(made: Path, again: Again) -> None:
    left = home_of(made / "maps") / "staged" / "0.partial"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half a file")
    again()
    assert not left.exists()


@pytest.mark.parametrize(
    ("months", "made"), [("2021-02", ["2021-02"]), ("2021-01:", list(MONTHS)), (":2021-01", ["2021-01"])]
)
def test_months_are_named_by_runs(tmp_path: Path, months: str, made: list[str]) -> None:
    from annexmaps.production.batch.asking import ask
    from annexmaps.production.order import Order

    asked = ask(
        write_data(tmp_path), Order(out=tmp_path / "maps"), months=months, editions=("partners",), langs=("fr",)
    )
    assert [str(month) for month in asked.months] == made


@pytest.mark.parametrize(
    ("months", "error"), [("2021-13", UsageError), ("2021-01:x", UsageError), ("2019-01", InputError)]
)
def test_months_that_are_none_are_named(made: Path, again: Again, months: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=months[:4]):
        again(months=months)
