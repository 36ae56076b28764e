"""Counting the written rows gives the published figures."""

from collections import Counter

import pytest
from sample_rows import count_by, matching, read_rows, value_of

from annexmaps.months import Month
from annexmaps.sample import published, sample_months
from annexmaps.vocabulary.folding import fold

MONTHS = sample_months()
SEPTEMBER, NOVEMBER = Month(2020, 9), Month(2021, 11)
_POINT = 0.01
_SEXES = ("femmes", "hommes", "filles", "garçons")


def of_figures(figures):
    return [(month, line) for month, lines in figures.items() for line in lines]


@pytest.fixture(scope="session")
def incidents(sample_folder):
    return {month: read_rows(sample_folder / str(month), "incidents") for month in MONTHS}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_rows_by_category_are_as_published(incidents, month):
    made = count_by(incidents[month], "category")
    assert {category: made[category] for category in "ABCDEF"} == published().tables[month].categories


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_rows_by_region_are_as_published(incidents, month):
    wanted = {region: number for region, number in published().tables[month].regions.items() if number}
    assert count_by(incidents[month], "region") == wanted


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_total_is_as_published(incidents, month):
    assert len(incidents[month]) == published().tables[month].total


@pytest.mark.parametrize(("month", "number"), published().year_to_date.items(), ids=str)
def test_year_to_date_is_as_published(incidents, month, number):
    assert sum(len(rows) for other, rows in incidents.items() if other.year == month.year and other <= month) == number


@pytest.mark.parametrize(
    ("month", "attribute"), [(month, name) for month, counts in published().counts.items() for name in counts], ids=str
)
def test_counts_by_attribute_are_as_published(incidents, month, attribute):
    made = count_by(incidents[month], attribute)
    wanted = published().totals(month, attribute)
    assert {value: made[value] for value in wanted} == wanted


@pytest.mark.parametrize(("month", "count"), of_figures(published().crossed), ids=str)
def test_crossed_counts_are_as_published_or_as_used(incidents, month, count):
    assert len(matching(incidents[month], count.where)) == count.number


@pytest.mark.parametrize(("month", "line"), of_figures(published().shares), ids=str)
def test_shares_are_within_one_point(incidents, month, line):
    among = matching(incidents[month], line.among)
    assert len(matching(among, line.where)) / len(among) == pytest.approx(line.share, abs=_POINT)


def test_victims_by_status_and_sex_are_as_published(incidents):
    made = {
        status: tuple(sum(int(row[sex]) for row in rows) for sex in _SEXES)
        for status in published().victims[SEPTEMBER]
        for rows in [matching(incidents[SEPTEMBER], {"victim_status": (status,)})]
    }
    assert made == published().victims[SEPTEMBER]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_violation_has_one_victim(incidents, month):
    assert {sum(int(row[sex]) for sex in _SEXES) for row in incidents[month]} == {1}


def test_one_woman_and_three_children_are_killed_in_september_2020(incidents):
    killed = matching(incidents[SEPTEMBER], {"category": ("B",)})
    women, _, girls, boys = (sum(int(row[sex]) for row in killed) for sex in _SEXES)
    assert (women, girls + boys) == (1, 3)


@pytest.mark.parametrize("region", published().rankings[SEPTEMBER])
def test_most_affected_cercles_are_in_the_published_order(incidents, region):
    made = count_by(matching(incidents[SEPTEMBER], {"region": (region,)}), "cercle")
    del made[""]
    wanted = published().rankings[SEPTEMBER][region]
    numbers = [made[cercle] for cercle in wanted]
    assert [cercle for cercle, _ in made.most_common(len(wanted))] == list(wanted)
    assert len(set(numbers)) == len(numbers)


def test_one_violation_of_segou_has_no_cercle_in_november_2021(incidents):
    made = count_by(matching(incidents[NOVEMBER], {"region": ("Ségou",)}), "cercle")
    assert made[""] == 1


def test_twenty_three_time_slots_are_not_given_in_november_2021(incidents):
    assert count_by(incidents[NOVEMBER], "time_slot")[""] == 23


def test_bars_of_the_places_of_september_2020(incidents):
    made = sorted(count_by(incidents[SEPTEMBER], "place").values(), reverse=True)
    assert made == [86, 85, 78, 37, 25, 15, 14, 13, 8, 1, 1]


def test_movements_that_the_text_places_are_there(incidents):
    moved = {month: matching(incidents[month], {"category": ("A",)}) for month in (SEPTEMBER, NOVEMBER)}
    at_segou, at_gao = (
        places_of(matching(moved[month], {"region": (region,)}))
        for month, region in ((SEPTEMBER, "Ségou"), (NOVEMBER, "Gao"))
    )
    assert [tuple(map(fold, place)) for place in at_segou] == [("segou", "niono", "diabaly")]
    assert [tuple(map(fold, place)) for place in at_gao] == [("gao", "ansongo", "bara")]


def test_most_illegal_taxes_of_september_2020_are_at_dire(incidents):
    taxes = matching(incidents[SEPTEMBER], {"type": ("taxe_illegale",)})
    made = Counter(tuple(map(fold, place)) for place in places_of(taxes))
    assert made["tombouctou", "dire", "dire"] > made.total() / 2


def test_most_killings_of_mopti_are_at_douentza_and_bankass_in_september_2020(incidents):
    made = count_by(matching(incidents[SEPTEMBER], {"region": ("Mopti",), "category": ("B",)}), "cercle")
    assert made["Douentza"] + made["Bankass"] > made.total() / 2


@pytest.mark.parametrize("line", published().contradictions.values(), ids=published().contradictions)
def test_contradictions_say_what_is_printed_and_what_is_used(line):
    print(f"{line.month} {line.cell}: printed {line.printed}, used {line.used} ({line.why})")  # noqa: T201 - shown with -rP
    assert line.printed != line.used


def test_contradicted_cells_hold_what_is_used(incidents):
    rows, lines = incidents[NOVEMBER], published().contradictions
    made = {
        "segou_liberty": len(matching(rows, {"region": ("Ségou",), "category": ("D",)})),
        "gao_liberty": len(matching(rows, {"region": ("Gao",), "category": ("D",)})),
        "segou_movements_and_services": len(matching(rows, {"region": ("Ségou",), "category": ("A", "F")})),
        "year_to_date": sum(len(incidents[month]) for month in MONTHS if month.year == 2021),
        "share_of_life": round(len(matching(rows, {"category": ("B",)})) / len(rows), 3),
    }
    assert made == {name: lines[name].used for name in made}


def test_no_row_is_at_kidalet(incidents):
    assert "Kidalet" not in {row["commune"] for rows in incidents.values() for row in rows}


@pytest.mark.parametrize(
    ("region", "category"), [(region, category) for region in ("Mopti", "Ségou", "Tombouctou") for category in "AD"]
)
def test_liberty_and_movements_change_as_the_text_says(incidents, region, category):
    of_month = {m: count_by(matching(incidents[m], {"region": (region,)}), "category")[category] for m in MONTHS[-2:]}
    rises = {("Mopti", "A"), ("Mopti", "D"), ("Tombouctou", "D")}
    assert (of_month[NOVEMBER] > of_month[NOVEMBER.previous]) == ((region, category) in rises)


def places_of(rows):
    return [(value_of(row, "region"), row["cercle"], row["commune"]) for row in rows]
