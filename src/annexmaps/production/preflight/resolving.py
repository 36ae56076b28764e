"""The words of a pre-flight in one language: its groups of problems with their findings, and its lines."""

from collections import defaultdict
from collections.abc import Iterable

from annexmaps.contract import Problem, Severity
from annexmaps.months import month_name
from annexmaps.production.preflight.families import family_of
from annexmaps.production.preflight.findings import Preflight
from annexmaps.production.preflight.groups import WORST_FIRST, Finding, Group, fold_problems, row_runs
from annexmaps.production.preflight.sections import (
    account_lines,
    account_table,
    boundary_section,
    make_verdict,
    missing_section,
    month_section,
    rules_section,
    waiting_line,
)
from annexmaps.render.controle_spec import ControlFamily, ControlGroup, ControlLabels, ControlSection, ControlSpec
from annexmaps.words import Words

MOST_FINDINGS = 60  # of one group on the page; the workbook has them all
FEW_RUNS = 6  # of rows of one file in the terminal
MOST_RUNS = 30  # of rows in one finding on the page
WORKBOOK_NAME = "controle.xlsx"


def resolve_preflight(preflight: Preflight, *, lang: str) -> ControlSpec:
    """Return `preflight` in the words of `lang`, ready to print."""
    words = Words(lang)
    return ControlSpec(
        lang=lang,
        title=words("preflight_page.title", month=f"{month_name(preflight.month, lang=lang)} {preflight.month.year}"),
        verdict=make_verdict(preflight, words=words),
        sharing=words("sharing.internal"),
        ribbon=words("map.fictitious") if preflight.example else "",
        waiting=waiting_line(preflight, words=words),
        how=words("preflight_page.how", month=preflight.month),
        accounts=account_table(preflight, words=words),
        account_lines=account_lines(preflight, words=words),
        problems=_problems(preflight, words),
        groups=tuple(_group(group, preflight, words) for group in preflight.groups),
        families=_families(preflight, words),
        severities=_severities(preflight, words),
        sections=(
            missing_section(preflight, words=words),
            month_section(preflight, words=words),
            boundary_section(preflight, words=words),
            rules_section(preflight, words=words),
        ),
        labels=_labels(words),
        line_columns=_line_columns(words),
        lines=tuple(
            _line(problem, group, preflight, words) for group in preflight.groups for problem in group.problems
        ),
    )


def shown_rows(rows: Iterable[int], *, most: int, words: Words) -> str:
    """Return `rows` as a reader writes them: 12, 15, 18–31; after `most` runs, how many are left."""
    runs = row_runs(rows)
    shown = ", ".join(_run(first, last) for first, last in runs[:most])
    left = sum(last - first + 1 for first, last in runs[most:])
    return words("preflight_page.more_rows", rows=shown, count=left) if left else shown


def place_of_group(group: Group, *, words: Words) -> str:
    """Return where the problems of `group` are, in a few words: the files, each with its first rows."""
    rows: dict[str, list[int]] = defaultdict(list)
    for problem in group.problems:
        where = f"{problem.file} › {problem.sheet}" if problem.sheet else problem.file
        rows[where] += [] if problem.row is None else [problem.row]
    return " ; ".join(
        f"{where} ({shown_rows(found, most=FEW_RUNS, words=words)})" if found else where
        for where, found in rows.items()
    )


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return str(first) if first == last else f"{first}, {last}"
    return f"{first}–{last}"


def _problems(preflight: Preflight, words: Words) -> ControlSection:
    note = "preflight_page.problems_note" if preflight.groups else "preflight_page.no_problem"
    return ControlSection(words("preflight_page.problems"), (words(note),))


def _severities(preflight: Preflight, words: Words) -> tuple[tuple[str, str, str], ...]:
    present = {group.severity for group in preflight.groups}
    return tuple(
        (code, words(f"preflight_severity.{code}"), words(f"preflight_meaning.{code}"))
        for code in WORST_FIRST
        if code in present
    )


def _families(preflight: Preflight, words: Words) -> tuple[ControlFamily, ...]:
    """Return the runs of groups of one severity and family; what was done stands once where it is the same for all."""
    runs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, group in enumerate(preflight.groups):
        runs[group.severity, family_of(group.key)].append(position)
    families = []
    for (severity, family), members in runs.items():
        done = {preflight.groups[position].done(words.lang) for position in members}
        common = done.pop() if len(done) == 1 and len(members) > 1 else ""
        families.append(ControlFamily(severity, words(f"preflight_family.{family}"), common, tuple(members)))
    return tuple(families)


def _group(group: Group, preflight: Preflight, words: Words) -> ControlGroup:
    found, count = fold_problems(group, lang=words.lang, places=preflight.places), len(group.problems)
    left = len(found) - MOST_FINDINGS
    sheet = words("preflight_page.lines_sheet")
    return ControlGroup(
        severity=group.severity,
        severity_label=words(f"preflight_severity.{group.severity}"),
        title=group.title(words.lang),
        count=count,
        count_label=words("preflight_page.cases", count=count),
        done=group.done(words.lang),
        todo=group.todo(words.lang),
        columns=(
            words("preflight.file"),
            words("preflight.sheet_name"),
            words("preflight_page.rows"),
            words("preflight.column"),
            words("preflight_page.counted_at"),
            words("preflight_page.wrong"),
        ),
        findings=tuple(_finding(finding, words) for finding in found[:MOST_FINDINGS]),
        more=words("preflight_page.more", count=left, sheet=sheet, file=WORKBOOK_NAME) if left > 0 else "",
    )


def _finding(finding: Finding, words: Words) -> tuple[str, ...]:
    problem = finding.problem
    rows = shown_rows(finding.rows, most=MOST_RUNS, words=words)
    place = "" if problem.severity is Severity.REFUSED else finding.counted_at
    return problem.file, problem.sheet, rows, problem.column, place, problem.wrong(words.lang)


def _labels(words: Words) -> ControlLabels:
    names = ("done", "todo", "problem", "count", "summary_sheet", "lines_sheet")
    return ControlLabels(
        **{name: words(f"preflight_page.{name}") for name in names}, severity=words("preflight.severity")
    )


def _line_columns(words: Words) -> tuple[str, ...]:
    names = ("preflight.severity", "preflight_page.problem", "preflight.table", "preflight.file", "preflight.sheet_name",
             "preflight.row", "preflight.column", "preflight.value", "preflight_page.counted_at", "preflight_page.wrong",
             "preflight_page.done", "preflight_page.todo")  # fmt: skip
    return tuple(map(words, names))


def _line(problem: Problem, group: Group, preflight: Preflight, words: Words) -> tuple[str | int | None, ...]:
    place = preflight.places.get((problem.table, problem.row or 0))
    return (
        words(f"preflight_severity.{group.severity}"),
        group.title(words.lang),
        words(f"table_title.{problem.table}") if problem.table else "",
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        problem.value,
        place.sentence(words.lang) if place else "",
        problem.wrong(words.lang),
        group.done(words.lang),
        group.todo(words.lang),
    )
