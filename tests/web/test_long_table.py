"""A page with thousands of marks: all of them drawn and counted, the table shown a part at a time."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opened_pages import Opened

from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec, Mark, Record
from annexmaps.theme import Symbol

COUNT = 3000
ROWS = "() => document.querySelectorAll('#table tbody tr').length"
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def long_page(november_specs: list[MapSpec]) -> bytes:
    spec = next(one for one in november_specs if (one.product, one.lang) == ("1", "fr"))
    middles = [(unit.pcode, unit.geometry.representative_point()) for unit in spec.base.communes]
    of = [middles[number % len(middles)] for number in range(COUNT)]
    marks = tuple(Mark(at.x, at.y, "A", str(number + 1), pcode) for number, (pcode, at) in enumerate(of))
    records = tuple(Record(mark.pcode, mark.key, 1, (mark.text, "été")) for mark in marks)
    symbols = {"A": Symbol(shape="diamond", fill="#0072b2", size=1.4)}
    long = replace(
        spec, marks=marks, records=records, mark_symbols=symbols, record_columns=("N°", "Saison"), circles=(), items=()
    )
    return draw_html([long], lang="fr")


def test_the_table_shows_a_hundred_rows_and_counts_them_all(long_page: bytes, look: Open) -> None:
    opened = look(of=long_page)
    assert opened.ask(ROWS) == 100
    assert opened.ask("() => rowsShown().rows.length") == COUNT
    assert opened.page.inner_text("#table caption").replace("\u202f", " ") == "3 000 lignes"
    opened.keep_picture("long-table")


def test_more_rows_are_shown_on_request(long_page: bytes, look: Open) -> None:
    opened = look(of=long_page)
    opened.page.click("#more")
    assert opened.ask(ROWS) == 600


def test_nothing_more_is_offered_when_all_rows_are_shown(long_page: bytes, look: Open) -> None:
    opened = look(of=long_page)
    opened.page.fill("#table-find", "2999")
    assert opened.ask(ROWS) == 1
    assert not opened.page.is_visible("#more")


def test_the_csv_holds_every_row(long_page: bytes, look: Open) -> None:
    lines = str(look(of=long_page).ask("() => csvText()")).splitlines()
    assert len(lines) == COUNT + 3
    assert lines[-1].split(";")[:2] == ["3000", "été"]


def test_every_mark_stands_where_the_specification_has_it(
    long_page: bytes, look: Open, november_specs: list[MapSpec]
) -> None:
    units = november_specs[0].base.communes
    marks = look(of=long_page).ask("() => shown().marks.map(([, x, y, key, text]) => [x, y, key, text])")
    at = [unit.geometry.representative_point() for unit in units]
    assert marks == [[round(at[n % len(at)].x, 3), round(at[n % len(at)].y, 3), "A", str(n + 1)] for n in range(COUNT)]


def test_numerals_are_sorted_by_size(long_page: bytes, look: Open) -> None:
    first = (
        "() => [...document.querySelectorAll('#table tbody tr')].slice(0, 3).map((row) => row.children[0].textContent)"
    )
    opened = look(of=long_page)
    assert opened.ask(first) == ["1", "2", "3"]
    opened.page.click("#table thead button >> nth=0")
    assert opened.ask(first) == ["3000", "2999", "2998"]
