"""CSV with HXL tags in its second row: a row for each unit, and the dictionary of its columns as a file of its own."""

import csv
import io
from collections.abc import Iterable, Sequence

from annexmaps.render.geodata.about import DICTIONARY, about, dictionary
from annexmaps.render.geodata.columns import known_column
from annexmaps.render.geodata.units import Cell, unit_table
from annexmaps.render.inert_text import runs
from annexmaps.spec import MapSpec
from annexmaps.words import Words

_SAID = ("sharing", "boundaries", "licence")  # in every row: a row that is copied takes them along
_DICTIONARY_TAGS = ("#meta+column", "#meta+type", "#meta+hxl", "#meta+title", "#description+meaning", "#meta+values")
_MARK = b"\xef\xbb\xbf"  # so that a spreadsheet reads accents


def write_hxl(spec: MapSpec) -> bytes:
    """Return the units of `spec` as CSV: names of columns, HXL tags, then a row for each unit; UTF-8, commas."""
    table, words = unit_table(spec), Words(spec.lang)
    said = about(spec)
    columns = (*table.columns, *(known_column(name, words) for name in _SAID))
    same = {name: said.get(name) for name in _SAID}
    head = [[column.name for column in columns], [column.tag for column in columns]]
    body = [[{**row, **same}[column.name] for column in columns] for row in table.rows]
    return _written([*head, *body])


def write_hxl_dictionary(spec: MapSpec) -> bytes:
    """Return what each column of the CSV of `spec` means, and what the file says of itself, as CSV with HXL tags."""
    table, words = unit_table(spec), Words(spec.lang)
    columns = (*table.columns, *(known_column(name, words) for name in _SAID))
    entries = [[entry[name] for name in DICTIONARY] for entry in dictionary(columns)]
    told = [[name, "text", "", "", words("geodata.whole_file"), text] for name, text in about(spec).items()]
    return _written([list(DICTIONARY), list(_DICTIONARY_TAGS), *entries, *told])


def _written(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return _MARK + text.getvalue().encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    # a text that a spreadsheet would run is quoted; HXL's own tags begin with #
    return f"'{value}" if isinstance(value, str) and runs(value) else str(value)
