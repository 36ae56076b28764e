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


def level_steps(risk_index: pd.DataFrame, release: ReleasedMonth) -> dict[str, int]:
    """Return the levels climbed since the month before, negative downwards, of each commune with a level in both months."""
    now, before = levels_by_commune(risk_index), levels_before(release)
    return {
        pcode: LEVELS.index(before[pcode]) - LEVELS.index(level)
        for pcode, level in now.items()
        if level in LEVELS and before.get(pcode) in LEVELS
    }


def levels_before(release: ReleasedMonth) -> dict[str, str]:
    """Return the level, or "incomplete", of each commune's P-code in the month before; empty where that month is missing."""
    earlier = release.earlier.get(release.month.previous)
    if earlier is None or "risk_index" not in earlier.tables:
        return {}
    return levels_by_commune(earlier.tables["risk_index"])


def level_moves(risk_index: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[ListItem, ...]:
    """Return a line for each commune whose level rose or fell since the month before, the largest rises first."""
    earlier = release.earlier.get(release.month.previous)
    if earlier is None or "risk_index" not in earlier.tables:
        return ()
    now, before = _forms(risk_index), _forms(earlier.tables["risk_index"])
    steps = level_steps(risk_index, release)
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


def _level(form: dict[str, object], words: Words) -> str:
    name, score = label("risk_level", str(form["level"]), lang=words.lang).lower(), form.get("score")
    return (
        words("annex_3.level_and_score", level=name, score=number_label(score, lang=words.lang))
        if isinstance(score, float)
        else name
    )
