"""What is checked before a boundary set is kept."""

import geopandas as gpd
import pytest
from boundary_samples import PLACES, squares
from shapely import from_wkt
from shapely.geometry import Polygon, box

from annexmaps.errors import BoundariesError
from annexmaps.sources.boundary_checks import check_units
from annexmaps.sources.boundary_columns import find_columns, tidy_units
from annexmaps.words import languages


def tidy(table):
    return tidy_units(table, find_columns(table), level=3)


def found(table):
    return [(finding.key, finding.count, finding.examples) for finding in check_units(tidy(table), file="f").findings]


def key_of_refusal(table):
    with pytest.raises(BoundariesError) as refusal:
        check_units(tidy(table), file="units.geojson")
    for lang in languages():
        assert "units.geojson" in refusal.value.sentence(lang)
    return refusal.value.key.removeprefix("boundaries.")


def with_shape(row, shape):
    table = squares()
    table.loc[row, "geometry"] = shape
    return table


def with_cell(row, header, value):
    table = squares()
    table.loc[row, header] = value
    return table


def test_a_clean_set_has_no_finding():
    assert found(squares()) == []


def test_units_without_a_polygon_are_left_out_and_named():
    assert found(with_shape(1, None)) == [("no_geometry", 1, ("Béré (X0102)",))]


def test_an_empty_polygon_is_left_out_and_named():
    assert found(with_shape(1, Polygon())) == [("no_geometry", 1, ("Béré (X0102)",))]


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize(
    "text",
    ["POINT (0 10)", "LINESTRING (0 10, 1 11)", "POLYGON ((0 0, 1 inf, 1 1, 0 0))", "POLYGON ((0 0, 1 nan, 1 1, 0 0))"],
)
def test_what_is_no_area_is_left_out(text):
    assert found(with_shape(1, from_wkt(text))) == [("no_geometry", 1, ("Béré (X0102)",))]


def test_an_invalid_polygon_is_repaired_and_named():
    bow_tie = Polygon([(3, 10), (4, 11), (4, 10), (3, 11)])
    checked = check_units(tidy(with_shape(3, bow_tie)), file="f")
    keys = [finding.key for finding in checked.findings]
    assert (keys[0], checked.units.geometry.is_valid.all(), checked.units.geometry.iloc[3].area) == (
        "repaired",
        True,
        0.5,
    )


def test_no_coordinate_system_is_refused():
    assert key_of_refusal(squares().set_crs(None, allow_override=True)) == "no_crs"


def test_metres_called_degrees_are_refused():
    table = squares().to_crs("EPSG:32631").set_crs("EPSG:4326", allow_override=True)
    assert key_of_refusal(table) == "not_degrees"


def test_metres_are_converted_to_degrees():
    checked = check_units(tidy(squares().to_crs("EPSG:32631")), file="f")
    assert checked.units.total_bounds.round(6).tolist() == [0, 10, 4, 11]


def test_a_conversion_is_reported():
    assert found(squares().to_crs("EPSG:3857"))[0][0] == "reprojected"


def test_a_unit_without_a_code_is_left_out_and_named():
    assert found(with_cell(2, "ADM3_PCODE", None)) == [("no_pcode", 1, ("Dalo",))]


def test_two_units_of_one_code_are_refused_by_name():
    with pytest.raises(BoundariesError, match=r"Tarka \(X0101\), Béré \(X0101\)"):
        check_units(tidy(with_cell(1, "ADM3_PCODE", "X0101")), file="f")


def test_parts_of_one_unit_are_joined():
    table = squares([*PLACES, PLACES[3]])
    assert found(table) == [("parts_merged", 1, ("Sana (X0304)",))]


def test_a_unit_without_a_cercle_is_left_out_and_named():
    assert found(with_cell(0, "ADM2_PCODE", "")) == [("no_parent", 1, ("Tarka (X0101)",))]


def test_a_table_mostly_without_codes_is_refused():
    assert key_of_refusal(squares().assign(ADM3_PCODE=["X0101", "", "", ""])) == "mostly_no_pcode"


def test_a_cercle_in_two_regions_is_refused_by_name():
    with pytest.raises(BoundariesError, match=r"Adar \(Y01\)"):
        check_units(tidy(with_cell(1, "ADM1_PCODE", "Z22")), file="f")


def test_a_region_spelt_in_two_ways_is_reported():
    assert found(with_cell(0, "ADM1_FR", "EST")) == [("several_names", 1, ("EST (Z1)", "Est (Z1)"))]


def test_overlapping_units_are_reported_by_name():
    assert found(with_shape(0, box(0, 10, 1.2, 11))) == [("overlaps", 2, ("Tarka (X0101)", "Béré (X0102)"))]


def test_a_narrow_slit_is_reported_by_name():
    assert found(with_shape(0, box(0, 10, 0.9999, 11))) == [("gaps", 2, ("Tarka (X0101)", "Béré (X0102)"))]


def test_an_overlap_makes_the_coverage_invalid():
    assert check_units(tidy(with_shape(0, box(0, 10, 1.2, 11))), file="f").coverage_valid is False


def test_findings_have_a_sentence_in_every_language():
    table = gpd.GeoDataFrame(with_shape(1, None)).to_crs("EPSG:3857")
    for finding in check_units(tidy(table), file="f").findings:
        for lang in languages():
            assert str(finding.count) in finding.sentence(lang)


def test_units_are_sorted_by_code():
    checked = check_units(tidy(squares().iloc[::-1]), file="f")
    assert list(checked.units["pcode"]) == ["X0101", "X0102", "X0203", "X0304"]
