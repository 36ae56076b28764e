"""How well the schematic communes stand in for COD-AB; needs ../shared/data."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

README = Path(__file__).parents[2] / "boundaries" / "README.md"
# share of the land in the right unit, by length of the P-code: commune, cercle, région
LEAST_LAND = {8: 0.65, 6: 0.84, 4: 0.92}
LEAST_EVENTS = 0.84


@pytest.fixture(scope="module")
def cod_ab(shared, script):
    communes = gpd.read_file(shared / "boundaries" / "mli_codab_20190802_adm3.geojson")
    return communes[["ADM3_PCODE", "geometry"]].rename(columns={"ADM3_PCODE": "true"}).to_crs(script.LAEA_MALI)


@pytest.fixture(scope="module")
def land_shares(cod_ab, schematic, script):
    pieces = gpd.overlay(schematic.to_crs(script.LAEA_MALI), cod_ab, how="intersection")
    right = {length: pieces["pcode"].str[:length] == pieces["true"].str[:length] for length in LEAST_LAND}
    return {length: pieces[same].area.sum() / cod_ab.area.sum() for length, same in right.items()}


@pytest.fixture(scope="module")
def event_share(cod_ab, schematic, script, shared):
    events = pd.read_csv(shared / "incidents" / "ucdp_ged_mali.csv")
    places = gpd.GeoSeries(gpd.points_from_xy(events["longitude"], events["latitude"]), crs="EPSG:4326")
    points = gpd.GeoDataFrame(geometry=places.to_crs(script.LAEA_MALI))
    drawn = points.sjoin(schematic.to_crs(script.LAEA_MALI), predicate="within")["pcode"]
    true = points.sjoin(cod_ab, predicate="within")["true"]
    # an event outside the country on either side counts as wrong
    return (drawn.reindex(points.index) == true.reindex(points.index)).mean()


@pytest.mark.parametrize("length", LEAST_LAND)
def test_enough_land_is_in_the_right_unit(land_shares, length):
    assert land_shares[length] >= LEAST_LAND[length]


def test_enough_events_are_in_the_right_commune(event_share):
    assert event_share >= LEAST_EVENTS


def test_the_readme_prints_the_measured_shares(land_shares, event_share):
    printed = " / ".join(f"{100 * share:.1f}" for share in [*land_shares.values(), event_share])
    assert f"{printed} %" in README.read_text(encoding="utf-8")
