"""COD-AB Mali of 2019 and its look-alikes go through unaided; skipped where the file is not beside the checkout."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from annexmaps.months import Month
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.boundary_install import install_boundaries

COD_AB = Path(__file__).parents[3] / "shared" / "data" / "boundaries" / "mli_codab_20190802_adm3.geojson"
pytestmark = pytest.mark.skipif(not COD_AB.is_file(), reason="COD-AB Mali is not beside the checkout")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    install_boundaries(str(COD_AB), name="cod-ab", frame=None, home=home)
    return home


def test_cod_ab_is_installed_with_its_units(tmp_path):
    report = install_boundaries(str(COD_AB), name=None, frame=None, home=tmp_path)
    facts = report.facts
    assert (report.units, facts.country, facts.frame, facts.date) == (
        {1: 9, 2: 50, 3: 701},
        "MLI",
        "2012",
        "2019-08-02",
    )


def test_cod_ab_in_2021_has_the_region_of_menaka(home):
    boundaries = load_boundaries(None, month=Month(2021, 11), home=home)
    menaka = boundaries.cercles[boundaries.cercles["region_pcode"] == "ML10"]
    assert (len(boundaries.regions), len(boundaries.cercles), menaka["name"].tolist()) == (
        10,
        53,
        ["Ménaka", "Andéramboukane", "Inékar", "Tidermène"],
    )


def test_every_level_of_cod_ab_is_a_valid_coverage(home):
    boundaries = load_boundaries("cod-ab", month=Month(2021, 11), home=home)
    levels = (boundaries.communes, boundaries.cercles, boundaries.regions)
    assert [bool(shapely.coverage_is_valid(units.geometry.to_numpy())) for units in levels] == [True, True, True]


def test_every_level_of_cod_ab_has_the_same_area(home):
    boundaries = load_boundaries("cod-ab", month=Month(2021, 11), home=home)
    areas = [units.geometry.to_numpy() for units in (boundaries.communes, boundaries.cercles, boundaries.regions)]
    assert [float(shapely.area(shapes).sum()) for shapes in areas] == pytest.approx([shapely.area(areas[0]).sum()] * 3)


def test_names_without_codes_get_the_codes_of_their_places(tmp_path):
    given = gpd.read_file(COD_AB)
    stripped = given[["ADM3_FR", "geometry"]].rename(columns={"ADM3_FR": "shapeName"})
    path = tmp_path / "geoboundaries.geojson"
    stripped.assign(shapeType="ADM3", shapeGroup="MLI", shapeID="1").to_file(path)
    communes = load_boundaries(path, month=Month(2012, 1)).communes.set_index("pcode").geometry
    same = shapely.equals(communes.to_numpy(), given.set_index("ADM3_PCODE").geometry[communes.index].to_numpy())
    assert (len(communes), int(same.sum())) == (701, 701)
