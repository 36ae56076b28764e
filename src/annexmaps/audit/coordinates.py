"""Coordinates of the input, found in every usual writing: degrees, minutes, seconds, decimal point or comma, UTM, eight bytes."""

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annexmaps.audit.layers import Kind, Layer
from annexmaps.audit.needles import Needles, make_needles

FINE = 3  # decimals of a degree from which a pair is told (110 m)
FINER = 4  # from which one of the two alone is told (11 m)
_ALONE = (Kind.TEXT, Kind.METADATA, Kind.HEADER)
_DECIMAL = re.compile(r"(?<![\w.,])[-−–]?\d{1,3}[.,](\d{3,17})(?![\d])")
_SIGN = r"°º˚d\ufffd"
# over a line's end only if minutes are marked as such: the end of one text and a number that begins the next are no angle
_SEXAGESIMAL = re.compile(
    rf"(\d{{1,3}})\s*[{_SIGN}](?:[^\S\n]*|\s*(?=\d{{1,2}}(?:[.,]\d+)?\s*['′’]))(\d{{1,2}}(?:[.,]\d+)?)\s*(?:['′’m]\s*(?:(\d{{1,2}}(?:[.,]\d+)?)\s*(?:[\"″”s]|''|′′)?)?)?\s*([NSEWOnsewo])?"
)
_METRES = re.compile(r"(?<!\d)(\d{6})(?:[.,]\d+)?\D{1,12}?(\d{7})(?:[.,]\d+)?(?!\d)")
_ZONES = (28, 29, 30, 31)  # UTM zones north that Mali lies in
_FARTHEST = 30  # letters between the two numbers of a pair
_TOLERANCE = 1e-9
NOWHERE = np.empty((0, 2))


@dataclass(frozen=True)
class Points:
    """Points that an edition may not hold, degrees, WGS 84."""

    places: np.ndarray  # (n, 2) longitude, latitude
    told: np.ndarray  # (m, 2) points that the edition may hold; one of their numbers may stand in another point too
    bytes: Needles  # the numbers as they lie in a file
    pairs: Needles  # both numbers of a point, one after the other
    borders: np.ndarray  # (k, 2) corners of the boundaries, which an outline may have
    middles: np.ndarray  # (l, 2) where the circle of a unit stands, whatever its rows are

    @cached_property
    def grid(self) -> np.ndarray:
        """The places in UTM, (m, 2) whole metres; only reckoned where a text holds such numbers."""
        return _grid(self.places)

    @cached_property
    def sizes(self) -> tuple[np.ndarray, np.ndarray]:
        """The places and the points told without signs, (n, 2) and (m, 2)."""
        return np.abs(self.places), np.abs(self.told)

    def found_in(self, layer: Layer) -> Iterator[str]:
        """Yield each writing in `layer` of one of the points."""
        if layer.raw and (next(self.bytes.found_in(layer.raw), None) or next(self.pairs.found_in(layer.raw), None)):
            yield "8 bytes"
        if layer.kind is Kind.BINARY or not len(self.places):
            return
        yield from self._decimals(layer)
        if layer.kind in _ALONE:
            yield from self._sexagesimals(layer.text)
            yield from self._metres(layer.text)

    def _decimals(self, layer: Layer) -> Iterator[str]:
        numbers = list(_DECIMAL.finditer(layer.text))
        if not numbers:
            return
        texts = (number[0] if number[0].isascii() else number[0].translate(_MINUS) for number in numbers)
        values = np.array([float(text.replace(",", ".")) for text in texts])
        digits = np.array([len(number[1]) for number in numbers])
        near = 0.5 * 10.0 ** -np.minimum(digits, 12) + _TOLERANCE
        places, known = self.sizes
        alike = [_near(values, near, np.sort(axis)) for axis in places.T]
        paired = _are_pairs(alike)
        told = _near(values, near, np.sort(known, axis=None))
        for at in np.flatnonzero(alike[0] | alike[1]).tolist():
            if layer.kind in _ALONE and digits[at] >= FINER and not told[at]:
                yield numbers[at][0]
            elif paired[at] and numbers[at + 1].start() - numbers[at].end() < _FARTHEST:
                pair, nears = np.abs(values[at : at + 2]), near[at : at + 2]
                if (
                    _is_among(pair, nears, places)
                    and not _is_among(pair, nears, known)
                    and not self._is_border(pair, nears, layer)
                    and not self._is_of_middles(at, np.abs(values), near)
                ):
                    yield f"{numbers[at][0]} {numbers[at + 1][0]}"

    def _is_of_middles(self, at: int, values: np.ndarray, near: np.ndarray) -> bool:
        """Tell whether the numbers at `at` and after it are the middle of a unit, or the end of one and the beginning of the next."""
        middles = np.abs(self.middles)
        before, here, after = (
            first >= 0 and _is_middle(values[first : first + 2], near[first : first + 2], middles)
            for first in (at - 1, at, at + 1)
        )
        return here or (before and after)

    def _is_border(self, pair: np.ndarray, nears: np.ndarray, layer: Layer) -> bool:
        return layer.kind is Kind.DRAWING and _is_among(pair, nears, np.abs(self.borders))

    def _sexagesimals(self, text: str) -> Iterator[str]:
        for found in _SEXAGESIMAL.finditer(text):
            degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[:3])
            value = degrees + minutes / 60 + seconds / 3600
            # half of the last place that is written; a whole minute (1.8 km) is no exact place
            written = found[3] or found[2]
            places = len(written.replace(",", ".").partition(".")[2])
            near = 0.5 * 10.0**-places / (3600 if found[3] else 60)
            if near < 0.5 / 60 and (np.abs(np.abs(self.places) - value) <= near + _TOLERANCE).any():
                yield found[0]

    def _metres(self, text: str) -> Iterator[str]:
        for found in _METRES.finditer(text):
            if (np.abs(self.grid - (int(found[1]), int(found[2]))) <= 1).all(axis=1).any():
                yield found[0]


