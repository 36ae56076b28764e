"""The words of a pre-flight in one language: groups with their findings, accounts, missing tables, months before."""

from collections import defaultdict
from collections.abc import Iterable

from annexmaps.contract import Problem
from annexmaps.months import Month, month_label, month_name
from annexmaps.production.preflight.findings import Preflight
from annexmaps.production.preflight.groups import WORST_FIRST, Finding, Group, fold_problems, row_runs
from annexmaps.products import all_products
from annexmaps.render.controle_spec import ControlGroup, ControlLabels, ControlSection, ControlSpec, ControlTable
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
        title=words("preflight_page.title", month=month_label(preflight.month, lang=lang)),
        verdict=_verdict(preflight, words),
        sharing=words("sharing.internal"),
        ribbon=words("map.fictitious") if preflight.example else "",
        how=words("preflight_page.how", month=preflight.month),
        accounts=_accounts(preflight, words),
        account_lines=account_lines(preflight, words=words),
        problems=_problems(preflight, words),
        groups=tuple(_group(group, words) for group in preflight.groups),
        severities=_severities(preflight, words),
        sections=(_missing(preflight, words), _months(preflight, words), _boundaries(preflight, words)),
        labels=_labels(words),
        line_columns=_line_columns(words),
        lines=tuple(_line(problem, group, words) for group in preflight.groups for problem in group.problems),
    )


def shown_rows(rows: Iterable[int], *, most: int, words: Words) -> str:
    """Return `rows` as a reader writes them: 12, 15, 18–31; after `most` runs, how many are left."""
    runs = row_runs(rows)
    shown = ", ".join(_run(first, last) for first, last in runs[:most])
    left = sum(last - first + 1 for first, last in runs[most:])
    return words("preflight_page.more_rows", rows=shown, count=left) if left else shown


def account_lines(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return where the rows of each table went, a sentence each."""
    return tuple(
        words("build.rows", table=words(f"table.{name}"), **account.__dict__)
        for name, account in preflight.accounts.items()
    )


def missing_tables(preflight: Preflight, *, words: Words) -> tuple[str, ...]:
    """Return what each table that is missing means for the annexes, a sentence each."""
    return tuple(_missing_table(name, words) for name in preflight.missing)


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


def _verdict(preflight: Preflight, words: Words) -> str:
    if not preflight.to_check and not preflight.unmapped:
        return words("preflight_page.verdict_clean")
    counts = dict.fromkeys(WORST_FIRST, 0)
    for group in preflight.groups:
        counts[group.severity] += len(group.problems)
    return words("preflight_page.verdict", listed=preflight.unmapped, warnings=counts["warning"], notes=counts["note"])


def _accounts(preflight: Preflight, words: Words) -> ControlTable:
    rows: list[tuple[str | int, ...]] = [
        (words(f"table.{name}"), preflight.sources[name].shown, *_counts(account.__dict__))
        for name, account in preflight.accounts.items()
    ]
    absent = [(words(f"table.{name}"), words("preflight_page.absent"), *("–",) * 4) for name in preflight.missing]
    totals = [sum(int(row[at]) for row in rows) for at in range(2, 6)]
    columns = ("preflight.table", "preflight.file", "preflight.read", "preflight.mapped", "preflight.aggregated")
    return ControlTable(
        words("preflight_page.accounts"),
        words("preflight_page.accounts_note"),
        (*map(words, columns), words("preflight_page.listed")),
        (*rows, *absent, (words("preflight_page.total"), "", *totals)),
    )


def _counts(account: dict[str, int]) -> tuple[int, ...]:
    return tuple(account[name] for name in ("read", "mapped", "aggregated", "listed"))


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


def _group(group: Group, words: Words) -> ControlGroup:
    found, count = fold_problems(group, lang=words.lang), len(group.problems)
    left = len(found) - MOST_FINDINGS
    sheet = words("preflight_page.lines_sheet")
    return ControlGroup(
        severity=group.severity,
        severity_label=words(f"preflight_severity.{group.severity}"),
        title=group.title(words.lang),
        count=count,
        count_label=words("preflight_page.count_one" if count == 1 else "preflight_page.count_many", count=count),
        done=group.done(words.lang),
        todo=group.todo(words.lang),
        columns=(
            words("preflight.file"),
            words("preflight.sheet_name"),
            words("preflight_page.rows"),
            words("preflight.column"),
            words("preflight_page.wrong"),
        ),
        findings=tuple(_finding(finding, words) for finding in found[:MOST_FINDINGS]),
        more=words("preflight_page.more", count=left, sheet=sheet, file=WORKBOOK_NAME) if left > 0 else "",
    )


def _finding(finding: Finding, words: Words) -> tuple[str, ...]:
    problem = finding.problem
    rows = shown_rows(finding.rows, most=MOST_RUNS, words=words)
    return problem.file, problem.sheet, rows, problem.column, problem.wrong(words.lang)


def _missing(preflight: Preflight, words: Words) -> ControlSection:
    sentences = missing_tables(preflight, words=words) or (words("preflight_page.missing_none"),)
    return ControlSection(words("preflight_page.missing"), sentences)


def _missing_table(name: str, words: Words) -> str:
    products = all_products()
    lost = ", ".join(product.annex for product in products if name in product.needs)
    helped = ", ".join(product.annex for product in products if name in product.helped_by)
    key = "preflight_page.missing_helps" if helped else "preflight_page.missing_table"
    return words(key, table=words(f"table.{name}"), annexes=lost, helped=helped)


def _months(preflight: Preflight, words: Words) -> ControlSection:
    read, gaps = (_month_list(months, words) for months in (preflight.earlier, preflight.gaps))
    paragraphs = [words("preflight_page.months_read", months=read) if read else words("preflight_page.months_none")]
    if gaps:
        paragraphs.append(words("preflight_page.months_absent", months=gaps))
    return ControlSection(words("preflight_page.months"), tuple(paragraphs))


def _month_list(months: Iterable[Month], words: Words) -> str:
    return ", ".join(f"{month_name(month, lang=words.lang)} {month.year}" for month in months)


def _boundaries(preflight: Preflight, words: Words) -> ControlSection:
    title, frame = preflight.boundaries
    return ControlSection(
        words("preflight_page.boundaries"), (words("preflight_page.boundaries_used", title=title, frame=frame),)
    )


def _labels(words: Words) -> ControlLabels:
    names = ("done", "todo", "problem", "count", "summary_sheet", "lines_sheet")
    return ControlLabels(
        **{name: words(f"preflight_page.{name}") for name in names}, severity=words("preflight.severity")
    )


def _line_columns(words: Words) -> tuple[str, ...]:
    names = ("preflight.severity", "preflight_page.problem", "preflight.table", "preflight.file", "preflight.sheet_name",
             "preflight.row", "preflight.column", "preflight.value", "preflight_page.wrong", "preflight_page.done",
             "preflight_page.todo")  # fmt: skip
    return tuple(map(words, names))


def _line(problem: Problem, group: Group, words: Words) -> tuple[str | int | None, ...]:
    return (
        words(f"preflight_severity.{group.severity}"),
        group.title(words.lang),
        words(f"table.{problem.table}") if problem.table else "",
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        problem.value,
        problem.wrong(words.lang),
        group.done(words.lang),
        group.todo(words.lang),
    )
