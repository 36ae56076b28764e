"""Column dialects of boundary files."""

import datetime

import pandas as pd
import pytest
from boundary_samples import DIALECTS, FIELDS, PLACES, squares

from annexmaps.sources.boundary_columns import find_columns, find_country, find_date, texts_of, tidy_units


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_units(dialect):
    table = squares(dialect=dialect)
    tidy = tidy_units(table, find_columns(table), level=3)
    assert list(tidy[list(FIELDS)].itertuples(index=False, name=None)) == list(PLACES)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_finest_level_with_all_its_parents_is_found(dialect):
    assert find_columns(squares(dialect=dialect)).finest_level == 3


def test_a_table_without_the_cercles_codes_has_no_usable_level():
    assert find_columns(squares().drop(columns="ADM2_PCODE")).finest_level == 0


def test_french_names_go_before_the_others():
    table = squares().assign(ADM3_EN="English", ADM3_PT="Português")
    assert find_columns(table).names[3] == ("ADM3_FR", "ADM3_EN", "ADM3_PT")


def test_an_empty_french_name_is_filled_from_the_next_language():
    table = squares().assign(ADM3_EN="English")
    table.loc[1, "ADM3_FR"] = None
    assert list(tidy_units(table, find_columns(table), level=3)["name"]) == ["Tarka", "English", "Dalo", "Sana"]


def test_the_language_columns_of_2025_tell_which_name_is_french():
    table = squares(dialect="2025").assign(adm3_name="English", adm3_name1="Français", lang="en", lang1="fr")
    assert set(tidy_units(table, find_columns(table), level=3)["name"]) == {"Français"}


def test_fieldmaps_own_identifiers_are_not_names():
    table = squares(dialect="FieldMaps").assign(adm3_id="TST-20200101-1")
    assert find_columns(table).names[3] == ("adm3_name",)


def test_numeric_codes_keep_no_decimal_point():
    assert texts_of(pd.Series([10101.0, None, 10102.0])) == ["10101", "", "10102"]


def test_names_read_in_the_wrong_encoding_are_mended():
    table = squares().assign(ADM3_FR="MÃ©naka")
    assert set(tidy_units(table, find_columns(table), level=3)["name"]) == {"Ménaka"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("validOn", "2019-08-02"),
        ("valid_on", datetime.date(2019, 8, 2)),
        ("date", pd.Timestamp("2019-08-02")),
        ("validOn", "2019/08/02 00:00:00"),
        ("src_date", "20190802"),
    ],
)
def test_the_date_of_validity_is_found(header, value):
    assert find_date(squares().assign(**{header: value})) == "2019-08-02"


def test_the_country_code_of_two_letters_becomes_three():
    table = squares().assign(ADM0_PCODE="NE", ADM0_FR="Niger (le)")
    assert find_country(table, find_columns(table)) == ("NER", "Niger (le)")


def test_a_country_told_by_its_code_alone_is_named_in_french():
    table = squares().assign(iso3="MRT")
    assert find_country(table, find_columns(table)) == ("MRT", "Mauritanie")
