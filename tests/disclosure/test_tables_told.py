"""The tables of the report tell no more than the annexes of the same edition: a solver reads them too, and nothing else reaches them."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from tests.conftest import SQUARES, make_boundaries
from tests.disclosure.outputs import tables_of
from tests.disclosure.random_months import place_of, random_month, small_month, with_month_before
from tests.disclosure.readers import as_year_report
from tests.disclosure.test_solver import month_of, public_report, public_tables_report, told_too_much

from annexmaps import specify
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth
from annexmaps.spec import ListSpec, YearReport

OCTOBER, NOVEMBER = Month(2021, 10), Month(2021, 11)
ALBA, PONT, SUD = (place_of(SQUARES[number]) for number in (0, 1, 5))
# what partners and the public do not get, in other words than it had
OTHERWISE = {"perpetrator": "fama", "place": "ecole", "time_slot": "nuit", "livelihood": "eleveur", "victim_status": "pdi",
             "women": 7.0, "girls": 3.0, "locality": "Ailleurs"}  # fmt: skip


def two_months(seed: int) -> LocatedMonth:
    boundaries = make_boundaries()
    return with_month_before(random_month(NOVEMBER, seed, boundaries), random_month(OCTOBER, seed, boundaries))


def told_otherwise(month: LocatedMonth) -> LocatedMonth:
    """The same month with other perpetrators, victims, places, hours, monitors."""
    tables = dict(month.tables)
    incidents, coverage = tables["incidents"], tables["coverage"]
    tables["incidents"] = replace(incidents, table=incidents.table.assign(**OTHERWISE))
    tables["coverage"] = replace(coverage, table=coverage.table.assign(partner="Q", monitors=9.0))
    return replace(month, tables=tables, earlier={at: told_otherwise(one) for at, one in month.earlier.items()})


@pytest.mark.parametrize("edition", ["partners", "public"])
@pytest.mark.parametrize("seed", range(2))
def test_who_did_it_to_whom_where_and_when_changes_nothing_in_the_tables_outside_the_office(
    seed: int, edition: str
) -> None:
    month = two_months(seed)
    other = told_otherwise(month)
    assert tables_of(month, edition).chapters == tables_of(other, edition).chapters


def test_who_did_it_to_whom_where_and_when_is_in_the_tables_of_the_office() -> None:
    month = two_months(1)
    assert tables_of(month, "internal").chapters != tables_of(told_otherwise(month), "internal").chapters


@pytest.mark.parametrize("seed", range(6))
def test_public_tables_of_hard_months_give_no_small_number_away(seed: int) -> None:
    assert told_too_much(two_months(seed), report=public_tables_report) == {}


@pytest.mark.parametrize(
    "counts",
    [((ALBA, 1),), ((ALBA, 4), (SUD, 1)), ((ALBA, 5), (PONT, 1)), ((ALBA, 3), ({"region": "Nord"}, 2), (SUD, 60))],
)
def test_public_tables_of_the_nastiest_months_give_no_small_number_away(
    counts: tuple[tuple[dict[str, object], int], ...],
) -> None:
    assert told_too_much(month_of(*counts), report=public_tables_report) == {}


@pytest.mark.parametrize(
    ("column", "true"), [(11, 3), (12, 6), (13, 0.13)], ids=["the month", "the year", "the share of the year"]
)
def test_the_solver_finds_a_leak_planted_in_the_public_workbook(column: int, true: float) -> None:
    month = month_of((ALBA, 2), (PONT, 1), (SUD, 20))

    def leaky(one: LocatedMonth) -> YearReport:
        (table,) = (table for table in tables_of(one, "public").tables if table.key == "regions")
        rows = [list(row) for row in table.rows]
        if one.month == NOVEMBER:
            next(row for row in rows if row[0] == "Nord")[column] = true
        return as_year_report(replace(table, rows=tuple(map(tuple, rows))))

    assert told_too_much(month, report=public_tables_report) == {}
    assert told_too_much(month, report=leaky) != {}


@pytest.mark.parametrize("seed", range(4))
def test_table_iii_of_the_workbook_says_of_the_public_s_régions_what_the_dashboard_s_says(seed: int) -> None:
    month = two_months(seed)
    ours, theirs = public_tables_report(month).tables[0], public_report(month).tables[0]
    assert ours.rows == theirs.rows


@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_the_partners_tables_is_counted_from_the_lines_of_their_own_list(seed: int) -> None:
    # so the solver's proof for the list (test_solver) holds for the tables: they add no equation to it
    month = two_months(seed)
    listing = specify(month, annex="4", edition="partners", lang="fr")
    assert isinstance(listing, ListSpec)
    region, cercle, category, kind = (
        listing.columns.index(name) for name in ("Région", "Cercle", "Catégorie", "Type de violation")
    )
    tables = {table.key: table for table in tables_of(month, "partners").tables}
    categories = Counter(row[category] for row in listing.rows)
    assert {row[0][0]: row[11] for row in tables["categories"].rows[:-1]} == {
        code: categories[code] for code in "ABCDEF"
    }
    cercles = Counter((row[region] or "Sans région", row[cercle] or "Sans cercle") for row in listing.rows)
    assert {row[:2]: row[3] for row in tables["cercles"].rows[:-1] if row[3]} == cercles
    types = Counter((row[category], row[kind]) for row in listing.rows)
    assert {(row[0][0], row[1]): row[2] for row in tables["types"].rows if row[2]} == types
    by_region = Counter((row[region] or "Sans région", row[kind]) for row in listing.rows)
    table = tables["type_region"]
    made = {
        (row[0], column.head): cell
        for row in table.rows[:-1]
        for column, cell in zip(table.columns[1:-1], row[1:-1], strict=True)
    }
    assert {pair: number for pair, number in made.items() if number} == by_region


def test_a_sensitive_type_that_is_told_for_the_country_only_has_no_row_of_its_own() -> None:
    viol = {"category": "C", "type": "viol"}
    boundaries = make_boundaries()
    rows = [{**ALBA, **viol}] * 3 + [{**SUD, **viol}] * 3 + [{**ALBA, "category": "C", "type": "mariage_force"}] * 2
    month = small_month(NOVEMBER, boundaries, rows)
    (table,) = (table for table in tables_of(month, "partners").tables if table.key == "types")
    assert [(row[1], row[2]) for row in table.rows] == [("(type non communiqué)", 8)]


@pytest.mark.parametrize("edition", ["partners", "public"])
def test_an_edition_without_the_columns_says_that_part_v_is_left_out(edition: str) -> None:
    spec = tables_of(two_months(1), edition)
    said = [sentence.text for chapter in spec.chapters for sentence in chapter.sentences]
    assert any(text.startswith(("Auteurs présumés, victimes", "L'édition publique ne dit")) for text in said)
    assert {table.key for table in spec.tables} & {
        "perpetrator",
        "place",
        "time_slot",
        "victims",
        "livelihood",
    } == set()


def test_an_office_that_gives_partners_a_column_gives_them_its_table_of_the_rows_that_keep_it() -> None:
    from annexmaps.config import Config

    month = told_otherwise(small_month(NOVEMBER, make_boundaries(), [{**ALBA, "type": "vol_extorsion_pillage"}] * 3))
    hidden = small_month(NOVEMBER, make_boundaries(), [{**ALBA, "category": "C", "type": "viol"}] * 2)
    both = pd.concat(
        [month.tables["incidents"].table, told_otherwise(hidden).tables["incidents"].table], ignore_index=True
    )
    month = replace(month, tables={**month.tables, "incidents": replace(month.tables["incidents"], table=both)})
    config = Config(disclosure={"partners": {"columns": {"incidents": ["category", "type", "place"]}}})
    (table,) = (table for table in tables_of(month, "partners", config).tables if table.key == "place")
    assert [row[:2] for row in table.rows] == [("École", 3), ("Non précisé", 2), ("Total", 5)]
