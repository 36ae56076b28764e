"""What a row must hold, rule by rule, and the account of rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexmaps.contract import CheckedTable, RawTable, Severity, SourceFile
from annexmaps.contract.check import check_table
from annexmaps.months import Month
from annexmaps.vocabulary.columns import layout, tables
from annexmaps.words import languages

NOVEMBER = Month(2021, 11)


def _check(name: str, *rows: dict[str, str]) -> CheckedTable:
    columns = list(layout(name).columns)
    texts = [[row.get(column, "") for column in columns] for row in rows]
    cells = pd.DataFrame(texts, columns=range(len(columns)), dtype="str")
    numbers = tuple(range(2, 2 + len(rows)))
    raw = RawTable(name, SourceFile("f.csv", "", ""), tuple(columns), cells, numbers)
    return check_table(raw, {column: position for position, column in enumerate(columns)}, month=NOVEMBER)


def _incident(**cells: str) -> CheckedTable:
    return _check("incidents", {"date": "2021-11-03", "category": "B", "commune": "Gao", **cells})


def _found(table: CheckedTable) -> list[tuple[str, str]]:
    return [(problem.key.removeprefix("contract."), problem.severity.value) for problem in table.problems]


def test_row_outside_the_month_is_refused() -> None:
    table = _incident(date="2021-10-31")
    assert (table.refused[2].key, len(table.table)) == ("contract.out_of_period", 0)


@pytest.mark.parametrize(("date", "key"), [("", "date_missing"), ("hier", "date_unreadable_row")])
def test_row_without_a_date_is_refused(date: str, key: str) -> None:
    assert _found(_incident(date=date)) == [(key, "refused")]


def test_category_unreadable_is_taken_from_the_type() -> None:
    table = _incident(category="?", type="Viol")
    assert (table.table.loc[0, "category"], _found(table)) == ("C", [("category_from_type", "warning")])


def test_category_empty_is_taken_from_the_type() -> None:
    table = _incident(category="", type="Viol")
    assert (table.table.loc[0, "category"], _found(table)) == ("C", [("category_empty", "warning")])


def test_category_against_the_type_is_kept_with_a_warning() -> None:
    table = _incident(category="A", type="Viol")
    assert (table.table.loc[0, "category"], _found(table)) == ("A", [("category_contradicts", "warning")])


def test_row_without_category_or_type_is_refused() -> None:
    assert _found(_incident(category="?")) == [("no_category", "refused")]


def test_unknown_code_is_left_empty_with_a_warning() -> None:
    table = _incident(perpetrator="Martien")
    assert (table.table.loc[0, "perpetrator"], _found(table)) == ("", [("unknown_code", "warning")])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("-1", "negative"),
        ("deux", "not_a_number"),
        ("1,5", "not_whole"),
        ("1e400", "not_a_number"),
        ("NaN", "not_a_number"),
    ],
)
def test_bad_count_is_left_empty_with_a_warning(text: str, key: str) -> None:
    table = _incident(women=text)
    assert (np.isnan(table.table.loc[0, "women"]), _found(table)) == (True, [(key, "warning")])


def test_decimal_comma_is_accepted() -> None:
    assert _incident(latitude="16,27", longitude="-0,04").table[["latitude", "longitude"]].values.tolist() == [
        [16.27, -0.04]
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude", "key"),
    [
        ("91", "0", "out_of_range"),
        ("16", "181", "out_of_range"),
        ("16", "", "lone_coordinate"),
        ("", "1", "lone_coordinate"),
        ("x", "1", "not_degrees"),
        ("nan", "1", "not_degrees"),
        ("", "-inf", "not_degrees"),
    ],
)
def test_bad_coordinate_empties_both_with_one_warning(latitude: str, longitude: str, key: str) -> None:
    table = _incident(latitude=latitude, longitude=longitude)
    assert (table.table[["latitude", "longitude"]].notna().sum().sum(), _found(table)) == (0, [(key, "warning")])


@pytest.mark.parametrize(("kind", "key"), [("Invasion", "kind_unknown"), ("", "kind_empty")])
def test_alert_of_no_known_kind_is_other(kind: str, key: str) -> None:
    table = _check("flash_alerts", {"date": "2021-11-03", "kind": kind, "commune": "Gao"})
    assert (table.table.loc[0, "kind"], _found(table)) == ("autre", [(key, "warning")])


@pytest.mark.parametrize(("text", "verified"), [("", "non"), ("Oui", "oui"), ("FALSE", "non"), ("peut-être", "non")])
def test_alert_is_verified_only_when_it_says_so(text: str, verified: str) -> None:
    table = _check("flash_alerts", {"date": "2021-11-03", "kind": "Enlèvement", "verified": text})
    assert table.table.loc[0, "verified"] == verified


@pytest.mark.parametrize(
    ("month", "kept"), [("2021-11", 1), ("novembre 2021", 1), ("", 1), ("2021-10", 0), ("automne", 0)]
)
def test_form_of_another_month_is_refused(month: str, kept: int) -> None:
    assert len(_check("risk_index", {"commune": "Gao", "month": month, "total": "3"}).table) == kept


@pytest.mark.parametrize(("status", "key"), [("", "status_empty"), ("bof", "status_unknown")])
def test_coverage_without_a_status_is_refused(status: str, key: str) -> None:
    assert _found(_check("coverage", {"commune": "Gao", "status": status})) == [(key, "refused")]


def test_identical_rows_are_kept_and_named_once() -> None:
    row = {"date": "2021-11-03", "category": "B", "number": "7"}
    table = _check("incidents", row, row)
    assert (len(table.table), _found(table)) == (2, [("identical_row", "warning")])


def test_rows_with_one_number_or_alike_but_for_their_numbers_are_kept_and_named() -> None:
    row = {"date": "2021-11-03", "category": "B", "number": "7"}
    table = _check("incidents", row, {**row, "women": "1"}, {**row, "number": "8"})
    assert (len(table.table), _found(table)) == (3, [("repeated_number", "warning"), ("similar_row", "warning")])


def test_problems_come_worst_first() -> None:
    table = _check("incidents", {"date": "2021-11-03", "category": "B", "women": "x"}, {"date": "", "category": "B"})
    assert [problem.severity for problem in table.problems] == [Severity.REFUSED, Severity.WARNING]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "${7*7}", "{row.__class__}", "NA"])
def test_text_that_looks_like_code_stays_text(text: str) -> None:
    assert _incident(text=text, commune=text).table[["text", "commune"]].values.tolist() == [[text, text]]


def test_empty_table_keeps_its_types() -> None:
    types = _check("incidents").table.dtypes
    assert [str(types[name]) for name in ("row", "date", "women")] == ["int64", "datetime64[s]", "float64"]


_TEXT = st.text(max_size=8) | st.sampled_from(
    ["2021-11-03", "03/11/2021", "13/11/2021", "11/14/2021", "B", "Viol", "-1", "{value}", "12"]
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(tables()), st.data())
def test_rows_read_are_rows_kept_and_rows_refused(name: str, data: st.DataObject) -> None:
    row = st.dictionaries(st.sampled_from(list(layout(name).columns)), _TEXT)
    table = _check(name, *data.draw(st.lists(row, max_size=5)))
    sentences = [problem.sentence(lang) for problem in table.problems for lang in languages()]
    assert (table.rows_read, all(sentences)) == (len(table.table) + len(table.refused), True)


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"latitude": "14 E", "longitude": "3"}, "other_axis"),
        ({"latitude": "14.5", "longitude": "-3 O"}, "sign_and_direction"),
        ({"latitude": "1612345", "longitude": "512345"}, "utm_without_zone"),
        ({"latitude": "14.5, -3.2", "longitude": "-3.2"}, "point_and_other"),
        ({"coordinates": "quelque part"}, "not_a_point"),
        ({"coordinates": "15.5, -3.2", "latitude": "14.5", "longitude": "-3.2"}, "points_differ"),
        ({"coordinates": "?", "latitude": "14.5", "longitude": "-3.2"}, "not_a_point"),
        ({"coordinates": "30S 512345 1612345"}, "utm_both_ways"),
    ],
)
def test_doubtful_point_is_left_out_with_one_warning(cells: dict[str, str], key: str) -> None:
    table = _incident(**cells)
    assert (table.table[["latitude", "longitude"]].notna().sum().sum(), _found(table)) == (0, [(key, "warning")])


@pytest.mark.parametrize(
    "cells", [{"coordinates": "14.5, -3.2"}, {"latitude": "14.5, -3.2"}, {"latitude": "14,5 ; -3,2"}]
)
def test_latitude_comes_first_in_one_cell_and_it_is_said(cells: dict[str, str]) -> None:
    table = _incident(**cells)
    assert (table.table[["latitude", "longitude"]].values.tolist(), _found(table)) == (
        [[14.5, -3.2]],
        [("points_latitude_first", "note")],
    )


def test_point_of_a_form_beside_its_own_columns_is_one_point() -> None:
    table = _incident(coordinates="14.5 -3.2 0 0", latitude="14.5", longitude="-3.2")
    assert (table.table[["latitude", "longitude"]].values.tolist(), table.problems) == ([[14.5, -3.2]], ())


def test_cell_with_both_coordinates_is_no_column_of_the_table() -> None:
    assert "coordinates" not in _incident().table
