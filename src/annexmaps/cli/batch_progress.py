"""What a batch shows while it works: a bar in a terminal, elsewhere a line for each folder."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from annexmaps.cli import printing
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.batch.report import Event, Tell

_MOST_NAMED = 3  # of what is being done, in the bar's line


@contextmanager
def showing(words: Words) -> "Iterator[Tell]":
    """Yield what a batch tells its events to: a bar if the output is a terminal, else lines."""
    if not sys.stdout.isatty():
        yield _Lines(words)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[running]}", markup=False, style="dim"),
    )
    with Progress(*columns, console=Console(highlight=False, markup=False, emoji=False)) as progress:
        yield _Bar(words, progress)


class _Lines:
    """One line for each folder that was made or failed."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._steps = 0
        self._done = 0

    def __call__(self, event: "Event") -> None:
        if event.kind == "planned":
            self._steps = event.steps
            printing.line(self._words("batch.planned", finished=event.finished, steps=event.steps))
            sys.stdout.flush()
        elif event.kind in ("done", "failed") and self._steps:
            self._done += 1
            if event.step == "make" or event.kind == "failed":
                done = min(self._done, self._steps)
                printing.line(f"[{done}/{self._steps}] {_told(event, self._words)}")
                sys.stdout.flush()


class _Bar:
    """A bar with what is being done, what failed above it, and the time left."""

    def __init__(self, words: Words, progress: Progress) -> None:
        self._words = words
        self._progress = progress
        self._running: list[str] = []
        self._task = progress.add_task(words("batch.reading"), total=None, running="")

    def __call__(self, event: "Event") -> None:
        if event.kind == "planned":
            # looking for what is to be done is no step of it
            self._progress.update(self._task, total=event.steps or 1, completed=0 if event.steps else 1)
            return
        if event.kind == "begun":
            self._running.append(_named(event, self._words))
        else:
            self._running.remove(_named(event, self._words))
            self._progress.advance(self._task)
        if event.kind == "failed":
            self._progress.console.print(_told(event, self._words))
        shown = self._words(f"batch.step_{event.step}")
        running = " · ".join(self._running[:_MOST_NAMED])
        self._progress.update(self._task, description=shown, running=running)


def _told(event: "Event", words: Words) -> str:
    return words(f"batch.{event.kind}", name=_named(event, words), step=words(f"batch.step_{event.step}"))


def _named(event: "Event", words: Words) -> str:
    if event.month is None:
        return words(f"batch.step_{event.step}")
    if event.step != "make":
        return str(event.month)
    return words("batch.folder", month=event.month, edition=words(f"term.edition.{event.edition}"))
