"""Violations at one point, too many for a mark each, count in the circle of their commune."""

import pandas as pd

from annexmaps.products.crowds import MOST_AT_A_POINT, crowded, without_crowds


def at_one_point(count: int) -> pd.DataFrame:
    points = [(-3.6, 14.1)] * count + [(-3.6, 15.1), (float("nan"), float("nan"))]
    return pd.DataFrame(points, columns=["longitude", "latitude"])


def test_as_many_as_can_be_read_keep_their_marks() -> None:
    assert crowded(at_one_point(MOST_AT_A_POINT)).sum() == 0


def test_one_more_is_a_crowd_and_the_others_are_not_of_it() -> None:
    assert crowded(at_one_point(MOST_AT_A_POINT + 1)).tolist() == [True] * (MOST_AT_A_POINT + 1) + [False, False]


def test_a_crowd_loses_its_point_and_no_row() -> None:
    kept = without_crowds(at_one_point(MOST_AT_A_POINT + 1))
    assert (len(kept), int(kept["longitude"].notna().sum())) == (MOST_AT_A_POINT + 3, 1)


def test_masked_points_crowd_too() -> None:
    masked = at_one_point(30).set_axis(["masked_longitude", "masked_latitude"], axis=1)
    assert int(without_crowds(masked)["masked_longitude"].isna().sum()) == 31


def test_rows_without_columns_of_points_are_left_as_they_are() -> None:
    counts = pd.DataFrame({"commune_pcode": ["XX010101"] * 30})
    assert without_crowds(counts) is counts
