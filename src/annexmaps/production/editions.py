"""The three editions in one run: each whole or not at all, those that fail named."""

from collections.abc import Callable
from dataclasses import dataclass

from annexmaps.disclosure.rules import EDITIONS
from annexmaps.errors import AnnexmapsError, OutputError
from annexmaps.production.building import BuildReport
from annexmaps.production.order import points_of as points_of
from annexmaps.words import Joined, Phrase


@dataclass(frozen=True)
class EditionsReport:
    """What a run of all editions did."""

    built: tuple[BuildReport, ...]
    failed: tuple[tuple[str, AnnexmapsError], ...]  # edition, why

    def refuse_failures(self) -> None:
        """Return if every edition was made; OutputError, naming each that was not and why, if one was not."""
        if self.failed:
            told = (
                Phrase("editions.failed", {"edition": Phrase(f"term.edition.{name}"), "why": why})
                for name, why in self.failed
            )
            made = Joined(tuple(Phrase(f"term.edition.{report.folder.name}") for report in self.built))
            raise OutputError(
                "editions.failed" if self.built else "editions.none", failed=Joined(tuple(told), by="line"), made=made
            )


def build_editions(make: Callable[[str], BuildReport]) -> EditionsReport:
    """Call `make` for each edition, the internal one first; one that fails leaves the others as they are."""
    built: list[BuildReport] = []
    failed: list[tuple[str, AnnexmapsError]] = []
    for edition in EDITIONS:
        try:
            built.append(make(edition))
        except AnnexmapsError as error:
            failed.append((edition, error))
    return EditionsReport(tuple(built), tuple(failed))
