"""Whereabouts: the unit that each row counts for, by what it declares, else by its point, as a month's tables are placed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from annexmaps.places.by_point import UNNAMED
from annexmaps.places.commune_grid import CommuneGrid, make_commune_grid, positions_at
from annexmaps.places.declarations import Declaration, Placement
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY
from annexmaps.places.holding import NOWHERE, Degrees
from annexmaps.places.point_faults import ZERO
from annexmaps.places.row_problems import key_of_reading
from annexmaps.production.many_rows.spellings import Numbers
from annexmaps.sources.boundaries import Boundaries


@dataclass(frozen=True)
class Whereabout:
    """The unit that rows count for, and why it is no commune."""

    level: int = COUNTRY
    region_pcode: str = ""
    cercle_pcode: str = ""
    commune_pcode: str = ""
    reason: str = ""  # problem key; empty at a commune


@dataclass(frozen=True)
class _Around:
    """What points do to rows that declare one unit and no commune of it; numbers of whereabouts."""

    inside: NDArray[np.bool_]  # by commune: whether it is in the unit
    point_elsewhere: int  # in a commune outside the unit
    point_zero: int
    point_abroad: int  # in no commune


class Whereabouts:
    """Places rows by number: communes first, in the order of their P-codes, then what declarations and points add."""

    def __init__(self, boundaries: Boundaries, place: Callable[[Declaration], Placement]) -> None:
        communes = boundaries.communes
        self._place, self._shapes = place, communes.geometry.to_numpy()
        self._grid: CommuneGrid | None = None
        codes = zip(communes["region_pcode"], communes["cercle_pcode"], communes["pcode"], strict=True)
        self.kept: list[Whereabout] = [Whereabout(COMMUNE, *commune) for commune in codes]
        self._numbers = {one: number for number, one in enumerate(self.kept)}
        self._arounds: dict[int, _Around] = {}
        self.remarks_of_points = ("places.point_on_schematic",) if boundaries.schematic else ()
        self._of: list[int] = []  # the number of each declaration's whereabout
        self.remarks: list[tuple[str, ...]] = []  # problem keys of each declaration

    def learn(self, declared: Sequence[Declaration]) -> None:
        """Place the declarations that are new since the last time."""
        for one in declared[len(self._of) :]:
            placement = self._place(one)
            self._of.append(self._number(_whereabout(placement)))
            self.remarks.append(_remarks(placement))

    def place(
        self, declarations: Numbers, longitudes: Degrees, latitudes: Degrees
    ) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return the number of the whereabout of each row, and which rows their points placed.

        As in a month's tables a point says the commune of a row that names none, inside what the row does name; never against it.
        """
        numbers = np.array(self._of, dtype=np.int64)[declarations]
        unnamed = np.array([one.reason in UNNAMED for one in self.kept])[numbers]
        asked = np.flatnonzero(unnamed & np.isfinite(longitudes) & np.isfinite(latitudes))
        by_point = np.zeros(len(numbers), dtype=bool)
        if len(asked):
            numbers[asked] = self._at_points(numbers[asked], longitudes[asked], latitudes[asked])
            by_point[asked] = numbers[asked] < len(self._shapes)
        return numbers, by_point

    def _at_points(self, numbers: Numbers, longitudes: Degrees, latitudes: Degrees) -> Numbers:
        if self._grid is None:
            # a table of P-codes needs none
            self._grid = make_commune_grid(self._shapes)
        found = positions_at(longitudes, latitudes, self._grid).astype(np.int64)
        zero = (np.abs(longitudes) < ZERO) & (np.abs(latitudes) < ZERO)
        placed = np.empty_like(found)
        for number in np.unique(numbers).tolist():
            here = numbers == number
            around, at = self._around(number), found[here]
            of_point = np.where(around.inside[at], at, around.point_elsewhere)
            placed[here] = np.where(
                at != NOWHERE, of_point, np.where(zero[here], around.point_zero, around.point_abroad)
            )
        return placed

    def _around(self, number: int) -> "_Around":
        if number not in self._arounds:
            unit = self.kept[number]
            inside = np.array([_is_inside(commune, unit) for commune in self.kept[: len(self._shapes)]])
            keys = ("point_outside_parent", "point_zero", "point_outside_country")
            self._arounds[number] = _Around(inside, *(self._number(replace(unit, reason=key)) for key in keys))
        return self._arounds[number]

    def _number(self, one: Whereabout) -> int:
        if one not in self._numbers:
            self._numbers[one] = len(self.kept)
            self.kept.append(one)
        return self._numbers[one]


def _whereabout(placement: Placement) -> Whereabout:
    place = placement.place
    # a commune without polygon counts for its cercle
    level = min(place.admin_level, CERCLE) if placement.reason == "commune_without_polygon" else place.admin_level
    return Whereabout(level, place.region_pcode, place.cercle_pcode, place.commune_pcode, placement.reason)


def _is_inside(commune: Whereabout, unit: Whereabout) -> bool:
    return unit.region_pcode in ("", commune.region_pcode) and unit.cercle_pcode in ("", commune.cercle_pcode)


def _remarks(placement: Placement) -> tuple[str, ...]:
    return tuple(f"places.{key}" for key in (*placement.warnings, *map(key_of_reading, placement.readings)))
