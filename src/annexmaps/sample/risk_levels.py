"""The risk level of each surveyed commune of a sample month: as the reports state it, otherwise by weights."""

from collections.abc import Mapping, Sequence

from annexmaps.months import Month
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.plausible import plausible
from annexmaps.sample.published import LevelStatement, published
from annexmaps.sample.seeds import dice

LOWEST_TO_HIGHEST = {"stable": (2, 5), "moderee": (6, 14), "serieuse": (15, 19), "critique": (20, 26)}  # points
_STEADY = 0.75  # chance that a commune keeps its usual level in a month
_MAJORITY = 0.7  # share of a cercle's communes at a level that the report gives to most of them


def levels_of(month: Month, surveyed: Sequence[Commune]) -> dict[Commune, str]:
    """Return the level of each of `surveyed` in `month`."""
    levels = {commune: _usual_level(month, commune) for commune in surveyed}
    for statement in published().statements.get(month, ()):
        mine = [commune for commune in surveyed if statement.unit == _unit(commune, statement)]
        levels.update(zip(mine, _stated(month, statement, mine, levels), strict=True))
    named = published().levels.get(month, {})
    return {commune: named.get(commune.pcode, level) for commune, level in levels.items()}


def is_stated(month: Month, commune: Commune) -> bool:
    """Tell whether a report gives the level of `commune` in `month`, alone or with its whole cercle or région."""
    statements = published().statements.get(month, ())
    return commune.pcode in published().levels.get(month, {}) or any(s.unit == _unit(commune, s) for s in statements)


def _unit(commune: Commune, statement: LevelStatement) -> str:
    return commune.region if statement.admin_level == 1 else commune.cercle


def _usual_level(month: Month, commune: Commune) -> str:
    weights: Mapping[str, int] = plausible()["levels"][commune.region]
    usual = dice("usual level", commune.cercle, commune.name)
    this_month = dice(month, "level", commune.cercle, commune.name)
    drawn = usual if this_month.random() < _STEADY else this_month
    return drawn.choices(list(weights), list(weights.values()))[0]


def _stated(
    month: Month, statement: LevelStatement, communes: Sequence[Commune], usual: Mapping[Commune, str]
) -> list[str]:
    drawn = dice(month, "stated", statement.unit)
    if statement.numbers:
        levels = [level for level, number in statement.numbers.items() for _ in range(number)]
    elif statement.only:
        # each level at least once, then as the dice fall
        levels = [*statement.only, *drawn.choices(statement.only, k=len(communes))][: len(communes)]
    else:
        most = round(_MAJORITY * len(communes) + 0.5)
        levels = drawn.choices(statement.most, k=most) + [usual[commune] for commune in communes[most:]]
    drawn.shuffle(levels)
    return levels
