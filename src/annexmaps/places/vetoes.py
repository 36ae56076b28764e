"""Vetoes: one letter that may be the whole difference between two places is never put right by a machine."""

from annexmaps.places.gazetteer import Gazetteer, Place
from annexmaps.places.spelling import fold_name, name_words, numerals_of

# words of direction and size in names of places of the region, whether or not this gazetteer tells two places by them
# fmt: off
COMPASS = frozenset(
    {"nord", "sud", "est", "ouest", "centre", "nordest", "nordouest", "sudest", "sudouest", "north", "south", "east", "west"}
    | {"central", "haut", "haute", "bas", "basse", "grand", "grande", "petit", "petite"}
    | {"vieux", "ancien", "nouveau", "nouvelle", "old", "new"}
    | {"koura", "coura", "koro", "kore", "ba", "ni"}  # Bambara: new, old, big, small
    | {"gourma", "haoussa", "hausa", "bene", "ganda"}  # Songhai: right bank, left bank, above, below
)
# fmt: on


def is_vetoed(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether the edit between `name` and the spelling of `place` touches what tells two places apart."""
    said, official = name_words(name), name_words(place.spelling)
    if numerals_of(said) != numerals_of(official):
        return True
    telling = COMPASS | gazetteer.telling_words(place.admin_level)
    letters = fold_name(name)
    missing = any(word in telling and word not in letters for word in official)
    added = any(word in telling and word not in official for word in said)
    return missing or added or _touches_affix(letters, place, gazetteer)


def _touches_affix(letters: str, place: Place, gazetteer: Gazetteer) -> bool:
    own = gazetteer.affixes(place.admin_level).get(fold_name(place.spelling), ())
    return any(not (letters.startswith(prefix) and letters.endswith(suffix)) for prefix, suffix in own)
