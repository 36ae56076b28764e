"""The pre-flight of a deliberately dirty month, read row by row: every kind of problem, in the words an officer reads."""

from dataclasses import replace
from pathlib import Path

import pytest
from dirty_month import write_dirty_month, write_other_dirty_month

from annexmaps import read_month
from annexmaps.config import Config
from annexmaps.places.located import LocatedMonth
from annexmaps.production.preflight import make_preflight, resolve_preflight
from annexmaps.words import Words, keys, languages

READING = Path(__file__).with_name("dirty_month_fr.txt")
# why neither dirty month causes these
NOT_OF_A_TABLE = {
    "decisions.": "said of decisions.csv, which a person fills in beside the month folders",
    "places.decision_": "needs a decision in decisions.csv",
    "risk.combined_": "needs a rule of the configuration: tested below",
}


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> LocatedMonth:
    return read_month(write_dirty_month(tmp_path_factory.mktemp("dirty")), boundaries="schematic")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> LocatedMonth:
    return read_month(write_other_dirty_month(tmp_path_factory.mktemp("other")), boundaries="schematic")


def test_every_problem_the_software_knows_is_caused_or_is_of_no_table(dirty: LocatedMonth, other: LocatedMonth) -> None:
    known = {key.removeprefix("problem.") for key in keys("fr") if key.startswith("problem.")}
    caused = {problem.key for month in (dirty, other) for problem in make_preflight(month).problems}
    assert {key for key in known - caused if not key.startswith(tuple(NOT_OF_A_TABLE))} == set()
    assert caused - known == set()


def test_the_dirty_month_reads_row_by_row_as_a_person_wrote_it_down(dirty: LocatedMonth) -> None:
    assert reading(dirty, lang="fr") == READING.read_text(encoding="utf-8").splitlines()


def test_each_row_of_the_dirty_month_ends_in_one_place(dirty: LocatedMonth) -> None:
    accounts = {name: tuple(account.__dict__.values()) for name, account in make_preflight(dirty).accounts.items()}
    assert accounts == {
        "incidents": (47, 28, 9, 10),
        "flash_alerts": (18, 17, 1, 0),
        "risk_index": (8, 4, 0, 4),
        "coverage": (4, 2, 0, 2),
    }


def test_listed_rows_part_into_those_counted_for_the_country_and_those_counted_nowhere(dirty: LocatedMonth) -> None:
    listed = {name: (one.unplaced, one.set_aside, one.incomplete) for name, one in make_preflight(dirty).listed.items()}
    assert listed == {
        "incidents": (4, 6, 0),
        "flash_alerts": (0, 0, 0),
        "risk_index": (0, 4, 3),
        "coverage": (0, 2, 0),
    }


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (4, "nulle part : écartée"),
        (24, "pays seulement"),
        (25, "région Mopti (ML05)"),
        (26, "cercle Douentza (ML0504)"),
        (35, "commune Bourem (ML070202)"),
        (40, "région Ménaka (ML10)"),
    ],
)
def test_each_row_with_a_problem_says_where_it_counts(dirty: LocatedMonth, row: int, place: str) -> None:
    told = make_preflight(dirty).places["incidents", row].sentence("fr")
    assert told.replace("\u00a0", " ") == place


def test_a_line_that_is_no_row_of_data_counts_for_no_place(dirty: LocatedMonth) -> None:
    places = make_preflight(dirty).places
    assert [row for row in (1, 50) if ("incidents", row) in places] == []


def test_an_old_p_code_is_one_finding_with_one_advice(dirty: LocatedMonth) -> None:
    problems = make_preflight(dirty).problems
    assert [one.key for one in problems if (one.table, one.row) == ("incidents", 40)] == ["places.pcode_older"]


def test_what_was_done_stands_once_where_it_is_the_same_for_a_family(dirty: LocatedMonth) -> None:
    spec = resolve_preflight(make_preflight(dirty), lang="fr")
    together = {(one.severity, one.title): len(one.groups) for one in spec.families if one.done}
    assert together["warning", "Coordonnées mal écrites"] == 15


@pytest.mark.parametrize("word", ["annexmaps", "answers", "[risk_index]", "configuration", "(category)", "'"])
def test_no_word_of_programmers_and_no_straight_apostrophe_in_the_sentences_of_the_software(word: str) -> None:
    sections = ("problem.", "problem_title.", "problem_done.", "problem_todo.", "preflight_page.", "preflight_meaning.")
    # what a coordinate looks like is written as a keyboard writes it
    shown = {key: Words("fr")(key) for key in keys("fr") if key.startswith(sections) and "°" not in Words("fr")(key)}
    assert [key for key, sentence in shown.items() if word in sentence] == []


@pytest.mark.parametrize("lang", languages())
def test_every_group_says_what_was_done_and_what_to_do(dirty: LocatedMonth, other: LocatedMonth, lang: str) -> None:
    groups = [group for month in (dirty, other) for group in resolve_preflight(make_preflight(month), lang=lang).groups]
    assert [group.title for group in groups if not (group.done and group.todo)] == []
    unfilled = [
        line for group in groups for line in (group.done, group.todo, *map("".join, group.findings)) if "{" in line
    ]
    assert unfilled == []


@pytest.mark.parametrize("lang", languages())
def test_no_two_kinds_of_problem_have_the_same_heading(dirty: LocatedMonth, lang: str) -> None:
    titles = [group.title for group in resolve_preflight(make_preflight(dirty), lang=lang).groups]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("rule", ["mean", "max", "latest"])
def test_forms_combined_by_a_rule_are_listed_for_information(tmp_path: Path, rule: str) -> None:
    config = replace(Config(), risk_index=replace(Config().risk_index, duplicates=rule))
    found = make_preflight(read_month(write_dirty_month(tmp_path), boundaries="schematic", config=config))
    combined = [group for group in found.groups if group.key == f"risk.combined_{rule}"]
    assert [(group.severity, len(group.problems)) for group in combined] == [("note", 1)]
    assert found.accounts["risk_index"].listed == 3


def reading(month: LocatedMonth, *, lang: str) -> list[str]:
    """The top of the pre-flight and its groups as plain lines; no-break spaces are plain ones here."""
    spec = resolve_preflight(make_preflight(month), lang=lang)
    lines = [spec.verdict, spec.waiting, *spec.account_lines]
    for group in spec.groups:
        lines += [f"{group.title} ({group.severity_label}, {group.count})", f"  = {group.done}", f"  > {group.todo}"]
        lines += ["  - " + " | ".join(cell for cell in finding if cell) for finding in group.findings]
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]
