"""Broken points of real events against real boundaries: every fault is told from the declared commune, none by a box alone."""

import csv
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import incidents_of

from annexmaps.months import Month
from annexmaps.places.holding import Degrees
from annexmaps.places.located import locate_table
from annexmaps.places.points import Codes, communes_at
from annexmaps.sources.boundaries import Boundaries, load_boundaries

DATA = Path(__file__).parents[3] / "shared" / "data"
COD_AB = DATA / "boundaries" / "mli_codab_20190802_adm3.geojson"
EVENTS = DATA / "incidents" / "ucdp_ged_mali.csv"

pytestmark = pytest.mark.skipif(not (COD_AB.is_file() and EVENTS.is_file()), reason="no real data beside the checkout")


@pytest.fixture(scope="module")
def cod_ab() -> Boundaries:
    return load_boundaries(COD_AB, month=Month(2021, 11))


@pytest.fixture(scope="module")
def events(cod_ab: Boundaries) -> tuple[Degrees, Degrees, Codes]:
    """Longitude, latitude and true commune of every event that falls in one."""
    with EVENTS.open(encoding="utf-8", newline="") as file:
        points = [(float(line["longitude"]), float(line["latitude"])) for line in csv.DictReader(file)]
    east, north = np.array(points).T
    at = communes_at(east, north, cod_ab)
    return east[at != ""], north[at != ""], at[at != ""]


def problems_of(east: Degrees, north: Degrees, pcodes: Codes, boundaries: Boundaries) -> list[str]:
    """The problem of each row whose commune is declared, "" where the point lies in it."""
    rows = [
        {"pcode": pcode, "longitude": longitude, "latitude": latitude, "location_precision": "commune"}
        for longitude, latitude, pcode in zip(east, north, pcodes, strict=True)
    ]
    found = dict.fromkeys(range(2, len(rows) + 2), "")
    found |= {
        problem.row: problem.key for problem in locate_table(incidents_of(*rows), boundaries).problems if problem.row
    }
    return list(found.values())


def test_889_events_fall_in_a_commune_and_agree_with_it(
    events: tuple[Degrees, Degrees, Codes], cod_ab: Boundaries
) -> None:
    assert problems_of(*events, cod_ab) == [""] * 889


def test_every_swapped_point_is_told(events: tuple[Degrees, Degrees, Codes], cod_ab: Boundaries) -> None:
    east, north, pcodes = events
    assert problems_of(north, east, pcodes, cod_ab) == ["places.point_swapped"] * 889


def test_every_lost_sign_is_told_unless_the_point_stays_in_its_commune(
    events: tuple[Degrees, Degrees, Codes], cod_ab: Boundaries
) -> None:
    east, north, pcodes = events
    still_inside = communes_at(-east, north, cod_ab) == pcodes
    expected = ["" if inside else "places.point_sign_lost" for inside in still_inside]
    assert (problems_of(-east, north, pcodes, cod_ab), sum(still_inside) < 20) == (expected, True)


def test_a_point_inside_the_countrys_box_but_in_another_commune_is_told(
    events: tuple[Degrees, Degrees, Codes], cod_ab: Boundaries
) -> None:
    east, north, pcodes = events
    elsewhere = communes_at(east + 0.5, north, cod_ab) != pcodes
    assert [bool(key) for key in problems_of(east + 0.5, north, pcodes, cod_ab)] == elsewhere.tolist()
