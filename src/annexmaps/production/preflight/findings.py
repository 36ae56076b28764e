"""What was found in a month before any map is drawn: problems in groups, accounts, missing tables, months before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annexmaps.contract import Problem, Severity, SourceFile
from annexmaps.contract.cells import shorten
from annexmaps.months import Month
from annexmaps.places.located import Accounting, LocatedMonth
from annexmaps.production.preflight.accounts import Listed, check_account, counted_at, split_listed, unplaced_rows
from annexmaps.production.preflight.groups import Group, group_problems
from annexmaps.sources.boundaries import Boundaries
from annexmaps.vocabulary.columns import tables
from annexmaps.words import Phrase


@dataclass(frozen=True)
class Preflight:
    """What was found in a month before any map is drawn."""

    month: Month
    problems: tuple[Problem, ...]  # in the order of the groups, then by table and row
    accounts: dict[str, Accounting]  # by table, those that the folder holds
    groups: tuple[Group, ...]  # the same problems by kind, worst first
    sources: dict[str, SourceFile]  # by table
    earlier: tuple[Month, ...]  # months before that were read
    gaps: tuple[Month, ...]  # months before that comparisons and the year to date lack
    boundaries: Boundaries  # in which places were looked for
    example: bool  # fictitious data
    listed: dict[str, Listed]  # by table, what its listed rows still count for
    places: dict[tuple[str, int], Phrase]  # (table, row) of the problems: for which place the row counts
    waiting: int  # spellings that a person must decide
    loosened: tuple[str, ...] = ()  # disclosure rules that the configuration loosens, as `partners.date = day`

    @property
    def unplaced(self) -> int:
        """How many rows count for the country only."""
        return sum(one.unplaced for one in self.listed.values())

    @property
    def set_aside(self) -> int:
        """How many rows count nowhere."""
        return sum(one.set_aside for one in self.listed.values())

    @property
    def to_check(self) -> int:
        """How many problems are more than a note."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)

    @property
    def unmapped(self) -> int:
        """How many rows are listed with a reason instead of being mapped or aggregated."""
        return sum(account.listed for account in self.accounts.values())

    def count(self, severity: str) -> int:
        """Return how many problems there are of `severity`: refused, unplaced, warning or note."""
        return sum(len(group.problems) for group in self.groups if group.severity == severity)

    @property
    def missing(self) -> tuple[str, ...]:
        """The tables that the folder does not hold."""
        return tuple(name for name in tables() if name not in self.accounts)


def make_preflight(located: LocatedMonth, *, loosened: Sequence[str] = ()) -> Preflight:
    """Return the pre-flight of `located`; `loosened` are the disclosure rules that its configuration loosens.

    ArithmeticError if the rows read are not the rows mapped, aggregated and listed, each once: a fault of the software.
    """
    for table in located.tables.values():
        check_account(table)
    found = [*located.problems, *(problem for table in located.tables.values() for problem in table.problems)]
    unplaced = {name: unplaced_rows(table) for name, table in located.tables.items()}
    groups = group_problems([replace(problem, value=shorten(problem.value)) for problem in found], unplaced=unplaced)
    return Preflight(
        located.month,
        tuple(problem for group in groups for problem in group.problems),
        {name: table.accounting for name, table in located.tables.items()},
        groups,
        {name: table.source for name, table in located.tables.items()},
        tuple(located.earlier),
        tuple(month for month in _wanted(located.month) if month not in located.earlier),
        located.boundaries,
        located.example,
        {name: split_listed(table) for name, table in located.tables.items()},
        _places(located),
        len({one.key for table in located.tables.values() for one in table.asked}),
        tuple(loosened),
    )


def _places(located: LocatedMonth) -> dict[tuple[str, int], Phrase]:
    """Return for which place each row that has a problem counts."""
    return {
        (name, row): place
        for name, table in located.tables.items()
        for row, place in counted_at(
            table, located.boundaries, (problem.row for problem in table.problems if problem.row is not None)
        ).items()
    }


def _wanted(month: Month) -> list[Month]:
    """Return the months that comparisons and the year to date need."""
    return sorted({Month(month.year, number) for number in range(1, month.number)} | {month.previous})