_MINUS = str.maketrans("−–", "--")


def make_points(
    places: Iterable[tuple[float, float]],
    *,
    told: Iterable[tuple[float, float]] = (),
    borders: np.ndarray = NOWHERE,
    middles: np.ndarray = NOWHERE,
) -> Points:
    """Return `places` (longitude, latitude in degrees) ready to be looked for; those `told` may be held, and so may `middles` of units.

    A pair of numbers that is as near to the middle of a unit as it is written tells of the unit, not of a row that lies there too.
    `borders` are corners of the boundaries, (k, 2): one of their numbers may be that of a place, both are not looked for in outlines.
    """
    wanted, known = (np.array(sorted(set(some)), dtype=float).reshape(-1, 2) for some in (places, told))
    held = {*known.ravel().tolist(), *borders.ravel().tolist()}
    numbers = {number for number in wanted.ravel().tolist() if number != round(number, 2)} - held
    written = (struct.pack(order, number) for number in numbers for order in ("<d", ">d"))
    both_held = set(map(tuple, (*known.tolist(), *borders.tolist())))
    whole = {(x, y) for x, y in wanted.tolist() if {x, y} & held} - both_held
    both = (struct.pack(f"{order}2d", *pair) for x, y in whole for pair in ((x, y), (y, x)) for order in "<>")
    return Points(wanted, known, make_needles(written), make_needles(both), borders, middles)


def _grid(places: np.ndarray) -> np.ndarray:
    from pyproj import Transformer

    zones = (Transformer.from_crs(4326, 32600 + zone, always_xy=True) for zone in _ZONES)
    metres = [np.column_stack(zone.transform(*places.T)) for zone in zones]
    return np.asarray(np.floor(np.concatenate(metres)))


def _are_pairs(alike: Sequence[np.ndarray]) -> np.ndarray:
    """Tell of each number whether it and the next may be a longitude and a latitude, or the reverse, by what each alone is like."""
    east, north = alike
    return np.append((east[:-1] & north[1:]) | (north[:-1] & east[1:]), False)


def _is_middle(pair: np.ndarray, near: np.ndarray, middles: np.ndarray) -> bool:
    return len(pair) > 1 and _is_among(pair, near, middles)


def _is_among(pair: np.ndarray, near: np.ndarray, places: np.ndarray) -> bool:
    """Tell whether `pair`, in either order, is one of `places`, all of them without signs."""
    forward, backward = (np.abs(places - one) <= far for one, far in ((pair, near), (pair[::-1], near[::-1])))
    return bool(forward.all(axis=1).any() or backward.all(axis=1).any())


def _near(values: np.ndarray, near: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Tell for each of `values`, by its size, whether one of the sorted `known` lies within `near` of it."""
    sizes = np.abs(values)
    first, last = np.searchsorted(known, sizes - near, side="left"), np.searchsorted(known, sizes + near, side="right")
    return np.asarray(first < last)
