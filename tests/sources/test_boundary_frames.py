"""Boundary sets put into the frame of a month."""

import geopandas as gpd
import pytest
from boundary_samples import squares
from shapely.geometry import box

from annexmaps.months import Month
from annexmaps.sources import boundary_frames as frames
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.boundary_install import install_boundaries

# the cercle of Ménaka in the frame of 2012, its four communes, and one of Gao; squares instead of their shapes
MALI = (
    ("ML070301", "N'Tilit", "ML0703", "Gao", "ML07", "Gao"),
    ("ML070401", "Anderamboukane", "ML0704", "Menaka", "ML07", "Gao"),
    ("ML070402", "Inekar", "ML0704", "Menaka", "ML07", "Gao"),
    ("ML070403", "Menaka", "ML0704", "Menaka", "ML07", "Gao"),
    ("ML070404", "Tidermene", "ML0704", "Menaka", "ML07", "Gao"),
)


@pytest.fixture
def mali(tmp_path):
    path = tmp_path / "mali.geojson"
    squares(MALI, ADM0_PCODE="ML", ADM0_FR="Mali", validOn="2019-08-02").to_file(path)
    return path


def pairs(units, *columns):
    return list(units[list(columns)].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("month", "frame"), [(Month(2015, 12), "2012"), (Month(2020, 9), "2016"), (Month(2024, 1), "2023")]
)
def test_the_month_decides_the_frame(month, frame):
    assert frames.frame_of(month, codes=frames.read_code_list()) == frame


def test_a_month_before_every_frame_takes_the_first():
    assert frames.frame_of(Month(1960, 9), codes=frames.read_code_list()) == "2012"


def test_the_frame_of_a_file_is_told_by_its_parents(mali):
    assert load_boundaries(mali, month=Month(2012, 1)).own_frame == "2012"


def test_communes_are_regrouped_into_the_frame_of_the_month(mali):
    communes = load_boundaries(mali, month=Month(2021, 11)).communes
    assert pairs(communes, "pcode", "cercle_pcode", "region_pcode") == [
        ("ML070301", "ML0703", "ML07"),
        ("ML070401", "ML1002", "ML10"),
        ("ML070402", "ML1003", "ML10"),
        ("ML070403", "ML1001", "ML10"),
        ("ML070404", "ML1004", "ML10"),
    ]


def test_cercles_of_the_frame_are_named_by_the_code_list(mali):
    cercles = load_boundaries(mali, month=Month(2021, 11)).cercles
    assert pairs(cercles, "pcode", "name", "region_pcode")[1:] == [
        ("ML1001", "Ménaka", "ML10"),
        ("ML1002", "Andéramboukane", "ML10"),
        ("ML1003", "Inékar", "ML10"),
        ("ML1004", "Tidermène", "ML10"),
    ]


def test_regrouping_is_said(mali):
    boundaries = load_boundaries(mali, month=Month(2021, 11))
    assert (boundaries.regrouped, boundaries.note_sentences("en")) == (
        True,
        ("Communes of the 2012 division regrouped into the division of 2016.",),
    )


def test_the_own_frame_needs_no_regrouping(mali):
    boundaries = load_boundaries(mali, month=Month(2012, 1))
    assert (boundaries.regrouped, boundaries.notes, len(boundaries.cercles)) == (False, (), 2)


def test_regions_of_2023_are_approximated_without_a_code(mali):
    boundaries = load_boundaries(mali, month=Month(2024, 1))
    assert (pairs(boundaries.regions, "pcode", "name"), "boundaries.note.approximated" in boundaries.notes) == (
        [("Gao", "Gao"), ("Ménaka", "Ménaka")],
        True,
    )


def test_regions_are_the_union_of_their_communes(mali):
    regions = load_boundaries(mali, month=Month(2021, 11)).regions.set_index("pcode")
    assert (regions.geometry["ML07"].equals(box(0, 10, 1, 11)), regions.geometry["ML10"].equals(box(1, 10, 5, 11))) == (
        True,
        True,
    )


def test_overlapping_communes_are_dissolved_all_the_same(tmp_path):
    table = squares(MALI, ADM0_PCODE="ML")
    table.loc[1, "geometry"] = box(1, 10, 2.5, 11)
    table.to_file(tmp_path / "mali.geojson")
    regions = load_boundaries(tmp_path / "mali.geojson", month=Month(2012, 1)).regions
    assert regions.geometry.iloc[0].equals(box(0, 10, 5, 11))


