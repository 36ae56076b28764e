"""What is drawn around a country."""

import pytest
from boundary_samples import squares

from annexmaps.months import Month
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.boundary_context import Context, context

MONTH = Month(2021, 11)


@pytest.fixture(scope="module")
def around_mali(tmp_path_factory):
    return context(load_boundaries("schematic", month=MONTH, home=tmp_path_factory.mktemp("home")))


def test_mali_has_one_outline(around_mali):
    assert [(name_fr, shape.geom_type) for name_fr, _, shape in around_mali.outline] == [("Mali", "Polygon")]


def test_neighbours_have_french_and_english_names(around_mali):
    assert ("Algérie", "Algeria") in [(name_fr, name_en) for name_fr, name_en, _ in around_mali.neighbours]


def test_rivers_are_lines(around_mali):
    assert {shape.geom_type for _, _, shape in around_mali.rivers} <= {"LineString", "MultiLineString"}


def test_every_shape_is_valid(around_mali):
    features = (*around_mali.outline, *around_mali.neighbours, *around_mali.rivers, *around_mali.lakes)
    assert [name for name, _, shape in features if not shape.is_valid or shape.is_empty] == []


def test_the_capital_comes_first(around_mali):
    assert min(around_mali.towns, key=lambda town: town[3])[0] == "Bamako"


def test_another_country_has_no_context(tmp_path):
    squares(ADM0_PCODE="NE").to_file(tmp_path / "niger.geojson")
    assert context(load_boundaries(tmp_path / "niger.geojson", month=MONTH)) == Context()
