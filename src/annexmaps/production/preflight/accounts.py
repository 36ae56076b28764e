"""The account of a table's rows: read = mapped + aggregated + listed, checked row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from annexmaps.contract import Severity
from annexmaps.places.gazetteer import CERCLE, COMMUNE, COUNTRY, REGION, Place
from annexmaps.places.located import LocatedTable
from annexmaps.places.row_problems import TABLES_WITHOUT_COUNTRY
from annexmaps.places.said import short_place
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.risk_scores import INCOMPLETE
from annexmaps.words import Phrase

_COMBINED = "risk.combined_"  # rows that count in another form of their commune
_CODES = {REGION: "region_pcode", CERCLE: "cercle_pcode", COMMUNE: "commune_pcode"}
_NOWHERE = Phrase("preflight_page.counted_nowhere")


@dataclass(frozen=True)
class Listed:
    """The rows of a table that are on no map, by what they still count for."""

    unplaced: int  # counted for the country
    set_aside: int  # counted nowhere
    incomplete: int = 0  # forms on the map without a level


def split_listed(located: LocatedTable) -> Listed:
    """Return how the listed rows of `located` part: a form or a coverage without a place says nothing of the country."""
    unplaced = 0 if located.name in TABLES_WITHOUT_COUNTRY else len(unplaced_rows(located))
    table = located.table
    placed = table[table["place_level"] != COUNTRY]
    incomplete = int((placed["level"] == INCOMPLETE).sum()) if "level" in placed else 0
    return Listed(unplaced, located.accounting.listed - unplaced, incomplete)


def counted_at(located: LocatedTable, boundaries: Boundaries, rows: Iterable[int]) -> dict[int, Phrase]:
    """Return for which place each of `rows` of `located` counts; lines that are no rows of data are left out."""
    names = _names(boundaries)
    asked, found = set(rows), dict.fromkeys(listed_rows(located), _NOWHERE)
    combined = {problem.row for problem in located.problems if problem.key.startswith(_COMBINED)}
    found |= {row: Phrase("preflight_page.counted_combined") for row in found if row in combined}
    table = located.table[located.table["row"].isin(list(asked))]
    columns = ("row", "place_level", *_CODES.values())
    for row, level, *codes in zip(*(table[column] for column in columns), strict=True):
        pcode = dict(zip(_CODES, codes, strict=True)).get(int(level), "")
        if level != COUNTRY or located.name not in TABLES_WITHOUT_COUNTRY:
            found[int(row)] = short_place(Place(int(level), pcode, names.get(pcode, pcode)))
    return {row: place for row, place in found.items() if row in asked}


def _names(boundaries: Boundaries) -> dict[str, str]:
    units = (boundaries.regions, boundaries.cercles, boundaries.communes)
    return {pcode: name for table in units for pcode, name in zip(table["pcode"], table["name"], strict=True)}


def unplaced_rows(located: LocatedTable) -> frozenset[int]:
    """Return the rows of `located` that were read but have no place."""
    table = located.table
    return frozenset(int(row) for row in table.loc[table["place_level"] == COUNTRY, "row"])


def listed_rows(located: LocatedTable) -> frozenset[int]:
    """Return the rows that are listed with a reason: set aside, combined into another, or without a place."""
    reasons = {
        problem.row
        for problem in located.problems
        if problem.row is not None and (problem.severity is Severity.REFUSED or problem.key.startswith(_COMBINED))
    }
    return frozenset(reasons) | unplaced_rows(located)


def check_account(located: LocatedTable) -> None:
    """Check that each row read is mapped, aggregated or listed, once, and that each listed row has its reason.

    ArithmeticError otherwise: this is a fault of the software, never of the table.
    """
    account, listed = located.accounting, listed_rows(located)
    placed = [int(row) for row in located.table.loc[located.table["place_level"] != COUNTRY, "row"]]
    explained = {problem.row for problem in located.problems}
    if (
        account.read != account.mapped + account.aggregated + account.listed
        or account.mapped + account.aggregated != len(placed)
        or account.listed != len(listed)
        or len(set(placed)) != len(placed)
        or not listed.isdisjoint(placed)
        or not listed <= explained
    ):
        raise ArithmeticError(f"{located.name}: {account}, {len(placed)} placed, {len(listed)} listed")
