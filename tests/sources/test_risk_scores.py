"""Scores and levels of the risk index."""

import math

import pandas as pd
import pytest

from annexmaps.sources.risk_scores import QUESTIONS, RiskRules, combine_forms, compare_totals, level_of, score_forms

RULES = RiskRules()


def _form(answers: list[float], total: float = math.nan, *, row: int = 2, place: str = "ML01") -> dict[str, object]:
    given = dict(zip(QUESTIONS, [*answers, *[math.nan] * (15 - len(answers))], strict=True))
    return {"row": row, "commune": "Gao", "place_pcode": place, **given, "total": total}


def _scored(*forms: dict[str, object], rules: RiskRules = RULES) -> pd.DataFrame:
    return score_forms(pd.DataFrame(forms), rules=rules)


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0, "stable"),
        (5, "stable"),
        (5.9, "stable"),
        (6, "moderee"),
        (14, "moderee"),
        (14.5, "moderee"),
        (14.999, "moderee"),
        (15, "serieuse"),
        (19.99, "serieuse"),
        (20, "critique"),
        (30, "critique"),
        (math.nan, "incomplete"),
    ],
)
def test_limits_are_lower_bounds_without_rounding(score: float, level: str) -> None:
    assert level_of(score, rules=RULES) == level


def test_full_form_is_the_sum_of_its_answers() -> None:
    form = _scored(_form([1.0] * 15)).iloc[0]
    assert (form["answered"], form["score"], form["level"]) == (15, 15.0, "serieuse")


def test_form_of_zeros_is_stable() -> None:
    assert _scored(_form([0.0] * 15)).loc[0, "level"] == "stable"


def test_empty_form_is_incomplete_not_stable() -> None:
    form = _scored(_form([])).iloc[0]
    assert (form["answered"], form["level"], math.isnan(form["score"])) == (0, "incomplete", True)


def test_part_filled_form_is_incomplete_even_with_a_total() -> None:
    assert _scored(_form([1.0] * 14, total=20)).loc[0, "level"] == "incomplete"


def test_total_alone_is_a_complete_form() -> None:
    assert _scored(_form([], total=14.5)).loc[0, "level"] == "moderee"


def test_completeness_rule_accepts_fewer_answers() -> None:
    assert _scored(_form([2.0] * 12), rules=RiskRules(answers_needed=12)).loc[0, "level"] == "critique"


def test_no_answer_is_incomplete_under_any_rule() -> None:
    assert _scored(_form([]), rules=RiskRules(answers_needed=0)).loc[0, "level"] == "incomplete"


def test_total_that_differs_is_warned_and_the_sum_used() -> None:
    form = pd.DataFrame([_form([1.0] * 15, total=16)])
    found = compare_totals(form, rules=RULES)
    assert [(problem.key, problem.row, problem.value, problem.values["sum"]) for problem in found] == [
        ("risk.total_differs", 2, "16", 15.0)
    ]


def test_total_that_agrees_is_not_warned() -> None:
    assert compare_totals(pd.DataFrame([_form([0.1] * 15, total=1.5)]), rules=RULES) == []


def test_total_beside_part_of_the_answers_is_warned() -> None:
    found = compare_totals(pd.DataFrame([_form([1.0], total=20)]), rules=RULES)
    assert [problem.key for problem in found] == ["risk.part_filled"]


def _three_forms(rules: RiskRules = RULES) -> pd.DataFrame:
    return _scored(
        _form([], total=10, row=2), _form([], total=25, row=3), _form([], total=4, row=4, place="ML02"), rules=rules
    )


def test_several_forms_of_one_commune_are_refused_with_their_rows() -> None:
    combined, problems = combine_forms(_three_forms(), rules=RULES)
    assert (combined["row"].tolist(), [(problem.row, problem.values["rows"]) for problem in problems]) == (
        [4],
        [(2, "2, 3"), (3, "2, 3")],
    )


@pytest.mark.parametrize(
    ("rule", "score", "level", "row"),
    [("mean", 17.5, "serieuse", 2), ("max", 25, "critique", 3), ("latest", 25, "critique", 3)],
)
def test_forms_are_combined_by_the_rule(rule: str, score: float, level: str, row: int) -> None:
    rules = RiskRules(duplicates=rule)
    combined, problems = combine_forms(_three_forms(rules), rules=rules)
    form = combined[combined["place_pcode"] == "ML01"].iloc[0]
    assert (form["score"], form["level"], form["row"], len(problems)) == (score, level, row, 1)


def test_incomplete_form_does_not_lower_the_mean() -> None:
    rules = RiskRules(duplicates="mean")
    combined, _ = combine_forms(_scored(_form([], row=2), _form([], total=16, row=3)), rules=rules)
    assert combined["score"].tolist() == [16.0]


def test_forms_without_a_place_stay_apart() -> None:
    combined, problems = combine_forms(_scored(_form([], row=2, place=""), _form([], row=3, place="")), rules=RULES)
    assert (combined["row"].tolist(), problems) == ([2, 3], [])
