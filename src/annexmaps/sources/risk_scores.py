"""Scores and levels of the risk index: from a form's answers or its total, and from several forms of one commune."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from annexmaps.contract import Problem, Severity
from annexmaps.contract.cells import shorten

QUESTIONS = tuple(f"q{number}" for number in range(1, 16))
INCOMPLETE = "incomplete"
_LEVELS = ("stable", "moderee", "serieuse", "critique")  # low to high, codes of risk_level
_COMPARED = ("row", "total", "answered", "score")
_MOST_COLUMNS = 3  # named as the column of one problem
_SAME = 1e-9  # two totals closer than this are equal


@dataclass(frozen=True)
class RiskRules:
    """How forms are scored and combined."""

    limits: tuple[float, float, float] = (6, 15, 20)  # lower bounds of moderee, serieuse, critique; never rounded
    questions: int = 15  # of a form
    answers: Mapping[str, float] = field(default_factory=dict)  # points of answers that are words: oui = 1
    answers_needed: int = 15  # fewer make the form incomplete
    duplicates: str = "refuse"  # several forms of one commune: refuse, mean, max, latest


def score_forms(table: pd.DataFrame, *, rules: RiskRules) -> pd.DataFrame:
    """Return the risk index `table` with `answered` (answers given), `score` (NaN if incomplete) and `level`.

    The answers are points, and are summed. A total counts only where no answer is given; a form that is empty or
    part-filled is "incomplete", never stable.
    """
    answers = table[list(QUESTIONS[: rules.questions])]
    answered = answers.notna().sum(axis=1).astype("int64")
    enough = (answered >= rules.answers_needed) & (answered > 0)
    score = answers.sum(axis=1).where(enough, table["total"].where(answered == 0)).astype("float64")
    return table.assign(answered=answered, score=score, level=[level_of(value, rules=rules) for value in score])


def level_of(score: float, *, rules: RiskRules) -> str:
    """Return the code of the level of `score`, "incomplete" for NaN."""
    if math.isnan(score):
        return INCOMPLETE
    return _LEVELS[sum(score >= limit for limit in rules.limits)]


def compare_totals(table: pd.DataFrame, *, rules: RiskRules, file: str = "", sheet: str = "") -> list[Problem]:
    """Warn of each form whose total is not the sum of its answers, or stands beside part of the answers only."""
    scored = score_forms(table, rules=rules)
    problems = []
    unanswered = scored[list(QUESTIONS[: rules.questions])].isna().to_numpy()
    compared = zip(*(scored[name] for name in _COMPARED), unanswered, strict=True)
    for row, total, answered, score, empty in compared:
        if math.isnan(total) or answered == 0 or abs(score - total) <= _SAME:
            continue
        fault = "part_filled" if math.isnan(score) else "total_differs"
        lacking = [question for question, none in zip(QUESTIONS, empty, strict=False) if none]
        column = "total" if fault == "total_differs" or len(lacking) > _MOST_COLUMNS else ", ".join(lacking)
        where = ("risk_index", file, sheet, int(row), column, _plain(total))
        values = {"answered": answered, "questions": rules.questions, "sum": float(score), "total": float(total)}
        values["lacking"] = ", ".join(lacking)
        problems.append(Problem(f"risk.{fault}", Severity.WARNING, *where, values))
    return problems


def combine_forms(table: pd.DataFrame, *, rules: RiskRules) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one form for each `place_pcode` of the scored `table`, and a problem for each row combined or refused.

    Forms without a place stay as they are. By the rule "refuse" all forms of such a commune are refused; by the
    others the form kept is the first (mean) or the one that decides, and the other rows are noted.
    """
    placed = table[table["place_pcode"] != ""]
    kept = [table[table["place_pcode"] == ""]]
    problems: list[Problem] = []
    for _, forms in placed.groupby("place_pcode", sort=True):
        one, found = (forms, []) if len(forms) == 1 else _combine(forms, rules)
        kept.append(one)
        problems += found
    combined = pd.concat(kept).sort_values("row").reset_index(drop=True)
    return combined.astype(table.dtypes.to_dict()), problems


def _combine(forms: pd.DataFrame, rules: RiskRules) -> tuple[pd.DataFrame, list[Problem]]:
    rows = ", ".join(str(row) for row in forms["row"])
    if rules.duplicates == "refuse":
        return forms.iloc[:0], [_problem("several_forms", Severity.REFUSED, form, rows) for form in _each(forms)]
    one = _COMBINATIONS[rules.duplicates](forms, rules)
    others = forms[forms["row"] != one["row"].iloc[0]]
    return one, [_problem(f"combined_{rules.duplicates}", Severity.NOTE, form, rows) for form in _each(others)]


def _mean(forms: pd.DataFrame, rules: RiskRules) -> pd.DataFrame:
    score = float(forms["score"].mean())
    return forms.iloc[[0]].assign(score=score, level=level_of(score, rules=rules))


def _highest(forms: pd.DataFrame, _: RiskRules) -> pd.DataFrame:
    return forms.sort_values("score", ascending=False, kind="stable", na_position="last").iloc[[0]]


def _latest(forms: pd.DataFrame, _: RiskRules) -> pd.DataFrame:
    return forms.sort_values("row").iloc[[-1]]


_COMBINATIONS: Mapping[str, Callable[[pd.DataFrame, RiskRules], pd.DataFrame]] = {
    "mean": _mean,
    "max": _highest,
    "latest": _latest,
}


def _each(forms: pd.DataFrame) -> Sequence[tuple[int, str]]:
    return list(zip(forms["row"], forms["commune"], strict=True))


def _problem(key: str, severity: Severity, form: tuple[int, str], rows: str) -> Problem:
    row, commune = form
    values = {"commune": shorten(commune), "rows": rows}
    return Problem(f"risk.{key}", severity, "risk_index", row=int(row), values=values)


def _plain(value: float) -> str:
    return f"{value:g}"
