"""What the pre-flight says of the place of each row: why it is not at a commune, and what was read as something else."""

from collections.abc import Mapping, Sequence
from typing import Any

from annexmaps.contract import CheckedTable, Problem, Severity, rows_of
from annexmaps.contract.cells import shorten
from annexmaps.places.asked import Asked
from annexmaps.places.by_point import SettledPoints
from annexmaps.places.declarations import Placement, Reading
from annexmaps.places.gazetteer import COMMUNE, COUNTRY, Gazetteer, Place
from annexmaps.places.placing import DecisionKey, decision_key
from annexmaps.places.point_faults import PointFault
from annexmaps.places.said import said_candidates, said_place, said_places, short_place
from annexmaps.sources.boundaries import Boundaries
from annexmaps.words import Phrase

TABLES_WITHOUT_COUNTRY = ("risk_index", "coverage")  # a line without a place says nothing
_NOTES = ("decision", "pcode_repaired", "pcode_older")  # certain; the officer should know
NO_VALUES: Mapping[str, object] = {}
_ASIDE = ("commune_without_polygon",)  # reasons that lose nothing the officer could mend
_PROBLEM_OF_READING = {"decision": "decision_applied"}


def place_problems(
    settled: SettledPoints,
    placements: Sequence[Placement],
    checked: CheckedTable,
    *,
    gazetteer: Gazetteer,
    boundaries: Boundaries,
    asked: Sequence[Asked] = (),
) -> list[Problem]:
    """Return every problem of the places of the rows of `settled`, in the order of the rows; `asked` has their candidates."""
    table, schematic = settled.table, boundaries.schematic
    on_schematic = (table["place_how"] == "point").to_numpy() & schematic
    flagged = (table["place_reason"] != "").to_numpy() | on_schematic
    positions = [
        position
        for position, placement in enumerate(placements)
        if flagged[position] or placement.warnings or placement.readings or position in settled
    ]
    questions = {one.key: one for one in asked}
    problems: list[Problem] = []
    for position, row in zip(positions, rows_of(table.iloc[positions]), strict=True):
        of_row = _Teller(row, placements[position], checked, gazetteer)
        problems += of_row.tell_names()
        problems += of_row.tell_point(settled.faults.get(position), questions)
        values = {"found": of_row.commune_at_point()}
        if position in settled.centroids:
            problems.append(of_row.tell("point_is_centroid", Severity.NOTE, values))
        if on_schematic[position]:
            problems.append(of_row.tell("point_on_schematic", values=values))
    return problems


def key_of_reading(reading: Reading) -> str:
    """Return the key, after "places.", of the problem that says how `reading` was read."""
    return _PROBLEM_OF_READING.get(reading.how, reading.how)


def _is_told(reason: str) -> bool:
    return reason.startswith("point_")


