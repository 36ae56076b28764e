import json

import numpy as np
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from annexmaps.render.web.arcs import DEGREE, Arcs, cut_arcs


def polygon_of(arcs: Arcs, number: int) -> Polygon | MultiPolygon:
    """The polygon `number` put together again as the page does it."""
    lines = [np.cumsum(np.reshape(arc, (-1, 2)), axis=0) / DEGREE for arc in arcs.arcs]
    rings = [np.vstack([(lines[n] if n >= 0 else lines[~n][::-1])[1:] for n in ring]) for ring in arcs.rings[number]]
    shape = shapely.Polygon(rings[0])
    for ring in rings[1:]:
        shape = shape.symmetric_difference(shapely.Polygon(ring))
    return shape


def test_a_shared_border_is_kept_once() -> None:
    arcs = cut_arcs([box(0, 0, 1, 1), box(1, 0, 2, 1)])
    assert len(arcs.arcs) == 3


def test_two_neighbours_use_the_same_border() -> None:
    left, right = cut_arcs([box(0, 0, 1, 1), box(1, 0, 2, 1)]).rings
    shared = {number if number >= 0 else ~number for number in left[0]} & {
        number if number >= 0 else ~number for number in right[0]
    }
    assert len(shared) == 1


def test_the_polygons_come_back_as_they_were() -> None:
    shapes = [box(x, y, x + 1, y + 1) for x in range(3) for y in range(2)]
    arcs = cut_arcs(shapes)
    for number, shape in enumerate(shapes):
        assert polygon_of(arcs, number).equals(shape)


def test_an_enclave_is_a_hole_and_an_area() -> None:
    inner = box(1, 1, 2, 2)
    outer = box(0, 0, 3, 3).difference(inner)
    arcs = cut_arcs([outer, inner])
    assert polygon_of(arcs, 0).equals(outer)
    assert polygon_of(arcs, 1).equals(inner)
    assert len(arcs.arcs) == 2


def test_parts_of_one_unit_stay_apart() -> None:
    islands = MultiPolygon([box(0, 0, 1, 1), box(3, 3, 4, 4)])
    assert polygon_of(cut_arcs([islands]), 0).equals(islands)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-110, 30), st.integers(100, 240)), min_size=4, max_size=25, unique=True))
def test_cells_of_any_points_fill_the_country(points: list[tuple[int, int]]) -> None:
    country = box(-13, 9, 5, 26)
    cells = shapely.voronoi_polygons(shapely.MultiPoint([(x / 10, y / 10) for x, y in points]), extend_to=country)
    shapes = [cell.intersection(country) for cell in cells.geoms]
    assume(len(shapes) == len(points) and shapely.coverage_is_valid(shapes))
    arcs = cut_arcs(shapes)
    total = sum(polygon_of(arcs, number).area for number in range(len(shapes)) if arcs.rings[number])
    assert abs(total - country.area) < 0.05


def test_arcs_are_whole_numbers_that_json_can_hold() -> None:
    arcs = cut_arcs([box(0, 0, 1, 1)])
    assert json.loads(json.dumps(arcs.arcs)) == [list(arc) for arc in arcs.arcs]
