"""The account of a table's rows: read = mapped + aggregated + listed, checked row by row."""

from annexmaps.contract import Severity
from annexmaps.places.gazetteer import COUNTRY
from annexmaps.places.located import LocatedTable

_COMBINED = "risk.combined_"  # rows that count in another form of their commune


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
