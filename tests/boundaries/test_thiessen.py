"""Thiessen polygons of a few points in a square."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from annexmaps.sources.thiessen import thiessen_polygons

LAEA = "+proj=laea +lat_0=17 +lon_0=-4 +datum=WGS84 +units=m"
GRID = 0.001  # degrees
SQUARE = shapely.box(-5, 16, -3, 18)
# whole hundredths of a degree, as in communes.csv
COORDINATES = st.tuples(st.integers(-499, -301), st.integers(1601, 1799)).map(
    lambda place: (place[0] / 100, place[1] / 100)
)


def points(*places):
    codes = [f"C{number:03}" for number in range(len(places))]
    return gpd.GeoDataFrame({"pcode": codes}, geometry=[shapely.Point(place) for place in places], crs="EPSG:4326")


def cut(*places, outline=SQUARE):
    return thiessen_polygons(points(*places), outline, crs=LAEA, grid=GRID)


def test_each_point_is_in_its_own_polygon():
    communes = cut((-4.5, 16.5), (-3.5, 16.5), (-4.0, 17.5))
    assert list(communes["pcode"]) == ["C000", "C001", "C002"]
    assert communes.contains(points((-4.5, 16.5), (-3.5, 16.5), (-4.0, 17.5)).geometry).all()


def test_the_border_between_two_points_runs_midway():
    west = cut((-4.5, 17.0), (-3.5, 17.0)).geometry.iloc[0]
    assert west.bounds == pytest.approx((-5, 16, -4, 18), abs=2 * GRID)


def test_a_point_outside_the_outline_still_gets_a_polygon():
    communes = cut((-4.0, 17.0), (-2.9, 17.0), (-3.1, 16.5), (-3.1, 17.5))
    assert (shapely.area(communes.geometry.array) > 0).all()
    assert list(communes["pcode"]) == ["C000", "C001", "C002", "C003"]


def test_two_points_at_one_place_are_refused():
    with pytest.raises(ValueError, match="two points are the same"):
        cut((-4.0, 17.0), (-4.0, 17.0), (-3.5, 17.5))


@settings(max_examples=20, deadline=None)
@given(st.lists(COORDINATES, min_size=3, max_size=12, unique=True))
def test_polygons_cover_the_outline_once(places):
    communes = cut(*places)
    assert shapely.coverage_is_valid(communes.geometry.array)
    assert shapely.area(communes.geometry.array).sum() == pytest.approx(SQUARE.area)
    assert len(communes) == len(places)
