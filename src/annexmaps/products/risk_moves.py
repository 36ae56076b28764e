"""Communes whose risk level moved since the month before, with their scores where the edition holds them."""

from typing import Any

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import names_by_pcode
from annexmaps.months import number_label
from annexmaps.spec import ListItem
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words

LEVELS = codes("risk_level")  # critique, serieuse, moderee, stable
UP, DOWN = "↗", "↘"


def levels_by_commune(risk_index: pd.DataFrame) -> dict[str, str]:
    """Return the level, or "incomplete", of each commune's P-code."""
    return {pcode: form["level"] for pcode, form in _forms(risk_index).items()}


def level_moves(risk_index: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[ListItem, ...]:
    """Return a line for each commune whose level rose or fell since the month before, the largest rises first."""
    earlier = release.earlier.get(release.month.previous)
    if earlier is None or "risk_index" not in earlier.tables:
        return ()
    now, before = _forms(risk_index), _forms(earlier.tables["risk_index"])
    steps = {pcode: _steps(before[pcode], form) for pcode, form in now.items() if pcode in before}
    moved = sorted((pcode for pcode, count in steps.items() if count), key=lambda pcode: (-steps[pcode], pcode))
    communes = release.boundaries.communes.set_index("pcode")
    cercles = names_by_pcode(release.boundaries.cercles)
    return tuple(
        ListItem(
            UP if steps[pcode] > 0 else DOWN,
            words(
                "annex_3.move",
                commune=communes.loc[pcode, "name"],
                cercle=cercles[communes.loc[pcode, "cercle_pcode"]],
                before=_level(before[pcode], words),
                after=_level(now[pcode], words),
            ),
        )
        for pcode in moved
    )


def _forms(risk_index: pd.DataFrame) -> dict[str, dict[str, Any]]:
    located = risk_index[risk_index["commune_pcode"] != ""].sort_values("commune_pcode")
    return {form["commune_pcode"]: form for form in rows_of(located)}


def _steps(before: dict[str, object], now: dict[str, object]) -> int:
    """Levels climbed; 0 where either form has no level."""
    if before["level"] not in LEVELS or now["level"] not in LEVELS:
        return 0
    return LEVELS.index(str(before["level"])) - LEVELS.index(str(now["level"]))


def _level(form: dict[str, object], words: Words) -> str:
    name, score = label("risk_level", str(form["level"]), lang=words.lang).lower(), form.get("score")
    return (
        words("annex_3.level_and_score", level=name, score=number_label(score, lang=words.lang))
        if isinstance(score, float)
        else name
    )
