"""Answers of a risk form: numbers, and words to which the configuration gives points."""

from pathlib import Path

import pandas as pd
import pytest
from month_files import month_folder

from annexmaps.config import read_config
from annexmaps.errors import ConfigError
from annexmaps.production.reading import read_month
from annexmaps.sources.risk_answers import read_answers
from annexmaps.sources.risk_scores import QUESTIONS, RiskRules, score_forms

RULES = RiskRules(answers={"oui": 1, "non": 0, "Très souvent": 2.5})


def _answered(*texts: str, rules: RiskRules = RULES) -> tuple[pd.DataFrame, list[str]]:
    cells = dict(zip(QUESTIONS, [*texts, *[""] * (15 - len(texts))], strict=True))
    table, problems = read_answers(pd.DataFrame([{"row": 2, "total": float("nan"), **cells}]), rules=rules)
    return table, [f"{problem.column} {problem.key}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "points"), [("2", 2), ("1,5", 1.5), ("oui", 1), ("OUI ", 1), ("tres-souvent", 2.5), ("non", 0)]
)
def test_answer_gives_its_points(text: str, points: float) -> None:
    table, problems = _answered(text)
    assert (table.loc[0, "q1"], problems) == (points, [])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("peut-être", "answer_unknown"),
        ("-1", "answer_negative"),
        ("1e400", "answer_unknown"),
        ("NaN", "answer_unknown"),
    ],
)
def test_answer_without_points_counts_as_not_given(text: str, key: str) -> None:
    table, problems = _answered(*["oui"] * 14, text)
    assert (problems, score_forms(table, rules=RULES).loc[0, "level"]) == ([f"q15 risk.{key}"], "incomplete")


def test_word_without_configuration_is_no_answer() -> None:
    assert _answered("oui", rules=RiskRules())[1] == ["q1 risk.answer_unknown"]


def test_words_and_numbers_add_up() -> None:
    table, _ = _answered(*["oui"] * 10, *["2"] * 5)
    assert score_forms(table, rules=RULES).loc[0, ["score", "level"]].tolist() == [20.0, "critique"]


def _config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "annexmaps.toml"
    path.write_text(f"[risk_index]\n{text}\n", encoding="utf-8")
    return path


def test_points_are_read_from_the_configuration(tmp_path: Path) -> None:
    assert read_config(_config(tmp_path, "answers = { oui = 1, non = 0 }")).risk_index.answers == {"oui": 1, "non": 0}


@pytest.mark.parametrize(
    "text",
    [
        'answers = "oui"',
        "answers = { oui = -1 }",
        'answers = { oui = "1" }',
        "answers = { oui = true }",
        "answers = { oui = nan }",
        "answers = { oui = inf }",
        "answers = { oui = 1, OUI = 2 }",
        'answers = { "" = 1 }',
        "scoring = 'sum'",
        "duplicates = 'first'",
    ],
)
def test_points_that_mean_nothing_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        read_config(_config(tmp_path, text))


def test_words_of_a_month_are_scored_by_the_office(tmp_path: Path) -> None:
    header = "commune,cercle,région,mois," + ",".join(QUESTIONS)
    month_folder(tmp_path, indice_risque_dot_csv=f"{header}\nGao,Gao,Gao,2021-11," + ",".join(["oui"] * 15))
    month = read_month(tmp_path / "2021-11", boundaries="schematic", config=_config(tmp_path, "answers = { oui = 1 }"))
    assert month.tables["risk_index"].table["score"].tolist() == [15.0]
