"""What boundaries must tell of themselves before a map is made of them."""

import pytest
from boundary_samples import squares, write_geojson

from annexmaps.errors import BoundariesError
from annexmaps.months import Month
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.boundary_install import install_boundaries
from annexmaps.sources.boundary_store import SetFacts, write_installed
from annexmaps.words import languages

MONTH = Month(2021, 11)
COUNTRY, DATE = "ADM0_PCODE", "date"
UNTOLD = {"no_country": [COUNTRY], "no_date": [DATE], "no_country_nor_date": [COUNTRY, DATE]}
# the columns that a sentence has to name
TO_ADD = {
    "no_country": ("ADM0_FR", "ADM0_EN", "ADM0_PCODE", "iso3"),
    "no_date": ("validOn", "date", "--date"),
    "no_country_nor_date": ("ADM0_FR", "ADM0_EN", "ADM0_PCODE", "iso3", "validOn", "date", "--date"),
}


def refusal(read):
    with pytest.raises(BoundariesError) as refused:
        read()
    return refused.value


def write_without(columns, folder):
    return write_geojson(squares().drop(columns=columns), folder / "niger.geojson")


@pytest.mark.parametrize("key", UNTOLD)
def test_a_file_that_does_not_tell_its_country_or_date_is_refused_where_it_is_given(key, tmp_path):
    path = write_without(UNTOLD[key], tmp_path)
    refused = refusal(lambda: load_boundaries(path, month=MONTH, home=tmp_path))
    assert (refused.key, refused.values) == (f"boundaries.{key}", {"file": "niger.geojson"})


@pytest.mark.parametrize("key", UNTOLD)
def test_such_a_file_is_not_installed_and_nothing_is_kept(key, tmp_path):
    path = write_without(UNTOLD[key], tmp_path)
    refused = refusal(lambda: install_boundaries(str(path), home=tmp_path / "home"))
    assert (refused.key, (tmp_path / "home").exists()) == (f"boundaries.{key}", False)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("key", UNTOLD)
def test_the_refusal_names_the_file_and_the_columns_to_add(key, lang):
    sentence = BoundariesError(f"boundaries.{key}", file="niger.geojson").sentence(lang)
    assert [word for word in ("niger.geojson", *TO_ADD[key]) if word not in sentence] == []


@pytest.mark.parametrize(("column", "key"), [(COUNTRY, "boundaries.no_country"), (DATE, "boundaries.no_date")])
def test_a_column_without_a_value_tells_nothing(column, key, tmp_path):
    path = write_geojson(squares(**{column: " "}), tmp_path / "niger.geojson")
    assert refusal(lambda: load_boundaries(path, month=MONTH, home=tmp_path)).key == key


def test_a_code_that_no_country_has_does_not_name_one(tmp_path):
    path = write_geojson(squares(ADM0_PCODE="XC"), tmp_path / "carresie.geojson")
    assert refusal(lambda: load_boundaries(path, month=MONTH, home=tmp_path)).key == "boundaries.no_country"


@pytest.mark.parametrize("column", ["ADM0_FR", "ADM0_EN"])
def test_the_name_of_the_country_is_enough(column, tmp_path):
    path = write_geojson(squares(**{COUNTRY: "XC", column: "Carrésie"}), tmp_path / "carresie.geojson")
    assert load_boundaries(path, month=MONTH, home=tmp_path).country_name == "Carrésie"


def test_a_date_given_on_installing_is_enough(tmp_path):
    path = write_without([DATE], tmp_path)
    assert install_boundaries(str(path), date="2019-08-02", home=tmp_path).facts.title == "niger, Bénin, 2019-08-02"


def test_a_division_is_no_date(tmp_path):
    path = write_without([DATE], tmp_path)
    assert refusal(lambda: install_boundaries(str(path), frame="2019", home=tmp_path)).key == "boundaries.no_date"


def test_boundaries_of_mali_are_read_without_a_date(tmp_path):
    path = write_geojson(squares(**{COUNTRY: "ML"}).drop(columns=DATE), tmp_path / "mali.geojson")
    assert load_boundaries(path, month=MONTH, home=tmp_path).country_name == "Mali"


def test_a_set_that_an_earlier_version_installed_without_its_date_is_refused_by_its_name(tmp_path):
    facts = SetFacts("niger", "niger, Niger", "NER", "Niger", "2019", "", "", "", "")
    write_installed(squares(), facts, home=tmp_path)
    refused = refusal(lambda: load_boundaries("niger", month=MONTH, home=tmp_path))
    assert (refused.key, refused.values) == ("boundaries.no_date", {"file": "niger"})
