"""Folding for the audit: the form in which a value is found however it was written."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

LINE_END = b"\n"  # parts cells; everything else between letters and digits is left out
_NOT_ALPHANUMERIC = bytes(sorted(set(range(128)) - set(b"0123456789abcdefghijklmnopqrstuvwxyz\n")))
_BETWEEN = re.compile(r"[^\w\n]+|_+")
_LETTER = re.compile(r"\w")
_ASCII = frozenset(map(chr, range(128)))
_LIGATURES: Mapping[str, str] = MappingProxyType(
    {"œ": "oe", "æ": "ae", "ø": "o", "ɲ": "n", "ŋ": "n", "ɛ": "e", "ɔ": "o"}
)


def squeeze(text: str) -> bytes:
    """Return the letters and digits of `text` without case, accents, width or anything between them; line ends stay.

    No-break spaces, soft hyphens, zero-width letters and combining accents are between letters.
    """
    if text.isascii():
        return text.encode().lower().translate(None, _NOT_ALPHANUMERIC)
    folded = unicodedata.normalize("NFKC", text).casefold()
    for letter, letters in _LIGATURES.items():
        folded = folded.replace(letter, letters)
    parted = unicodedata.normalize("NFD", folded)
    if not any(map(_LETTER.match, set(parted) - _ASCII)):
        # signs and accents, and letters without: what most texts of our languages are
        return parted.encode("ascii", errors="ignore").translate(None, _NOT_ALPHANUMERIC)
    return _BETWEEN.sub("", parted).encode("utf-8", errors="replace")


def squeeze_line(text: str) -> bytes:
    """Return `text` squeezed, its own line ends left out too."""
    return squeeze(text).replace(LINE_END, b"")


def misread(text: str) -> str:
    """Return what `text` looks like after its UTF-8 was read as Windows-1252; the same text if that changes nothing."""
    try:
        return text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return text


def reread(text: str) -> str:
    """Return the text of which `text` is misread; the same text if it is not one misread."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
