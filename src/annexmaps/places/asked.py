"""Asked: the spellings of a table that only a person can settle, each once, with its rows, candidates and points."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.places.declarations import Placement, Question
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, Gazetteer, Place
from annexmaps.places.near_names import Candidate, nearest_places
from annexmaps.places.placing import DecisionKey, decision_key


@dataclass(frozen=True)
class Asked:
    """A question with everything a person needs to answer it."""

    question: Question
    reason: str  # problem key
    region: str  # as declared; empty where the question is the région itself
    cercle: str  # as declared; empty where the question is the cercle or the région
    rows: tuple[int, ...]  # spreadsheet row numbers
    points: tuple[str, ...]  # P-codes of the communes where the rows' points fall
    candidates: tuple[Candidate, ...]  # the nearest first

    @property
    def key(self) -> DecisionKey:
        """The key under which the answer is kept."""
        return decision_key(self.question)


def ask_person(table: pd.DataFrame, placements: Sequence[Placement], gazetteer: Gazetteer) -> tuple[Asked, ...]:
    """Return the questions that `placements` leave, in the order of their first rows; `table` holds the rows placed."""
    together: dict[DecisionKey, list[tuple[dict[str, object], Placement]]] = defaultdict(list)
    open_rows = [position for position, placement in enumerate(placements) if placement.question is not None]
    for position, row in zip(open_rows, rows_of(table.iloc[open_rows]), strict=True):
        placement = placements[position]
        if placement.question is not None:
            together[decision_key(placement.question)].append((row, placement))
    return tuple(_ask(group, gazetteer) for group in together.values())


def describe_place(place: Place, gazetteer: Gazetteer) -> str:
    """Return the P-code, name and parents of `place`: ML050804 Dongo (Mopti › Youwarou)."""
    parents = [
        gazetteer.by_pcode[pcode].name
        for level, pcode in ((1, place.region_pcode), (2, place.cercle_pcode))
        if level < place.admin_level and pcode in gazetteer.by_pcode
    ]
    inside = f" ({' › '.join(parents)})" if parents else ""
    return f"{place.pcode} {place.name}{inside}".strip()


def name_of(pcode: str, gazetteer: Gazetteer) -> str:
    """Return the name of a P-code, empty if there is none."""
    place = gazetteer.by_pcode.get(pcode)
    return place.name if place else ""


def _ask(group: list[tuple[dict[str, object], Placement]], gazetteer: Gazetteer) -> Asked:
    first, placement = group[0]
    question = placement.question
    assert question is not None  # noqa: S101 the group was made of questions
    level, parents = question.admin_level, () if question.parent.admin_level == COUNTRY else (question.parent,)
    points = {str(row["point_pcode"]) for row, _ in group} - {""}
    return Asked(
        question,
        placement.reason,
        str(first["region"]) if level >= CERCLE else "",
        str(first["cercle"]) if level == COMMUNE else "",
        tuple(int(str(row["row"])) for row, _ in group),
        tuple(sorted(points)),
        nearest_places(level, question.spelling, gazetteer, inside=parents),
    )
