"""P-codes repaired or retired, frames, and countries whose codes and names look different."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box
from tests.conftest import incidents_of

from annexmaps.months import Month
from annexmaps.places.declarations import Declaration
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.located import locate_table
from annexmaps.places.placing import place_declaration
from annexmaps.sources.boundaries import Boundaries, load_boundaries


def mali_in(year: int) -> Gazetteer:
    return make_gazetteer(load_boundaries("schematic", month=Month(year, 11)))


@pytest.fixture(scope="module")
def mali_2012() -> Gazetteer:
    return mali_in(2014)


@pytest.fixture(scope="module")
def mali_2016() -> Gazetteer:
    return mali_in(2021)


@pytest.fixture(scope="module")
def mali_2023() -> Gazetteer:
    return mali_in(2024)


@pytest.mark.parametrize(
    ("text", "pcode", "how"),
    [
        ("ML050804", "ML050804", "pcode"),
        ("MLI050804", "ML050804", "pcode_repaired"),
        ("MLI05", "ML05", "pcode_repaired"),
        ("ml050804", "ML050804", "pcode_repaired"),
        ("ML 05 08 04", "ML050804", "pcode_repaired"),
        ("50804", "ML050804", "pcode_repaired"),
        ("ML50804", "ML050804", "pcode_repaired"),
        ("5", "ML05", "pcode_repaired"),
        ("ML0704", "ML10", "pcode_older"),  # the cercle of Ménaka became a région
        ("ML070401", "ML070401", "pcode"),
        ("MLO50804", "", ""),  # the letter O is no zero
        ("ML0508040", "", ""),
        ("ML999999", "", ""),
        ("NE050804", "", ""),
        ("ML05O804", "", ""),
    ],
)
def test_a_pcode_is_repaired_only_when_that_is_certain(mali_2016: Gazetteer, text: str, pcode: str, how: str) -> None:
    placement = place_declaration(Declaration(pcode=text), mali_2016)
    assert (placement.place.pcode, placement.how) == (pcode, how)


@pytest.mark.parametrize(
    ("declared", "pcode"),
    [
        (Declaration("Gao", "Ménaka"), "ML10"),  # the whole of the old cercle is the région of today
        (Declaration("Ménaka", "Ménaka"), "ML1001"),
        (Declaration("Ménaka"), "ML10"),
        (Declaration("Gao", "Ménaka", "Tidermène"), "ML070404"),
        (Declaration("Ménaka", "Tidermène", "Tidermène"), "ML070404"),
        (Declaration("Ménaka", "", "Andéramboukane"), "ML070401"),
        (Declaration(pcode="ML1001"), "ML1001"),
        (Declaration("Région de Bandiagara", "Koro", "Yoro"), "ML050515"),
        (Declaration("Région de Bandiagara"), "ML05"),
        (Declaration("Région de Douentza"), "ML0504"),  # all of the région of 2023 is this cercle
        (Declaration("Douentza", "Douentza", "Mondoro"), "ML050413"),
        (Declaration("Nioro", "Diéma", "Diéma"), "ML010204"),
        (Declaration("San", "Tominian"), "ML0407"),
    ],
)
def test_a_month_of_2016_understands_older_and_newer_units(
    mali_2016: Gazetteer, declared: Declaration, pcode: str
) -> None:
    placement = place_declaration(declared, mali_2016)
    assert (placement.place.pcode, placement.question) == (pcode, None)


@pytest.mark.parametrize(
    ("declared", "pcode"),
    [
        (Declaration("Ménaka"), "ML0704"),
        (Declaration("Ménaka", "Ménaka", "Ménaka"), "ML070403"),
        (Declaration("Ménaka", "Inékar", "Inékar"), "ML070402"),
        (Declaration("Gao", "Ménaka"), "ML0704"),
        (Declaration(pcode="ML10"), "ML0704"),
        (Declaration(pcode="ML1002"), "ML070401"),
        (Declaration(pcode="ML1004"), "ML0704"),  # it also held Alata, which has no P-code
    ],
)
def test_a_month_of_2012_understands_menaka_as_a_region(
    mali_2012: Gazetteer, declared: Declaration, pcode: str
) -> None:
    placement = place_declaration(declared, mali_2012)
    assert (placement.place.pcode, placement.question) == (pcode, None)


@pytest.mark.parametrize(
    ("declared", "region", "pcode"),
    [
        (Declaration("Bandiagara", "Koro", "Yoro"), "Bandiagara", "ML050515"),
        (Declaration("Mopti", "Koro", "Yoro"), "Bandiagara", "ML050515"),
        (Declaration(pcode="50515"), "Bandiagara", "ML050515"),
        (Declaration("Gao", "Ménaka", "Inékar"), "Ménaka", "ML070402"),
    ],
)
def test_a_month_of_2023_understands_the_regions_before(
    mali_2023: Gazetteer, declared: Declaration, region: str, pcode: str
) -> None:
    placement = place_declaration(declared, mali_2023)
    assert (placement.place.region_pcode, placement.place.pcode) == (region, pcode)


def test_the_month_decides_which_region_a_commune_is_in(mali_2012: Gazetteer, mali_2016: Gazetteer) -> None:
    declared = Declaration(pcode="ML070402")
    regions = [place_declaration(declared, places).place.region_pcode for places in (mali_2012, mali_2016)]
    assert regions == ["ML07", "ML10"]


# P-codes of three lengths, names in lower case and Arabic letters, in the manner of two neighbours of Mali
MOUGHATAA = (
    ("MR00400004", "néma", "MR0040", "MR004", 0),
    ("MR00400005", "bassikounou", "MR0040", "MR004", 1),
    ("MR00410001", "adel bagrou", "MR0041", "MR004", 2),
)
DEPARTEMENTS = (
    ("NE001001001", "abala", "NE001001", "NE001", 0),
    ("NE001001002", "sanam nord", "NE001001", "NE001", 1),
    ("NE002001001", "إيفروان", "NE002001", "NE002", 2),
)


def country_of(lines: tuple[tuple[str, str, str, str, int], ...], **changed: object) -> Boundaries:
    shapes = [box(x, 10, x + 1, 11) for *_, x in lines]
    columns = ["pcode", "name", "cercle_pcode", "region_pcode"]
    communes = gpd.GeoDataFrame([line[:4] for line in lines], columns=columns, geometry=shapes, crs=4326)
    cercles = communes.dissolve("cercle_pcode", as_index=False)[["cercle_pcode", "region_pcode", "geometry"]]
    cercles = cercles.rename(columns={"cercle_pcode": "pcode"})
    cercles["name"] = "département " + cercles["pcode"]
    regions = communes.dissolve("region_pcode", as_index=False)[["region_pcode", "geometry"]]
    regions = regions.rename(columns={"region_pcode": "pcode"})
    regions["name"] = "wilaya " + regions["pcode"]
    values = {"cercles": cercles, "regions": regions, **changed}
    country = {"MR": "MRT", "NE": "NER"}[lines[0][0][:2]]
    return Boundaries(
        name="made-up", title="", country=country, country_name="Pays", frame="", own_frame="", date="", source="", licence="",
        sha256="1" * 64, schematic=False, communes=communes, without_polygon=pd.DataFrame(), **values,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "declared", "pcode"),
    [
        (MOUGHATAA, Declaration(pcode="MR00400004"), "MR00400004"),
        (MOUGHATAA, Declaration(pcode="mrt00400004"), "MR00400004"),
        (MOUGHATAA, Declaration(pcode="400004"), "MR00400004"),
        (MOUGHATAA, Declaration(pcode="MR0041"), "MR0041"),
        (MOUGHATAA, Declaration("WILAYA MR004", "Département MR0040", "NÉMA"), "MR00400004"),
        (MOUGHATAA, Declaration("WILAYA MR004", "Département MR0040", "Bassikunou"), "MR00400005"),
        (MOUGHATAA, Declaration("WILAYA MR004", "Département MR0041", "Adel-Bagrou"), "MR00410001"),
        (DEPARTEMENTS, Declaration(pcode="NER001001001"), "NE001001001"),
        (DEPARTEMENTS, Declaration(pcode="1001002"), "NE001001002"),
        (DEPARTEMENTS, Declaration("Wilaya NE002", "Département NE002001", "إيفروان"), "NE002001001"),
        (DEPARTEMENTS, Declaration("Wilaya NE001", "Département NE001001", "Sanam"), "NE001001"),
        (DEPARTEMENTS, Declaration("Wilaya NE001", "Département NE001001", "Sanam sud"), "NE001001"),
        (DEPARTEMENTS, Declaration("Mopti", "Youwarou", "Dogo"), ""),  # the aliases of Mali are Mali's
    ],
)
def test_another_country_works_from_its_own_boundaries(
    lines: tuple[tuple[str, str, str, str, int], ...], declared: Declaration, pcode: str
) -> None:
    assert place_declaration(declared, make_gazetteer(country_of(lines))).place.pcode == pcode


def test_a_country_without_the_middle_level_matches_inside_the_region() -> None:
    lines = tuple((pcode, name, "", region, x) for pcode, name, _, region, x in MOUGHATAA)
    nothing = gpd.GeoDataFrame({"pcode": [], "name": [], "region_pcode": []}, geometry=[], crs=4326)
    boundaries = country_of(lines, cercles=nothing)
    rows = incidents_of(
        {"region": "wilaya MR004", "commune": "Bassikounnou"},
        {"region": "wilaya MR004", "latitude": 10.2, "longitude": 2.2},
    )
    located = locate_table(rows, boundaries)
    assert located.table["commune_pcode"].tolist() == ["MR00400005", "MR00410001"]
    assert located.table["place_how"].tolist() == ["one_edit", "point"]
