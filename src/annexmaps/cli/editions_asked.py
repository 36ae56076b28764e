"""One edition or all three, as --edition asks: each built and told, those that fail named."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annexmaps.cli import printing
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.building import BuildReport

ALL_EDITIONS = "all"  # what --edition says for the three


def in_editions(make: Callable[[str, str], "BuildReport"], edition: str, points: str, words: Words) -> None:
    """Call `make` with the edition asked for, or with each, and the `points` it may show; print what was done."""
    from annexmaps.production.editions import build_editions, points_of

    if edition != ALL_EDITIONS:
        printing.build_report(make(edition, points), words)
        return
    report = build_editions(lambda one: make(one, points_of(one, points)))
    for built in report.built:
        printing.build_report(built, words)
    report.refuse_failures()
