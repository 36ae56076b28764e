"""The sample's risk index forms: levels as the reports state them, sums that hold, a few part-filled."""

from collections import Counter

import pytest
from sample_rows import read_rows

from annexmaps.months import Month
from annexmaps.sample import published, sample_months

MONTHS = sample_months()
SEPTEMBER = Month(2020, 9)
_QUESTIONS = [f"q{number}" for number in range(1, 16)]
_STATEMENTS = [(month, line) for month, lines in published().statements.items() for line in lines]


def level_of(row):
    if not row["total"]:
        return "incomplete"
    total = int(row["total"])
    lower_bounds = {"critique": 20, "serieuse": 15, "moderee": 6}
    return next((level for level, bound in lower_bounds.items() if total >= bound), "stable")


@pytest.fixture(scope="session")
def forms(sample_folder):
    return {month: read_rows(sample_folder / str(month), "indice_risque") for month in MONTHS}


@pytest.mark.parametrize("month", published().levels, ids=str)
def test_levels_of_named_communes_are_as_published(forms, month):
    made = {row["p-code"]: level_of(row) for row in forms[month]}
    wanted = published().levels[month]
    assert {pcode: made[pcode] for pcode in wanted} == wanted


@pytest.mark.parametrize(("month", "line"), _STATEMENTS, ids=str)
def test_levels_of_whole_units_are_as_the_text_says(forms, month, line):
    column = "région" if line.admin_level == 1 else "cercle"
    made = Counter(level_of(row) for row in forms[month] if row[column] == line.unit)
    if line.only:
        assert set(made) == set(line.only)
    if line.most:
        assert sum(made[level] for level in line.most) > made.total() / 2
    if line.numbers:
        assert made == line.numbers


@pytest.mark.parametrize("month", [month for month in MONTHS if month.year == 2021], ids=str)
def test_the_same_180_communes_are_surveyed_in_2021(forms, month):
    wanted = {row["p-code"] for row in forms[MONTHS[-1]]}
    assert len(forms[month]) == len(wanted) == published().communes_surveyed[2021]
    assert {row["p-code"] for row in forms[month]} == wanted


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_totals_are_the_sums_of_the_answers(forms, month):
    complete = [row for row in forms[month] if row["total"]]
    assert [int(row["total"]) for row in complete] == [sum(int(row[q]) for q in _QUESTIONS) for row in complete]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_five_forms_are_part_filled_and_one_of_them_is_empty(forms, month):
    partial = [row for row in forms[month] if not row["total"]]
    empty_answers = sorted(sum(row[q] == "" for q in _QUESTIONS) for row in partial)
    assert len(partial) == 5
    assert empty_answers[-1] == 15
    assert 0 < empty_answers[0] < 15


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_totals_on_the_limits_of_the_levels_occur(forms, month):
    assert {"5", "6", "14", "15", "19", "20"} <= {row["total"] for row in forms[month]}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_forms_are_of_their_month_and_have_two_to_five_informants(forms, month):
    assert {row["mois"] for row in forms[month]} == {str(month)}
    assert {row["informateurs"] for row in forms[month]} == {"2", "3", "4", "5"}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_surveyed_communes_are_covered(forms, sample_folder, month):
    rows = read_rows(sample_folder / str(month), "couverture")
    covered = {(row["cercle"], row["commune"]) for row in rows if row["statut"] == "Couvert"}
    surveyed = {(row["cercle"], row["commune"]) for row in forms[month]}
    assert surveyed < covered


def test_five_communes_of_menaka_are_surveyed_in_september_2020_with_alata(forms):
    rows = [row for row in forms[SEPTEMBER] if row["région"] == "Ménaka"]
    assert sorted(row["commune"] for row in rows) == ["Alata", "Andéramboukane", "Inékar", "Ménaka", "Tidermène"]
