"""Points that rows of different communes share: the default point of a device or an office, not where things happened."""

import pandas as pd

from annexmaps.contract import CheckedTable, Problem, Severity
from annexmaps.contract.telling import rows_told
from annexmaps.words import Phrase

_POINT = ["latitude", "longitude"]


def find_repeated_points(table: pd.DataFrame, checked: CheckedTable) -> list[Problem]:
    """Note each pair of coordinates that rows of at least two communes of the placed `table` give."""
    if not {*_POINT, "commune_pcode"} <= set(table.columns):
        return []
    given = table[table["latitude"].notna() & (table["commune_pcode"] != "")]
    # 0 ; 0 is told as an empty device
    given = given[(given["latitude"] != 0) | (given["longitude"] != 0)]
    problems = []
    # most points stand alone: only those of several communes are looked at one by one
    several = given.groupby(_POINT)["commune_pcode"].transform("nunique") > 1
    for _, rows in given[several].groupby(_POINT, sort=True):
        latitude, longitude = (float(rows[name].iloc[0]) for name in _POINT)
        point = Phrase("coordinates.pair", {"latitude": latitude, "longitude": longitude})
        told = rows_told([int(row) for row in rows["row"]])
        values = {"given": point, "communes": rows["commune_pcode"].nunique(), **told}
        where = (checked.name, checked.source.file, checked.source.sheet)
        problems.append(Problem("places.point_repeated", Severity.NOTE, *where, values=values))
    return problems
