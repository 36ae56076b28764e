"""The grid finds for every point the commune that the exact test of every polygon finds, also where rounding could tell otherwise."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from annexmaps.months import Month
from annexmaps.places import points as points_module
from annexmaps.places.commune_grid import CommuneGrid, make_commune_grid, positions_at
from annexmaps.places.points import communes_at
from annexmaps.sources.boundaries import Boundaries, load_boundaries

COD_AB = Path(__file__).parents[3] / "shared" / "data" / "boundaries" / "mli_codab_20190802_adm3.geojson"
GROUNDS = ("schematic", "cod_ab")


@pytest.fixture(scope="module", params=GROUNDS)
def ground(request: pytest.FixtureRequest) -> Boundaries:
    if request.param == "cod_ab" and not COD_AB.is_file():
        pytest.skip("no real data beside the checkout")
    return load_boundaries(COD_AB if request.param == "cod_ab" else "schematic", month=Month(2021, 11))


def lowest_by_tree(longitudes, latitudes, shapes):
    """The commune of each point as shapely's tree and predicate say, the lowest where several hold it; -1 for none."""
    known = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
    found = np.full(len(longitudes), -1)
    points, communes = shapely.STRtree(shapes).query(
        shapely.points(longitudes[known], latitudes[known]), predicate="intersects"
    )
    order = np.argsort(-communes, kind="stable")
    found[known[points[order]]] = communes[order]
    return found


def lowest_by_sjoin(longitudes, latitudes, communes):
    known = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(longitudes[known], latitudes[known], crs=4326), index=known)
    joined = gpd.sjoin(points, communes[["geometry"]])["index_right"]
    lowest = joined.groupby(level=0).min()
    return pd.Series(-1, index=range(len(longitudes))).mask(lambda s: s.index.isin(lowest.index), lowest).to_numpy(int)


def adversaries(shapes, grid: CommuneGrid, *, count: int):
    """`count` points: corners, points along edges, both a bit beside, on the lines between cells, anywhere, outside, and no points."""
    dice = np.random.default_rng(7)
    corners = shapely.get_coordinates(shapes)
    one, other = corners[:-1], corners[1:]
    along = one + (other - one) * dice.random((len(one), 1))
    west, south, east, north = shapely.total_bounds(shapes)
    lines = np.column_stack(
        [
            grid.frame.west + dice.integers(0, 2049, 50_000) / grid.frame.per_degree_east,
            grid.frame.south + dice.integers(0, 2049, 50_000) / grid.frame.per_degree_north,
        ]
    )
    mixed = np.concatenate([corners, along, lines])
    beside = np.nextafter(mixed, dice.choice([-np.inf, np.inf], mixed.shape))
    sideways = np.column_stack([np.nextafter(mixed[:, 0], np.inf), mixed[:, 1]])
    anywhere = dice.uniform((west - 1, south - 1), (east + 1, north + 1), (250_000, 2))
    odd = [np.nan, np.inf, -np.inf, 1e308, -1e308, 0.0, west, east, south, north]
    nowhere = np.array([(x, y) for x in odd for y in odd])
    every = np.concatenate([mixed, beside, sideways, anywhere])
    chosen = every[dice.permutation(len(every))[: count - len(nowhere)]]
    return np.concatenate([chosen, nowhere]).T


def test_adversarial_points_lie_where_the_exact_tests_say(ground: Boundaries) -> None:
    shapes = ground.communes.geometry.to_numpy()
    grid = make_commune_grid(shapes)
    east, north = adversaries(shapes, grid, count=400_000)
    found = positions_at(east, north, grid)
    assert np.array_equal(found, lowest_by_tree(east, north, shapes))


def test_adversarial_points_lie_where_geopandas_joins_them(ground: Boundaries) -> None:
    shapes = ground.communes.geometry.to_numpy()
    grid = make_commune_grid(shapes)
    east, north = adversaries(shapes, grid, count=400_000)
    assert np.array_equal(positions_at(east, north, grid), lowest_by_sjoin(east, north, ground.communes))


def test_few_points_are_found_as_many_are(ground: Boundaries, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = ground.communes.geometry.to_numpy()
    east, north = adversaries(shapes, make_commune_grid(shapes), count=20_000)
    few = communes_at(east, north, ground)
    monkeypatch.setattr(points_module, "_MANY", 1)
    assert communes_at(east, north, ground).tolist() == few.tolist()


small = st.integers(0, 8).map(lambda number: number / 2)


@st.composite
def coverages(draw):
    """A few polygons on a small lattice: boxes that touch or overlap, some with a hole, one of two parts, and triangles."""
    shapes = []
    for _ in range(draw(st.integers(1, 5))):
        x, y, wide, high = draw(small), draw(small), draw(small) + 0.5, draw(small) + 0.5
        outer = shapely.box(x, y, x + wide, y + high)
        kind = draw(st.sampled_from(["box", "holed", "parts", "triangle"]))
        if kind == "holed":
            outer = outer.difference(shapely.box(x + wide / 4, y + high / 4, x + wide / 2, y + high / 2))
        elif kind == "parts":
            outer = shapely.union(outer, shapely.box(x + wide + 1, y, x + wide + 2, y + 1))
        elif kind == "triangle":
            outer = shapely.Polygon([(x, y), (x + wide, y + high / 3), (x + wide / 3, y + high)])
        shapes.append(outer)
    return np.array(shapes, dtype=object)


coordinate = st.one_of(small, st.floats(-1, 12), st.sampled_from([np.nan, np.inf, -np.inf]))


@settings(max_examples=150, deadline=None)
@given(coverages(), st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=30), st.integers(1, 24))
def test_any_coverage_and_any_cells_give_the_lowest_polygon_that_holds_the_point(shapes, pairs, across) -> None:
    corners = shapely.get_coordinates(shapes)
    east, north = np.concatenate([np.array(pairs, dtype=float), corners, np.nextafter(corners, np.inf)]).T
    expected = [
        next((at for at, shape in enumerate(shapes) if shapely.intersects_xy(shape, x, y)), -1)
        if np.isfinite(x) and np.isfinite(y)
        else -1
        for x, y in zip(east, north, strict=True)
    ]
    assert positions_at(east, north, make_commune_grid(shapes, cells_across=across)).tolist() == expected


def test_points_that_are_no_numbers_are_nowhere_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    grid = make_commune_grid(np.array([shapely.box(0, 0, 1, 1)], dtype=object))
    odd = np.array([np.nan, np.inf, -np.inf, 1e308, -1e308])
    assert (positions_at(odd, odd, grid).tolist(), len(recwarn)) == ([-1] * 5, 0)


def test_most_cells_need_no_test(ground: Boundaries) -> None:
    grid = make_commune_grid(ground.communes.geometry.to_numpy())
    assert len(grid.shared) < grid.frame.cells / 25
