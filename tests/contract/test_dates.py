"""Days and months as people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.contract import SourceFile
from annexmaps.contract.cells import Cells
from annexmaps.contract.dates import possible_days, read_days, read_month
from annexmaps.months import Month
from annexmaps.vocabulary.columns import layout

NOVEMBER = Month(2021, 11)
THIRD = date(2021, 11, 3)
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def _cells(*texts: str) -> Cells:
    rows = tuple(range(2, 2 + len(texts)))
    return Cells(
        "incidents", SourceFile("incidents.csv", "", ""), layout("incidents").columns["date"], "date", texts, rows
    )


def _read(*texts: str) -> tuple[list[date | None], list[str]]:
    days, problems = read_days(_cells(*texts), month=NOVEMBER, refuse=True)
    return days, [problem.key.removeprefix("contract.") for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "2021-11-03",
        "2021/11/3",
        "2021.11.03",
        "2021-11-03T14:05:00",
        "2021-11-03 14:05",
        "2021-11-03T14:05:00.123+01:00",
        "44503",
        "44503,58",
        "3 novembre 2021",
        "3 NOVEMBRE 2021",
        "03-nov-21",
        "3 nov. 2021",
        "mercredi 3 novembre 2021",
        "November 3, 2021",
        "3 Nov 2021",
        "20211103",
        "mercredi 2021-11-03 14:05",
        "2021-11-03 14:05:00 +01:00",
        "2021-11-03T14:05:00Z",
        "2021-11-03 2:05:00 PM",
        "3 nov. 21",
        "le 3 novembre 2021",
        "3 novembre 2021 14:05",
        "3 novembre 2021 14h05",
        "November 3rd, 2021",
        "Wed, 3 Nov 2021",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert possible_days(text) == (THIRD,)


def test_first_of_the_month_in_french() -> None:
    assert possible_days("1er août 2020") == (date(2020, 8, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "31/11/2021",
        "2021-02-30",
        "30 février 2021",
        "3",
        "445030",
        "novembre 2021",
        "2021",
        "03112021",
        "20211332",
        "1/1",
        "03/11",
        "３/11/2021",
        "3 novembre",
        "3 4 novembre 2021",
        "0/0/2021",
        "03/11-2021",
        "=TODAY()",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert possible_days(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "13/11/2021",
        "13.11.2021",
        "13-11-21",
        "13 11 2021",
        "samedi 13/11/2021",
        "13/11/2021 14:05",
        "13/11/2021 2:05 PM",
    ],
)
def test_day_above_twelve_reads_one_way(text: str) -> None:
    assert possible_days(text) == (date(2021, 11, 13),)


def test_weekday_before_figures_does_not_settle_their_order() -> None:
    assert possible_days("mercredi 03/11/2021") == (THIRD, date(2021, 3, 11))


def test_day_comes_first_when_a_day_above_twelve_shows_it() -> None:
    assert _read("03/11/2021", "13/11/2021") == ([THIRD, date(2021, 11, 13)], [])


def test_month_comes_first_when_the_column_proves_it_and_it_is_said() -> None:
    assert _read("11/03/2021", "11/13/2021") == ([THIRD, date(2021, 11, 13)], ["dates_month_first"])


def test_folder_settles_day_first_and_it_is_said() -> None:
    assert _read("03/11/2021", "04/11/2021") == ([THIRD, date(2021, 11, 4)], ["dates_day_first_by_month"])


def test_folder_settles_month_first_and_it_is_said() -> None:
    assert _read("11/03/2021", "11/04/2021") == ([THIRD, date(2021, 11, 4)], ["dates_month_first_by_month"])


def test_column_that_fits_both_ways_is_refused() -> None:
    assert _read("03/11/2021", "11/04/2021") == ([None, None], ["date_both_ways_row", "date_both_ways_row"])


def test_column_that_proves_both_orders_keeps_only_the_sure_dates() -> None:
    assert _read("13/11/2021", "11/14/2021", "03/11/2021", "11/11/2021") == (
        [date(2021, 11, 13), date(2021, 11, 14), None, date(2021, 11, 11)],
        ["dates_mixed", "date_both_ways_row"],
    )


def test_mixed_column_is_told_with_an_example_of_each_order_and_its_row() -> None:
    _, problems = read_days(_cells("01/11/2021", "13/11/2021", "11/14/2021"), month=NOVEMBER, refuse=True)
    assert [problem.wrong("en") for problem in problems] == [
        "The column mixes day/month (“13/11/2021”, row 3) and month/day (“11/14/2021”, row 4).",
        "“01/11/2021” can be read day/month or month/day: the column mixes day/month (“13/11/2021”, row 3) and month/day "
        "(“11/14/2021”, row 4).",
    ]


def test_unreadable_day_of_an_optional_column_is_left_empty() -> None:
    days, problems = read_days(_cells("bientôt"), month=NOVEMBER)
    assert (days, [problem.key for problem in problems]) == ([None], ["contract.date_unreadable_cell"])


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back_from_each_way_of_writing(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    french = f"{day.day} {FRENCH[day.month - 1]} {day.year}"
    assert {possible_days(day.isoformat()), possible_days(str(serial)), possible_days(french)} == {(day,)}


@given(st.dates(min_value=date(1000, 1, 1)))
def test_day_first_is_one_of_the_readings(day: date) -> None:
    assert possible_days(day.strftime("%d/%m/") + f"{day.year:04d}")[0] == day


@given(st.text())
def test_any_text_is_read_or_not_without_error(text: str) -> None:
    assert len(possible_days(text)) <= 2


@pytest.mark.parametrize(
    "text", ["2021-11", "11/2021", "novembre 2021", "Nov. 2021", "November 2021", "2021-11-01", "44501"]
)
def test_month_of_a_form(text: str) -> None:
    assert read_month(text) == NOVEMBER


@pytest.mark.parametrize("text", ["", "novembre", "2021", "13/2021", "01/11/2021"])
def test_month_that_does_not_say_one_thing_is_not_read(text: str) -> None:
    assert read_month(text) is None
