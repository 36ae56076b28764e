"""Rows of the incidents table of a sample month: one a violation, grouped into incidents, dated, some with a point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from random import Random

from annexmaps.months import Month
from annexmaps.sample.headers import LANG
from annexmaps.sample.place_cells import place_cells, point_cells, point_near
from annexmaps.sample.placing import Placed
from annexmaps.sample.seeds import dice
from annexmaps.vocabulary import label, sensitive_types
from annexmaps.words import Words

_WITH_POINT = 0.72  # share of incidents; about 60 % of rows, as some types and communes never have one
_WITH_TEXT = 0.1  # share of rows whose text is not empty
_SIZES = (1, 2, 3)  # violations of one incident
_SIZE_WEIGHTS = (60, 28, 12)


@dataclass(frozen=True)
class _Incident:
    rows: tuple[Placed, ...]
    day: date
    point: tuple[float, float] | None  # latitude, longitude, of its rows that may show it


def incident_rows(month: Month, placed: Sequence[Placed]) -> list[list[str]]:
    """Return the cells of each violation of `placed`, in the order of `headers.INCIDENTS`, sorted by date."""
    drawn = dice(month, "incidents")
    incidents = sorted(_incidents(month, placed, drawn), key=lambda incident: incident.day)
    numbered = [(number, incident, row) for number, incident in enumerate(incidents, 1) for row in incident.rows]
    spelling = dice(month, "spelling")
    return [
        [f"{month}-{line:04d}", f"INC-{month}-{number:04d}", *_cells(incident, row, spelling)]
        for line, (number, incident, row) in enumerate(numbered, 1)
    ]


def _incidents(month: Month, placed: Sequence[Placed], drawn: Random) -> Iterator[_Incident]:
    for (_, _, commune_name, _), together in groupby(sorted(placed, key=_together), key=_together):
        rows = list(together)
        while rows:
            # a row that names no commune stands alone
            size = drawn.choices(_SIZES, _SIZE_WEIGHTS)[0] if commune_name else 1
            taken, rows = rows[:size], rows[size:]
            day = date(month.year, month.number, drawn.randint(1, month.last_day.day))
            point = point_near(taken[0].commune, drawn)
            yield _Incident(tuple(taken), day, point if drawn.random() < _WITH_POINT else None)


def _together(row: Placed) -> tuple[str, str, str, str]:
    return row.violation.region, row.cercle, row.commune.name if row.commune else "", row.violation.perpetrator


def _cells(incident: _Incident, row: Placed, spelling: Random) -> list[str]:
    violation, words = row.violation, Words(LANG)
    point = None if violation.type in sensitive_types() else incident.point
    return [
        incident.day.isoformat(),
        *place_cells(violation.region, row.cercle, row.commune, spelling=spelling),
        *point_cells(row.commune, row.cercle, point),
        violation.category,
        label("type", violation.type, lang=LANG),
        *("1" if violation.sex == sex else "0" for sex in ("women", "men", "girls", "boys")),
        label("victim_status", violation.victim_status, lang=LANG),
        label("livelihood", violation.livelihood, lang=LANG),
        label("perpetrator", violation.perpetrator, lang=LANG),
        label("place", violation.place, lang=LANG),
        label("time_slot", violation.time_slot, lang=LANG),
        words("sample.text") if spelling.random() < _WITH_TEXT else "",
        words("sample.mark"),
    ]
