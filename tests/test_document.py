"""The values of an annex document."""

import pytest

from annexmaps.document import Table, table_of
from annexmaps.render.document_page import column_widths
from annexmaps.spec import SideTable


def test_a_table_of_the_margin_keeps_its_rows_and_sets_its_numbers_to_the_right():
    side = SideTable("Par région", ("", "Oct.", "Nov."), (("Mopti", "1", "2"), ("Total", "1", "2")), total_row=True)
    assert table_of(side) == Table(
        "Par région", side.columns, side.rows, (3.0, 1.0, 1.0), (False, True, True), total_row=True
    )


def widths_of(*words: str, shares: tuple[float, ...]) -> list[float]:
    return column_widths(Table("", words, (), shares), 100.0, size=8.0, lang="fr")


def test_columns_share_the_width_of_their_table():
    assert widths_of("a", "b", shares=(3.0, 1.0)) == [75.0, 25.0]


def test_a_column_is_as_wide_as_its_longest_word():
    wide, narrow = widths_of("a", "Informateurs", shares=(19.0, 1.0))
    assert narrow == pytest.approx(12 * 8.0 * 0.21 + 3.4)
    assert wide + narrow == pytest.approx(100.0)


def test_words_without_room_share_what_there_is():
    assert sum(widths_of(*["Informateurs" * 3] * 4, shares=(1.0,) * 4)) == pytest.approx(100.0)
