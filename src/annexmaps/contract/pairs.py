"""Points as people write them in one cell: two coordinates, the point of a form, or UTM with its zone."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from annexmaps.contract.coordinates import LARGEST, LATITUDE, LONGEST, LONGITUDE, Angle, plain, read_angle

_PLAIN_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
# what Kobo and ODK write for a point: latitude, longitude, altitude, accuracy
_FORM_POINT = re.compile(rf"({_PLAIN_NUMBER}) ({_PLAIN_NUMBER}) {_PLAIN_NUMBER} [0-9]+(?:\.[0-9]+)?")
_WELL_KNOWN_TEXT = re.compile(rf"POINT ?\( ?({_PLAIN_NUMBER}) ({_PLAIN_NUMBER}) ?\)", re.IGNORECASE)
_SEPARATOR = re.compile(r" ?[;/|] ?| ?, ?| |(?<=[A-Za-z\"'])(?=[0-9])|(?<=[0-9\"'°])(?=[A-Za-z])")
_METRES = r"[0-9]{6,8}(?:[.,][0-9]+)?"
_UTM = re.compile(
    rf"(?:utm )?(?P<zone>[0-9]{{1,2}}) ?(?P<band>[C-HJ-NP-X])[ ,;]+(?P<east>{_METRES}) ?(?P<e>mE|E|m)?"
    rf"[ ,;]+(?P<north>{_METRES}) ?(?P<n>mN|N|m)?",
    re.IGNORECASE,
)
_EASTINGS = (100_000, 900_000)  # metres
_LARGEST_NORTHING = 10_000_000  # metres
_BANDS = "CDEFGHJKLMNPQRSTUVWX"  # 8 degrees each from 80° S, the last 12


@dataclass(frozen=True)
class Point:
    """A latitude and a longitude in degrees (WGS 84) as read, or why they cannot be."""

    latitude: float = math.nan
    longitude: float = math.nan
    fault: str = ""  # key of a problem; empty: the text was read
    order_assumed: bool = False  # nothing in the text says which is the latitude: it comes first


def read_point(text: str) -> Point:
    """Return the point that `text` writes in one cell.

    Directions say which coordinate is which. Without them the latitude comes first (ISO 6709, geopoints of forms), and
    both need decimals or minutes, so that 14, 5 is never a point. UTM needs its zone with the letter of its band.
    """
    if len(text) > 2 * LONGEST:
        return Point(fault="not_a_point")
    written = plain(text)
    if written.startswith(("(", "[")) and written.endswith((")", "]")):
        written = written[1:-1].strip()
    if found := _UTM.fullmatch(written):
        return _read_utm(found)
    if found := _FORM_POINT.fullmatch(written):
        return _in_range(float(found[1]), float(found[2]))
    if found := _WELL_KNOWN_TEXT.fullmatch(written):
        return _in_range(float(found[2]), float(found[1]))
    return _read_pair(written)


def holds_point(text: str) -> bool:
    """Tell whether `text` is a point rather than one coordinate."""
    return read_angle(text).fault == "not_degrees" and read_point(text).fault != "not_a_point"


def _read_pair(text: str) -> Point:
    readings: list[Point] = []
    for first, second in _splits(text):
        point = _pair(read_angle(first), read_angle(second))
        if not any(_agree(point, other) for other in readings):
            readings.append(point)
    sound = [point for point in readings if point.fault != "not_a_point"]
    if len(sound) > 1:
        return Point(fault="point_both_ways")
    return sound[0] if sound else Point(fault="not_a_point")


def _splits(text: str) -> Iterator[tuple[str, str]]:
    for found in _SEPARATOR.finditer(text):
        first, second = text[: found.start()], text[found.end() :]
        if first and second:
            yield first, second


def _pair(first: Angle, second: Angle) -> Point:
    if first.fault or second.fault or (first.axis and first.axis == second.axis):
        return Point(fault="not_a_point")
    if not first.axis and not second.axis and not (first.precise and second.precise):
        return Point(fault="not_a_point")
    if first.axis == LONGITUDE or second.axis == LATITUDE:
        return _in_range(second.degrees, first.degrees)
    return _in_range(first.degrees, second.degrees, assumed=not first.axis and not second.axis)


def _agree(one: Point, other: Point) -> bool:
    return one == other or (one.fault == other.fault and bool(one.fault))


def _in_range(latitude: float, longitude: float, *, assumed: bool = False) -> Point:
    if abs(latitude) > LARGEST[LATITUDE] or abs(longitude) > LARGEST[LONGITUDE]:
        return Point(latitude, longitude, "point_out_of_range")
    return Point(latitude + 0.0, longitude + 0.0, "", assumed)


def _read_utm(found: re.Match[str]) -> Point:
    band, zone = found["band"].upper(), int(found["zone"])
    east, north = (float(found[name].replace(",", ".")) for name in ("east", "north"))
    if band == "S":
        # the band of 32 to 40° N, or south?
        return Point(fault="utm_both_ways")
    if not 1 <= zone <= 60 or not _EASTINGS[0] <= east <= _EASTINGS[1] or north > _LARGEST_NORTHING:
        return Point(fault="not_a_point")
    latitude, longitude = _degrees_of_utm(zone, east, north, south=band < "N")
    # N is the band of the first 8 degrees, and often says "north" only
    if band != "N" and not _in_band(latitude, band):
        return Point(fault="utm_other_band")
    return _in_range(latitude, longitude)


def _degrees_of_utm(zone: int, east: float, north: float, *, south: bool) -> tuple[float, float]:
    from pyproj import Transformer

    code = (32700 if south else 32600) + zone  # EPSG: WGS 84 / UTM
    longitude, latitude = Transformer.from_crs(code, 4326, always_xy=True).transform(east, north)
    return round(float(latitude), 7), round(float(longitude), 7)


def _in_band(latitude: float, band: str) -> bool:
    low = -80 + 8 * _BANDS.index(band)
    return low - 0.01 <= latitude <= (84 if band == "X" else low + 8) + 0.01
