"""The command that lints finished maps, or the pages of a month's folder, and its table of checks and pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli import printing
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.lint import Finding
    from annexmaps.production.linting import LintedPage


_NOT_LOOKED_AT = ("changed", "missing", "not_recorded")  # findings on a file whose page was not checked


def add_lint_command(app: typer.Typer, words: Words) -> None:
    """Add `lint` to `app`, with its help in the language of `words`."""

    @app.command("lint", help=words("lint.help"))
    def lint(
        path: Annotated[Path, typer.Argument(help=words("lint.path"), metavar="FILE_OR_FOLDER")],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        edition: Annotated[str, typer.Option("--edition", help=words("cli.edition"))] = "partners",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        config: Annotated[Path | None, typer.Option("--config", help=words("cli.config"))] = None,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition=edition, lang=lang)
        from annexmaps.lint import errors_of
        from annexmaps.production.linting import lint_path

        pages = lint_path(path, boundaries=boundaries or None, edition=edition, lang=lang, config=config)
        _print_pages(pages, Words(lang))
        if any(errors_of(page.findings) for page in pages):
            raise typer.Exit(1)


def _print_pages(pages: "Sequence[LintedPage]", words: Words) -> None:
    from annexmaps.lint import CHECKS, errors_of

    for number, page in enumerate(pages, start=1):
        printing.line(f"[{number}] {page.name}")
    _print_checks(pages, words)
    _print_findings(pages, words)
    findings = [finding for page in pages for finding in page.findings]
    errors = len(errors_of(findings))
    if findings:
        printing.line(words("lint.verdict", pages=len(pages), errors=errors, warnings=len(findings) - errors))
    else:
        printing.line(words("lint.all_good", pages=len(pages), checks=len(CHECKS)))


def _print_checks(pages: "Sequence[LintedPage]", words: Words) -> None:
    from annexmaps.lint import CHECKS

    shown = printing.table((words("lint.check"), *(f"[{number}]" for number in range(1, len(pages) + 1))))
    for check in CHECKS:
        printing.add(shown, (words(f"lint_check.{check.name}"), *(_cell(page, check.name, words) for page in pages)))
    printing.show(shown)


def _cell(page: "LintedPage", check: str, words: Words) -> str:
    if any(finding.key in _NOT_LOOKED_AT for finding in page.findings):
        return "–"
    count = sum(_is_of(finding, check) for finding in page.findings)
    return words("lint.failed", count=count) if count else words("lint.ok")


def _print_findings(pages: "Sequence[LintedPage]", words: Words) -> None:
    shown = printing.table(words(f"lint.{name}") for name in ("page", "severity", "found", "todo"))
    for number, page in enumerate(pages, start=1):
        for finding in page.findings:
            told = (finding.sentence(words.lang), finding.todo(words.lang))
            printing.add(shown, (f"[{number}]", words(f"lint.severity_{finding.severity}"), *told))
    if shown.rows:
        printing.show(shown)


def _is_of(finding: "Finding", check: str) -> bool:
    # one check may have several sentences: told_apart_greyscale
    return finding.key == check or finding.key.startswith(f"{check}_")
