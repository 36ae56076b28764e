"""decisions.csv: what persons decided for spellings, read as they left it, whatever a spreadsheet did to the file."""

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annexmaps.errors import InputError, reason_of
from annexmaps.sources.cell_text import clean, csv_cell
from annexmaps.vocabulary.folding import fold
from annexmaps.words import DEFAULT_LANGUAGE, Words, languages

FILE_NAME = "decisions.csv"
COLUMNS = (
    "level", "spelling", "region", "cercle", "parent", "version", "seen", "candidate_1", "candidate_2", "candidate_3", "point",
    "decision", "state",
)  # fmt: skip
NEEDED = ("level", "spelling", "parent", "version", "decision")
LARGEST = 20_000_000  # bytes
_ENCODINGS = ("utf-8-sig", "cp1252")
_GUARDED = re.compile(r"^'(?=[=+\-@])")


@dataclass(frozen=True)
class DecisionLine:
    """One line of the file: a spelling in a place, and what a person wrote for it."""

    level: str  # région, cercle or commune, in either language
    spelling: str
    parent: str  # P-code of the unit it was declared in; empty: the country
    version: str  # of the gazetteer
    decision: str = ""  # the officer's: a P-code, "ignorer", or nothing yet
    region: str = ""  # as declared
    cercle: str = ""  # as declared
    seen: str = ""
    candidate_1: str = ""
    candidate_2: str = ""
    candidate_3: str = ""
    point: str = ""
    state: str = ""
    others: tuple[tuple[str, str], ...] = ()  # the officer's own columns: header and cell
    row: int = 0  # in the file as read; 0: not read from a file


def read_decisions(path: Path) -> tuple[DecisionLine, ...]:
    """Return the lines of the file `path`, none if it does not exist.

    The separator may be a semicolon, comma or tab, the encoding UTF-8 or Windows-1252, the headers French or English and in any
    order. InputError if it is no such file: it is then never written over.
    """
    if not path.exists():
        return ()
    text = _decode(path)
    separator = max(";,\t", key=lambda one: _known(text.split("\n", 1)[0].split(one)))
    try:
        rows = [
            [clean(cell) for cell in row] for row in csv.reader(text.splitlines(keepends=True), delimiter=separator)
        ]
    except csv.Error as error:
        raise InputError("decisions.unreadable", file=path.name) from error
    headers = rows[0] if rows else []
    names = [_column_of(header) for header in headers]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        shown = ", ".join(_header(name) for name in missing)
        raise InputError("decisions.columns", file=path.name, columns=shown)
    return tuple(_line(row, headers, names, number) for number, row in enumerate(rows[1:], start=2) if any(row))


def decisions_text(lines: tuple[DecisionLine, ...]) -> str:
    """Return the file that holds `lines`: French headers, semicolons, nothing that a spreadsheet would run."""
    others = tuple(dict.fromkeys(header for line in lines for header, _ in line.others))
    written: list[list[str]] = [[*map(_header, COLUMNS), *others]]
    for line in lines:
        own = dict(line.others)
        written.append([*(getattr(line, name) for name in COLUMNS), *(own.get(header, "") for header in others)])
    return "".join(";".join(map(csv_cell, row)) + "\n" for row in written)


def fingerprint_of_decisions(path: Path) -> str:
    """Return the SHA-256 of what persons decided in the file `path`, whatever else is asked in it; empty if they decided nothing."""
    decided = (line for line in read_decisions(path) if line.decision)
    told = ([getattr(line, name) for name in (*NEEDED, "region", "cercle")] for line in decided)
    lines = sorted(";".join(map(csv_cell, cells)) for cells in told)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def level_of(text: str) -> str | None:
    """Return region, cercle or commune for a level as the file spells it, None for anything else."""
    return _levels().get(fold(text))


def is_ignore(text: str) -> bool:
    """Tell whether a decision is to leave the rows at their parent."""
    return fold(text) in {fold(Words(lang)("decisions.ignore")) for lang in languages()}


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("decisions.too_large", file=path.name, limit=LARGEST // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise InputError("decisions.cannot_open", file=path.name, why=reason_of(error)) from error
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise InputError("decisions.unreadable", file=path.name)


def _line(row: list[str], headers: list[str], names: list[str | None], number: int) -> DecisionLine:
    cells = [*row, *[""] * (len(headers) - len(row))]
    own = {name: _GUARDED.sub("", cell) for name, cell in zip(names, cells, strict=False) if name}
    others = tuple(
        (header, _GUARDED.sub("", cell))
        for name, header, cell in zip(names, headers, cells, strict=False)
        if name is None and header
    )
    return DecisionLine(**own, others=others, row=number)


def _known(headers: list[str]) -> int:
    return len({_column_of(header.strip('" ')) for header in headers} - {None})


def _header(name: str) -> str:
    return Words(DEFAULT_LANGUAGE)(f"decisions.column.{name}")


def _column_of(header: str) -> str | None:
    return _headers().get(fold(header))


@cache
def _headers() -> dict[str, str]:
    return {fold(Words(lang)(f"decisions.column.{name}")): name for lang in languages() for name in COLUMNS}


@cache
def _levels() -> dict[str, str]:
    levels = ("region", "cercle", "commune")
    return {fold(Words(lang)(f"decisions.level.{level}")): level for lang in languages() for level in levels}
