"""Keeping decisions.csv, beside the month folders: what is still asked goes in, what a person wrote never goes out."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from annexmaps.contract import Problem, Severity
from annexmaps.errors import OutputError
from annexmaps.places.asked import Asked, describe_place
from annexmaps.places.decided import APPLIED, EXPIRED, IGNORED, OPEN, OTHER, REFUSED, judge_decisions, key_of_line
from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION, Gazetteer, make_gazetteer
from annexmaps.places.located import LocatedMonth
from annexmaps.places.placing import DecisionKey, kept_spelling
from annexmaps.production.files import publish
from annexmaps.sources.decisions import FILE_NAME, DecisionLine, decisions_text, read_decisions
from annexmaps.words import DEFAULT_LANGUAGE, Words

_ORDER = (OPEN, REFUSED, EXPIRED, APPLIED, IGNORED, OTHER)  # what needs a person first
_LEVEL_NAMES = {REGION: "region", CERCLE: "cercle", COMMUNE: "commune"}
_MOST_ROWS = 20  # row numbers written for one table and month
_BETWEEN_MONTHS = " | "
_BOM = "\ufeff"  # lets a spreadsheet see that the file is UTF-8

_Line = tuple[DecisionLine, str]  # a line and its state


def decisions_file(month_folder: Path) -> Path:
    """Return where the decisions of `month_folder` are kept: beside it, so that every month shares them."""
    return month_folder.resolve().parent / FILE_NAME


def keep_questions(located: LocatedMonth, month_folder: Path) -> LocatedMonth:
    """Write what `located` still asks into decisions.csv, and return `located` with a problem if that could not be done.

    The file is made only if there is something to ask. It is read again just before it is written, sorted, and keeps every line
    that a person filled in. InputError if it cannot be read: it is then not touched.
    """
    path = decisions_file(month_folder)
    lines, gazetteer = read_decisions(path), make_gazetteer(located.boundaries)
    asked = _asked_of_month(located)
    kept = _update(lines, asked, gazetteer, month=str(located.month))
    content = (_BOM + decisions_text(tuple(_with_state(line, state) for line, state in kept))).encode()
    problems: list[Problem] = []
    if (kept or lines) and not (path.is_file() and path.read_bytes() == content):
        problems += _write(path, content)
    return replace(located, problems=(*located.problems, *problems))


def _write(path: Path, content: bytes) -> list[Problem]:
    try:
        publish({path: content})
    except OutputError as error:
        return [Problem("decisions.not_written", Severity.WARNING, "", FILE_NAME, values={"why": error})]
    return []


def _asked_of_month(located: LocatedMonth) -> dict[DecisionKey, list[tuple[str, Asked]]]:
    """Return the questions of the month's tables, each with the tables that ask it."""
    asked: dict[DecisionKey, list[tuple[str, Asked]]] = {}
    for name, table in located.tables.items():
        for one in table.asked:
            asked.setdefault(one.key, []).append((name, one))
    return asked


def _update(
    lines: tuple[DecisionLine, ...],
    asked: Mapping[DecisionKey, list[tuple[str, Asked]]],
    gazetteer: Gazetteer,
    *,
    month: str,
) -> list[_Line]:
    """Return the lines to keep and the new ones, sorted."""
    kept: list[_Line] = []
    met: set[DecisionKey] = set()
    for line, state in zip(lines, judge_decisions(lines, gazetteer).states, strict=True):
        key = key_of_line(line)
        if state in (OPEN, REFUSED) and key is not None:
            line = replace(line, seen=_seen(line.seen, asked.get(key, []), month))
            met.add(key)
        if not _is_spent(line, state):
            kept.append((line, state))
    new = [(_new_line(tables, gazetteer, month), OPEN) for key, tables in asked.items() if key not in met]
    return sorted([*kept, *new], key=_place_in_file)


def _is_spent(line: DecisionLine, state: str) -> bool:
    """Tell whether a line holds nothing of a person's and asks nothing any more."""
    filled = line.decision or any(cell for _, cell in line.others)
    return not filled and (state == EXPIRED or (state == OPEN and not line.seen))


def _place_in_file(entry: _Line) -> tuple[object, ...]:
    line, state = entry
    key = key_of_line(line) or (0, "", "")
    return _ORDER.index(state), key[0], line.parent, key[1], line.version, line.spelling, line.decision, line.others


def _new_line(tables: list[tuple[str, Asked]], gazetteer: Gazetteer, month: str) -> DecisionLine:
    words = Words(DEFAULT_LANGUAGE)
    first = tables[0][1]
    candidates = [
        words("decisions.candidate_edits", place=describe_place(candidate.place, gazetteer), edits=candidate.edits)
        for candidate in first.candidates
    ] + [""] * 3
    points = sorted({pcode for _, one in tables for pcode in one.points})
    shown = (describe_place(gazetteer.by_pcode[pcode], gazetteer) for pcode in points if pcode in gazetteer.by_pcode)
    return DecisionLine(
        words(f"decisions.level.{_LEVEL_NAMES[first.question.admin_level]}"),
        kept_spelling(first.question.spelling),
        first.question.parent.pcode,
        gazetteer.version,
        region=kept_spelling(first.region),
        cercle=kept_spelling(first.cercle),
        seen=_seen("", tables, month),
        candidate_1=candidates[0],
        candidate_2=candidates[1],
        candidate_3=candidates[2],
        point=_BETWEEN_MONTHS.join(shown),
    )


def _seen(before: str, tables: list[tuple[str, Asked]], month: str) -> str:
    """Return in which rows a spelling was seen, month by month; what `month` said before is replaced."""
    parts = [part for part in before.split(_BETWEEN_MONTHS.strip()) if part.strip()]
    others = [part.strip() for part in parts if not part.strip().startswith(month)]
    words = Words(DEFAULT_LANGUAGE)
    here = [f"{words(f'table.{name}')} {_row_numbers(one.rows)}" for name, one in tables]
    return _BETWEEN_MONTHS.join(sorted([*others, *([f"{month} : {', '.join(here)}"] if here else [])]))


def _row_numbers(rows: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, sorted(rows)[:_MOST_ROWS]))
    return shown if len(rows) <= _MOST_ROWS else f"{shown}… ({len(rows)})"


def _with_state(line: DecisionLine, state: str) -> DecisionLine:
    return replace(line, state=Words(DEFAULT_LANGUAGE)(f"decisions.state.{state}"))
