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
    squeezed = _SEPARATORS.sub("", text).upper()
    for repairs in ({squeezed}, _with_prefix_and_zeros(squeezed, gazetteer)):
        found = sorted(repairs & gazetteer.by_pcode.keys())
        if found:
            return (gazetteer.by_pcode[found[0]], "pcode_repaired") if len(found) == 1 else (None, "")
    older = sorted(({squeezed} | _with_prefix_and_zeros(squeezed, gazetteer)) & gazetteer.became.keys())
    return (gazetteer.became[older[0]], "pcode_older") if len(older) == 1 else (None, "")


def _with_prefix_and_zeros(squeezed: str, gazetteer: Gazetteer) -> set[str]:
    """Return what `squeezed` may be with the country's letters right and the zeros back that a spreadsheet drops."""
    prefix = gazetteer.pcode_prefix
    # the three-letter country code stands for the two-letter one: MLI05 is ML05
    letters = "|".join(re.escape(one) for one in (gazetteer.country, prefix) if one)
    found = re.fullmatch(rf"(?:{letters})?([0-9]+)", squeezed)
    if not found:
        return set()
    lengths = {length - len(prefix) for length in gazetteer.pcode_lengths}
    return {prefix + found[1].zfill(length) for length in lengths | {len(found[1])} if length >= len(found[1])}
