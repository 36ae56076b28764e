"""Places as a sentence says them: the kind of unit, its name, its P-code and what holds it."""

from collections.abc import Iterable

from annexmaps.places.asked import Asked
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Gazetteer, Place
from annexmaps.places.spelling import fold_name
from annexmaps.words import Joined, Phrase

_KINDS = {REGION: "region", CERCLE: "cercle", COMMUNE: "commune"}
_MOST_PLACES = 3  # named in one sentence
_LETTERS_AN_EDIT = 3  # letters of a spelling for one edit that still makes a name near
_NOWHERE = Phrase("unit.country")


def said_place(place: Place, gazetteer: Gazetteer) -> Phrase:
    """Return `place` with its P-code and parents: commune Hairé (ML050408, cercle Douentza, région Mopti)."""
    if place.admin_level == COUNTRY:
        return _NOWHERE
    parents = [
        Phrase(f"unit.{kind}_alone", {"name": gazetteer.by_pcode[pcode].name})
        for kind, pcode in (("cercle", place.cercle_pcode), ("region", place.region_pcode))
        if pcode in gazetteer.by_pcode and pcode != place.pcode
    ]
    inside = (*([place.pcode] if _has_code(place) else []), *parents)
    kind, values = _KINDS[place.admin_level], {"name": place.name, "inside": Joined(inside)}
    return Phrase(f"unit.{kind}" if inside else f"unit.{kind}_alone", values)


def short_place(place: Place) -> Phrase:
    """Return `place` with its P-code alone: commune Hairé (ML050408)."""
    if place.admin_level == COUNTRY:
        return _NOWHERE
    kind = _KINDS[place.admin_level]
    values = {"name": place.name, "inside": place.pcode}
    return Phrase(f"unit.{kind}" if _has_code(place) else f"unit.{kind}_alone", values)


def said_places(places: Iterable[Place], gazetteer: Gazetteer) -> Joined:
    """Return the first three of `places`, each with its P-code and parents."""
    found = list(places)
    more = (Phrase("near.others", {"count": len(found) - _MOST_PLACES}),) if len(found) > _MOST_PLACES else ()
    return Joined((*(said_place(place, gazetteer) for place in found[:_MOST_PLACES]), *more), by="semicolon")


def said_candidates(asked: Asked, gazetteer: Gazetteer) -> Phrase:
    """Return the places that the spelling of `asked` may mean, or that no name comes near it."""
    # a name with every third letter changed is another name; decisions.csv has the three nearest whatever they are
    most = 1 + len(fold_name(asked.question.spelling)) // _LETTERS_AN_EDIT
    near = [candidate.place for candidate in asked.candidates if candidate.edits <= most]
    return Phrase("near.names", {"places": said_places(near, gazetteer)}) if near else Phrase("near.nothing")


def _has_code(place: Place) -> bool:
    # the régions of a frame without P-codes go by their names
    return any(map(str.isdigit, place.pcode))
