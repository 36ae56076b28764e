"""What the sentence of a problem says beside the cell: which coordinate, which readings, which rows."""

import re
from collections.abc import Sequence

from annexmaps.contract.coordinates import LARGEST, LATITUDE, LONGITUDE
from annexmaps.contract.pairs import Point
from annexmaps.words import Joined, Phrase

_MOST_ROWS = 20  # row numbers named in one sentence
_NUMBERS = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_LETTER_S = re.compile(r"s", re.IGNORECASE)


def told_of_fault(point: Point, text: str, *, axis: str) -> dict[str, object]:
    """Return the values of the sentence about `point`, read from `text` in a column of `axis`, that could not be used."""
    out_of_range = point.fault == "point_out_of_range"
    guilty = (LATITUDE if abs(point.latitude) > LARGEST[LATITUDE] else LONGITUDE) if out_of_range else axis
    if guilty not in LARGEST:
        return {"readings": _readings(text)}
    largest: dict[str, object] = {"axis": Phrase(f"axis.{guilty}"), "largest": LARGEST[guilty]}
    other = {LATITUDE: LONGITUDE, LONGITUDE: LATITUDE}[guilty]
    return {**largest, "other": Phrase(f"axis.{other}"), "readings": _readings(text)}


def rows_told(rows: Sequence[int]) -> dict[str, object]:
    """Return `rows` as the value "rows" of a sentence, and how many they are as "count"."""
    shown = ", ".join(map(str, rows[:_MOST_ROWS]))
    more = len(rows) - _MOST_ROWS
    named: object = Phrase("rows.more", {"rows": shown, "count": more}) if more > 0 else shown
    return {"rows": Phrase("rows.one" if len(rows) == 1 else "rows.many", {"rows": named}), "count": len(rows)}


def _readings(text: str) -> Phrase:
    """Return the two readings that an angle of doubt has."""
    numbers = _NUMBERS.findall(text)
    if _LETTER_S.search(text):
        return Phrase("angle.seconds_or_south", {"value": text})
    if len(numbers) == 2 and numbers[1].isdigit():
        parts = {"degrees": numbers[0], "minutes": numbers[1]}
        decimal = Joined((numbers[0], numbers[1]), by="decimal")
        return Phrase("angle.minutes_or_decimals", {**parts, "decimal": decimal})
    return Phrase("angle.parts_or_decimals")