def test_communes_without_polygon_are_listed_in_the_frame(mali):
    absent = load_boundaries(mali, month=Month(2021, 11)).without_polygon.set_index("name")
    assert absent.loc[["Alata", "Intadjédite"], "region_pcode"].tolist() == ["ML10", "ML08"]


def test_a_commune_the_code_list_does_not_know_keeps_its_parents(tmp_path):
    more = [*MALI, ("ML999999", "Nouvelle", "ML0703", "Gao", "ML07", "Gao")]
    squares(more, ADM0_PCODE="ML").to_file(tmp_path / "mali.geojson")
    boundaries = load_boundaries(tmp_path / "mali.geojson", month=Month(2021, 11))
    assert (pairs(boundaries.communes, "pcode", "cercle_pcode")[-1], boundaries.notes[-1]) == (
        ("ML999999", "ML0703"),
        "boundaries.note.unknown_codes",
    )


def test_a_set_with_codes_of_its_own_is_not_regrouped(tmp_path):
    squares(ADM0_PCODE="ML").to_file(tmp_path / "mali.geojson")
    boundaries = load_boundaries(tmp_path / "mali.geojson", month=Month(2021, 11))
    assert (boundaries.notes, len(boundaries.regions)) == (("boundaries.note.not_regrouped",), 2)


def test_another_country_keeps_its_own_parents(tmp_path):
    squares(ADM0_PCODE="NE", validOn="2021-01-01").to_file(tmp_path / "niger.geojson")
    boundaries = load_boundaries(tmp_path / "niger.geojson", month=Month(2021, 11))
    assert (
        boundaries.country,
        boundaries.country_name,
        boundaries.frame,
        pairs(boundaries.cercles, "pcode", "region_pcode"),
    ) == (
        "NER",
        "Niger",
        "2021",
        [("Y0002", "Z1"), ("Y01", "Z1"), ("Y03", "Z22")],
    )


def test_the_schematic_set_is_in_the_frame_of_the_month(tmp_path):
    boundaries = load_boundaries("schematic", month=Month(2021, 11), home=tmp_path)
    counts = (len(boundaries.communes), len(boundaries.cercles), len(boundaries.regions))
    assert (counts, boundaries.frame, boundaries.regrouped, boundaries.schematic) == (
        (701, 53, 10),
        "2016",
        False,
        True,
    )


def test_names_of_the_schematic_set_have_their_accents(tmp_path):
    regions = load_boundaries(None, month=Month(2021, 11), home=tmp_path).regions.set_index("pcode")
    assert regions.loc[["ML04", "ML10"], "name"].tolist() == ["Ségou", "Ménaka"]


def test_parents_codes_nest_in_the_schematic_set(tmp_path):
    boundaries = load_boundaries("schematic", month=Month(2024, 1), home=tmp_path)
    cercles = boundaries.cercles.set_index("pcode")["region_pcode"]
    above = boundaries.communes["cercle_pcode"].map(cercles)
    assert above.tolist() == boundaries.communes["region_pcode"].tolist()


def test_an_installed_set_of_mali_wins_over_the_schematic_one(mali, tmp_path):
    install_boundaries(str(mali), name="cod-ab", frame=None, home=tmp_path)
    assert load_boundaries(None, month=Month(2021, 11), home=tmp_path).name == "cod-ab"


def test_the_latest_of_several_installed_sets_wins(mali, tmp_path):
    install_boundaries(str(mali), name="new", frame=None, date="2021-01-01", home=tmp_path)
    install_boundaries(str(mali), name="old", frame=None, date="2011-01-01", home=tmp_path)
    assert load_boundaries(None, month=Month(2021, 11), home=tmp_path).name == "new"


def test_an_installed_set_of_another_country_is_not_the_default(tmp_path):
    squares(ADM0_PCODE="NE").to_file(tmp_path / "niger.geojson")
    install_boundaries(str(tmp_path / "niger.geojson"), name="niger", frame=None, home=tmp_path)
    assert load_boundaries(None, month=Month(2021, 11), home=tmp_path).name == "schematic"


def test_a_frame_that_the_parents_contradict_is_reported(mali, tmp_path):
    report = install_boundaries(str(mali), name="cod-ab", frame="2016", home=tmp_path)
    assert [finding.key for finding in report.findings] == ["frame_differs"]


def test_communes_are_sorted_and_in_degrees(mali):
    communes = load_boundaries(mali, month=Month(2021, 11)).communes
    assert (communes["pcode"].is_monotonic_increasing, communes.crs.to_epsg(), type(communes)) == (
        True,
        4326,
        gpd.GeoDataFrame,
    )
