"""Near names: the one place a misspelt name can only mean, and the nearest candidates for a person to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annexmaps.places.gazetteer import Gazetteer, Place
from annexmaps.places.spelling import fold_name
from annexmaps.places.vetoes import is_vetoed

# measured on corrupted spellings of all communes of Mali: with these limits none was read as another commune
FEWEST_LETTERS = 7  # of the folded name as declared
RUNNER_UP = 3  # edits to the next place
CANDIDATES = 3


@dataclass(frozen=True)
class Candidate:
    """A place that a spelling may mean."""

    place: Place
    edits: int  # letters dropped, added, changed or two neighbours exchanged


def one_edit(admin_level: int, name: str, gazetteer: Gazetteer, *, inside: Iterable[Place]) -> Place | None:
    """Return the only place of `admin_level` in all of `inside` that is one edit from `name`, or None if it is not sure."""
    parents = tuple(inside)
    if len(fold_name(name)) < FEWEST_LETTERS or not _is_next_above(parents, admin_level, gazetteer):
        return None
    nearest = _nearest(name, gazetteer.spellings(admin_level, inside=parents), within=RUNNER_UP - 1)
    if len(nearest) != 1 or nearest[0].edits != 1 or is_vetoed(name, nearest[0].place, gazetteer):
        return None
    return nearest[0].place


def nearest_places(
    admin_level: int, name: str, gazetteer: Gazetteer, *, inside: Iterable[Place]
) -> tuple[Candidate, ...]:
    """Return up to three candidates: places called `name` wherever they are, then the nearest names in all of `inside`."""
    elsewhere = [Candidate(place, 0) for place in gazetteer.find(admin_level, name)]
    # a commune without P-code cannot be chosen
    near = _nearest(name, gazetteer.spellings(admin_level, inside=inside), within=None)
    found = {candidate.place.key: candidate for candidate in [*near, *elsewhere] if candidate.place.pcode}
    ordered = sorted(found.values(), key=lambda candidate: (candidate.edits, candidate.place.key))
    return tuple(ordered[:CANDIDATES])


def _is_next_above(parents: tuple[Place, ...], admin_level: int, gazetteer: Gazetteer) -> bool:
    """Tell whether the level right above is declared: in a whole région, two communes' names are too often one edit apart."""
    levels = [level for level in gazetteer.levels if level < admin_level]
    return not levels or any(parent.admin_level >= levels[-1] for parent in parents)


def _nearest(name: str, spellings: list[tuple[str, Place]], *, within: int | None) -> list[Candidate]:
    """Return the places of `spellings` by their distance from `name`, each once, the nearest first."""
    folded = fold_name(name)
    hits = process.extract(
        folded,
        [spelling for spelling, _ in spellings],
        scorer=OSA.distance,
        processor=None,
        score_cutoff=within,
        limit=None if within is not None else CANDIDATES * 4,
    )
    ordered = sorted((int(edits), spellings[position][1].key, position) for _, edits, position in hits)
    found: dict[tuple[str, str, str], Candidate] = {}
    for edits, key, position in ordered:
        found.setdefault(key, Candidate(spellings[position][1], edits))
    return list(found.values())
