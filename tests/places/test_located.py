import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import incidents_of, make_boundaries

from annexmaps.months import Month
from annexmaps.places.located import locate_table
from annexmaps.places.points import communes_at
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.boundary_frames import read_code_list

DONGO = read_code_list().coded.loc["ML050804", ["latitude", "longitude"]].astype(float).to_dict()
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


@pytest.mark.parametrize(
    ("declared", "point", "key"),
    [
        ({"region": "Nord", "cercle": "Haut"}, (0.5, 2.2), "point_outside_parent"),  # in the cercle beside
        ({"region": "Nord", "cercle": "Haut"}, (1.7, 0.3), "point_swapped"),
        ({"region": "Aval"}, (-0.5, 1.2), "point_sign_lost"),
        ({"region": "Nord", "cercle": "Haut"}, (0.0, 0.0), "point_zero"),
        ({"region": "Nord", "cercle": "Haut"}, (50.5, 2.2), "point_outside_country"),
        ({"pcode": "XX0101"}, (50.5, 2.2), "point_outside_country"),
    ],
)
def test_a_point_that_could_have_said_the_commune_says_why_it_does_not(
    squares: Boundaries, declared: dict[str, object], point: tuple[float, float], key: str
) -> None:
    north, east = (point[1], point[0]) if key == "point_swapped" else point
    located = locate_table(incidents_of({**declared, "latitude": north, "longitude": east}), squares)
    assert located.table.loc[0, ["commune_pcode", "place_reason"]].tolist() == ["", key]
    assert [problem.key for problem in located.problems] == [f"places.{key}"]


def test_the_corrected_point_is_told_and_not_used(squares: Boundaries) -> None:
    located = locate_table(incidents_of({**ALBA, "latitude": 0.3, "longitude": 1.7}), squares)
    assert located.table.loc[0, ["latitude", "longitude"]].tolist() == [0.3, 1.7]
    # as given, then corrected
    assert re.search(r"0[.,]3\D+1[.,]7\D.*1[.,]7\D+0[.,]3", located.problems[0].wrong("fr"))


@pytest.mark.parametrize(
    ("point", "keys"),
    [((0.0, 0.0), ["place_empty", "point_zero"]), ((50.0, 1.0), ["place_empty", "point_outside_country"])],
)
def test_a_row_with_nothing_but_a_useless_point_says_both(
    squares: Boundaries, point: tuple[float, float], keys: list[str]
) -> None:
    far = make_boundaries() if point[0] else squares
    rows = incidents_of({"latitude": point[0] - 0.001, "longitude": point[1] - 0.001})
    assert [problem.key for problem in locate_table(rows, far).problems] == [f"places.{key}" for key in keys]


def test_a_point_never_settles_a_name_that_is_not_known(squares: Boundaries) -> None:
    located = locate_table(incidents_of({**ALBA, "commune": "Nulle", "latitude": 1.3, "longitude": 0.3}), squares)
    assert located.table.loc[0, ["commune_pcode", "place_reason", "point_pcode"]].tolist() == [
        "",
        "commune_unknown",
        "XX010101",
    ]
    assert located.asked[0].points == ("XX010101",)


@pytest.mark.parametrize(
    ("precision", "keys"),
    [("localite", ["places.point_is_centroid"]), ("", ["places.point_is_centroid"]), ("commune", [])],
)
def test_a_copied_centroid_counts_for_the_commune_and_not_for_a_locality(
    squares: Boundaries, precision: str, keys: list[str]
) -> None:
    rows = incidents_of({**ALBA, "latitude": 1.5, "longitude": 0.5, "location_precision": precision})
    located = locate_table(rows, squares)
    assert located.table.loc[0, ["commune_pcode", "point_agrees"]].tolist() == ["XX010101", False]
    assert [problem.key for problem in located.problems] == keys


@pytest.mark.parametrize(
    ("latitude", "longitude", "copied"),
    [(1.5, 0.5, True), (1.5008, 0.4995, True), (1.5, 0.51, False), (1.5031, 0.5, False), (1.49, 0.5, False)],
)
def test_a_point_near_the_centroid_is_no_copy(
    squares: Boundaries, latitude: float, longitude: float, copied: bool
) -> None:
    located = locate_table(incidents_of({**ALBA, "latitude": latitude, "longitude": longitude}), squares)
    assert located.table.loc[0, "point_agrees"] != copied


def test_a_coordinate_of_the_code_list_is_a_copy_on_any_boundaries_of_mali() -> None:
    mali = load_boundaries("schematic", month=Month(2021, 11))
    dongo = {"pcode": "ML050804", **DONGO}
    near = {**dongo, "latitude": DONGO["latitude"] + 0.0042}
    assert locate_table(incidents_of(dongo, near), mali).table["point_agrees"].tolist() == [False, True]


def test_on_schematic_boundaries_a_commune_read_from_its_point_is_a_warning() -> None:
    located = locate_table(incidents_of({"latitude": 1.3, "longitude": 2.3}), make_boundaries(schematic=True))
    assert [(problem.key, str(problem.severity)) for problem in located.problems] == [
        ("places.point_on_schematic", "warning")
    ]


def test_what_a_name_was_read_as_is_a_warning_in_plain_words(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"region": "Nord", "cercle": "Est", "commune": "Menaraa"}), squares)
    problem = located.problems[0]
    assert (problem.key, str(problem.severity)) == ("places.one_edit", "warning")
    assert all(word in problem.sentence("fr") for word in ("Menaraa", "Ménara", "XX010201", "Est"))


def test_a_thousand_clean_rows_are_placed_without_a_problem(squares: Boundaries) -> None:
    rows = [{**ALBA, "latitude": 1.2 + number / 10_000, "longitude": 0.2} for number in range(1000)]
    located = locate_table(incidents_of(*rows), squares)
    assert (located.problems, located.accounting.mapped, int(located.table["point_agrees"].sum())) == ((), 1000, 1000)


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
