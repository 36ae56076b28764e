"""Decided: the lines of decisions.csv, held against the gazetteer, become answers, or problems in plain words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from annexmaps.contract import Problem, Severity
from annexmaps.places.asked import describe_place
from annexmaps.places.gazetteer import CERCLE, COMMUNE, REGION, Gazetteer, Place
from annexmaps.places.pcodes import find_pcode
from annexmaps.places.placing import Decided, DecisionKey, kept_spelling
from annexmaps.places.spelling import fold_name
from annexmaps.sources.decisions import FILE_NAME, DecisionLine, is_ignore, level_of

OPEN, REFUSED, APPLIED, IGNORED, OTHER, EXPIRED = "open", "refused", "applied", "ignored", "other", "expired"
_LEVELS = {"region": REGION, "cercle": CERCLE, "commune": COMMUNE}


@dataclass(frozen=True)
class Judged:
    """What the lines of decisions.csv are worth on one gazetteer."""

    decided: Decided
    states: tuple[str, ...]  # one a line: open, refused, applied, ignored, other (frame), expired
    problems: tuple[Problem, ...]


@dataclass
class _Answers:
    """What is gathered while the lines are read."""

    by_key: dict[DecisionKey, list[tuple[int, Place | None]]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)


def judge_decisions(lines: Sequence[DecisionLine], gazetteer: Gazetteer) -> Judged:
    """Return what `lines` decide on `gazetteer`: only whole P-codes of it, inside the declared parent, and said once."""
    answers = _Answers()
    states = [_judge(position, line, gazetteer, answers) for position, line in enumerate(lines)]
    decided: dict[DecisionKey, Place | None] = {}
    for key, given in answers.by_key.items():
        if len({place.pcode if place else "" for _, place in given}) == 1:
            decided[key] = given[0][1]
            continue
        for position, _ in given:
            states[position] = REFUSED
        answers.problems.append(_problem("conflict", lines[given[-1][0]]))
    return Judged(decided, tuple(states), (*answers.problems, *_expired(lines, states)))


def _expired(lines: Sequence[DecisionLine], states: Sequence[str]) -> list[Problem]:
    """Say that decisions taken on other boundaries are not followed: they would be lost in silence."""
    gone = [line for line, state in zip(lines, states, strict=True) if state == EXPIRED and line.decision]
    if not gone:
        return []
    versions = ", ".join(sorted({line.version for line in gone}))
    return [
        Problem("decisions.expired", Severity.NOTE, "", FILE_NAME, values={"count": len(gone), "versions": versions})
    ]


def key_of_line(line: DecisionLine) -> DecisionKey | None:
    """Return the key of the question that `line` answers, None if its level is not understood."""
    level = level_of(line.level)
    return (_LEVELS[level], fold_name(kept_spelling(line.spelling)), line.parent) if level else None


def _judge(position: int, line: DecisionLine, gazetteer: Gazetteer, answers: _Answers) -> str:
    key = key_of_line(line)
    if key is None:
        answers.problems.append(_problem("line", line, value=line.level))
        return REFUSED
    if line.version != gazetteer.version:
        return OTHER if _same_set(line.version, gazetteer.version) else EXPIRED
    if not line.decision:
        return OPEN
    if is_ignore(line.decision):
        answers.by_key[key].append((position, None))
        return IGNORED
    return _judge_pcode(position, line, key, gazetteer, answers)


def _judge_pcode(position: int, line: DecisionLine, key: DecisionKey, gazetteer: Gazetteer, answers: _Answers) -> str:
    # the cell of a candidate may be copied whole: its first word is the P-code
    place, how = find_pcode(line.decision, gazetteer)
    if place is None:
        place, how = find_pcode(line.decision.split()[0], gazetteer)
    if place is None or how == "pcode_older":
        answers.problems.append(_problem("not_a_pcode", line))
        return REFUSED
    parent = gazetteer.by_pcode.get(line.parent)
    if line.parent and (parent is None or not place.is_inside(parent)):
        shown = describe_place(parent, gazetteer) if parent else line.parent
        answers.problems.append(_problem("outside_parent", line, place=describe_place(place, gazetteer), parent=shown))
        return REFUSED
    answers.by_key[key].append((position, place))
    return APPLIED


def _same_set(version: str, other: str) -> bool:
    """Tell whether two versions are of the same file of boundaries, in whatever frame."""
    words, others = version.split(), other.split()
    return len(words) > 2 and (words[0], words[-1]) == (others[0], others[-1])


def _problem(key: str, line: DecisionLine, *, value: str = "", **values: object) -> Problem:
    given = {"spelling": line.spelling, **values}
    row = line.row or None
    return Problem(
        f"decisions.{key}", Severity.WARNING, "", FILE_NAME, "", row, value=value or line.decision, values=given
    )
