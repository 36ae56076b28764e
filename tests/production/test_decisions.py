import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import incidents_of, make_boundaries
from tests.places.test_accuracy import misspell_all

from annexmaps import build, read_month
from annexmaps.errors import InputError
from annexmaps.months import Month
from annexmaps.places.decided import judge_decisions, key_of_line
from annexmaps.places.gazetteer import gazetteer_version, make_gazetteer
from annexmaps.places.located import LocatedMonth, locate_table
from annexmaps.places.spelling import fold_name
from annexmaps.production.decisions import keep_questions
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.cell_text import clean
from annexmaps.sources.decisions import DecisionLine, decisions_text, read_decisions

VERSION = gazetteer_version(make_boundaries())
NOVEMBER = Month(2021, 11)
KULLE = {"region": "Nord", "cercle": "Haut", "commune": "Kulle"}


def month_of(*rows: dict[str, object], month: Month = NOVEMBER, folder: Path | None = None) -> LocatedMonth:
    """A month of squares; what `folder` decides is followed."""
    boundaries = make_boundaries()
    lines = read_decisions(folder / "decisions.csv") if folder else ()
    decided = judge_decisions(lines, make_gazetteer(boundaries))
    table = locate_table(incidents_of(*rows), boundaries, decided=decided.decided)
    return LocatedMonth(month, boundaries, {"incidents": table}, decided.problems, False)


def ask(folder: Path, *rows: dict[str, object], month: Month = NOVEMBER) -> LocatedMonth:
    """Place `rows` with what `folder` holds and keep their questions there."""
    return keep_questions(month_of(*rows, month=month, folder=folder), folder / str(month))


def decide(folder: Path, decision: str, *, position: int = 0) -> None:
    lines = list(read_decisions(folder / "decisions.csv"))
    lines[position] = DecisionLine(**{**vars(lines[position]), "decision": decision})
    (folder / "decisions.csv").write_text(decisions_text(tuple(lines)), encoding="utf-8")


def lines_of(folder: Path) -> list[DecisionLine]:
    return list(read_decisions(folder / "decisions.csv"))


def states_of(folder: Path) -> list[str]:
    return [line.state for line in lines_of(folder)]


def keys_of(located: LocatedMonth) -> list[str]:
    return [problem.key for problem in (*located.problems, *located.tables["incidents"].problems)]


def test_a_question_says_what_was_declared_where_it_was_seen_and_what_is_near(tmp_path: Path) -> None:
    ask(tmp_path, {**KULLE, "latitude": 1.5, "longitude": 1.2}, {**KULLE, "commune": "KULLE"})
    written = (tmp_path / "decisions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written == [
        "niveau;orthographe;région déclarée;cercle déclaré;dans (p-code);limites et découpage;vu : mois et lignes;candidat 1;candidat 2;"
        "candidat 3;le point tombe à;décision;état",
        f"commune;Kulle;Nord;Haut;XX0101;{VERSION};2021-11 : incidents 2, 3;XX010101 Alba (Nord › Haut) – écart 4;"
        "XX010102 Pont (Nord › Haut) – écart 5;;XX010102 Pont (Nord › Haut);;à décider",
    ]


def test_no_file_is_made_when_nothing_is_asked(tmp_path: Path) -> None:
    ask(tmp_path, {**KULLE, "commune": "Alba"})
    assert list(tmp_path.iterdir()) == []


def test_a_decision_is_followed_and_remembered_next_month(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, "XX010102")
    december = ask(tmp_path, {**KULLE, "commune": "kullé"}, month=Month(2021, 12))
    row = december.tables["incidents"].table.loc[0]
    assert row[["commune_pcode", "place_how", "place_reason"]].tolist() == ["XX010102", "decision", ""]
    assert keys_of(december) == ["places.decision_applied"]
    assert [(line.decision, line.state) for line in lines_of(tmp_path)] == [("XX010102", "appliquée")]


@pytest.mark.parametrize("word", ["ignorer", "IGNORER ", "ignore"])
def test_an_ignored_spelling_stays_at_the_parent_and_is_not_asked_again(tmp_path: Path, word: str) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, word)
    located = ask(tmp_path, KULLE)
    row = located.tables["incidents"].table.loc[0]
    assert row[["cercle_pcode", "commune_pcode", "place_reason"]].tolist() == ["XX0101", "", "decision_ignored"]
    assert (located.tables["incidents"].asked, states_of(tmp_path)) == ((), ["ignorée"])


