"""Problems in groups: one a kind, worst first, and identical ones folded into runs of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annexmaps.contract import Problem, Severity, what_to_do, what_was_done
from annexmaps.production.preflight.families import order_of_family
from annexmaps.vocabulary.columns import tables
from annexmaps.words import Phrase, Words

UNPLACED = "unplaced"  # the row was read, and no certain place was found for it
NO_PLACES: Mapping[tuple[str, int], Phrase] = {}
WORST_FIRST = (str(Severity.REFUSED), UNPLACED, str(Severity.WARNING), str(Severity.NOTE))


@dataclass(frozen=True)
class Group:
    """All problems of one kind."""

    key: str
    severity: str  # one of WORST_FIRST
    problems: tuple[Problem, ...]  # by table, file, sheet and row

    def title(self, lang: str) -> str:
        """Return the kind of problem, in `lang`."""
        words, key = Words(lang), f"problem_title.{self.key}"
        return words(key) if words.has(key) else words("preflight_page.other_problem")

    def done(self, lang: str) -> str:
        """Return what was done about them, in `lang`."""
        return what_was_done(self.key, lang=lang)

    def todo(self, lang: str) -> str:
        """Return what the officer is to do, in `lang`."""
        return what_to_do(self.key, lang=lang)


@dataclass(frozen=True)
class Finding:
    """Problems of a group that differ in their rows only."""

    problem: Problem  # the first of them
    rows: tuple[int, ...]  # empty: of the file as a whole
    counted_at: str = ""  # the place that the rows count for


def group_problems(problems: Iterable[Problem], *, unplaced: Mapping[str, frozenset[int]]) -> tuple[Group, ...]:
    """Return `problems` in groups, worst first, then by family and table; `unplaced` are the rows without a place, by table."""
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        found[_severity(problem, unplaced), problem.key].append(problem)
    groups = [
        Group(key, severity, tuple(sorted(members, key=_place_in_input))) for (severity, key), members in found.items()
    ]
    return tuple(sorted(groups, key=_place_on_page))


def fold_problems(
    group: Group, *, lang: str, places: Mapping[tuple[str, int], Phrase] = NO_PLACES
) -> tuple[Finding, ...]:
    """Return the problems of `group`, those with the same table, file, sheet, column, place and sentence as one finding.

    `places` says for which place a (table, row) counts.
    """
    folded: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in group.problems:
        place = places.get((problem.table, problem.row or 0))
        at = place.sentence(lang) if place else ""
        same = (problem.table, problem.file, problem.sheet, problem.column, at, problem.wrong(lang))
        folded[same].append(problem)
    return tuple(
        Finding(alike[0], tuple(problem.row for problem in alike if problem.row is not None), at)
        for (*_, at, _), alike in folded.items()
    )


def row_runs(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return `rows` as runs, first and last row of each: 12, 15, 18 to 31."""
    runs: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return tuple(runs)


def _severity(problem: Problem, unplaced: Mapping[str, frozenset[int]]) -> str:
    lost = problem.key.startswith("places.") and problem.row in unplaced.get(problem.table, frozenset())
    return UNPLACED if lost and problem.severity is not Severity.NOTE else str(problem.severity)


def _place_on_page(group: Group) -> tuple[int, int, int, str]:
    table = _place_in_input(group.problems[0])[0]
    return WORST_FIRST.index(group.severity), order_of_family(group.key), table, group.key


def _place_in_input(problem: Problem) -> tuple[int, str, str, int, str]:
    order = tables().index(problem.table) if problem.table else -1
    return order, problem.file, problem.sheet, problem.row or 0, problem.column
