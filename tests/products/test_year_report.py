import pytest

from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.products.year_report import year_report
from annexmaps.spec import YearReport
from annexmaps.theme import Theme
from annexmaps.words import Words


def report_of(month: LocatedMonth, edition: str, lang: str = "fr") -> YearReport:
    made = year_report(release(month, edition_rules(edition)), Words(lang), Theme())
    assert made is not None
    return made


def plain(text: str) -> str:
    return text.replace("\u202f", "").replace("\xa0", " ")


# tables II and III of the report of November 2021
CATEGORIES = {
    "A": (15, 56, 8, 186, 7, 444, 70, 9, 75, 7, 78), "B": (61, 31, 44, 60, 53, 64, 52, 32, 38, 31, 23),
    "C": (83, 88, 105, 98, 216, 121, 76, 87, 114, 73, 95), "D": (36, 59, 76, 62, 71, 97, 73, 65, 76, 42, 103),
    "E": (130, 169, 157, 225, 208, 507, 220, 254, 254, 221, 225), "F": (0, 4, 20, 4, 5, 4, 10, 9, 30, 10, 7),
}  # fmt: skip
MOPTI = (60, 152, 134, 366, 218, 947, 243, 209, 292, 115, 280)


@pytest.mark.parametrize("edition", ["internal", "partners"])
def test_table_ii_is_the_report_s(november: LocatedMonth, edition: str) -> None:
    table = report_of(november, edition).tables[0]
    assert {row[0][0]: tuple(int(plain(cell)) for cell in row[1:12]) for row in table.rows[:-1]} == CATEGORIES
    assert [plain(cell) for cell in table.rows[-1][-4:]] == ["531", "6033", "100,0 %", "+147"]


def test_table_iii_is_the_report_s(november: LocatedMonth) -> None:
    table = report_of(november, "partners").tables[1]
    mopti = next(row for row in table.rows if row[0] == "Mopti")
    assert tuple(int(plain(cell)) for cell in mopti[1:12]) == MOPTI
    assert [plain(cell) for cell in mopti[12:]] == ["3016", "52,7 %", "+165"]


def test_the_public_has_no_table_of_categories(november: LocatedMonth) -> None:
    made = report_of(november, "public")
    assert [table.title[:3] for table in made.tables] == ["III"]
    assert made.trend is None


def test_a_missing_month_is_a_gap(november: LocatedMonth) -> None:
    from dataclasses import replace

    without = {month: read for month, read in november.earlier.items() if month.number != 10}
    table = report_of(replace(november, earlier=without), "partners").tables[0]
    assert table.rows[0][10] == "–"
    assert table.rows[-1][-1] == "–"
