"""Tables of whole numbers inside fixed totals, for any totals that can hold."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.sample.allocation import fill_table, share_out
from annexmaps.sample.dealing import deal_in_groups

small_tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=5)


@given(st.integers(0, 500), st.dictionaries(st.text(max_size=3), st.floats(0.01, 100), min_size=1, max_size=8))
def test_shares_add_up_to_the_total_and_none_is_off_by_one(total, weights):
    made = share_out(total, weights)
    assert sum(made.values()) == total
    whole = sum(weights.values())
    assert [key for key in weights if abs(made[key] - total * weights[key] / whole) > 1.001] == []


@given(small_tables, st.data())
def test_a_table_keeps_its_totals_and_fixed_cells(cells, data):
    rows = {row: sum(line) for row, line in enumerate(cells)}
    columns = {column: sum(line[column] for line in cells) for column in range(3)}
    known = data.draw(st.sets(st.tuples(st.sampled_from(sorted(rows)), st.integers(0, 2)), max_size=4))
    fixed = {(row, column): cells[row][column] for row, column in sorted(known)}
    made = fill_table(rows, columns, weights={}, fixed=fixed)
    assert {row: sum(n for (r, _), n in made.items() if r == row) for row in rows} == rows
    assert {column: sum(n for (_, c), n in made.items() if c == column) for column in columns} == columns
    assert {cell: made[cell] for cell in fixed} == fixed
    assert min(made.values()) >= 0


def test_totals_that_differ_are_refused():
    with pytest.raises(ValueError, match="no table fits"):
        fill_table({"Mopti": 3}, {"A": 1, "B": 1}, weights={}, fixed={})


def test_fixed_cells_beyond_a_total_are_refused():
    with pytest.raises(ValueError, match="no table fits"):
        fill_table({"Mopti": 1, "Gao": 2}, {"A": 3}, weights={}, fixed={("Mopti", "A"): 2})


def test_fixed_cells_that_leave_no_way_are_refused():
    rows, columns = {"Mopti": 2, "Gao": 1}, {"A": 2, "B": 1}
    with pytest.raises(ValueError, match="no table fits"):
        fill_table(rows, columns, weights={}, fixed={("Mopti", "A"): 0, ("Mopti", "B"): 0})


def test_values_are_dealt_as_often_as_their_totals_say():
    groups = ["Mopti"] * 5 + ["Gao"] * 3
    made = deal_in_groups(groups, {"A": 6, "B": 2}, dice=Random(1), fixed={("Gao", "B"): 2})  # noqa: S311
    assert Counter(zip(groups, made, strict=True)) == {("Mopti", "A"): 5, ("Gao", "A"): 1, ("Gao", "B"): 2}
