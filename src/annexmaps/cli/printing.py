"""What the commands print; text from files is printed as text, never as markup."""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from annexmaps.words import Words, printable

if TYPE_CHECKING:
    from annexmaps.production.auditing import AuditReport
    from annexmaps.production.building import BuildReport
    from annexmaps.production.editions_diff import Difference
    from annexmaps.production.preflight import Group, Preflight
    from annexmaps.products.product import Product

_SHOWN = ("count", "problem", "where", "example")


def line(text: str) -> None:
    """Print one line as it is."""
    sys.stdout.write(f"{printable(text)}\n")


def listed(text: str) -> tuple[str, ...]:
    """Return the words of an option that are parted by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def build_report(report: "BuildReport", words: Words) -> None:
    """Print what a build did: rows, files, annexes left out."""
    _accounts(report.preflight, words)
    if report.earlier:
        line(words("build.months_before", months=", ".join(report.earlier)))
    else:
        line(words("build.no_months_before", month=report.preflight.month))
    for annex, tables in report.skipped.items():
        names = ", ".join(words(f"table.{name}") for name in tables)
        line(words("build.skipped", annex=annex, tables=names, month=report.preflight.month))
    for name, level in report.closed.items():
        line(words("build.closed", table=words(f"table.{name}"), level=words(f"term.edition.{level}")))
    for annex in report.withheld:
        line(words("build.withheld", annex=annex))
    if report.preflight_file is None:
        line(words("build.report_not_written", folder=report.preflight.month))
    _to_check(report.preflight, report.preflight_file, words)
    rules(report.loosened, words)
    line(words("build.boundaries", title=report.boundaries))
    if report.basemap_failure:
        line(words("basemap.failed", why=report.basemap_failure.sentence(words.lang)))
    for sentence in report.population.sentences(words.lang) if report.population else ():
        line(sentence)
    for path in report.files:
        if path.parent == report.folder:
            line(f"  {path.name}")
    _atlas(report, words)
    for page in report.linted:
        for finding in page.findings:
            told = {"sentence": finding.sentence(words.lang), "todo": finding.todo(words.lang)}
            line(words("lint.warning", annex=page.annex, **told))
    for note in report.notes:
        line(note.sentence(words.lang))
    line(words("build.summary", files=len(report.files), folder=report.folder))
    if report.open_secret:
        line(words("points.secret_open", file=report.open_secret))
    if report.left_over:
        from annexmaps.production.manifest import told_left_over

        line(told_left_over(report.left_over).sentence(words.lang))


def rules(loosened: Sequence[str], words: Words) -> None:
    """Print which disclosure rules the configuration loosens, if it does."""
    if loosened:
        line(words("disclosure.loosened", settings=" ; ".join(loosened)))


def _atlas(report: "BuildReport", words: Words) -> None:
    pages = [path for path in report.files if path.parent != report.folder]
    for folder in sorted({path.parent.name for path in pages}):
        bound = [path.name for path in pages if path.suffix == ".pdf" and path.parent.name == folder]
        single = sum(path.parent.name == folder for path in pages) - len(bound)
        line(words("atlas.pages", folder=folder, count=single))
        for name in bound:
            line(f"  {folder}/{name}")
    if report.without_page:
        line(words("atlas.without_page", count=len(report.without_page), names=", ".join(report.without_page)))


def preflight(found: "Preflight", report: Path | None, month_folder: Path, words: Words) -> None:
    """Print the pre-flight: rows, then each kind of problem, worst first, with its count and where it is."""
    from annexmaps.production.preflight import missing_tables, place_of_group

    _accounts(found, words)
    for sentence in missing_tables(found, words=words):
        line(sentence)
    shown = table((words("preflight.severity"), *(words(f"preflight_page.{name}") for name in _SHOWN)))
    for group in found.groups:
        told = (group.title(words.lang), place_of_group(group, words=words), _example(group, words))
        add(shown, (words(f"preflight_severity.{group.severity}"), str(len(group.problems)), *told))
    if found.groups:
        show(shown)
    if report is None:
        line(words("build.report_not_written", folder=month_folder))
    _to_check(found, report, words)


def _example(group: "Group", words: Words) -> str:
    return f"{group.problems[0].wrong(words.lang)} {group.todo(words.lang)}"


def audit_report(report: "AuditReport", folder: Path, words: Words) -> None:
    """Print what an audit without findings opened, and what it could compare with."""
    line(words("audit.clean", files=len(report.files), folder=folder))
    counts = {"month": report.month, "values": report.values, "points": report.points}
    line(words("audit.compared", **counts) if report.month else words("audit.not_compared"))


def editions(lines: "Iterable[Difference]", words: Words) -> None:
    """Print what each edition shows of each table, side by side."""
    from annexmaps.disclosure.rules import EDITIONS

    shown = table((words("editions.table"), "", *(words(f"term.edition.{edition}") for edition in EDITIONS)))
    last = ""
    for difference in lines:
        name = "" if difference.table == last else words(f"table.{difference.table}")
        add(shown, (name, words(f"editions.about.{difference.about}"), *difference.cells))
        last = difference.table
    show(shown)


def products(found: "Iterable[Product]", words: Words) -> None:
    """Print the annexes with their titles, tables and formats."""
    from annexmaps.render.formats import OF_MAPS, RENDERERS

    shown = table(words(f"cli.{name}") for name in ("annex", "title", "needs", "formats"))
    for product in found:
        # a title ends with its month or year in brackets, which no month fills in here
        title = re.sub(r" \([^()]*\{[^()]*\)$", "", product.title[words.lang])
        kinds = OF_MAPS if product.kind == "map" else (product.kind,)
        formats = ", ".join(name for name, renderer in RENDERERS.items() if renderer.kind in kinds)
        add(shown, (product.annex, title, ", ".join(words(f"table.{name}") for name in product.needs), formats))
    show(shown)


def table(headers: Iterable[str]) -> Table:
    """Return an empty table with `headers`."""
    shown = Table(box=None, pad_edge=False)
    for header in headers:
        shown.add_column(Text(header), overflow="fold")
    return shown


def add(shown: Table, cells: Sequence[str]) -> None:
    """Add a line of plain texts to a table."""
    shown.add_row(*(Text(printable(cell)) for cell in cells))


def show(shown: Table) -> None:
    """Print a table as wide as the terminal, or wide enough for a file."""
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False, markup=False, emoji=False)
    console.print(shown)


def _accounts(found: "Preflight", words: Words) -> None:
    from annexmaps.production.preflight import account_lines

    for sentence in account_lines(found, words=words):
        line(sentence)


def _to_check(found: "Preflight", report: Path | None, words: Words) -> None:
    from annexmaps.production.preflight import make_verdict

    verdict = make_verdict(found, words=words)
    line(words("build.problems", verdict=verdict, report=report) if report else verdict)
