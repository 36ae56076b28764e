"""Placing one declaration — région, cercle, commune, P-code — in the gazetteer, or saying why it cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annexmaps.places.declarations import NOWHERE, Declaration, Placement, Question, Reading
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Gazetteer, Place
from annexmaps.places.near_names import one_edit
from annexmaps.places.pcodes import find_pcode
from annexmaps.places.spelling import fold_name

DecisionKey = tuple[int, str, str]  # (admin level, folded spelling, P-code of the parent, empty for the country)
Decided = Mapping[DecisionKey, Place | None]  # what a person decided; None: leave the row at the parent
NOTHING_DECIDED: Decided = {}
_HOWS = ("name", "alias", "one_edit", "decision")  # the least sure of a row's names says how the row was placed
_MOST_LETTERS = 200  # of a spelling that is kept
_UNKNOWN = {REGION: "region_unknown", CERCLE: "cercle_unknown", COMMUNE: "commune_unknown"}


def place_declaration(declared: Declaration, gazetteer: Gazetteer, *, decided: Decided = NOTHING_DECIDED) -> Placement:
    """Place `declared`: its P-code, else its names inside their declared parents, else what a person decided for them.

    Nothing is guessed: a name that is not sure stops at the last sure parent, with the reason and the question.
    """
    by_name = _place_names(declared, gazetteer, decided)
    if not declared.pcode:
        return by_name
    place, how = find_pcode(declared.pcode, gazetteer)
    if place is None:
        return replace(by_name, warnings=(*by_name.warnings, "pcode_unknown"))
    readings = (Reading(declared.pcode, place, how),) if how != "pcode" else ()
    if _contradict(place, by_name.place) or _is_named_otherwise(place, declared, gazetteer):
        return Placement(place, how, _level_reason(place), ("pcode_and_name_differ",), readings, named=by_name.place)
    if place.admin_level == COMMUNE:
        return Placement(place, how, readings=readings)
    # a cercle's code beside a commune's name inside it: the name says more
    inside = (
        by_name if by_name.place.admin_level > place.admin_level else _place_names(declared, gazetteer, decided, place)
    )
    if inside.place.admin_level > place.admin_level:
        return inside
    return Placement(place, how, _reason_above(inside), readings=readings, question=inside.question)


def decision_key(question: Question) -> DecisionKey:
    """Return the key under which a person's answer to `question` is kept."""
    return question.admin_level, fold_name(kept_spelling(question.spelling)), question.parent.pcode


def kept_spelling(spelling: str) -> str:
    """Return `spelling` as it is kept for a person: on one line, and not longer than a name can be."""
    return " ".join(spelling.split())[:_MOST_LETTERS].strip()


def _contradict(by_pcode: Place, by_name: Place) -> bool:
    if by_name.admin_level == COUNTRY:
        return False
    inner, outer = (by_pcode, by_name) if by_pcode.admin_level >= by_name.admin_level else (by_name, by_pcode)
    return not inner.is_inside(outer)


def _level_reason(place: Place) -> str:
    return "" if place.admin_level == COMMUNE else "pcode_above_commune"


def _reason_above(inside: Placement) -> str:
    return inside.reason if inside.question or inside.reason == "decision_ignored" else "pcode_above_commune"


def _is_named_otherwise(place: Place, declared: Declaration, gazetteer: Gazetteer) -> bool:
    """Tell whether a name that is known, at the level of `place` or above, is of no unit that holds it."""
    named = ((REGION, declared.region), (CERCLE, declared.cercle), (COMMUNE, declared.commune))
    known = (gazetteer.find(level, name) for level, name in named if name and level <= place.admin_level)
    return any(found and not any(place.is_inside(one) for one in found) for found in known)


@dataclass(frozen=True)
class _Step:
    """What one name of a declaration led to."""

    place: Place | None = None
    how: str = ""
    reason: str = ""
    asked: bool = True


