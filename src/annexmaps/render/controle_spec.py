"""What a pre-flight says, resolved in one language: values only, for the page and the workbook to print."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ControlTable:
    """A small table; the first columns are texts, the numbers are on the right."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]  # the last is the total


@dataclass(frozen=True)
class ControlGroup:
    """One kind of problem."""

    severity: str  # refused, unplaced, warning, note
    severity_label: str
    title: str
    count: int
    count_label: str
    done: str
    todo: str
    columns: tuple[str, ...]
    findings: tuple[tuple[str, ...], ...]  # file, sheet, rows, column, place counted for, what is wrong
    more: str = ""  # how many findings are left out of the page, and where they are


@dataclass(frozen=True)
class ControlFamily:
    """Kinds of problem of one severity that are mended together."""

    severity: str
    title: str
    done: str  # what was done, if it is the same for all; the kinds do not repeat it
    groups: tuple[int, ...]  # positions in the groups of the pre-flight


@dataclass(frozen=True)
class ControlSection:
    """A title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class ControlLabels:
    """The short words that the page and the workbook print."""

    done: str
    todo: str
    problem: str
    severity: str
    count: str
    summary_sheet: str
    lines_sheet: str


@dataclass(frozen=True)
class ControlSpec:
    """The pre-flight of one month."""

    lang: str
    title: str
    verdict: str
    sharing: str
    ribbon: str  # empty unless the month is fiction
    waiting: str  # decisions that wait for a person; empty if none does
    how: str
    accounts: ControlTable
    account_lines: tuple[str, ...]  # the same in sentences, one a table
    problems: ControlSection
    groups: tuple[ControlGroup, ...]
    families: tuple[ControlFamily, ...]
    severities: tuple[tuple[str, str, str], ...]  # code, label, meaning
    sections: tuple[ControlSection, ...]  # missing tables, months before, boundaries
    labels: ControlLabels
    line_columns: tuple[str, ...]
    lines: tuple[tuple[str | int | None, ...], ...]  # one a problem
