import pandas as pd
import pytest
from tests.conftest import incidents_of, make_boundaries

from annexmaps.contract import CheckedTable, SourceFile
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth, locate_table
from annexmaps.vocabulary import sensitive_types

ALBA = {"region": "Nord", "cercle": "Haut", "commune": "Alba", "latitude": 1.3, "longitude": 0.6}
SUD = {"region": "Aval", "cercle": "Bas", "commune": "Sud"}
VIOL = {"category": "C", "type": "viol"}


def released(edition: str, *tables: CheckedTable) -> ReleasedMonth:
    boundaries = make_boundaries()
    located = {table.name: locate_table(table, boundaries) for table in tables}
    return release(LocatedMonth(Month(2021, 11), boundaries, located, (), False), edition_rules(edition))


def coverage_of(*rows: tuple[str, str, str, str, float]) -> CheckedTable:
    table = pd.DataFrame(rows, columns=["region", "cercle", "commune", "status", "monitors"])
    table = table.assign(row=range(2, len(rows) + 2), pcode="", partner="Partenaire secret", since=pd.NaT, example="")
    return CheckedTable("coverage", SourceFile("couverture.csv", "", "0" * 64), table, (), len(rows))


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_holds_places_and_its_allow_list_only(edition: str) -> None:
    table = released(edition, incidents_of({**ALBA, "text": "secret"})).tables["incidents"]
    places = {"place_level", "region_pcode", "cercle_pcode", "commune_pcode", "list_number"}
    assert set(table.columns) == places | set(edition_rules(edition).columns["incidents"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_free_text_leaves_in_no_edition(edition: str) -> None:
    assert "text" not in edition_rules(edition).columns["incidents"]


@pytest.mark.parametrize("edition", ["partners", "public"])
@pytest.mark.parametrize("column", ["longitude", "latitude", "date", "locality", "perpetrator", "number"])
def test_what_points_at_people_stays_in_the_office(edition: str, column: str) -> None:
    assert column not in edition_rules(edition).columns["incidents"]


def test_a_sound_point_is_kept_in_the_office() -> None:
    table = released("internal", incidents_of({**ALBA, "location_precision": "localite"})).tables["incidents"]
    assert table.loc[0, ["longitude", "latitude"]].tolist() == [0.6, 1.3]


@pytest.mark.parametrize("type_", sorted(sensitive_types()))
def test_a_sensitive_type_never_has_a_point_or_a_locality(type_: str) -> None:
    table = released("internal", incidents_of({**ALBA, "type": type_, "locality": "Puits"})).tables["incidents"]
    assert table["longitude"].isna().all()
    assert table.loc[0, "locality"] == ""


@pytest.mark.parametrize(("category", "told"), [("C", False), ("D", False), ("E", True)])
def test_a_row_of_unknown_type_has_no_point_where_the_type_may_be_sensitive(category: str, told: bool) -> None:
    rows = incidents_of({**ALBA, "category": category, "type": "", "locality": "Puits"})
    table = released("internal", rows).tables["incidents"]
    assert (table["longitude"].notna().all(), table.loc[0, "locality"] == "Puits") == (told, told)


def test_a_point_that_is_only_a_commune_s_is_not_a_point() -> None:
    table = released("internal", incidents_of({**ALBA, "location_precision": "commune"})).tables["incidents"]
    assert table["longitude"].isna().all()


@pytest.mark.parametrize(
    ("count", "expected"),
    [(4, (1, "", "")), (5, (2, "XX0101", "viol"))],
)
def test_a_sensitive_type_counts_at_the_cercle_from_five_on(count: int, expected: tuple[int, str, str]) -> None:
    table = released("partners", incidents_of(*[{**ALBA, **VIOL}] * count)).tables["incidents"]
    assert set(zip(table["place_level"], table["cercle_pcode"], table["type"], strict=True)) == {expected}
    assert (table["commune_pcode"] == "").all()


def test_a_sensitive_type_counts_at_the_region_from_five_on() -> None:
    est = {"region": "Nord", "cercle": "Est", "commune": "Ménara"}
    table = released("partners", incidents_of(*[{**ALBA, **VIOL}] * 3, *[{**est, **VIOL}] * 2)).tables["incidents"]
    assert set(zip(table["place_level"], table["region_pcode"], table["type"], strict=True)) == {(1, "XX01", "viol")}


def test_coarser_places_lose_no_row_and_no_category() -> None:
    table = released("partners", incidents_of({**ALBA, **VIOL}, ALBA, SUD)).tables["incidents"]
    assert sorted(table["category"]) == ["C", "E", "E"]


def test_how_many_were_made_coarser_is_counted() -> None:
    assert released("partners", incidents_of({**ALBA, **VIOL}, ALBA, SUD)).protected == 1


def test_the_list_is_numbered_by_place_and_not_by_source() -> None:
    rows = incidents_of({**SUD, "number": "a"}, {**ALBA, "number": "b"})
    table = released("internal", rows).tables["incidents"]
    assert list(zip(table["list_number"], table["number"], strict=True)) == [(1, "a"), (2, "b")]


def test_the_order_of_a_shared_list_does_not_depend_on_the_source_s_order() -> None:
    rows = [{**ALBA, "date": pd.Timestamp("2021-11-28"), "category": "B", "type": "assassinat_meurtre"}, {**ALBA}]
    forward, backward = (released("partners", incidents_of(*order)).tables["incidents"] for order in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(forward, backward)


def test_monitors_of_a_region_are_told_from_five_on() -> None:
    table = coverage_of(("Nord", "Haut", "Alba", "couvert", 4), ("Aval", "Bas", "Sud", "couvert", 5))
    assert released("partners", table).monitors == {"XX02": 5}
    assert released("internal", table).monitors == {"XX01": 4, "XX02": 5}


def test_partner_names_stay_in_the_office() -> None:
    table = coverage_of(("Nord", "Haut", "Alba", "couvert", 4))
    assert "partner" in released("internal", table).tables["coverage"]
    assert not released("partners", table).tables["coverage"].isin(["Partenaire secret"]).any().any()


def test_the_cut_off_is_the_last_date_of_the_tables() -> None:
    assert (
        released("partners", incidents_of({**ALBA, "date": pd.Timestamp("2021-11-17")})).cut_off.isoformat()
        == "2021-11-17"
    )
