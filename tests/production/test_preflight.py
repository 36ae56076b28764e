import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import incidents_of, make_boundaries

from annexmaps import build, read_month
from annexmaps.contract import Problem, Severity
from annexmaps.errors import InputError
from annexmaps.months import Month
from annexmaps.places.located import locate_table
from annexmaps.production import files
from annexmaps.production.preflight import make_preflight, preflight_json, resolve_preflight, write_preflight
from annexmaps.production.preflight.accounts import check_account, listed_rows
from annexmaps.production.preflight.groups import fold_problems, group_problems, row_runs
from annexmaps.production.preflight.resolving import MOST_FINDINGS, shown_rows
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.tables import read_tables
from annexmaps.words import Words

HEADER = "numéro,date,région,cercle,commune,catégorie,type\n"
INCIDENTS = HEADER + (
    "1,2021-11-03,Mopti,Douentza,Hairé,E,Taxe illégale\n"
    "2,2021-11-04,Mopti,Douentza,Nulle part,E,Taxe illégale\n"
    "3,2021-10-31,Mopti,Douentza,Hairé,E,Taxe illégale\n"
    "4,2021-11-05,Nulle part,,,E,Taxe illégale\n"
)


@pytest.fixture
def month(write_month: Callable[..., Path]) -> Path:
    return write_month(incidents=INCIDENTS)


def test_only_the_two_files_of_the_check_are_written_among_the_inputs(month: Path) -> None:
    before = files_of(month)
    write_preflight(make_preflight(read_month(month, boundaries="schematic")), month, lang="fr")
    assert sorted(files_of(month).keys() - before.keys()) == ["controle/controle.html", "controle/controle.xlsx"]
    assert {name: files_of(month)[name] for name in before} == before


def test_a_check_twice_gives_the_same_bytes(month: Path) -> None:
    made = []
    for _ in range(2):
        write_preflight(make_preflight(read_month(month, boundaries="schematic")), month, lang="fr")
        made.append(files_of(month))
    assert made[0] == made[1]


def test_a_folder_that_cannot_be_written_to_only_warns(month: Path, tmp_path: Path) -> None:
    (month / "controle").write_text("in the way", encoding="utf-8")
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",))
    assert (report.preflight_file, len(report.files)) == (None, 1)