def _place_names(
    declared: Declaration, gazetteer: Gazetteer, decided: Decided, pcode_place: Place | None = None
) -> Placement:
    every = ((REGION, declared.region), (CERCLE, declared.cercle), (COMMUNE, declared.commune))
    # a dash or a question mark is no name
    named = [(level, name) for level, name in every if fold_name(name)]
    if not named:
        return Placement(NOWHERE, "", "place_empty")
    parents: list[Place] = [pcode_place] if pcode_place else []
    steps: list[tuple[str, _Step]] = []
    for level, name in named:
        if pcode_place and level <= pcode_place.admin_level:
            continue
        step = _settle(level, name, parents, gazetteer, decided)
        if step.place is None:
            return _halted(parents, steps, level, name, step)
        parents.append(step.place)
        steps.append((name, step))
    return _reached(parents, steps, gazetteer) if parents else Placement(NOWHERE, "", "place_empty")


def _settle(level: int, name: str, parents: list[Place], gazetteer: Gazetteer, decided: Decided) -> _Step:
    """Settle one name inside `parents`: its one exact place, else a person's decision, else the one place an edit away."""
    alone = level == COMMUNE and not parents
    found = gazetteer.find(level, name, inside=parents)
    if len(found) == 1 and not alone:
        return _Step(found[0], "alias" if found[0].alias else "name")
    key = decision_key(Question(level, name, _deepest(parents)))
    if key in decided:
        place = decided[key]
        return _Step(place, "decision") if place else _Step(reason="decision_ignored", asked=False)
    if alone:
        return _Step(reason="commune_without_parent")
    if found:
        return _Step(reason="name_ambiguous")
    if gazetteer.find(level, name):
        # the very name elsewhere: not a misspelling of something near
        return _Step(reason="commune_elsewhere" if level == COMMUNE else "cercle_in_another_region")
    near = one_edit(level, name, gazetteer, inside=parents)
    return _Step(near, "one_edit") if near else _Step(reason=_UNKNOWN[level])


def _deepest(places: list[Place]) -> Place:
    return max(reversed(places), key=lambda place: place.admin_level, default=NOWHERE)


def _reached(parents: list[Place], steps: list[tuple[str, _Step]], gazetteer: Gazetteer) -> Placement:
    last = _deepest(parents)
    if last.admin_level == CERCLE:
        last = _as_declared(last, parents, gazetteer)
    reason = "commune_empty" if last.admin_level < COMMUNE else "" if last.pcode else "commune_without_polygon"
    return Placement(last, _how(steps), reason, readings=_readings(steps))


def _as_declared(cercle: Place, parents: list[Place], gazetteer: Gazetteer) -> Place:
    """Return the whole of a cercle that is declared in the région of an older frame: Ménaka in Gao is now a région."""
    region = next((place for place in parents if place.admin_level == REGION), None)
    if region is None or region.pcode == cercle.region_pcode:
        return cercle
    grown = [gazetteer.became[pcode] for pcode in sorted(cercle.older_pcodes) if pcode in gazetteer.became]
    return grown[0] if len(grown) == 1 and cercle.is_inside(grown[0]) else cercle


def _halted(parents: list[Place], steps: list[tuple[str, _Step]], level: int, name: str, step: _Step) -> Placement:
    """Stop at the last parent that is sure; a cercle outside its declared région leaves nothing sure."""
    parent = _deepest(parents)
    question = Question(level, name, parent) if step.asked else None
    if step.reason == "cercle_in_another_region" or parent.admin_level == COUNTRY:
        return Placement(NOWHERE, "", step.reason, question=question)
    return Placement(parent, _how(steps) or "pcode", step.reason, readings=_readings(steps), question=question)


def _how(steps: Iterable[tuple[str, _Step]]) -> str:
    return max((step.how for _, step in steps), key=_HOWS.index, default="")


def _readings(steps: Iterable[tuple[str, _Step]]) -> tuple[Reading, ...]:
    return tuple(
        Reading(name, step.place, step.how)
        for name, step in steps
        if step.place and step.how in ("one_edit", "decision")
    )
