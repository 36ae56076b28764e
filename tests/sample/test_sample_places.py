"""Where the sample's rows are: real communes of the six régions, most with a P-code, some with a point, few without a commune."""

import csv
from math import hypot
from pathlib import Path

import pytest
from sample_rows import matching, read_rows

from annexmaps.months import Month
from annexmaps.sample import published, sample_months
from annexmaps.sources.files_of_project import boundaries_folder
from annexmaps.vocabulary.folding import fold

MONTHS = sample_months()
SEPTEMBER, NOVEMBER = Month(2020, 9), Month(2021, 11)
_LARGEST_SHIFT = 0.02  # degrees


def records(name: str) -> list[dict[str, str]]:
    with (Path(boundaries_folder()) / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def gazetteer():
    names = {unit["pcode"]: unit["name"] for unit in records("units.csv") if unit["frame"] == "2016"}
    return {
        (names[row["region_pcode_2016"]], names[row["cercle_pcode_2016"]], fold(row["name"])): row
        for row in records("communes.csv")
    }


@pytest.fixture(scope="session")
def rows(sample_folder):
    tables = ("incidents", "alertes_flash")
    return {month: [row for t in tables for row in read_rows(sample_folder / str(month), t)] for month in MONTHS}


def place_of(row):
    return row["région"], row["cercle"], fold(row["commune"])


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_commune_is_in_its_cercle_and_region_of_2016(rows, gazetteer, month):
    assert [place_of(row) for row in rows[month] if row["commune"] and place_of(row) not in gazetteer] == []


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_pcode_is_that_of_the_commune_named(rows, gazetteer, month):
    with_pcode = [row for row in rows[month] if row["p-code"]]
    assert [row["p-code"] for row in with_pcode] == [gazetteer[place_of(row)]["pcode"] for row in with_pcode]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_points_are_near_their_own_commune_and_no_other(rows, gazetteer, month):
    centres = [(float(c["longitude"]), float(c["latitude"]), c["pcode"]) for c in gazetteer.values() if c["latitude"]]
    for row in [row for row in rows[month] if row["latitude"]]:
        longitude, latitude = float(row["longitude"]), float(row["latitude"])
        nearest = sorted((hypot(x - longitude, y - latitude), pcode) for x, y, pcode in centres)[0]
        assert nearest[1] == gazetteer[place_of(row)]["pcode"]
        assert nearest[0] <= _LARGEST_SHIFT


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_precision_says_what_a_row_gives(rows, month):
    for row in rows[month]:
        given = ("latitude", "Localité"), ("commune", "Commune"), ("cercle", "Cercle"), ("région", "Région")
        assert row["précision"] == next(precision for column, precision in given if row[column])


def test_about_sixty_in_a_hundred_rows_have_a_point(sample_folder):
    incidents = [row for month in MONTHS for row in read_rows(sample_folder / str(month), "incidents")]
    assert sum(row["latitude"] != "" for row in incidents) / len(incidents) == pytest.approx(0.60, abs=0.05)


def test_some_rows_have_a_commune_without_pcode(sample_folder):
    incidents = [row for month in MONTHS for row in read_rows(sample_folder / str(month), "incidents")]
    assert sum(row["commune"] != "" and row["p-code"] == "" for row in incidents) / len(incidents) == pytest.approx(
        0.12, abs=0.03
    )


def test_fourteen_rows_of_november_2021_have_no_commune(sample_folder):
    incidents = read_rows(sample_folder / str(NOVEMBER), "incidents")
    assert sum(row["commune"] == "" for row in incidents) == 14


def test_few_rows_of_other_months_have_no_commune(sample_folder):
    shares = {}
    for month in MONTHS:
        incidents = read_rows(sample_folder / str(month), "incidents")
        shares[str(month)] = sum(row["commune"] == "" for row in incidents) / len(incidents)
    assert {month: share for month, share in shares.items() if not 0.01 < share < 0.04} == {}


def test_village_attacks_of_september_2020_are_nine_in_the_cercles_named(sample_folder):
    alerts = read_rows(sample_folder / str(SEPTEMBER), "alertes_flash")
    attacked = [row["cercle"] for row in alerts if row["type d'alerte"] == "Attaque de village"]
    number, cercles = published().village_attacks[SEPTEMBER]
    assert (len(attacked), set(attacked)) == (number, set(cercles))


def test_no_month_of_2020_has_fewer_village_attacks_than_september(sample_folder):
    alerts = {m: read_rows(sample_folder / str(m), "alertes_flash") for m in MONTHS if m.year == 2020}
    attacks = {m: sum(row["type d'alerte"] == "Attaque de village" for row in rows) for m, rows in alerts.items()}
    assert attacks[SEPTEMBER] == attacks[SEPTEMBER.previous] == 9
    assert [m for m, number in attacks.items() if m < SEPTEMBER.previous and number <= 9] == []


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_month_has_six_to_twenty_five_alerts_in_it(sample_folder, month):
    alerts = read_rows(sample_folder / str(month), "alertes_flash")
    assert 6 <= len(alerts) <= 25
    assert {row["date"][:7] for row in alerts} == {str(month)}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_incidents_are_dated_in_their_month_and_share_place_and_date(sample_folder, month):
    incidents = read_rows(sample_folder / str(month), "incidents")
    assert {row["date"][:7] for row in incidents} == {str(month)}
    seen = {(row["numéro incident"], row["date"], *place_of(row)) for row in incidents}
    assert len(seen) == len({row["numéro incident"] for row in incidents})


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_violations_are_in_covered_communes(sample_folder, month):
    coverage = read_rows(sample_folder / str(month), "couverture")
    covered = {place_of(row) for row in coverage if row["statut"] == "Couvert"}
    incidents = read_rows(sample_folder / str(month), "incidents")
    assert {place_of(row) for row in incidents if row["commune"]} <= covered


@pytest.mark.parametrize(("year", "listed"), [(2020, 149), (2021, 194)])
def test_coverage_lists_covered_suspended_and_uncovered_communes(sample_folder, year, listed):
    for month in [month for month in MONTHS if month.year == year]:
        status = [row["statut"] for row in read_rows(sample_folder / str(month), "couverture")]
        assert status.count("Couvert") + status.count("Suspendu") == listed
        assert status.count("Suspendu") in {3, 5}
        assert status.count("Non couvert") in {8, 10}


def test_violations_are_heavy_tailed_by_commune(sample_folder):
    incidents = read_rows(sample_folder / str(NOVEMBER), "incidents")
    douentza = matching(incidents, {"cercle": ("Douentza",)})
    by_commune = sorted(
        (sum(place_of(r) == p for r in douentza) for p in {place_of(r) for r in douentza}), reverse=True
    )
    assert by_commune[0] > 3 * by_commune[len(by_commune) // 2]
