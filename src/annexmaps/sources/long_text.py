"""The top of a long text file: its encoding, separator and header, and where its data begin."""

import codecs
import csv
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from annexmaps.contract import RawTable, SourceFile
from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean
from annexmaps.sources.grid import MOST_COLUMNS, grid_of
from annexmaps.sources.header import table_of_grid
from annexmaps.sources.text_file import assumed, find_separator, likely_encodings

_TOP = 1_000_000  # bytes looked at
_LINES = 60  # the header and its tags are within them


def top_of_text(path: Path, *, table: str) -> tuple[RawTable, dict[str, Any]]:
    """Return the headers of the text file `path`, which holds `table`, with its first lines, and what is needed to read them all.

    InputError if it is no text, or nothing in it is a header.
    """
    with path.open("rb") as stream:
        content = stream.read(_TOP)
    whole = path.stat().st_size <= len(content)
    text, encoding = _decode(content, path.name, table)
    separator = find_separator(text, table=table)
    lines = _first_lines(text, separator, whole=whole, file=path.name)
    grid = grid_of(lines, file=path.name, separated=True, note=assumed(encoding))
    raw = table_of_grid(table, SourceFile(path.name, "", ""), grid)
    if not raw.rows:
        raise InputError("long_table.no_rows", file=path.name)
    # what is odd about a line of data is told when all of them are read
    above = tuple(problem for problem in raw.problems if problem.row is None or problem.row < raw.rows[0])
    reading = {"encoding": encoding, "separator": separator, "first": raw.rows[0], "width": len(raw.headers)}
    return replace(raw, problems=above), reading


def _decode(content: bytes, file: str, table: str) -> tuple[str, str]:
    for encoding in likely_encodings(content, table):
        try:
            # the last character may be cut
            text = codecs.getincrementaldecoder(encoding)().decode(content)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise InputError("sources.not_text", file=file)


def _first_lines(text: str, separator: str, *, whole: bool, file: str) -> list[list[str]]:
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=separator)
    try:
        lines = [[clean(cell) for cell in line] for line in islice(reader, _LINES)]
    except csv.Error as error:
        raise InputError("sources.quotes", file=file, line=reader.line_num) from error
    if not whole and len(lines) < _LINES:
        # where the text was cut there may be half a line
        lines = lines[:-1]
    if any(len(line) > MOST_COLUMNS for line in lines):
        raise InputError("sources.too_many_cells", file=file)
    # "sep=;" says how the file is read and holds nothing
    declared = lines and lines[0] and lines[0][0].lower().startswith("sep=") and not any(lines[0][1:])
    return [[], *lines[1:]] if declared else lines
