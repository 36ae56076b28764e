"""Communes whose risk level moved since the month before, with their scores where the edition holds them."""

from typing import Any

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import names_by_pcode
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.products.counts import GAP
from annexmaps.spec import ListItem, SideTable
from annexmaps.theme.symbols import RISK_NUMBERS
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words

LEVELS = codes("risk_level")  # critique, serieuse, moderee, stable
UP, DOWN = "↗", "↘"


@made_once
def levels_by_commune(risk_index: pd.DataFrame) -> dict[str, str]:
    """Return the level, or "incomplete", of each commune's P-code."""
    return {pcode: form["level"] for pcode, form in forms_by_commune(risk_index).items()}


@made_once
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
    now, before = forms_by_commune(risk_index), forms_by_commune(earlier.tables["risk_index"])
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


def levels_table(risk_index: pd.DataFrame, release: ReleasedMonth, words: Words) -> SideTable:
    """Return a line for each commune of a cercle's release with a form this month or last: level, score where told, level before."""
    now, before = forms_by_commune(risk_index), levels_before(release)
    scored = any("score" in form for form in now.values())
    rows = []
    for commune in release.boundaries.communes.sort_values("name").itertuples():
        if commune.pcode not in {*now, *before}:
            continue
        form = now.get(commune.pcode, {})
        numbers = (
            _level_number(form.get("level", ""), words),
            _score(form, words),
            _level_number(before.get(commune.pcode, ""), words),
        )
        rows.append((commune.name, *(numbers if scored else (numbers[0], numbers[2]))))
    head = [words(f"annex_3.column_{name}") for name in ("level", *(["score"] if scored else []))]
    return SideTable(words("annex_3.table_of_communes"), ("", *head, words("map.month_before")), tuple(rows))


def _level_number(level: str, words: Words) -> str:
    return words("annex_3.incomplete_short") if level == "incomplete" else RISK_NUMBERS.get(level, GAP)


def _score(form: dict[str, Any], words: Words) -> str:
    score = form.get("score")
    if not isinstance(score, float) or pd.isna(score) or form["level"] not in LEVELS:
        return GAP
    return number_label(score, lang=words.lang)


@made_once
def forms_by_commune(risk_index: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the form of each commune's P-code, by column."""
    located = risk_index[risk_index["commune_pcode"] != ""].sort_values("commune_pcode")
    return {form["commune_pcode"]: form for form in rows_of(located)}


def _level(form: dict[str, object], words: Words) -> str:
    name, score = label("risk_level", str(form["level"]), lang=words.lang).lower(), form.get("score")
    return (
        words("annex_3.level_and_score", level=name, score=number_label(score, lang=words.lang))
        if isinstance(score, float)
        else name
    )
