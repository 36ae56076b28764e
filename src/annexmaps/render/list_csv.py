"""A list as CSV for a spreadsheet of its language, and the dictionary of its columns as a second file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from annexmaps.render.inert_text import runs
from annexmaps.render.workbook import dictionary_headers
from annexmaps.spec import Cell, ListSpec
from annexmaps.words import Words

# what Excel expects where the decimal sign is a comma, and where it is a point: a double click opens columns
SEPARATORS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"fr": (";", ","), "en": (",", ".")}
)  # of cells, of decimals
MARK = b"\xef\xbb\xbf"  # without it Excel reads accents as Windows-1252
# before a text that would be run: it is text then, and still reads as it was typed
NO_WIDTH = "\u200b"


def write_csv(listing: ListSpec) -> bytes:
    """Return `listing` as CSV: UTF-8 with its mark, one line of headers, the sharing level in every row."""
    words, said = Words(listing.lang), _said(listing)
    head = (*listing.columns, *(words(f"list.{name}") for name in said))
    return _written([head, *((*row, *said.values()) for row in listing.rows)], listing.lang)


def write_csv_dictionary(listing: ListSpec) -> bytes:
    """Return what each column of the CSV of `listing` means, its unit, source and editions, as CSV."""
    words = Words(listing.lang)
    own = (
        (words(f"list.{name}"), words(f"list.meaning_{name}", value=value), "–", "annexmaps", "")
        for name, value in _said(listing).items()
    )
    return _written([dictionary_headers(words), *listing.dictionary, *own], listing.lang)


def _said(listing: ListSpec) -> dict[str, str]:
    # in every row: a row that is copied takes it along
    page = listing.page
    return {"sharing": page.sharing, **({"example": page.ribbon} if page.ribbon else {})}


def _written(rows: Iterable[Sequence[Cell]], lang: str) -> bytes:
    separator, decimal = SEPARATORS[lang]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_cell(value, decimal) for value in row] for row in rows)
    return MARK + text.getvalue().encode()


def _cell(value: Cell, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"{NO_WIDTH}{value}" if runs(value) else value
    return str(value).replace(".", decimal)
