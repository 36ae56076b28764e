"""The cells of one column as text, and their parsing into codes and numbers; every problem is kept with its row."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz

from annexmaps.contract import Problem, Severity, SourceFile
from annexmaps.vocabulary import codes, find_code, label
from annexmaps.vocabulary.columns import Column
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Joined, Phrase, languages

LONGEST_QUOTE = 80  # characters of a cell repeated in a problem
_MOST_ANSWERS = 12  # of a list of terms named in a problem
_MOST_LIKENED = 100  # unknown answers of a column that are likened to the known ones
_BLANKS = "[ \u00a0\u202f\u2009]"
_WHOLE = rf"[0-9]{{1,3}}(?:{_BLANKS}[0-9]{{3}})+|[0-9]+"
_NUMBER = re.compile(rf"(?P<sign>[+−-]?)(?:(?P<whole>{_WHOLE})(?:[.,](?P<part>[0-9]*))?|[.,](?P<bare>[0-9]+))")
_BETWEEN_CHOICES = re.compile(r" *[;,|/+] *")
_CATEGORY = re.compile(r"(?:categorie |category )?([a-f])(?: (.+))?")


@dataclass(frozen=True)
class Cells:
    """One column of a table as read."""

    table: str
    source: SourceFile
    column: Column
    header: str  # as the file spells it; empty if the file has no such column
    texts: tuple[str, ...]  # one a row, empty where the file has nothing
    rows: tuple[int, ...]  # spreadsheet row numbers

    def problem(self, key: str, severity: Severity, position: int, **values: object) -> Problem:
        """Return the problem `key` of the cell at `position`."""
        text = shorten(self.texts[position])
        where = (self.table, self.source.file, self.source.sheet, self.rows[position], self.header or self.column.name)
        return Problem(f"contract.{key}", severity, *where, text, values)


def shorten(text: str) -> str:
    """Return `text`, cut where it is too long to be repeated in a sentence."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def parse_number(text: str) -> float | None:
    """Return the number that `text` writes with a decimal point or comma and blanks between thousands, or None.

    NaN, infinities, exponents and digits of other scripts are text, not numbers.
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    whole = re.sub(_BLANKS, "", found["whole"] or "0")
    value = float(f"{whole}.{found['part'] or found['bare'] or '0'}")
    if math.isinf(value):
        return None
    return -value if found["sign"] in {"-", "−"} and value else value


def find_category(text: str) -> str | None:
    """Return the category that `text` names: its letter, its label, or both ("B - Atteintes au droit à la vie")."""
    if (code := find_code("category", text)) is not None:
        return code
    found = _CATEGORY.fullmatch(fold(text))
    if not found:
        return None
    letter = found[1].upper()
    return letter if found[2] is None or find_code("category", found[2]) == letter else None


def find_term(terms: str, text: str) -> str | None:
    """Return the code of the list `terms` that `text` names, or None."""
    return find_category(text) if terms == "category" else find_code(terms, text)


def read_codes(
    cells: Cells, *, fault: str = "unknown_code", severity: Severity = Severity.WARNING, otherwise: str = ""
) -> tuple[list[str], list[Problem]]:
    """Return the code of each cell, `otherwise` where it is empty or, with the problem `fault`, an unknown word.

    Of several choices in one cell none is taken, unless they are the same.
    """
    known = {text: _choices(cells.column.terms, text) for text in set(cells.texts) if text}
    read = [known[text][0] if text and len(known[text]) == 1 else otherwise for text in cells.texts]
    unknown = [text for text in dict.fromkeys(cells.texts) if text and len(known[text]) != 1]
    nearest = {text: known_answers(cells.column.terms, near=text) for text in unknown[:_MOST_LIKENED]}
    listed, problems = known_answers(cells.column.terms), []
    for position, text in enumerate(cells.texts):
        if text and len(known[text]) != 1:
            several = len(known[text]) > 1 and fault == "unknown_code"
            key = "several_choices" if several else fault
            problems.append(cells.problem(key, severity, position, known=nearest.get(text, listed)))
    return read, problems


def known_answers(terms: str, *, near: str = "") -> Joined:
    """Return the labels of the list `terms` as a part of a sentence; of a long list the dozen that come nearest to the text `near`."""
    known = codes(terms)
    if len(known) <= _MOST_ANSWERS:
        return Joined(tuple(Phrase(f"term.{terms}.{code}") for code in known), by="semicolon")
    likeness = {code: _likeness(terms, code, fold(shorten(near))) if near else 0.0 for code in known}
    first = sorted(known, key=lambda code: -likeness[code])[:_MOST_ANSWERS]
    return Joined((*(Phrase(f"term.{terms}.{code}") for code in first), "…"), by="semicolon")


def _likeness(terms: str, code: str, text: str) -> float:
    """Return how much `text` resembles a label of the term `code`, in any language: 100 for the same words."""
    return max(fuzz.token_set_ratio(text, fold(label(terms, code, lang=lang))) for lang in languages())


def read_numbers(cells: Cells) -> tuple[list[float], list[Problem]]:
    """Return the number of each cell, NaN where empty; what is no number, or below 0, is left empty with a warning."""
    return _read_each(cells, lambda value: "negative" if value < 0 else "")


def read_integers(cells: Cells) -> tuple[list[float], list[Problem]]:
    """Return the whole number of each cell, NaN where empty; 1,5 or 1.234 is left empty with a warning."""
    return _read_each(cells, lambda value: "negative" if value < 0 else "" if value.is_integer() else "not_whole")


def _choices(terms: str, text: str) -> tuple[str, ...]:
    """Return the codes that `text` names: one, several where a form allows it (a b, a;b), or none."""
    if (code := find_term(terms, text)) is not None:
        return (code,)
    parts = [part for part in _BETWEEN_CHOICES.split(text) if part] or [text]
    parts = parts if len(parts) > 1 else text.split()
    codes = dict.fromkeys(find_term(terms, part) for part in parts)
    return () if None in codes else tuple(code for code in codes if code is not None)


def _read_each(cells: Cells, fault_of: Callable[[float], str]) -> tuple[list[float], list[Problem]]:
    read = [math.nan] * len(cells.texts)
    problems = []
    for position, text in enumerate(cells.texts):
        if not text:
            continue
        value = parse_number(text)
        fault = "not_a_number" if value is None else fault_of(value)
        if fault:
            problems.append(cells.problem(fault, Severity.WARNING, position))
        elif value is not None:
            read[position] = value
    return read, problems
