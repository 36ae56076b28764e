"""Where a table starts and ends in its file: title lines, header, HXL tags, data, totals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import pandas as pd

from annexmaps.contract import Problem, RawTable, Severity, SourceFile
from annexmaps.contract.cells import parse_number, shorten
from annexmaps.contract.telling import rows_told
from annexmaps.errors import InputError
from annexmaps.sources.grid import MOST_CELLS, Grid
from annexmaps.vocabulary.columns import is_tag, layout
from annexmaps.vocabulary.folding import fold

_LINES_ABOVE = 40  # a header is looked for in the first lines only
_LINES_TO_TAGS = 2  # the tags stand under the header, or one line lower
_TOTALS = ("total", "totaux", "sous total", "grand total", "ensemble")


@dataclass(frozen=True)
class _Parts:
    """Positions in a grid."""

    header: int  # the first line of the header
    bottom: int  # its last line, the same unless cells were merged
    tags: int | None
    end: int  # the first line after the data

    @property
    def start(self) -> int:
        """The first line of data."""
        return (self.bottom if self.tags is None else max(self.tags, self.bottom)) + 1


def table_of_grid(name: str, source: SourceFile, grid: Grid) -> RawTable:
    """Return the table `name` that `grid` holds, its title lines, totals and broken lines reported.

    InputError if there is no line at all, or a cell far to the right of long data. Broken lines stay in the cells and are
    refused by their problem.
    """
    if not grid.lines:
        raise InputError("sources.empty_table", file=source.shown)
    parts = _find_parts(name, grid)
    headers = _headers(grid, parts)
    lines = grid.lines[parts.start : parts.end]
    if len(headers) * len(lines) > MOST_CELLS * 2:
        raise InputError("sources.too_many_cells", file=source.shown)
    tags = grid.lines[parts.tags] if parts.tags is not None else ()
    return RawTable(
        name,
        source,
        headers,
        pd.DataFrame([_fit(line, len(headers)) for line in lines], columns=range(len(headers)), dtype="str"),
        grid.numbers[parts.start : parts.end],
        (*_outside(name, source, grid, parts), *_broken(name, source, grid, parts)),
        tuple(_fit(tags, len(headers))),
    )


def _find_parts(name: str, grid: Grid) -> _Parts:
    top = grid.lines[:_LINES_ABOVE]
    known = [_known(name, line) for line in top]
    tagged = [position for position, line in enumerate(top) if _is_tag_line(line)]
    header = known.index(max(known)) if max(known) > 1 else max(tagged[0] - 1, 0) if tagged else 0
    header, bottom = _two_lines(name, top, best=known[header]) or (header, header)
    below = [position for position in tagged if bottom <= position <= bottom + _LINES_TO_TAGS]
    parts = _Parts(header, bottom, below[0] if below else None, len(grid.lines))
    return replace(parts, end=_end(grid, parts.start))


def _known(name: str, line: Sequence[str]) -> int:
    return len({layout(name).column_of_header(cell) for cell in line} - {None})


def _two_lines(name: str, top: Sequence[tuple[str, ...]], *, best: int) -> tuple[int, int] | None:
    """Return two lines that make a better header together than any line alone: merged cells leave each with gaps."""
    for position, (upper, lower) in enumerate(pairwise(top)):
        # half of the lower line must be headers: else it is data under an incomplete header
        in_lower = _known(name, lower)
        if 2 * in_lower >= sum(map(bool, lower)) and in_lower and _known(name, _merge(upper, lower)) > best:
            return position, position + 1
    return None


def _merge(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    return tuple(below or above for above, below in zip_longest(upper, lower, fillvalue=""))


def _is_tag_line(line: tuple[str, ...]) -> bool:
    filled = [cell for cell in line if cell]
    return bool(filled) and all(map(is_tag, filled))


def _end(grid: Grid, start: int) -> int:
    end = len(grid.lines)
    while end > start and _is_total(grid.lines[end - 1]):
        end -= 1
    return end


def _is_total(line: tuple[str, ...]) -> bool:
    first, *others = [cell for cell in line if cell]
    word = fold(first)
    named = any(word == total or word.startswith(f"{total} ") for total in _TOTALS)
    return named and all(parse_number(other) is not None for other in others)


def _headers(grid: Grid, parts: _Parts) -> tuple[str, ...]:
    headers = _header_line(grid, parts)
    width = len(headers) if grid.separated else max(len(line) for line in grid.lines[parts.header :])
    return tuple(_fit(headers, width))


def _header_line(grid: Grid, parts: _Parts) -> tuple[str, ...]:
    upper, lower = grid.lines[parts.header], grid.lines[parts.bottom]
    return upper if parts.header == parts.bottom else _merge(upper, lower)


def _fit(line: tuple[str, ...], width: int) -> list[str]:
    return [*line[:width], *[""] * (width - len(line))]


def _outside(name: str, source: SourceFile, grid: Grid, parts: _Parts) -> list[Problem]:
    """Return a note for each line above the header and below the data, and for what was assumed to read the file."""
    where = (name, source.file, source.sheet)
    notes = [Problem(f"sources.{key}", Severity.NOTE, *where, value=value) for key, value in grid.notes]
    above = [("title_line", position) for position in range(parts.header)]
    between = [
        ("skipped_line", position) for position in range(parts.bottom + 1, parts.start) if position != parts.tags
    ]
    below = [("total_line", position) for position in range(parts.end, len(grid.lines))]
    for key, position in above + between + below:
        text = shorten(" | ".join(cell for cell in grid.lines[position] if cell))
        notes.append(Problem(f"sources.{key}", Severity.NOTE, *where, row=grid.numbers[position], value=text))
    return [*notes, *_hidden(name, source, grid, parts)]


def _hidden(name: str, source: SourceFile, grid: Grid, parts: _Parts) -> list[Problem]:
    """Return a warning that names the rows which the spreadsheet hides: they are read like the others."""
    rows = [row for row in grid.numbers[parts.start : parts.end] if row in grid.hidden]
    where = (name, source.file, source.sheet)
    row = rows[0] if len(rows) == 1 else None
    return [Problem("sources.hidden_rows", Severity.WARNING, *where, row, values=rows_told(rows))] if rows else []


def _broken(name: str, source: SourceFile, grid: Grid, parts: _Parts) -> list[Problem]:
    """Return a problem for each line of a text file that has more cells than the header (refused) or fewer."""
    if not grid.separated:
        return []
    headers = _header_line(grid, parts)
    expected = len(headers)
    where = (name, source.file, source.sheet)
    problems = []
    for position in range(parts.start, parts.end):
        cells = grid.lines[position]
        count = len(cells)
        key, severity = (
            ("too_many_in_line", Severity.REFUSED) if count > expected else ("too_few_in_line", Severity.WARNING)
        )
        if count != expected:
            extra, lacking = " | ".join(cells[expected:]), ", ".join(filter(None, headers[count:])) or "–"
            values = {"count": count, "expected": expected, "extra": shorten(extra), "lacking": shorten(lacking)}
            problems.append(Problem(f"sources.{key}", severity, *where, row=grid.numbers[position], values=values))
    return problems
