"""What the pre-flight says of the place of each row: why it is not at a commune, and what was read as something else."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from annexmaps.contract import CheckedTable, Problem, Severity, rows_of
from annexmaps.places.by_point import SettledPoints
from annexmaps.places.declarations import Placement, Reading
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Gazetteer, Place
from annexmaps.places.point_faults import PointFault
from annexmaps.sources.boundaries import Boundaries

_TABLES_WITHOUT_COUNTRY = ("risk_index", "coverage")  # a line without a place says nothing
_NOTES = ("decision", "pcode_repaired", "pcode_older")  # certain; the officer should know
NO_VALUES: Mapping[str, object] = {}
_PROBLEM_OF_READING = {"decision": "decision_applied"}


def place_problems(
    settled: SettledPoints,
    placements: Sequence[Placement],
    checked: CheckedTable,
    *,
    gazetteer: Gazetteer,
    boundaries: Boundaries,
) -> list[Problem]:
    """Return every problem of the places of the rows of `settled`, in the order of the rows."""
    table, schematic = settled.table, boundaries.schematic
    on_schematic = (table["place_how"] == "point").to_numpy() & schematic
    flagged = (table["place_reason"] != "").to_numpy() | on_schematic
    positions = [
        position
        for position, placement in enumerate(placements)
        if flagged[position] or placement.warnings or placement.readings or position in settled
    ]
    problems: list[Problem] = []
    for position, row in zip(positions, rows_of(table.iloc[positions]), strict=True):
        of_row = _Teller(row, checked, gazetteer, boundaries)
        problems += of_row.tell_names(placements[position])
        problems += of_row.tell_point(settled.faults.get(position))
        if position in settled.centroids:
            problems.append(of_row.tell("point_is_centroid", Severity.NOTE))
        if on_schematic[position]:
            problems.append(of_row.tell("point_on_schematic"))
    return problems


def _is_told(reason: str) -> bool:
    return reason.startswith("point_")


class _Teller:
    """Writes the problems of one row."""

    def __init__(
        self, row: Mapping[str, Any], checked: CheckedTable, gazetteer: Gazetteer, boundaries: Boundaries
    ) -> None:
        self.row, self.checked, self.gazetteer, self.boundaries = row, checked, gazetteer, boundaries

    def tell(
        self, key: str, severity: Severity = Severity.WARNING, values: Mapping[str, object] = NO_VALUES
    ) -> Problem:
        source = self.checked.source
        declared = " / ".join(
            str(self.row[name]) for name in ("region", "cercle", "commune", "pcode") if self.row[name]
        )
        where = (self.checked.name, source.file, source.sheet, int(self.row["row"]))
        return Problem(f"places.{key}", severity, *where, value=declared, values=values)

    def tell_names(self, placement: Placement) -> list[Problem]:
        return [*map(self.tell, placement.warnings), *map(self.tell_reading, placement.readings)]

    def tell_point(self, fault: PointFault | None) -> list[Problem]:
        """Say why the row is not at a commune, and what is wrong with its point where that is not the same."""
        reason = self.row["place_reason"]
        told = [self.tell_reason(fault)] if reason else []
        return told if fault is None or _is_told(reason) else [*told, self.tell_fault(fault)]

    def tell_reason(self, fault: PointFault | None) -> Problem:
        reason = self.row["place_reason"]
        lost = self.row["place_level"] == COUNTRY and self.checked.name in _TABLES_WITHOUT_COUNTRY
        values: dict[str, object] = {}
        if _is_told(reason):
            values = {"found": self._commune_at_point()} if fault is None else self._values(fault)
        return self.tell(reason, Severity.REFUSED if lost else Severity.WARNING, values)

    def tell_fault(self, fault: PointFault) -> Problem:
        key = fault.key
        if key == "point_outside_declared":
            key = "point_outside_commune" if self.row["place_level"] == COMMUNE else "point_outside_parent"
        return self.tell(key, values=self._values(fault))

    def tell_reading(self, reading: Reading) -> Problem:
        key = _PROBLEM_OF_READING.get(reading.how, reading.how)
        values = {
            "spelling": reading.spelling,
            "name": reading.place.name,
            "pcode": reading.place.pcode or "–",
            "parent": self._parent(reading.place),
        }
        return self.tell(key, Severity.NOTE if reading.how in _NOTES else Severity.WARNING, values)

    def _values(self, fault: PointFault) -> dict[str, object]:
        corrected = "" if pd.isna(fault.latitude) else f"{fault.latitude:g} ; {fault.longitude:g}"
        given = f"{self.row['latitude']:g} ; {self.row['longitude']:g}"
        return {"given": given, "corrected": corrected, "found": self._commune_at_point()}

    def _commune_at_point(self) -> str:
        place = self.gazetteer.by_pcode.get(self.row["point_pcode"])
        return f"{place.name} ({self._parent(place)})" if place else "–"

    def _parent(self, place: Place) -> str:
        pcode = {COMMUNE: place.cercle_pcode or place.region_pcode, CERCLE: place.region_pcode, REGION: ""}.get(
            place.admin_level, ""
        )
        holder = self.gazetteer.by_pcode.get(pcode)
        return holder.name if holder else self.boundaries.country_name
