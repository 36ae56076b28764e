"""Rows of the risk index table of a sample month: a form of 15 questions for each surveyed commune."""

from collections.abc import Mapping
from random import Random

from annexmaps.months import Month
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.headers import LANG
from annexmaps.sample.monitored import Monitored
from annexmaps.sample.plausible import of_year
from annexmaps.sample.risk_levels import LOWEST_TO_HIGHEST, is_stated, levels_of
from annexmaps.sample.seeds import dice
from annexmaps.words import Words

_QUESTIONS = 15
_HIGHEST_ANSWER = 2  # points
_INFORMANTS = (2, 5)
_ANSWERS_GIVEN = (4, 11)  # of the 15, in a part-filled form


def risk_index_rows(month: Month, monitored: Monitored) -> list[list[str]]:
    """Return the cells of each form, in the order of `headers.RISK_INDEX`.

    A few forms are part-filled, none where a report states the level.
    """
    levels = levels_of(month, monitored.surveyed)
    drawn = dice(month, "risk index")
    totals = _totals(levels, drawn)
    unstated = [commune for commune in monitored.surveyed if not is_stated(month, commune)]
    partial = drawn.sample(unstated, of_year("numbers", month)["incomplete"])
    return [
        _cells(month, commune, totals[commune], partial.index(commune) if commune in partial else None, drawn)
        for commune in totals
    ]


def _totals(levels: Mapping[Commune, str], drawn: Random) -> dict[Commune, int]:
    totals = {commune: drawn.randint(*LOWEST_TO_HIGHEST[level]) for commune, level in levels.items()}
    for level, limits in LOWEST_TO_HIGHEST.items():
        mine = [commune for commune in levels if levels[commune] == level]
        # every month has forms right on the limits of the classes, where mistakes hide
        totals |= dict(zip(drawn.sample(mine, min(4, len(mine))), (*limits, *limits), strict=False))
    return totals


def _cells(month: Month, commune: Commune, total: int, partial: int | None, drawn: Random) -> list[str]:
    answers = _answers(total, drawn)
    informants = str(drawn.randint(*_INFORMANTS))
    place = [commune.region, commune.cercle, commune.name, commune.pcode, str(month)]
    mark = Words(LANG)("sample.mark")
    if partial is None:
        return [*place, *map(str, answers), str(total), informants, mark]
    # the first part-filled form is empty altogether; the others give no total
    given = drawn.sample(range(_QUESTIONS), drawn.randint(*_ANSWERS_GIVEN)) if partial else []
    return [*place, *(str(points) if n in given else "" for n, points in enumerate(answers)), "", informants, mark]


def _answers(total: int, drawn: Random) -> list[int]:
    points = [question for question in range(_QUESTIONS) for _ in range(_HIGHEST_ANSWER)]
    taken = drawn.sample(points, total)
    return [taken.count(question) for question in range(_QUESTIONS)]
