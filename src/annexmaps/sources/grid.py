"""Lines of text as a file holds them, before anyone knows which is the header; and the limits every file must keep."""

from dataclasses import dataclass

from annexmaps.errors import InputError

LARGEST_FILE = 50_000_000  # bytes; ten times a month of 50,000 rows
MOST_CELLS = 2_500_000  # filled cells of one table
MOST_LINES = 300_000  # filled lines of one table
MOST_COLUMNS = 20_000  # of one table; a spreadsheet has 16,384
MOST_TEXT = 300_000_000  # characters of one table


@dataclass(frozen=True)
class Grid:
    """The lines of a table that are not blank, each with its number in the spreadsheet."""

    lines: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    separated: bool = False  # a text file: a line with more cells than the header is a broken line
    notes: tuple[tuple[str, str], ...] = ()  # what was assumed to read the file: word key, value
    hidden: frozenset[int] = frozenset()  # numbers of the lines that a spreadsheet does not show


def grid_of(lines: list[list[str]], *, file: str, first: int = 1, separated: bool = False, note: str = "") -> Grid:
    """Return the grid of `lines`, the first of which is numbered `first`; InputError if there is too much to hold."""
    filled = [(number, tuple(line)) for number, line in enumerate(lines, start=first) if any(line)]
    lengths = [len(line) for _, line in filled]
    if len(filled) > MOST_LINES or sum(lengths) > MOST_CELLS or max(lengths, default=0) > MOST_COLUMNS:
        raise InputError("sources.too_many_cells", file=file)
    notes = ((note, ""),) if note else ()
    return Grid(tuple(line for _, line in filled), tuple(number for number, _ in filled), separated, notes)
