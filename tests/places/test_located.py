import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import incidents_of, make_boundaries

from annexmaps.places.located import locate_table
from annexmaps.places.points import communes_at
from annexmaps.sources.boundaries import Boundaries

ALBA = {"region": "Nord", "cercle": "Haut", "commune": "Alba"}


def test_rows_are_mapped_aggregated_or_listed(squares: Boundaries) -> None:
    located = locate_table(incidents_of(ALBA, {"region": "Nord"}, {"region": "Nulle"}), squares)
    assert vars(located.accounting) == {"read": 3, "mapped": 1, "aggregated": 1, "listed": 1}


def test_a_row_without_names_takes_the_commune_of_its_point(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"latitude": 1.5, "longitude": 2.5}), squares).table
    assert located.loc[0, ["commune_pcode", "place_how", "place_reason"]].tolist() == ["XX010201", "point", ""]


def test_a_point_outside_the_declared_cercle_does_not_place_the_row(squares: Boundaries) -> None:
    located = locate_table(
        incidents_of({"region": "Nord", "cercle": "Haut", "latitude": 0.5, "longitude": 2.5}), squares
    )
    assert located.table.loc[0, ["commune_pcode", "place_reason"]].tolist() == ["", "point_outside_parent"]


@pytest.mark.parametrize(
    ("longitude", "latitude", "key"),
    [
        (1.5, 1.5, "point_outside_commune"),
        (1.5, 0.5, "point_swapped"),
        (-0.5, 1.5, "point_sign_lost"),
        (0.5, -1.5, "point_sign_lost"),
        (0.0, 0.0, "point_zero"),
        (40.5, 10.5, "point_outside_country"),
    ],
)
def test_a_point_outside_the_declared_commune_is_said_and_not_used(
    squares: Boundaries, longitude: float, latitude: float, key: str
) -> None:
    located = locate_table(incidents_of({**ALBA, "latitude": latitude, "longitude": longitude}), squares)
    assert not located.table.loc[0, "point_agrees"]
    assert [problem.key for problem in located.problems] == [f"places.{key}"]


def test_a_point_on_a_border_goes_to_the_lowest_pcode(squares: Boundaries) -> None:
    at = communes_at(pd.Series([1.0, 1.0]).to_numpy(), pd.Series([1.5, 1.0]).to_numpy(), squares)
    assert at.tolist() == ["XX010101", "XX010101"]


def test_a_commune_without_polygon_counts_for_its_cercle_and_is_named(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"region": "Nord", "cercle": "Haut", "commune": "Flottante"}), squares)
    row = located.table.loc[0]
    assert (row["place_level"], row["cercle_pcode"], row["place_name"]) == (2, "XX0101", "Flottante")


def test_on_schematic_boundaries_a_near_point_still_agrees() -> None:
    rows = incidents_of({**ALBA, "latitude": 1.5, "longitude": 1.05}, {**ALBA, "latitude": 1.5, "longitude": 1.5})
    assert locate_table(rows, make_boundaries(schematic=True)).table["point_agrees"].tolist() == [True, False]


NAMES = st.sampled_from(["", "Nord", "Aval", "Haut", "Bas", "Pont", "Alba", "Sud", "XX01", "n'douri"]) | st.text(
    max_size=8
)
ROWS = st.fixed_dictionaries(
    {"region": NAMES, "cercle": NAMES, "commune": NAMES, "pcode": NAMES},
    optional={"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180)},
)


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_any_rows_are_accounted_for_exactly(rows: list[dict[str, object]]) -> None:
    located = locate_table(incidents_of(*rows), make_boundaries())
    account = located.accounting
    assert account.read == account.mapped + account.aggregated + account.listed == len(rows)
    reached = located.table["commune_pcode"] != ""
    assert (reached == (located.table["place_level"] == 3)).all()
    assert (reached | (located.table["place_reason"] != "")).all()
