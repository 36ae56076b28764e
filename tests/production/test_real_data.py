"""The real boundaries and events, where they are at hand; nothing of them is kept here."""

from pathlib import Path

import pytest
from tests.notebook import load_notebook

from annexmaps import build, read_month, specify
from annexmaps.products import product_modules
from annexmaps.spec import ListSpec, MapSpec

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
COD_AB = SHARED / "boundaries" / "mli_codab_20190802_adm3.geojson"
UCDP = SHARED / "incidents" / "ucdp_ged_mali.csv"

pytestmark = pytest.mark.skipif(not COD_AB.exists(), reason="the real data are not beside this checkout")


def test_the_sample_month_s_rows_add_up_on_cod_ab(sample_folder: Path) -> None:
    located = read_month(sample_folder / "2021-11", boundaries=COD_AB)
    assert {name: vars(table.accounting) for name, table in located.tables.items()} == {
        "incidents": {"read": 531, "mapped": 517, "aggregated": 14, "listed": 0},
        "flash_alerts": {"read": 17, "mapped": 17, "aggregated": 0, "listed": 0},
        "risk_index": {"read": 180, "mapped": 180, "aggregated": 0, "listed": 0},
        "coverage": {"read": 204, "mapped": 203, "aggregated": 1, "listed": 0},
    }
    for annex in product_modules():
        assert isinstance(specify(located, annex=annex), MapSpec | ListSpec)


def test_a_map_on_cod_ab_says_that_communes_were_regrouped(sample_folder: Path) -> None:
    made = specify(sample_folder / "2021-11", annex="3", boundaries=COD_AB)
    assert "Communes du découpage de 2012 regroupées selon le découpage de 2016." in made.page.sources
    assert made.page.schematic == ""


def test_interactive_pages_on_cod_ab_pass_the_gate(sample_folder: Path, tmp_path: Path) -> None:
    # rows at the middle of a commune, circles of all communes, a year of months: nothing of it is a leak
    made = build(sample_folder / "2021-11", out=tmp_path, boundaries=COD_AB, only=("1",), formats=("html",))
    assert [path.suffix for path in made.files] == [".html"]


def test_ucdp_s_events_of_a_month_are_mapped_or_listed(tmp_path: Path) -> None:
    # of 23 events, 4 had no death: the essay gives them no category, so they are listed with that reason
    month = load_notebook("ucdp_incidents").write_incidents(UCDP, tmp_path, "2018-06")
    report = build(month, out=tmp_path / "maps", boundaries=COD_AB, edition="internal")
    assert [path.suffix for path in report.files] == [".png", ".xlsx"]
    assert vars(report.preflight.accounts["incidents"]) == {"read": 23, "mapped": 19, "aggregated": 0, "listed": 4}


@pytest.mark.parametrize("name", ["2017-06", "2019-04"])
def test_the_two_events_outside_every_commune_are_listed(tmp_path: Path, name: str) -> None:
    located = read_month(load_notebook("ucdp_incidents").write_incidents(UCDP, tmp_path, name), boundaries=COD_AB)
    rows = located.tables["incidents"].table
    outside = rows[rows["place_level"] == 0]
    assert outside[["longitude", "latitude", "place_reason"]].to_numpy().tolist() == [[-1.111, 14.7743, "place_empty"]]
