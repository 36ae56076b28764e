"""Coordinates as people write them: decimal degrees, degrees-minutes-seconds, with letters or words for the four directions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from annexmaps.vocabulary.folding import mend_mojibake

LATITUDE, LONGITUDE = "latitude", "longitude"
LARGEST = {LATITUDE: 90, LONGITUDE: 180}  # degrees
LONGEST = 80  # characters of a coordinate, or of a pair of them
_MOST_KEPT = 20_000  # texts and what they were read as: an axis, a fault and a point ask for the same cell in turn
_SIXTY = 60  # minutes of a degree, seconds of a minute

# O is Ouest: the project's first language is French
_DIRECTIONS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("n", "nord", "north"), (LATITUDE, 1)),
    **dict.fromkeys(("s", "sud", "south"), (LATITUDE, -1)),
    **dict.fromkeys(("e", "est", "east"), (LONGITUDE, 1)),
    **dict.fromkeys(("o", "ouest", "w", "west"), (LONGITUDE, -1)),
}
_DIRECTION = "|".join(sorted(_DIRECTIONS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<word>{_DIRECTION})(?![a-zé])[ .:]*(?P<rest>.+)", re.IGNORECASE)
# a direction stands apart from a unit before it, unless it is the only capital: 14d30m15sN
_AFTER = re.compile(rf"(?P<rest>.*[^a-zé]) ?(?P<word>{_DIRECTION})\.?", re.IGNORECASE)
_AFTER_UNIT = re.compile(r"(?P<rest>.*[0-9] ?[dms])(?P<word>[NSEOW])")
# 14°30'15s: fifteen seconds, or south?
_SECONDS_OR_SOUTH = re.compile(r".*' ?[0-9.,]+s")

_SAME = str.maketrans(
    dict.fromkeys("−–‐‑﹣－", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n", " ")
    | dict.fromkeys("º˚⁰∘", "°")
    | dict.fromkeys("’‘′ʹʼ`´＇‛", "'")
    | dict.fromkeys("″“”„ʺ˝＂‟", '"')
)
_DECIMAL = r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+"
_PART = r"[0-9]{1,2}(?:[.,][0-9]+)?"
_DECIMAL_DEGREES = re.compile(rf"(?P<degrees>{_DECIMAL}) ?(?:°|d|deg|degres?|degrés?|degrees?)?", re.IGNORECASE)
_SYMBOLS = re.compile(rf"""(?P<degrees>[0-9]+) ?° ?(?P<minutes>{_PART}) ?'?(?: ?(?P<seconds>{_PART}) ?"?)?""")
_LETTERS = re.compile(
    rf"(?P<degrees>[0-9]+) ?(?:degres|degrés|degrees?|degré|degre|deg|d) ?(?P<minutes>{_PART}) ?(?:minutes?|min|mn|m)"
    rf"(?: ?(?P<seconds>{_PART}) ?(?P<unit>secondes?|seconds?|sec|s))?",
    re.IGNORECASE,
)
_APART = re.compile(rf"(?P<degrees>[0-9]{{1,3}})(?P<mark>[ :-])(?P<minutes>{_PART})(?:(?P=mark)(?P<seconds>{_PART}))?")


@dataclass(frozen=True)
class Angle:
    """One coordinate as read, or why it cannot be."""

    degrees: float = 0.0
    axis: str = ""  # latitude or longitude, where the text says so
    fault: str = ""  # key of a problem; empty: the text was read
    precise: bool = False  # with decimals or minutes


def read_angle(text: str, *, axis: str = "") -> Angle:
    """Return the degrees that `text` writes, south and west negative, as `axis` if given.

    A text that can be read two ways, or that says nothing a coordinate says, has a `fault` and no degrees.
    """
    return Angle(fault="not_degrees") if len(text) > LONGEST else _read_angle(text, axis)


@lru_cache(maxsize=_MOST_KEPT)
def _read_angle(text: str, axis: str) -> Angle:
    angle = _with_direction(plain(text))
    said = axis or angle.axis
    if angle.fault or not said:
        return angle
    if axis and angle.axis and angle.axis != axis:
        return Angle(axis=angle.axis, fault="other_axis")
    return angle if abs(angle.degrees) <= LARGEST[said] else Angle(axis=said, fault="out_of_range")


def plain(text: str) -> str:
    """Return `text` with the signs for minus, degrees, minutes and seconds that a keyboard has, and single blanks."""
    return re.sub(" +", " ", mend_mojibake(text).translate(_SAME).replace("''", '"')).strip()


def _with_direction(text: str) -> Angle:
    found = _BEFORE.fullmatch(text) or _AFTER.fullmatch(text) or _AFTER_UNIT.fullmatch(text)
    if not found:
        return _signed(text)
    if _SECONDS_OR_SOUTH.fullmatch(text):
        return Angle(fault="angle_both_ways")
    without = _signed(text)
    if not without.fault or without.fault == "angle_both_ways":
        # the letter is the unit of the last part
        return without
    axis, sign = _DIRECTIONS[found["word"].lower()]
    if found["rest"].startswith(("-", "+")):
        # 1,52 west, or east because minus west?
        return Angle(fault="sign_and_direction" if not _unsigned(found["rest"][1:].strip()).fault else "not_degrees")
    angle = _unsigned(found["rest"].strip(), directed=True)
    return angle if angle.fault else Angle(sign * angle.degrees + 0.0, axis, "", angle.precise)


def _signed(text: str) -> Angle:
    sign = -1 if text.startswith("-") else 1
    angle = _unsigned(text[1:].strip() if text.startswith(("-", "+")) else text)
    return angle if angle.fault else Angle(sign * angle.degrees + 0.0, "", "", angle.precise)


def _unsigned(text: str, *, directed: bool = False) -> Angle:
    if found := _DECIMAL_DEGREES.fullmatch(text):
        return Angle(_number(found["degrees"]), precise="." in text or "," in text)
    for pattern, doubt in _SEXAGESIMAL.items():
        if found := pattern.fullmatch(text):
            return Angle(fault="angle_both_ways") if doubt(found, directed) else _sexagesimal(found)
    return Angle(fault="not_degrees")


def _is_never_doubtful(_: re.Match[str], __: bool) -> bool:
    return False


def _may_be_south(found: re.Match[str], directed: bool) -> bool:
    # 14d30m15S: fifteen seconds, or south?
    return found["unit"] == "S" and not directed


def _may_be_decimal(found: re.Match[str], directed: bool) -> bool:
    # 14 30: fourteen degrees thirty minutes, or 14,30? 14-30: or from 14 to 30?
    return not directed and (found["seconds"] is None or found["mark"] == "-")


def _sexagesimal(found: re.Match[str]) -> Angle:
    minutes, seconds = found["minutes"], found["seconds"] or "0"
    if found["seconds"] and not minutes.isdigit():
        return Angle(fault="not_degrees")
    if _number(minutes) >= _SIXTY or _number(seconds) >= _SIXTY:
        return Angle(fault="over_sixty")
    return Angle(float(found["degrees"]) + (_number(minutes) + _number(seconds) / _SIXTY) / _SIXTY, precise=True)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


_SEXAGESIMAL: Mapping[re.Pattern[str], Callable[[re.Match[str], bool], bool]] = {
    _SYMBOLS: _is_never_doubtful,
    _LETTERS: _may_be_south,
    _APART: _may_be_decimal,
}
