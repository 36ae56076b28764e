"""The values of an annex document."""

from annexmaps.document import Table, table_of
from annexmaps.spec import SideTable


def test_a_table_of_the_margin_keeps_its_rows_and_sets_its_numbers_to_the_right():
    side = SideTable("Par région", ("", "Oct.", "Nov."), (("Mopti", "1", "2"), ("Total", "1", "2")), total_row=True)
    assert table_of(side) == Table(
        "Par région", side.columns, side.rows, (3.0, 1.0, 1.0), (False, True, True), total_row=True
    )
