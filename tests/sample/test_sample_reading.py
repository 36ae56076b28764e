"""The project's own readers take a sample month without a remark, and place all but fourteen rows of November 2021."""

import pytest

from annexmaps.months import Month
from annexmaps.places.located import locate_table
from annexmaps.sample import default_months
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.tables import read_tables

NOVEMBER = Month(2021, 11)


@pytest.mark.parametrize("month", default_months(), ids=str)
def test_readers_find_nothing_wrong(sample_folder, month):
    tables = read_tables(sample_folder / str(month))
    # two invented violations of one day and commune may be alike but for their number: the readers say so, rightly
    found = {name: {problem.key for problem in checked.problems} for name, checked in tables.items()}
    assert found.pop("incidents") <= {"contract.similar_row"}
    assert found == {"flash_alerts": set(), "risk_index": set(), "coverage": set()}


def test_rows_of_november_2021_that_are_placed(sample_folder, tmp_path):
    boundaries = load_boundaries(None, month=NOVEMBER, home=tmp_path)
    located = locate_table(read_tables(sample_folder / str(NOVEMBER))["incidents"], boundaries)
    made = located.accounting
    assert (made.read, made.mapped, made.aggregated, made.listed) == (531, 517, 14, 0)