def test_neither_file_is_left_when_one_does_not_verify(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(files._CHECKS, ".xlsx", lambda _: False)
    assert write_preflight(make_preflight(read_month(month, boundaries="schematic")), month, lang="fr") is None
    assert list((month / "controle").iterdir()) == []


def test_json_gives_rows_groups_and_problems(month: Path) -> None:
    found = json.loads(preflight_json(make_preflight(read_month(month, boundaries="schematic")), lang="en"))
    assert found["rows"] == {"incidents": {"read": 4, "mapped": 1, "aggregated": 1, "listed": 2}}
    assert [(group["severity"], group["key"], group["count"]) for group in found["groups"]] == [
        ("refused", "contract.out_of_period", 1),
        ("unplaced", "places.region_unknown", 1),
        ("warning", "places.commune_unknown", 1),
    ]
    assert [(problem["row"], problem["counted_at"]) for problem in found["problems"]] == [
        (4, "nowhere: set aside"),
        (5, "country only"),
        (3, "cercle Douentza (ML0504)"),
    ]
    assert found["listed"] == {"incidents": {"unplaced": 1, "set_aside": 1}}
    assert found["decisions_waiting"] == 2
    assert (found["missing_tables"], found["months_before"]) == (["flash_alerts", "risk_index", "coverage"], [])


def test_missing_tables_say_which_annexes_are_not_made(month: Path) -> None:
    spec = resolve_preflight(make_preflight(read_month(month, boundaries="schematic")), lang="en")
    assert spec.sections[0].paragraphs == (
        "“Flash alerts” is not in the folder. Annexes not made: 2.",
        "“Risk index” is not in the folder. Annexes not made: 3.",
        "“Coverage” is not in the folder. Annexes not made: 5; made without that table, so less complete: 1, 3.",
    )


def test_months_before_that_are_read_and_that_are_not_are_named(write_month: Callable[..., Path]) -> None:
    write_month("2021-02", incidents=INCIDENTS.replace("2021-11", "2021-02"))
    month = write_month("2021-03", incidents=INCIDENTS.replace("2021-11", "2021-03"))
    spec = resolve_preflight(make_preflight(read_month(month, boundaries="schematic")), lang="fr")
    read, absent = spec.sections[1].paragraphs
    assert read.replace("\u00a0", " ") == "Lus, à côté du dossier : février 2021."
    assert absent.replace("\u00a0", " ").startswith("Absents ou illisibles : janvier 2021. ")


def test_the_reason_of_an_unreadable_month_before_is_in_the_language_of_the_page(
    write_month: Callable[..., Path],
) -> None:
    write_month("2021-10", incidents="rien\n1\n")
    found = make_preflight(read_month(write_month(incidents=INCIDENTS), boundaries="schematic"))
    told = [problem.wrong("en") for problem in found.problems if problem.key == "build.month_before_unreadable"]
    assert [sentence.split(";")[0] for sentence in told] == [
        "The month of the folder 2021-10, beside it, could not be read. In incidents.csv, no header is known"
    ]


def test_a_sample_month_carries_the_ribbon(sample_folder: Path) -> None:
    found = make_preflight(read_month(sample_folder / "2020-08", boundaries="schematic"))
    assert resolve_preflight(found, lang="fr").ribbon == "DONNÉES FICTIVES"
    assert found.month == Month(2020, 8)


def test_rows_are_written_in_runs() -> None:
    assert row_runs([18, 12, 15, 19, 20, 18]) == ((12, 12), (15, 15), (18, 20))
    assert shown_rows([12, 15, 18, 19, 20, 30, 31], most=9, words=Words("fr")) == "12, 15, 18–20, 30, 31"
    assert shown_rows([2, 4, 6, 8, 9], most=2, words=Words("en")) == "2, 4 and 3 more"


def test_groups_come_worst_first_then_by_family() -> None:
    found = group_problems(
        [
            problem("sources.title_line", Severity.NOTE, 1),
            problem("contract.negative", Severity.WARNING, 2),
            problem("contract.not_whole", Severity.WARNING, 3),
            problem("contract.not_whole", Severity.WARNING, 4),
            problem("places.region_unknown", Severity.WARNING, 5),
            problem("contract.date_missing", Severity.REFUSED, 6),
        ],
        unplaced={"incidents": frozenset({5})},
    )
    assert [(group.severity, group.key.split(".")[1]) for group in found] == [
        ("refused", "date_missing"),
        ("unplaced", "region_unknown"),
        ("warning", "negative"),
        ("warning", "not_whole"),
        ("note", "title_line"),
    ]


def test_problems_that_differ_in_their_row_only_are_folded() -> None:
    told = [
        problem("contract.negative", Severity.WARNING, row, value=value)
        for row, value in ((4, "-1"), (2, "-1"), (3, "-2"))
    ]
    (group,) = group_problems(told, unplaced={})
    assert [(finding.problem.value, finding.rows) for finding in fold_problems(group, lang="fr")] == [
        ("-1", (2, 4)),
        ("-2", (3,)),
    ]


def test_a_problem_without_a_heading_is_still_shown() -> None:
    (group,) = group_problems([problem("error_of_a_newer_reader", Severity.NOTE, 1)], unplaced={})
    assert group.title("fr") == "Autres cas"


def test_a_page_shows_the_first_findings_and_says_where_the_others_are(write_month: Callable[..., Path]) -> None:
    rows = "".join(f"{number},jour {number},Mopti,Douentza,Hairé,E,\n" for number in range(MOST_FINDINGS + 5))
    found = make_preflight(read_month(write_month(incidents=HEADER + rows), boundaries="schematic"))
    (group,) = resolve_preflight(found, lang="en").groups
    assert (len(group.findings), group.count) == (MOST_FINDINGS, MOST_FINDINGS + 5)
    assert group.more == "and 5 more; the sheet “Rows” of controle.xlsx gives them all."


def test_the_workbook_has_one_line_a_problem_and_no_formula(write_month: Callable[..., Path]) -> None:
    month = write_month(incidents=HEADER + '1,"=HYPERLINK(""http://x"")",Mopti,Douentza,Hairé,E,\n')
    write_preflight(make_preflight(read_month(month, boundaries="schematic")), month, lang="fr")
    book = openpyxl.load_workbook(month / "controle" / "controle.xlsx")
    assert book.sheetnames == ["Résumé", "Lignes"]
    line = list(book["Lignes"][6])
    assert (line[5].value, line[7].value, line[7].data_type) == (2, '=HYPERLINK("http://x")', "s")
    assert book["Lignes"].auto_filter.ref == "A5:L6"


def test_strict_says_how_many_rows_and_points_there_are(month: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"non cartographiées\s: 2\s; cas à vérifier\s: 1\."):
        build(month, out=tmp_path / "maps", boundaries="schematic", strict=True)


def test_an_account_that_does_not_add_up_stops_everything(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"region": "Nord"}, {}), squares)
    assert (located.accounting.read, listed_rows(located)) == (2, frozenset({3}))
    for change in ({"read": 3}, {"mapped": 1}, {"listed": 0}, {"aggregated": 0, "listed": 2}):
        wrong = replace(located, accounting=replace(located.accounting, **change))
        with pytest.raises(ArithmeticError, match="incidents"):
            check_account(wrong)


def test_a_listed_row_without_a_reason_stops_everything(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"region": "Nord"}, {}), squares)
    with pytest.raises(ArithmeticError):
        check_account(replace(located, problems=()))


CELLS = st.one_of(
    st.sampled_from(["", "2021-11-03", "03/11/2021", "2021-10-01", "A", "E", "Z", "Taxe illégale", "Nord", "Aval", "Haut",
                     "Ouest", "Alba", "Pont", "Flottante", "XX010101", "XX01", "XX9", "0,5", "1,5", "-1", "99", "total"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip
COLUMNS = ("numéro", "date", "région", "cercle", "commune", "p-code", "latitude", "longitude", "catégorie", "type", "femmes")  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=len(COLUMNS) - 1, max_size=len(COLUMNS) + 1), max_size=12))
def test_any_table_of_bad_rows_is_accounted_for_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("any") / "2021-11"
    folder.mkdir()
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    (folder / "incidents.csv").write_text("\n".join([",".join(COLUMNS), *quoted]), encoding="utf-8")
    located = locate_table(read_tables(folder)["incidents"], make_boundaries())
    check_account(located)
    account = located.accounting
    assert account.read == account.mapped + account.aggregated + len(listed_rows(located))


def problem(key: str, severity: Severity, row: int, *, value: str = "x") -> Problem:
    return Problem(key, severity, "incidents", "incidents.csv", row=row, column="femmes", value=value)


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): files.digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
