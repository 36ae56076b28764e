"""The scale bar against a geodesic, and round scales."""

import numpy as np
import pyproj
import pytest
from square_country import PROJECTION

from annexmaps.render.frame import Frame, Projection, bounds_of_degrees, fit_frame, round_up_scale
from annexmaps.render.locator import north_angle
from annexmaps.render.scalebar import bar_length, numeric_scale
from annexmaps.render.sheet import Box

BOX = Box(7, 20, 200, 160)
MERCATOR = "+proj=merc +datum=WGS84 +units=m"
LAMBERT = "+proj=lcc +lat_1=12 +lat_2=22 +lat_0=17 +lon_0=-4 +datum=WGS84 +units=m"


@pytest.mark.parametrize("proj", [PROJECTION, MERCATOR, LAMBERT])
@pytest.mark.parametrize("degrees", [(-12.2, 10.1, 4.2, 25.0), (-5.5, 13, -1, 16), (100, 50, 101, 50.5)])
def test_the_bar_is_a_geodesic_within_one_percent(proj, degrees):
    projection = Projection(proj)
    frame = fit_frame(BOX, bounds_of_degrees(degrees, projection), projection, margin=3)
    kilometres, width = bar_length(frame, 45)
    x, y = frame.centre
    half = width / 2 * frame.metres
    (west, east) = projection.inverse(np.array([(x - half, y), (x + half, y)]))
    _, _, geodesic = pyproj.Geod(ellps="WGS84").inv(*west, *east)
    assert geodesic == pytest.approx(kilometres * 1000, rel=0.01)


@pytest.mark.parametrize(
    ("needed", "chosen"), [(10_430_000, 10_500_000), (7_500_000, 7_500_000), (4_310_000, 4_400_000)]
)
def test_a_scale_is_rounded_up_to_two_figures(needed, chosen):
    assert round_up_scale(needed) == chosen


def test_the_numeric_scale_is_written_with_narrow_spaces():
    frame = Frame(BOX, (0.0, 0.0), 7_500_000, Projection(PROJECTION))
    assert numeric_scale(frame, lang="fr") == "1\u00a0:\u00a07\u202f500\u202f000"


def test_the_arrow_leans_where_north_does():
    leaning = Frame(BOX, (1_500_000.0, 0.0), 7_500_000, Projection(PROJECTION))
    assert north_angle(leaning) < -0.02
