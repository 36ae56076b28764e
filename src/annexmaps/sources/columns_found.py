"""Which column of a file is which column of the contract, by its header or its HXL tag."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from annexmaps.contract import Problem, RawTable, Severity
from annexmaps.contract.cells import shorten
from annexmaps.errors import InputError
from annexmaps.vocabulary.columns import LONGEST_HEADER, Layout, layout
from annexmaps.vocabulary.folding import fold

_NEAR_ENOUGH = 60  # of 100: rapidfuzz's similarity of a header to a column's spelling


def find_columns(raw: RawTable) -> tuple[dict[str, int], list[Problem]]:
    """Return where in `raw` each column is, and a note for each column that is unknown and left out.

    InputError if two columns mean the same or a required column is missing.
    """
    positions: dict[str, int] = {}
    notes = []
    for position in range(len(raw.headers)):
        name = _column_at(raw, position)
        if name in positions:
            _refuse_two(raw, name, positions[name], position)
        if name:
            positions[name] = position
        elif note := _left_out(raw, position):
            notes.append(note)
    _check_required(raw, positions)
    return positions, notes


def column_letter(position: int) -> str:
    """Return the letters over the column at `position`, counted from 0, in a spreadsheet: A, B, … AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_at(raw: RawTable, position: int) -> str:
    columns = layout(raw.name)
    tag = raw.tags[position] if raw.tags else ""
    return columns.column_of_header(raw.headers[position]) or (columns.column_of_tag(tag) if tag else None) or ""


def _shown(raw: RawTable, position: int) -> str:
    return f"{raw.headers[position]} ({column_letter(position)})".strip()


def _refuse_two(raw: RawTable, name: str, first: int, second: int) -> None:
    raise InputError(
        "sources.two_columns",
        file=raw.source.shown,
        column=layout(raw.name).header(name),
        first=_shown(raw, first),
        second=_shown(raw, second),
    )


def _left_out(raw: RawTable, position: int) -> Problem | None:
    header = raw.headers[position]
    if not header and not any(raw.cells[position]):
        return None
    key = "unknown_column" if header else "unnamed_column"
    where = (raw.name, raw.source.file, raw.source.sheet)
    values = {"letter": column_letter(position)}
    return Problem(f"sources.{key}", Severity.NOTE, *where, column=shorten(header), values=values)


def _check_required(raw: RawTable, positions: Mapping[str, int]) -> None:
    columns = layout(raw.name)
    missing = [group for group in columns.required if not any(_has(option, positions) for option in group)]
    if not missing:
        return
    free = [
        header
        for position, header in enumerate(raw.headers)
        if 0 < len(header) <= LONGEST_HEADER and position not in positions.values()
    ]
    nearest = _nearest(columns, missing, free)
    raise InputError(
        "sources.required_missing_near" if nearest else "sources.required_missing",
        file=raw.source.shown,
        columns=" ; ".join(_options(columns, group) for group in missing),
        headers=", ".join(map(shorten, filter(None, raw.headers))) or "–",
        nearest=nearest,
    )


def _has(option: str, positions: Mapping[str, int]) -> bool:
    return all(part in positions for part in option.split("+"))


def _options(columns: Layout, group: tuple[str, ...]) -> str:
    return " / ".join(" + ".join(columns.header(part) for part in option.split("+")) for option in group)


def _nearest(columns: Layout, missing: list[tuple[str, ...]], free: list[str]) -> str:
    """Return the headers not understood that come nearest to the missing columns."""
    names = {part for group in missing for option in group for part in option.split("+")}
    spellings = [spelling for name in sorted(names) for spelling in columns.columns[name].headers]
    near = (
        process.extractOne(spelling, free, scorer=fuzz.ratio, processor=fold, score_cutoff=_NEAR_ENOUGH)
        for spelling in spellings
    )
    best = sorted((found for found in near if found), key=lambda found: -found[1])
    return best[0][0] if best else ""