class _Teller:
    """Writes the problems of one row."""

    def __init__(
        self, row: Mapping[str, Any], placement: Placement, checked: CheckedTable, gazetteer: Gazetteer
    ) -> None:
        self.row, self.placement, self.checked, self.gazetteer = row, placement, checked, gazetteer

    def tell(
        self, key: str, severity: Severity = Severity.WARNING, values: Mapping[str, object] = NO_VALUES
    ) -> Problem:
        source = self.checked.source
        declared = " / ".join(
            str(self.row[name]) for name in ("region", "cercle", "commune", "pcode") if self.row[name]
        )
        where = (self.checked.name, source.file, source.sheet, int(self.row["row"]))
        return Problem(f"places.{key}", severity, *where, value=declared, values=values)

    def tell_names(self) -> list[Problem]:
        place, named = self.placement.place, self.placement.named
        led = Phrase("named.nowhere" if place.admin_level == COUNTRY else "named.place", {"place": self._said(place)})
        values = {
            "pcode": shorten(str(self.row["pcode"])), "by_pcode": self._said(place), "by_name": self._said(named), "named": led,
        }  # fmt: skip
        warned = [self.tell(key, values=values) for key in self.placement.warnings]
        return [*warned, *map(self.tell_reading, self.placement.readings)]

    def tell_point(self, fault: PointFault | None, questions: Mapping[DecisionKey, Asked]) -> list[Problem]:
        """Say why the row is not at a commune, and what is wrong with its point where that is not the same."""
        reason = self.row["place_reason"]
        told = [self.tell_reason(fault, questions)] if reason and not self._is_told_as_older() else []
        return told if fault is None or _is_told(reason) else [*told, self.tell_fault(fault)]

    def tell_reason(self, fault: PointFault | None, questions: Mapping[DecisionKey, Asked]) -> Problem:
        reason = self.row["place_reason"]
        lost = self.row["place_level"] == COUNTRY and self.checked.name in TABLES_WITHOUT_COUNTRY
        values = self._values(fault) if _is_told(reason) else self._values_of_question(questions)
        kept = Severity.NOTE if reason in _ASIDE else Severity.WARNING
        return self.tell(reason, Severity.REFUSED if lost else kept, values)

    def tell_fault(self, fault: PointFault) -> Problem:
        key = fault.key
        if key == "point_outside_declared":
            key = "point_outside_commune" if self.row["place_level"] == COMMUNE else "point_outside_parent"
        return self.tell(key, values=self._values(fault))

    def tell_reading(self, reading: Reading) -> Problem:
        key = key_of_reading(reading)
        values = {"spelling": shorten(reading.spelling), "place": self._said(reading.place)}
        return self.tell(key, Severity.NOTE if reading.how in _NOTES else Severity.WARNING, values)

    def commune_at_point(self) -> Phrase:
        place = self.gazetteer.by_pcode.get(self.row["point_pcode"])
        return said_place(place, self.gazetteer) if place else Phrase("unit.none")

    def _said(self, place: Place) -> Phrase:
        return said_place(place, self.gazetteer)

    def _is_told_as_older(self) -> bool:
        # an old code that now means a whole cercle or région is one finding, with one advice
        older = any(reading.how == "pcode_older" for reading in self.placement.readings)
        return older and self.row["place_reason"] == "pcode_above_commune"

    def _values_of_question(self, questions: Mapping[DecisionKey, Asked]) -> dict[str, object]:
        question, place = self.placement.question, self.placement.place
        # a commune without P-code counts for its cercle
        holder = place if place.pcode else self.gazetteer.by_pcode.get(place.cercle_pcode, place)
        values: dict[str, object] = {
            "place": self._said(holder),
            "pcode": shorten(str(self.row["pcode"])),
            "name": place.name,
        }
        if question is None:
            given = str(self.row["commune"] or self.row["cercle"] or self.row["region"])
            return {**values, "spelling": shorten(given)}
        asked = questions.get(decision_key(question))
        near = said_candidates(asked, self.gazetteer) if asked else Phrase("near.nothing")
        elsewhere = self.gazetteer.find(question.admin_level, question.spelling)
        same_name = said_places(elsewhere, self.gazetteer)
        anywhere = question.parent.admin_level == COUNTRY
        parent = Phrase("unit.whole_country") if anywhere else self._said(question.parent)
        told = {"spelling": shorten(question.spelling), "parent": parent, "near": near, "elsewhere": same_name}
        return {**values, **told}

    def _values(self, fault: PointFault | None) -> dict[str, object]:
        given = _pair(self.row["latitude"], self.row["longitude"])
        corrected = _pair(fault.latitude, fault.longitude) if fault else ""
        place = Phrase("unit.none") if self.row["place_level"] == COUNTRY else short_place(self.placement.place)
        return {"given": given, "corrected": corrected, "found": self.commune_at_point(), "place": place}


def _pair(latitude: float, longitude: float) -> Phrase:
    return Phrase("coordinates.pair", {"latitude": float(latitude), "longitude": float(longitude)})
