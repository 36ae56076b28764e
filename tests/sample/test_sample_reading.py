"""The project's own readers take a sample month without a remark, and place all but fourteen rows of November 2021."""

import pytest

from annexmaps.months import Month
from annexmaps.places.located import locate_table
from annexmaps.sample import default_months
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.tables import read_tables

NOVEMBER = Month(2021, 11)


@pytest.mark.parametrize("month", default_months(), ids=str)
def test_readers_find_nothing_to_say(sample_folder, month):
    tables = read_tables(sample_folder / str(month))
    assert {name: checked.problems for name, checked in tables.items()} == {
        "incidents": (),
        "flash_alerts": (),
        "risk_index": (),
        "coverage": (),
    }


def test_rows_of_november_2021_that_are_placed(sample_folder, tmp_path):
    boundaries = load_boundaries(None, month=NOVEMBER, home=tmp_path)
    located = locate_table(read_tables(sample_folder / str(NOVEMBER))["incidents"], boundaries)
    made = located.accounting
    assert (made.read, made.mapped, made.aggregated, made.listed) == (531, 517, 14, 0)
