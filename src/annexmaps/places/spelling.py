"""Spellings of places: the form under which two spellings of one name are the same, and the words of a name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from annexmaps.vocabulary.folding import fold, mend_mojibake

_MOST_SPELLINGS = 50_000  # kept folded; a file of random names must not fill the memory
_LEVELS = r"(?:communes?(?:\s+(?:rurale|urbaine))?|cercle|r[eé]gion|district)"
# "commune de", "cercle d'", "région du"; a unit's word alone counts only when "de" or its like follows: "Commune I" is a name
_BEFORE = re.compile(
    rf"\s*{_LEVELS}\s+(?:de\s+la\s+|de\s+l\s*['’ʼ`´‘]\s*|des?\s+|du\s+|d\s*['’ʼ`´‘]\s*|d\s+)", re.IGNORECASE
)
_BEFORE_BARE = re.compile(r"\s*commune\s+(?:rurale|urbaine)\s+", re.IGNORECASE)
_IN_DISTRICT = re.compile(r"\s+du\s+district\s+de\s+\w+\s*$", re.IGNORECASE)  # Commune I du District de Bamako
_AFTER = re.compile(r"\s+(?:region|commune|cercle|district)\s*$", re.IGNORECASE)
_ROMAN = {
    "1": "i",
    "2": "ii",
    "3": "iii",
    "4": "iv",
    "5": "v",
    "6": "vi",
    "7": "vii",
    "8": "viii",
    "9": "ix",
    "10": "x",
}
_LONGEST_NAME = 200  # characters
NUMERALS = frozenset(_ROMAN.values())
_SHORTEST_STEM = 4  # letters of a name that another name prolongs


def fold_name(name: str) -> str:
    """Return `name` without case, accents, hyphens, apostrophes, blanks and its "commune de"; numbers at the end are Roman.

    Letters of a script that folding knows nothing of stay as they are, so that two such names are not one; a name without any letter
    or figure ("–", "?") is empty.
    """
    return "".join(name_words(name)) or "".join(
        letter for letter in name[:_LONGEST_NAME].casefold() if letter.isalnum()
    )


@lru_cache(maxsize=_MOST_SPELLINGS)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of `name`, without its "commune de"."""
    # on one line and no longer than a name can be: patterns must not wander in a cell of blanks
    mended = mend_mojibake(" ".join(name.split())[:_LONGEST_NAME])
    bare = mended
    for form in (_IN_DISTRICT, _BEFORE, _BEFORE_BARE, _AFTER):
        bare = form.sub("", bare, count=1)
    words = fold(bare if fold(bare) else mended).split()
    return (*words[:-1], _ROMAN.get(words[-1], words[-1])) if len(words) > 1 else tuple(words)


def numerals_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are numbers, in figures or in Roman figures after another word."""
    return tuple(
        word for position, word in enumerate(words) if any(map(str.isdigit, word)) or (position and word in NUMERALS)
    )


def telling_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words whose presence alone, or exchange, makes one of `names` another: nord, ouest, bana, founia."""
    words = {name_words(name) for name in names}
    removed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in words:
        for position, word in enumerate(name):
            removed[name[:position] + name[position + 1 :]].add(word)
    found = [told for rest, told in removed.items() if rest and (rest in words or len(told) > 1)]
    return frozenset(word for told in found for word in told)


def affixes(folded_names: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each name that prolongs another its (prefix, suffix) beyond it: dialakoroba has ("", "ba")."""
    names = frozenset(folded_names)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in names:
        cuts = range(_SHORTEST_STEM, len(name))
        before = [("", name[cut:]) for cut in cuts if name[:cut] in names]
        after = [(name[:-cut], "") for cut in cuts if name[-cut:] in names]
        if before or after:
            found[name] = (*before, *after)
    return found