@pytest.mark.parametrize(
    ("decision", "reached"),
    [
        ("XX0101", (2, "XX0101", "")),
        ("xx 010101", (3, "XX0101", "XX010101")),
        ("XX010101 Alba (Nord › Haut)", (3, "XX0101", "XX010101")),
    ],
)
def test_a_decision_may_be_a_cercle_or_a_candidate_copied_whole(
    tmp_path: Path, decision: str, reached: tuple[int, str, str]
) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, decision)
    row = ask(tmp_path, KULLE).tables["incidents"].table.loc[0]
    assert (row["place_level"], row["cercle_pcode"], row["commune_pcode"]) == reached


@pytest.mark.parametrize(
    ("decision", "key"),
    [
        ("Alba", "decisions.not_a_pcode"),
        ("XX999999", "decisions.not_a_pcode"),
        ("?", "decisions.not_a_pcode"),
        ("XX020101", "decisions.outside_parent"),
        ("XX01", "decisions.outside_parent"),
    ],
)
def test_a_decision_that_cannot_be_followed_is_said_and_kept(tmp_path: Path, decision: str, key: str) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, decision)
    located = ask(tmp_path, KULLE)
    assert keys_of(located) == [key, "places.commune_unknown"]
    assert [(line.decision, line.state) for line in lines_of(tmp_path)] == [(decision, "refusée")]


def test_two_decisions_for_one_spelling_are_said_and_neither_is_followed(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    line = lines_of(tmp_path)[0]
    both = tuple(DecisionLine(**{**vars(line), "decision": pcode}) for pcode in ("XX010101", "XX010102"))
    (tmp_path / "decisions.csv").write_text(decisions_text(both), encoding="utf-8")
    located = ask(tmp_path, KULLE)
    assert keys_of(located) == ["decisions.conflict", "places.commune_unknown"]
    assert [line.decision for line in lines_of(tmp_path)] == ["XX010101", "XX010102"]


def test_a_decision_for_other_boundaries_expires_is_kept_said_and_asked_again(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, "XX010102")
    file = tmp_path / "decisions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(VERSION, "squares 2020 ffffffff"), encoding="utf-8")
    located = ask(tmp_path, KULLE)
    assert keys_of(located) == ["decisions.expired", "places.commune_unknown"]
    assert [(line.decision, line.state) for line in lines_of(tmp_path)] == [("", "à décider"), ("XX010102", "expirée")]


def test_a_decision_for_another_frame_of_the_same_file_waits_for_its_months(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, "XX010102")
    file = tmp_path / "decisions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("squares 2020", "squares 2010"), encoding="utf-8")
    ask(tmp_path, KULLE)
    assert states_of(tmp_path) == ["à décider", "autre découpage"]


def test_a_spelling_corrected_in_the_table_is_no_longer_asked(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    ask(tmp_path, {**KULLE, "commune": "Alba"})
    assert lines_of(tmp_path) == []


def test_the_months_where_a_spelling_was_seen_add_up(tmp_path: Path) -> None:
    ask(tmp_path, KULLE, month=Month(2021, 11))
    ask(tmp_path, KULLE, KULLE, month=Month(2021, 10))
    ask(tmp_path, {"region": "Nord"}, KULLE, month=Month(2021, 11))
    assert [line.seen for line in lines_of(tmp_path)] == ["2021-10 : incidents 2, 3 | 2021-11 : incidents 3"]


def test_one_spelling_in_two_cercles_is_asked_twice_and_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    other = {"region": "Aval", "cercle": "Bas", "commune": "Kulle"}
    ask(tmp_path, KULLE, other)
    first = (tmp_path / "decisions.csv").read_bytes()
    (tmp_path / "decisions.csv").unlink()
    ask(tmp_path, other, KULLE)
    again = (
        (tmp_path / "decisions.csv").read_bytes().replace(b"incidents 2", b"x").replace(b"incidents 3", b"incidents 2")
    )
    assert [line.parent for line in lines_of(tmp_path)] == ["XX0101", "XX0202"]
    assert again.replace(b"x", b"incidents 3") == first


@pytest.mark.parametrize(
    "as_saved",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig").replace(b"\n", b"\r\n"),
        lambda text: text.replace("›", ">").encode("cp1252"),
        lambda text: text.replace(";", ",").encode("utf-8"),
        lambda text: text.replace(";", "\t").encode("utf-16"),
        lambda text: "".join(f"{line};;\n" for line in text.splitlines()).encode(),
        lambda text: (text + ";;;;;;;;;;;;\n").encode(),
    ],
)
def test_the_file_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, as_saved: Callable[[str], bytes]) -> None:
    ask(tmp_path, KULLE)
    decide(tmp_path, "XX010102")
    file = tmp_path / "decisions.csv"
    file.write_bytes(as_saved(file.read_text(encoding="utf-8")))
    assert ask(tmp_path, KULLE).tables["incidents"].table.loc[0, "commune_pcode"] == "XX010102"


