"""P-codes as declared: found as they are, after a repair that is certain, or as a code of another frame."""

import re

from annexmaps.places.gazetteer import Gazetteer, Place

_SEPARATORS = re.compile(r"[\s\u00a0\u202f._-]+")


def find_pcode(text: str, gazetteer: Gazetteer) -> tuple[Place | None, str]:
    """Return the place of the P-code `text` and how it was found: pcode, pcode_repaired or pcode_older; None if it is not.

    A code of another frame is the smallest unit of this frame that holds all that the old unit held.
    """
    if text in gazetteer.by_pcode:
        return gazetteer.by_pcode[text], "pcode"
    repairs = sorted(_certain_repairs(text, gazetteer))
    found = [pcode for pcode in repairs if pcode in gazetteer.by_pcode]
    if found:
        return (gazetteer.by_pcode[found[0]], "pcode_repaired") if len(found) == 1 else (None, "")
    older = [pcode for pcode in repairs if pcode in gazetteer.became]
    return (gazetteer.became[older[0]], "pcode_older") if len(older) == 1 else (None, "")


def _certain_repairs(text: str, gazetteer: Gazetteer) -> set[str]:
    # blanks, case, the three-letter country code for the two-letter one, and one leading zero lost after the letters
    squeezed = _SEPARATORS.sub("", text).upper()
    letters = re.match(r"[A-Z]*", min(gazetteer.by_pcode, default=""))
    prefix = letters[0] if letters else ""
    found = re.fullmatch(rf"(?:{prefix}[A-Z]?)?([0-9]+)", squeezed)
    if not found:
        return {squeezed}
    digits = found[1]
    lost_zero = {
        prefix + digits.zfill(length - len(prefix))
        for length in gazetteer.pcode_length.values()
        if length - len(prefix) == len(digits) + 1
    }
    return {squeezed, prefix + digits} | lost_zero
