"""Placing one declaration — région, cercle, commune, P-code — in the gazetteer, or saying why it cannot be."""

import re
from dataclasses import dataclass, replace

from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Gazetteer, Place

NOWHERE = Place(COUNTRY, "", "")


@dataclass(frozen=True)
class Declaration:
    """What a row says of its place, as read."""

    region: str = ""
    cercle: str = ""
    commune: str = ""
    pcode: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the row names no place at all."""
        return not (self.region or self.cercle or self.commune or self.pcode)


@dataclass(frozen=True)
class Placement:
    """Where a declaration leads, and how."""

    place: Place
    how: str  # pcode, pcode_repaired, name, alias; empty: nowhere
    reason: str = ""  # problem key: why it is not at commune level
    warnings: tuple[str, ...] = ()  # problem keys: what was settled and needs a look


def place_declaration(declared: Declaration, gazetteer: Gazetteer) -> Placement:
    """Place `declared`: its P-code first, then its names inside their declared parents; nothing is guessed."""
    by_name = _place_names(declared, gazetteer)
    if not declared.pcode:
        return by_name
    place, repaired = _find_pcode(declared.pcode, gazetteer)
    if place is None:
        return replace(by_name, warnings=(*by_name.warnings, "pcode_unknown"))
    warnings = ("pcode_and_name_differ",) if _contradict(place, by_name.place) else ()
    how = "pcode_repaired" if repaired else "pcode"
    if by_name.place.admin_level > place.admin_level and not warnings:
        # a cercle's code beside a commune's name inside it: the name says more
        return by_name
    return Placement(place, how, "" if place.admin_level == COMMUNE else "pcode_above_commune", warnings)


def _find_pcode(text: str, gazetteer: Gazetteer) -> tuple[Place | None, bool]:
    if text in gazetteer.by_pcode:
        return gazetteer.by_pcode[text], False
    found = {pcode for pcode in _certain_repairs(text, gazetteer) if pcode in gazetteer.by_pcode}
    return (gazetteer.by_pcode[found.pop()], True) if len(found) == 1 else (None, False)


def _certain_repairs(text: str, gazetteer: Gazetteer) -> set[str]:
    # blanks, case, the three-letter country code for the two-letter one, and leading zeros lost after the letters
    squeezed = re.sub(r"[\s\u00a0\u202f._-]+", "", text).upper()
    letters = re.match(r"[A-Z]*", next(iter(sorted(gazetteer.by_pcode)), ""))
    prefix = letters[0] if letters else ""
    found = re.fullmatch(rf"(?:{prefix}[A-Z]?)?(\d+)", squeezed)
    if not found:
        return {squeezed}
    digits = found[1]
    lost_zero = {
        prefix + digits.zfill(length - len(prefix))
        for length in gazetteer.pcode_length.values()
        if length - len(prefix) == len(digits) + 1
    }
    return {squeezed, prefix + digits} | lost_zero


def _contradict(by_pcode: Place, by_name: Place) -> bool:
    if by_name.admin_level == COUNTRY:
        return False
    inner, outer = (by_pcode, by_name) if by_pcode.admin_level >= by_name.admin_level else (by_name, by_pcode)
    return not inner.is_inside(outer)


def _place_names(declared: Declaration, gazetteer: Gazetteer) -> Placement:
    if declared.is_empty or not (declared.region or declared.cercle or declared.commune):
        return Placement(NOWHERE, "", "place_empty")
    parents: list[Place] = []
    for level, name in ((REGION, declared.region), (CERCLE, declared.cercle), (COMMUNE, declared.commune)):
        if not name:
            continue
        if level == COMMUNE and not parents:
            return Placement(NOWHERE, "", "commune_without_parent")
        found = gazetteer.find(level, name, inside=parents)
        if len(found) != 1:
            return _halted(parents, level, gazetteer.find(level, name), ambiguous=len(found) > 1)
        parents.append(found[0])
    return _reached(parents)


def _reached(parents: list[Place]) -> Placement:
    last = parents[-1]
    how = "alias" if any(place.alias for place in parents) else "name"
    if last.admin_level < COMMUNE:
        return Placement(last, how, "commune_empty")
    return Placement(last, how, "" if last.pcode else "commune_without_polygon")


_UNKNOWN = {REGION: "region_unknown", CERCLE: "cercle_unknown", COMMUNE: "commune_unknown"}


def _halted(parents: list[Place], level: int, elsewhere: tuple[Place, ...], *, ambiguous: bool) -> Placement:
    """Stop at the last parent that is sure; a cercle outside its declared région leaves nothing sure."""
    if ambiguous:
        reason = "name_ambiguous"
    elif level == CERCLE and elsewhere and parents:
        return Placement(NOWHERE, "", "cercle_in_another_region")
    else:
        reason = "commune_elsewhere" if elsewhere and level == COMMUNE else _UNKNOWN[level]
    if not parents:
        return Placement(NOWHERE, "", reason)
    how = "alias" if any(place.alias for place in parents) else "name"
    return Placement(parents[-1], how, reason)
