"""Answers of a risk form as points: numbers as they are, words by the configuration's table of points."""

import math
from collections.abc import Mapping

import pandas as pd

from annexmaps.contract import Problem, Severity
from annexmaps.contract.cells import parse_number, shorten
from annexmaps.sources.risk_scores import QUESTIONS, RiskRules
from annexmaps.vocabulary.columns import layout
from annexmaps.vocabulary.folding import fold


def read_answers(
    table: pd.DataFrame, *, rules: RiskRules, file: str = "", sheet: str = ""
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the risk index `table` with the points of each answer, NaN where there is none, in place of its text.

    An answer that is neither a number nor a word of `rules.answers`, or is below 0, counts as not given, with a warning.
    """
    points_of_words = {fold(word): points for word, points in rules.answers.items()}
    problems = []
    points: dict[str, list[float]] = {}
    for question in QUESTIONS:
        points[question] = [_points(text, points_of_words) for text in table[question]]
        for row, text, value in zip(table["row"], table[question], points[question], strict=True):
            if text and math.isnan(value):
                where = ("risk_index", file, sheet, int(row), layout("risk_index").header(question), shorten(text))
                problems.append(Problem(f"risk.{_fault(text)}", Severity.WARNING, *where))
    return table.assign(
        **{name: pd.Series(values, table.index, "float64") for name, values in points.items()}
    ), problems


def _points(text: str, points_of_words: Mapping[str, float]) -> float:
    number = parse_number(text)
    if number is None:
        return float(points_of_words.get(fold(text), math.nan))
    return number if number >= 0 else math.nan


def _fault(text: str) -> str:
    return "answer_unknown" if parse_number(text) is None else "answer_negative"
