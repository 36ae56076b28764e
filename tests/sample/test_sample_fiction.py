"""A sample month cannot pass for data: it says so everywhere and names nobody and no village."""

import csv
import tomllib

import pytest
from sample_rows import read_rows, value_of

from annexmaps.sample import sample_months
from annexmaps.vocabulary import find_code, sensitive_types

MONTHS = sample_months()
TABLES = ("incidents", "alertes_flash", "indice_risque", "couverture")
NAMED = {"fama", "barkhane", "minusma", "groupe_signataire", "chasseurs"}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_that_it_is_fictitious(sample_folder, table):
    said = {row["exemple"] for month in MONTHS for row in read_rows(sample_folder / str(month), table)}
    assert said == {"DONNÉES FICTIVES"}


@pytest.mark.parametrize("table", TABLES)
def test_first_lines_are_headers_and_hxl_tags(sample_folder, table):
    with (sample_folder / "2021-11" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        headers, tags, first = (next(csv.reader([line], delimiter=";")) for line in list(file)[:3])
    assert headers[0].startswith("\ufeff")
    assert {tag[0] for tag in tags} == {"#"}
    assert len(headers) == len(tags) == len(first)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_exemple_toml_says_fiction_month_seed_and_what_holds(sample_folder, month):
    made = tomllib.loads((sample_folder / str(month) / "exemple.toml").read_text(encoding="utf-8"))
    assert (made["fiction"], made["month"]) == (True, str(month))
    assert made["seed"].endswith(str(month))
    assert made["holds"]
    rows = {table: len(read_rows(sample_folder / str(month), table)) for table in TABLES}
    assert made["rows"] == rows


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_locality_is_named(sample_folder, month):
    rows = [row for table in TABLES[:2] for row in read_rows(sample_folder / str(month), table)]
    assert {row["localité"] for row in rows} == {""}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_armed_actor_is_named_below_region(sample_folder, month):
    rows = read_rows(sample_folder / str(month), "incidents")
    named = [row for row in rows if value_of(row, "perpetrator") in NAMED]
    below = {row[column] for row in named for column in ("cercle", "commune", "p-code", "latitude", "longitude")}
    assert below <= {""}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_named_actor_is_given_sexual_violence(sample_folder, month):
    rows = read_rows(sample_folder / str(month), "incidents")
    types = {value_of(row, "type") for row in rows if value_of(row, "perpetrator") in NAMED}
    assert types.isdisjoint({"viol", "agression_sexuelle", "grossesse_forcee", "exploitation_sexuelle"})


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_groups_of_2020_and_of_2021_are_never_mixed(sample_folder, month):
    of_2020, of_2021 = {"groupe_radical", "milice_autodefense"}, {"groupe_arme_non_etatique"}
    made = {value_of(row, "perpetrator") for row in read_rows(sample_folder / str(month), "incidents")}
    assert made.isdisjoint(of_2021 if month.year == 2020 else of_2020)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_sensitive_types_have_no_point(sample_folder, month):
    rows = read_rows(sample_folder / str(month), "incidents")
    sensitive = [row for row in rows if value_of(row, "type") in sensitive_types()]
    assert {(row["latitude"], row["longitude"]) for row in sensitive} <= {("", "")}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_free_text_is_empty_or_the_word_fictif(sample_folder, month):
    assert {row["texte"] for row in read_rows(sample_folder / str(month), "incidents")} == {"", "FICTIF"}


def test_partners_are_fictitious(sample_folder):
    rows = [row for month in MONTHS for row in read_rows(sample_folder / str(month), "couverture")]
    assert {row["organisation"] for row in rows} == {"", *(f"Partenaire {letter}" for letter in "ABCDEF")}


@pytest.mark.parametrize(("table", "column", "kind"), [
    ("incidents", "précision", "precision"),
    ("alertes_flash", "type d'alerte", "alert_kind"),
    ("alertes_flash", "vérifiée", "yes_no"),
    ("couverture", "statut", "coverage_status"),
])  # fmt: skip
def test_every_term_is_one_of_the_vocabulary(sample_folder, table, column, kind):
    texts = {row[column] for month in MONTHS for row in read_rows(sample_folder / str(month), table)}
    assert [text for text in sorted(texts) if find_code(kind, text) is None] == []
