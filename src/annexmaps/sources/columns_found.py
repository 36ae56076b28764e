"""Which column of a file is which column of the contract, by its header or its HXL tag."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from annexmaps.contract import Problem, RawTable, Severity
from annexmaps.contract.cells import shorten
from annexmaps.errors import InputError
from annexmaps.vocabulary.columns import LONGEST_HEADER, Layout, layout
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Joined, Phrase

_MOST_LIKENED = 100  # columns whose unknown headers are likened to the known ones
_NEAR_ENOUGH = 60  # of 100: rapidfuzz's similarity of a header to a column's spelling


def find_columns(raw: RawTable) -> tuple[dict[str, int], list[Problem]]:
    """Return where in `raw` each column is, and a note for each column that is unknown and left out.

    InputError if two columns mean the same or a required column is missing.
    """
    positions: dict[str, int] = {}
    for position in range(len(raw.headers)):
        name = _column_at(raw, position)
        if name in positions:
            _refuse_two(raw, name, positions[name], position)
        if name:
            positions[name] = position
    _check_required(raw, positions)
    left_out = (_left_out(raw, position, positions) for position in range(len(raw.headers)))
    return positions, [note for note in left_out if note]


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


def _left_out(raw: RawTable, position: int, positions: Mapping[str, int]) -> Problem | None:
    header = raw.headers[position]
    if position in positions.values() or (not header and not any(raw.cells[position])):
        return None
    key = "unknown_column" if header else "unnamed_column"
    where = (raw.name, raw.source.file, raw.source.sheet)
    # far to the right nobody looks for a table's own headers
    known = _headers_like(header, raw, positions) if header and position < _MOST_LIKENED else ""
    values = {"letter": column_letter(position), "known": known}
    return Problem(f"sources.{key}", Severity.NOTE, *where, column=shorten(header), values=values)


def _headers_like(header: str, raw: RawTable, positions: Mapping[str, int]) -> Phrase:
    """Return the known header that comes nearest to `header`, or else all that the table could still have."""
    columns = layout(raw.name)
    free = [name for name in columns.columns if name not in positions]
    near = _nearest(columns, [tuple(free)], [header]) if 0 < len(header) <= LONGEST_HEADER else ""
    scores = {name: _likeness(header, columns.columns[name].headers) for name in free} if near else {}
    named = [max(scores, key=lambda name: scores[name])] if scores else free
    told = Joined(tuple(Phrase(f"header.{raw.name}.{name}") for name in named) or ("–",))
    return Phrase("known_header.nearest" if scores else "known_header.free", {"headers": told})


def _likeness(header: str, spellings: tuple[str, ...]) -> float:
    return max(fuzz.ratio(spelling, header, processor=fold) for spelling in spellings)


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
    nearest = _nearest(columns, missing, free) if positions else ""
    near = "required_missing_near" if nearest else "required_missing"
    raise InputError(
        f"sources.{near}" if positions else "sources.required_none",
        file=raw.source.shown,
        columns=Joined(tuple(_options(raw.name, group) for group in missing), by="semicolon"),
        headers=", ".join(map(shorten, filter(None, raw.headers))) or "–",
        nearest=nearest,
    )


def _has(option: str, positions: Mapping[str, int]) -> bool:
    return all(part in positions for part in option.split("+"))


def _options(table: str, group: tuple[str, ...]) -> Joined:
    options = [[Phrase(f"header.{table}.{part}") for part in option.split("+")] for option in group]
    return Joined(tuple(Joined(tuple(option), by="together") for option in options), by="or")


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
