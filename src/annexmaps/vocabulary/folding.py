"""Folding: the form under which two spellings of one word are the same."""

import re
import unicodedata
from functools import lru_cache

_MOST_KEPT, _LONGEST_KEPT = 20_000, 200  # texts kept folded, and their characters: long cells must not fill the memory
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ˈ′＇"), None)
_SEPARATORS = re.compile(r"[^0-9a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ɲ": "n", "ŋ": "n", "ɛ": "e", "ɔ": "o"})
# what UTF-8 text looks like after it was read as Windows-1252
_MOJIBAKE = re.compile(r"[ÃÂâ][\x80-\xbf€™œžŸ‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜š›¡-¿]")


def fold(text: str) -> str:
    """Return `text` without case, accents, apostrophes, hyphens and doubled blanks, its mojibake mended."""
    return _fold_once(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    # apostrophes first: the compatibility form of an acute accent standing alone begins with a blank
    text = mend_mojibake(text).translate(_APOSTROPHES)
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().translate(_LIGATURES))
    letters = "".join(character for character in text if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", letters).strip()


@lru_cache(maxsize=_MOST_KEPT)
def _fold_once(text: str) -> str:
    # headers, terms and names come back in every row and month
    return _fold(text)


def mend_mojibake(text: str) -> str:
    """Return `text` with UTF-8 that was read as Windows-1252 put right: MÃ©naka becomes Ménaka."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
