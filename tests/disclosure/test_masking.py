import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import box
from tests.conftest import make_boundaries
from tests.disclosure.communes import communes, disc, mask_with, points_in, villages_of_squares

from annexmaps.disclosure.masking import MASKED_COLUMNS, draw_place, mask_in_commune, mask_points
from annexmaps.disclosure.point_lattice import Degrees, Donut, cells_at, lay_lattice

GEOD = Geod(ellps="WGS84")
CASES = 460  # points in each of the made-up communes: more than 10,000 in all
ALBA = "XX010101"
KNOWN = [[-4.01, 14.42], [-4.16, 14.58], [-3.97, 14.52]]


def metres(points: Degrees, others: Degrees) -> np.ndarray:
    return np.asarray(GEOD.inv(*points.T, *others.T)[2])


def shown(masked: Degrees) -> np.ndarray:
    return np.isfinite(masked[:, 0])


def table_of(points: Degrees, pcode: str = ALBA) -> pd.DataFrame:
    return pd.DataFrame({"commune_pcode": pcode, "longitude": points[:, 0], "latitude": points[:, 1]})


@pytest.fixture(scope="module")
def cases() -> list[tuple[shapely.Geometry, Degrees, Degrees]]:
    """Each made-up commune with its points and where they are masked to."""
    made = []
    for number, commune in enumerate(communes()):
        points = points_in(commune, CASES, seed=number)
        made.append((commune, points, mask_in_commune(points, mask_with(), pcode=f"XX{number}", commune=commune)))
    return made


def test_there_are_ten_thousand_cases_and_most_are_shown(cases: list) -> None:
    assert sum(len(points) for _, points, _ in cases) >= 10_000
    assert sum(shown(masked).sum() for *_, masked in cases) > 5_000


def test_every_masked_point_lies_in_its_commune(cases: list) -> None:
    for commune, _, masked in cases:
        assert shapely.contains_xy(commune, masked[shown(masked)]).all()


def test_every_masked_point_stands_between_the_two_distances_of_the_true_point(cases: list) -> None:
    apart = np.concatenate([metres(points[shown(masked)], masked[shown(masked)]) for _, points, masked in cases])
    assert (apart.min() >= 5_000, apart.max() <= 15_000) == (True, True)


def test_every_masked_point_stands_farther_in_from_the_middle_of_the_cell(cases: list) -> None:
    for _, points, masked in cases:
        seen = shown(masked)
        middles = (cells_at(*points[seen].T) * 2 + 0.5) / 100
        apart = metres(middles, masked[seen])
        # whole metres are compared
        assert ((apart >= 6_599) & (apart <= 13_401)).all()


def test_the_digits_of_a_masked_point_are_those_of_the_lattice(cases: list) -> None:
    for *_, masked in cases:
        seen = masked[shown(masked)]
        assert (seen == np.round(seen, 2)).all()


def test_points_of_one_cell_move_together(cases: list) -> None:
    for _, points, masked in cases:
        seen = shown(masked)
        moved = pd.DataFrame(np.hstack([cells_at(*points[seen].T), masked[seen]]), columns=["column", "row", "x", "y"])
        assert (moved.groupby(["column", "row"])[["x", "y"]].nunique() == 1).all().all()


