"""Fields of a Word document: those that count and point within it may stand, every other may load, run or tell something."""

import re
from collections.abc import Iterator
from html import unescape

# what a document counts or repeats of itself; no file name, person, link outward, picture, data base or macro
HARMLESS = frozenset(
    ["PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "PAGEREF", "SEQ", "STYLEREF", "REF", "NOTEREF", "LISTNUM", "TITLE", "SUBJECT",
     "KEYWORDS", "DATE", "TIME"]
)  # fmt: skip
_LINK = ("HYPERLINK", r"\l")  # to a place in the document itself, as a table of contents has them
_PIECE = re.compile(
    rb'<w:fldChar\b[^>]*?\bw:fldCharType="(\w+)"[^>]*>|<w:instrText\b[^>]*>([^<]*)</w:instrText>'
    rb'|<w:fldSimple\b[^>]*?\bw:instr="([^"]*)"'
)
# however its namespace is called; what is not counted as a piece above is no field of a known make
_ANY = re.compile(rb"<(?:\w+:)?(?:fldSimple|instrText|delInstrText)\b(?![^>]*/>)|<(?:\w+:)?fldSimple\b")


def has_active_field(body: bytes) -> bool:
    """Tell whether the part `body` of a document has a field that is not HARMLESS, or one that cannot be read."""
    unread = sum(1 for _ in _ANY.finditer(body)) - sum(1 for piece in _PIECE.finditer(body) if not piece[1])
    return unread != 0 or any(not is_harmless(field) for field in fields_in(body))


def fields_in(body: bytes) -> Iterator[str]:
    """Yield the instruction of each field of the part `body`, put together where it is written in pieces."""
    open_fields: list[list[bytes]] = []
    for piece in _PIECE.finditer(body):
        mark, written, simple = piece[1], piece[2], piece[3]
        if simple is not None:
            yield simple.decode("utf-8", "replace")
        elif mark == b"begin":
            open_fields.append([])
        elif mark in (b"separate", b"end"):
            if open_fields and (mark == b"end" or open_fields[-1]):
                yield b"".join(open_fields[-1]).decode("utf-8", "replace")
                open_fields[-1] = []
            if mark == b"end" and open_fields:
                open_fields.pop()
        elif open_fields:
            open_fields[-1].append(written)
        else:
            # an instruction outside any field: nothing says what it is
            yield f"? {written.decode('utf-8', 'replace')}"


def is_harmless(instruction: str) -> bool:
    """Tell whether a field of `instruction` only counts or points within its document."""
    words = tuple(unescape(instruction).split())
    return not words or words[0].upper() in HARMLESS or (words[0].upper(), *words[1:2]) == _LINK
