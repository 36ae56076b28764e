"""From UCDP's georeferenced events to a month folder of incidents: how someone else's table becomes ours.

The table is UCDP GED 21.1 (Sundberg and Melander 2013, CC BY 4.0), columns year, month, day, latitude, longitude, best_death…
It has no place names and no P-codes: only coordinates, so every row is placed by its point, on real boundaries.

    python notebooks/ucdp_incidents.py ucdp_ged_mali.csv data 2012-04
    annexmaps boundaries install mli_adm3.geojson --name cod-ab
    annexmaps build data/2012-04 --boundaries cod-ab

What is mapped, and why:
- date: year, month and day put together; UCDP's first day of an event.
- latitude and longitude as they are, in degrees (WGS 84); the precision stays empty, UCDP's being left out of the extract.
- category and type: an event with at least one death (best_death) is a killing (B, "Assassinat, meurtre"). An event without one
  says nothing that the taxonomy A-F can hold: category and type stay empty, and the pre-flight lists the row with that reason.
- number: UCDP's id. Actors are not mapped: side_a and side_b are the parties to a conflict, not alleged perpetrators.
"""

import csv
import sys
from pathlib import Path

HEADERS = ("numéro", "date", "latitude", "longitude", "catégorie", "type")


def write_incidents(events: Path, out: Path, month: str) -> Path:
    """Write the events of `month` (YYYY-MM) in the file `events` as `out`/<month>/incidents.csv."""
    with events.open(encoding="utf-8", newline="") as lines:
        rows = [as_violation(event) for event in csv.DictReader(lines) if month_of(event) == month]
    folder = out / month
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "incidents.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADERS, *rows])
    return folder


def as_violation(event: dict[str, str]) -> tuple[str, ...]:
    """Return one event as a row of the incidents table."""
    killed = int(event["best_death"]) > 0
    category, kind = ("B", "Assassinat, meurtre") if killed else ("", "")
    return (
        event["id"],
        f"{month_of(event)}-{int(event['day']):02d}",
        event["latitude"],
        event["longitude"],
        category,
        kind,
    )


def month_of(event: dict[str, str]) -> str:
    """Return the event's month as a folder's name."""
    return f"{int(event['year']):04d}-{int(event['month']):02d}"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python notebooks/ucdp_incidents.py EVENTS.csv OUT YYYY-MM")
    write_incidents(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
