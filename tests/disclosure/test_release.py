import pandas as pd
import pytest
from tests.conftest import incidents_of, make_boundaries
from tests.disclosure.communes import mask_with, villages_of_squares

from annexmaps.contract import CheckedTable, SourceFile
from annexmaps.disclosure.covered import Covered
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import EDITIONS, EditionRules, edition_rules
from annexmaps.errors import UsageError
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth, locate_table
from annexmaps.vocabulary import category_of_type, named_perpetrators, sensitive_types

ALBA = {"region": "Nord", "cercle": "Haut", "commune": "Alba", "latitude": 1.3, "longitude": 0.6}
SUD = {"region": "Aval", "cercle": "Bas", "commune": "Sud"}
VIOL = {"category": "C", "type": "viol"}


ALBA_PLACE = {key: ALBA[key] for key in ("region", "cercle", "commune")}
COVERED = Covered({"a": 2, "b": 3}, {"a": "R", "b": "R"})


def released(edition: str, *tables: CheckedTable, rules: EditionRules | None = None) -> ReleasedMonth:
    boundaries = make_boundaries()
    located = {table.name: locate_table(table, boundaries) for table in tables}
    return release(LocatedMonth(Month(2021, 11), boundaries, located, (), False), rules or edition_rules(edition))


def coverage_of(*rows: tuple[str, str, str, str, float]) -> CheckedTable:
    table = pd.DataFrame(rows, columns=["region", "cercle", "commune", "status", "monitors"])
    table = table.assign(row=range(2, len(rows) + 2), pcode="", partner="Partenaire secret", since=pd.NaT, example="")
    return CheckedTable("coverage", SourceFile("couverture.csv", "", "0" * 64), table, (), len(rows))


@pytest.mark.parametrize("edition", ["internal", "partners"])
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


@pytest.mark.parametrize("category", ["C", "D"])
def test_a_row_of_unknown_type_counts_outside_the_office_like_a_sensitive_one(category: str) -> None:
    rows = incidents_of({**ALBA, "category": category, "type": ""}, *[{**ALBA, **VIOL}] * 4)
    table = released("partners", rows).tables["incidents"]
    assert set(zip(table["place_level"], table["region_pcode"], table["cercle_pcode"], table["type"], strict=True)) == {
        (1, "XX01", "", "")
    }


def test_a_cercle_with_a_single_covered_commune_counts_as_that_commune() -> None:
    coverage = coverage_of(("Nord", "Haut", "Alba", "couvert", 4), ("Nord", "Est", "Ménara", "couvert", 4))
    table = released("partners", incidents_of(*[{**ALBA, **VIOL}] * 5), coverage).tables["incidents"]
    assert set(zip(table["place_level"], table["type"], strict=True)) == {(1, "viol")}


def test_a_region_with_a_single_covered_commune_counts_as_that_commune() -> None:
    coverage = coverage_of(("Nord", "Haut", "Alba", "couvert", 4), ("Aval", "Bas", "Sud", "couvert", 4))
    made = released("partners", incidents_of(*[{**ALBA, **VIOL}] * 5), coverage)
    assert set(made.tables["incidents"]["type"]) == {""}


def test_what_is_left_at_the_region_is_told_only_from_five_on() -> None:
    # five at the cercle are told there; the two of the other cercle alone must not follow from the région's seven
    est = {"region": "Nord", "cercle": "Est", "commune": "Ménara"}
    table = released("partners", incidents_of(*[{**ALBA, **VIOL}] * 5, *[{**est, **VIOL}] * 2)).tables["incidents"]
    told = sorted(zip(table["cercle_pcode"], table["type"], strict=True))
    assert told == [("", ""), ("", ""), *[("XX0101", "viol")] * 5]


def test_a_region_s_count_that_fills_its_cercles_is_not_told() -> None:
    # two cercles of several communes hold at most four each: eight in their région could only be four and four
    assert [COVERED.can_share("R", count, smallest=5, told=set()) for count in (7, 8)] == [True, False]


def test_a_type_is_told_for_the_country_only_where_rows_could_change_places() -> None:
    nord, aval = {**ALBA, **VIOL}, {**SUD, **VIOL}
    marriage = {**SUD, "category": "C", "type": "mariage_force"}
    alone = released("partners", incidents_of(*[nord] * 3, *[aval] * 2))
    mixed = released("partners", incidents_of(*[nord] * 3, *[aval] * 2, marriage, {**marriage, **ALBA_PLACE}))
    assert (alone.country_types, mixed.country_types) == ({}, {"viol": 5})