def test_the_officers_own_column_is_kept(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    file = tmp_path / "decisions.csv"
    header, line = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text(f"{header};remarque\n{line};vu avec Aminata\n", encoding="utf-8")
    ask(tmp_path, KULLE)
    assert lines_of(tmp_path)[0].others == (("remarque", "vu avec Aminata"),)


def test_a_line_whose_level_is_not_understood_is_said_and_kept(tmp_path: Path) -> None:
    ask(tmp_path, KULLE)
    file = tmp_path / "decisions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("commune;Kulle", "hameau;Kulle"), encoding="utf-8")
    assert keys_of(ask(tmp_path, KULLE)) == ["decisions.line", "places.commune_unknown"]
    assert sorted(line.level for line in lines_of(tmp_path)) == ["commune", "hameau"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\x00\x01", b"a;b\n1;2\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_list_of_decisions_is_refused_and_not_touched(
    write_month: Callable[..., Path], content: bytes
) -> None:
    month = write_month(incidents="date;category;région;cercle;commune\n2021-11-05;B;Mopti;Koro;Nulle\n")
    (month.parent / "decisions.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"decisions\.csv"):
        build(month, out=month.parent / "maps", boundaries="schematic", only=("4",))
    assert (month.parent / "decisions.csv").read_bytes() == content


@pytest.mark.parametrize("spelling", ["=1+1", "@SUM(A1)", "+Koro", '-2;"x"', "a\nb", "Kulle " * 99])
def test_a_spelling_is_never_a_formula_nor_a_second_line(tmp_path: Path, spelling: str) -> None:
    ask(tmp_path, {**KULLE, "commune": spelling})
    first = (tmp_path / "decisions.csv").read_bytes()
    ask(tmp_path, {**KULLE, "commune": spelling})
    cell = first.decode("utf-8-sig").splitlines()[1].split(";")[1]
    assert cell.lstrip('"')[0] not in "=+-@"
    assert (len(lines_of(tmp_path)), (tmp_path / "decisions.csv").read_bytes()) == (1, first)


def test_a_folder_that_cannot_be_written_only_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    located = ask(tmp_path, KULLE)
    assert keys_of(located) == ["decisions.not_written", "places.commune_unknown"]
    assert list(tmp_path.iterdir()) == []


def test_build_and_a_second_reading_share_one_file_beside_the_months(write_month: Callable[..., Path]) -> None:
    month = write_month(incidents="date;category;région;cercle;commune\n2021-11-05;B;Mopti;Youwarou;Nulle part\n")
    build(month, out=month.parent / "maps", boundaries="schematic", only=("4",))
    file = month.parent / "decisions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(";;à décider", ";ML050804;à décider"), encoding="utf-8")
    placed = read_month(month, boundaries="schematic").tables["incidents"].table
    assert placed.loc[0, ["commune_pcode", "place_how"]].tolist() == ["ML050804", "decision"]
    assert list((month.parent / "maps").rglob("decisions*")) == []


def test_every_misspelt_commune_that_is_not_read_is_asked(tmp_path: Path) -> None:
    boundaries = load_boundaries("schematic", month=NOVEMBER)
    rows = [
        {"region": one.declared.region, "cercle": one.declared.cercle, "commune": clean(one.declared.commune)}
        for one in misspell_all(make_gazetteer(boundaries))
    ]
    table = locate_table(incidents_of(*rows), boundaries)
    keep_questions(LocatedMonth(NOVEMBER, boundaries, {"incidents": table}, (), False), tmp_path / "2021-11")
    left = table.table[table.table["commune_pcode"] == ""]
    written = {(line.region, line.cercle, fold_name(line.spelling)) for line in lines_of(tmp_path)}
    unread = {(row.region, row.cercle, fold_name(row.commune)) for row in left.itertuples()}
    assert (len(unread) > 1000, unread) == (True, written)


NAMES = st.sampled_from(["", "Nord", "Haut", "Kulle", "=x", "Alba", "تمبكتو", "N;ul\nle"]) | st.text(max_size=12).map(
    clean
)
ROWS = st.fixed_dictionaries({"region": NAMES, "cercle": NAMES, "commune": NAMES})


@settings(deadline=None, max_examples=60)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_every_question_is_in_the_file_and_is_read_back_as_it_was_asked(rows: list[dict[str, object]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        asked = ask(folder, *rows).tables["incidents"].asked
        assert {key_of_line(line) for line in lines_of(folder)} == {one.key for one in asked}