def test_the_same_secret_gives_the_same_place_and_another_gives_another() -> None:
    commune, points = disc(), points_in(disc(), 300, seed=1)
    first, again, other = (mask_in_commune(points, mask_with(n), pcode="XX1", commune=commune) for n in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    same = (first == other).all(axis=1)[shown(first) & shown(other)]
    assert same.mean() < 0.02


def test_the_commune_belongs_to_the_hash() -> None:
    points = points_in(disc(), 100, seed=1)
    here, there = (mask_in_commune(points, mask_with(), pcode=code, commune=disc()) for code in ("XX1", "XX2"))
    assert (here == there).all(axis=1).mean() < 0.1


@pytest.mark.parametrize("digits", [2, 3, 4, 5, 7])
def test_the_digits_of_a_coordinate_do_not_move_a_village(digits: int) -> None:
    points = points_in(disc(), 1_000, seed=3)
    same = (cells_at(*points.T) == cells_at(*np.round(points, digits).T)).all(axis=1)
    # rounded twice, a coordinate half-way between two hundredths may go either way
    assert same.mean() > (0.9 if digits == 3 else 0.99)


def masked_in_alba(points: Degrees) -> pd.DataFrame:
    return mask_points(table_of(points), mask_with(localities=villages_of_squares()), make_boundaries())


def test_a_row_s_place_does_not_depend_on_the_others_nor_on_their_order() -> None:
    points = points_in(make_boundaries().communes.geometry[0], 5, seed=5)
    together, backward = masked_in_alba(points), masked_in_alba(points[::-1])
    alone = [masked_in_alba(points[[number]]) for number in range(len(points))]
    pd.testing.assert_frame_equal(together.reset_index(drop=True), backward.reset_index(drop=True))
    pd.testing.assert_frame_equal(together.sort_index().reset_index(drop=True), pd.concat(alone, ignore_index=True))


def test_the_order_of_the_rows_tells_nothing_of_the_true_points() -> None:
    masked = masked_in_alba(points_in(make_boundaries().communes.geometry[0], 60, seed=5))[list(MASKED_COLUMNS)]
    pd.testing.assert_frame_equal(masked, masked.sort_values(list(MASKED_COLUMNS), kind="stable"))


def test_rows_without_a_point_or_a_commune_stay_where_they_are() -> None:
    table = table_of(np.array([[0.51, 1.52], [np.nan, np.nan], [0.51, 1.52]])).assign(commune_pcode=[ALBA, ALBA, ""])
    masked = mask_points(table, mask_with(localities=villages_of_squares()), make_boundaries()).sort_index()
    assert masked["masked_longitude"].notna().tolist() == [True, False, False]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_seed_of_python_s_hashes_changes_nothing(seed: str) -> None:
    script = (
        "from tests.disclosure.communes import disc, mask_with, points_in\n"
        "from annexmaps.disclosure.masking import mask_in_commune\n"
        "print(mask_in_commune(points_in(disc(), 3, seed=2), mask_with(), pcode='XX1', commune=disc()).tolist())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    printed = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    here = mask_in_commune(points_in(disc(), 3, seed=2), mask_with(), pcode="XX1", commune=disc())
    assert printed.stdout.strip() == str(here.tolist())


def test_places_do_not_change_from_one_version_to_the_next() -> None:
    # a change here moves every masked point of a series that offices have published
    points = np.array([[-4.0, 14.5], [-4.05, 14.52], [-3.95, 14.45]])
    masked = mask_in_commune(points, mask_with(), pcode="ML050101", commune=disc())
    assert masked.tolist() == KNOWN


def test_a_point_outside_the_commune_it_names_stays_at_the_commune() -> None:
    masked = mask_in_commune(np.array([[-3.0, 14.5]]), mask_with(), pcode="XX1", commune=disc())
    assert not shown(masked).any()


def test_no_point_is_shown_where_the_donut_does_not_fit() -> None:
    points = points_in(disc(km=6), 50, seed=1)
    assert not shown(mask_in_commune(points, mask_with(), pcode="XX1", commune=disc(km=6))).any()


def test_no_point_is_shown_in_a_vast_commune_whose_villages_are_not_known() -> None:
    vast = box(-4, 18, -3, 19)
    points = points_in(vast, 20, seed=1)
    assert not shown(mask_in_commune(points, mask_with(), pcode="XX1", commune=vast)).any()


def test_no_point_is_shown_where_too_few_villages_are_known() -> None:
    villages = points_in(disc(), 8, seed=1)
    masked = mask_in_commune(villages, mask_with(localities=villages), pcode="XX1", commune=disc())
    assert not shown(masked).any()


def test_the_direction_and_the_distance_are_even_over_the_donut() -> None:
    # one village in the middle, moved by two thousand secrets: as many to each quarter, and to the inner and outer half by area
    lattice = lay_lattice(disc(), Donut(5_000.0, 15_000.0))
    cell = cells_at(np.array([-4.003]), np.array([14.507]))[0]
    position = int(np.flatnonzero((lattice.cells == cell).all(axis=1))[0])
    drawn = [draw_place(cell, lattice, position, mask_with(number), pcode="X") for number in range(2_000)]
    masked, middle = lattice.places[drawn] / 100, np.tile((cell * 2 + 0.5) / 100, (2_000, 1))
    east, north = (masked - middle).T
    quarters = np.bincount((2 * (east > 0) + (north > 0)).astype(int), minlength=4)
    outer = (metres(middle, masked) > 10_562).sum()
    # four standard deviations of a fair coin
    assert (np.abs(quarters - 500) < 80).all()
    assert abs(outer - 1_000) < 90


def test_other_distances_are_kept_too() -> None:
    points = points_in(disc(), 200, seed=9)
    masked = mask_in_commune(points, mask_with(donut=Donut(3_000.0, 12_000.0)), pcode="X", commune=disc())
    apart = metres(points[shown(masked)], masked[shown(masked)])
    assert (apart.min() >= 3_000, apart.max() <= 12_000, len(apart) > 50) == (True, True, True)