@pytest.mark.parametrize("perpetrator", ["fama", "barkhane", "minusma", "groupe_signataire"])
def test_a_row_laid_to_a_named_organisation_has_no_point(perpetrator: str) -> None:
    rows = incidents_of({**ALBA, "perpetrator": perpetrator, "locality": "Puits"})
    table = released("internal", rows).tables["incidents"]
    assert table["longitude"].isna().all()
    assert (table.loc[0, "locality"], table.loc[0, "commune_pcode"]) == ("", "XX010101")


def test_details_of_a_sensitive_row_stay_in_the_office_also_where_columns_are_added() -> None:
    given = {"partners": {"date": "day", "columns": {"incidents": ["category", "type", "women", "victim_status"]}}}
    rows = incidents_of({**ALBA, **VIOL, "women": 1.0, "victim_status": "pdi"}, {**ALBA, "victim_status": "pdi"})
    table = released("partners", rows, rules=edition_rules("partners", given)).tables["incidents"]
    shown = table.sort_values("category")[["category", "women", "victim_status", "date"]].isin(["pdi", 1.0])
    assert shown.to_numpy().sum() == 1
    assert table["date"].notna().sum() == 1


def test_a_lower_limit_of_places_holds_for_every_row() -> None:
    rules = edition_rules("partners", {"partners": {"lowest_level": {"incidents": 2}}})
    table = released("partners", incidents_of(ALBA, SUD), rules=rules).tables["incidents"]
    assert list(zip(table["place_level"], table["cercle_pcode"], table["commune_pcode"], strict=True)) == [
        (2, "XX0202", ""),
        (2, "XX0101", ""),
    ]


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


@pytest.mark.parametrize(("edition", "day"), [("internal", "2021-11-17"), ("partners", "2021-11-30")])
def test_the_last_date_of_the_tables_stays_where_days_are_told(edition: str, day: str) -> None:
    made = released(edition, incidents_of({**ALBA, "date": pd.Timestamp("2021-11-17")}))
    assert made.cut_off.isoformat() == day


def masked(*rows: dict[str, object], rules: EditionRules | None = None) -> pd.DataFrame:
    boundaries, mask = make_boundaries(), mask_with(localities=villages_of_squares())
    located = {"incidents": locate_table(incidents_of(*rows), boundaries)}
    month = LocatedMonth(Month(2021, 11), boundaries, located, (), False)
    return release(month, rules or edition_rules("partners"), mask=mask).tables["incidents"]


def test_masked_points_are_added_and_nothing_else() -> None:
    plain = released("partners", incidents_of(ALBA)).tables["incidents"]
    assert set(masked(ALBA)) - set(plain) == {"masked_longitude", "masked_latitude"}
    assert masked(ALBA)["masked_longitude"].notna().all()


@pytest.mark.parametrize(
    "hidden",
    [
        *({"category": category_of_type(code), "type": code} for code in sorted(sensitive_types())),
        *({"perpetrator": code} for code in sorted(named_perpetrators())),
        {"category": "C", "type": ""},
        {"category": "D", "type": ""},
        {"location_precision": "commune"},
        {"latitude": float("nan"), "longitude": float("nan")},
        {"latitude": 1.4, "longitude": 1.6},
    ],
)
def test_a_row_that_may_show_no_point_shows_no_masked_one(hidden: dict[str, object]) -> None:
    assert masked({**ALBA, **hidden})["masked_longitude"].isna().all()


def test_masked_points_are_not_told_where_communes_are_not() -> None:
    rules = edition_rules("partners", {"partners": {"lowest_level": {"incidents": 2}}})
    assert "masked_longitude" not in masked(ALBA, rules=rules)


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_no_other_edition_has_masked_points(edition: str) -> None:
    with pytest.raises(UsageError):
        masked(ALBA, rules=edition_rules(edition))


def test_the_months_before_have_no_masked_points() -> None:
    boundaries = make_boundaries()
    located = {"incidents": locate_table(incidents_of(ALBA), boundaries)}
    before = LocatedMonth(Month(2021, 10), boundaries, located, (), False)
    month = LocatedMonth(Month(2021, 11), boundaries, located, (), False, {before.month: before})
    told = release(month, edition_rules("partners"), mask=mask_with())
    assert "masked_longitude" not in told.earlier[before.month].tables["incidents"]
