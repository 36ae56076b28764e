"""Whatever a table holds, a cell of the list is a text or a number: never a formula, a link, or a number that was a text."""

import io
import zipfile

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from annexmaps.render.workbook import write_workbook
from annexmaps.spec import ListSpec, Page

_STARTS = st.sampled_from(
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "＝",
        "＋",
        "－",
        "＠",
        "=cmd|' /C calc'!A0",
        "http://",
        "mailto:",
        "0",
        "1E5",
        "{=",
        "",
    ]
)
# what XML cannot hold is no cell of a table that was read
_LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=20)
_TEXTS = st.builds(lambda start, rest: (start + rest).strip("\r\t") or "x", _STARTS, _LETTERS)


def made(*cells):
    page = Page(title="Annexe 4", subtitle="", sharing="INTERNE")
    return write_workbook(
        ListSpec("4", "list", "2021-11", "internal", "fr", page, tuple(f"c{n}" for n in range(len(cells))), (cells,))
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=6))
def test_a_text_stays_the_same_text(texts):
    sheet = openpyxl.load_workbook(io.BytesIO(made(*texts))).worksheets[0]
    cells = next(sheet.iter_rows(min_row=6, max_row=6))[: len(texts)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


@settings(max_examples=30, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=6))
def test_no_part_of_the_file_is_a_formula_or_a_link(texts):
    with zipfile.ZipFile(io.BytesIO(made(*texts))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = b"".join(body for name, body in parts.items() if name.startswith("xl/worksheets/"))
    assert (b"<f>" in sheets, b"<f " in sheets, b"hyperlink" in sheets) == (False, False, False)
    assert [name for name in parts if "external" in name or "sheet1.xml.rels" in name] == []


def test_a_number_stays_a_number():
    sheet = openpyxl.load_workbook(io.BytesIO(made(12, 14.25))).worksheets[0]
    assert [(cell.data_type, cell.value) for cell in next(sheet.iter_rows(min_row=6, max_row=6))] == [
        ("n", 12),
        ("n", 14.25),
    ]
