"""The production of a batch: step by step, with whoever works, into folders that are published whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from annexmaps.errors import OutputError
from annexmaps.months import Month
from annexmaps.production.batch.fingerprints import software_fingerprint
from annexmaps.production.batch.leading import Step, results
from annexmaps.production.batch.planning import Folder, Planner
from annexmaps.production.batch.publishing import publish_folder, publish_preflight
from annexmaps.production.batch.records import standing
from annexmaps.production.batch.report import BatchReport, Event, FailedFolder, FolderReport, Tell
from annexmaps.production.batch.tasks import (
    CheckMonth,
    Failure,
    FindFrames,
    KeepQuestions,
    Made,
    MakeFolder,
    ReadFolder,
    Tables,
    Task,
)
from annexmaps.production.batch.workers import Workers
from annexmaps.production.order import Order
from annexmaps.words import Phrase


@dataclass
class Production:
    """What is known while a batch runs."""

    planner: Planner
    workers: Workers
    tell: Tell
    frames: dict[Month, str] = field(default_factory=dict)  # of the boundaries in force
    read: dict[tuple[Month, str], bytes | Failure] = field(default_factory=dict)  # tables, by month and frame
    failed: list[FailedFolder] = field(default_factory=list)

    def run(
        self, preflights: Sequence[Folder], folders: Sequence[Folder], finished: tuple[FolderReport, ...]
    ) -> BatchReport:
        """Make `preflights` and `folders`, and return the report of them and of those `finished` before."""
        months = sorted({one.month for one in (*preflights, *folders)})
        found = self._only(partial(FindFrames, tuple(months)))
        self.frames = _or_raise(found)
        wanted = self._wanted(months)
        steps = len(wanted) + len(preflights) + len(folders) + 1
        self.tell(Event("planned", "", steps=steps, finished=len(finished)))
        for step, tables in self._results(self._read_step(*key) for key in wanted):
            assert step.month is not None  # noqa: S101 - of a month's tables
            self.read[step.month, step.edition] = tables
        checked = tuple(self._check(preflights))
        made = tuple(self._make([folder for folder in folders if not self._has_failed(folder)]))
        return BatchReport(self._in_order((*finished, *made)), tuple(self.failed), checked)

    def _wanted(self, months: Sequence[Month]) -> tuple[tuple[Month, str], ...]:
        """Return the months whose tables are needed, each in the frame of the month that needs it."""
        needed = {
            (one, self.frames[month]): None for month in months for one in (*self.planner.months_before(month), month)
        }
        return tuple(sorted(needed))

    def _read_step(self, month: Month, frame: str) -> Step:
        placed_in = next(one for one, its in self.frames.items() if its == frame)
        task = ReadFolder(self.planner.asked.month_folder(month), placed_in, self._order)
        return Step("read", month, frame, lambda: task)

    def _check(self, preflights: Sequence[Folder]) -> Iterator[tuple[Month, int]]:
        """Make the pre-flights; yield each month with the problems that a person should see."""
        problems = self._questions(preflights)
        for step, checked in self._results(self._check_step(one, problems) for one in preflights):
            folder = next(one for one in preflights if one.month == step.month)
            if isinstance(checked, Failure):
                self._fail(folder.month, "", checked)
                continue
            try:
                publish_preflight(folder, checked, software=software_fingerprint())
            except OutputError as error:
                self._fail(folder.month, "", Failure(error))
            if checked.refusal:
                self._fail(folder.month, "", Failure(checked.refusal))
            yield folder.month, checked.to_check

    def _questions(self, preflights: Sequence[Folder]) -> dict[Path, tuple[Any, ...]]:
        folders = {self.planner.asked.month_folder(one.month): self._own(one.month) for one in preflights}
        readable = {folder: tables for folder, tables in folders.items() if isinstance(tables, bytes)}
        found = self._only(partial(KeepQuestions, readable, self._order), "questions")
        return {} if isinstance(found, Failure) else dict(found)

    def _check_step(self, folder: Folder, problems: dict[Path, tuple[Any, ...]]) -> Step:
        found = problems.get(self.planner.asked.month_folder(folder.month), ())

        def task() -> Task | Failure:
            tables = self._tables(folder.month)
            return tables if isinstance(tables, Failure) else CheckMonth(tables, self._order, found)

        return Step("check", folder.month, "", task)

    def _make(self, folders: Sequence[Folder]) -> Iterator[FolderReport]:
        """Make and publish `folders`; yield what there is to tell of each."""
        asked = {(one.month, one.edition): one for one in folders}
        for step, made in self._results(self._make_step(one) for one in folders):
            assert step.month is not None  # noqa: S101 - of a month's folder
            folder = asked[step.month, step.edition]
            try:
                if isinstance(made, Failure):
                    self._fail(folder.month, folder.edition, made)
                    continue
                publish_folder(folder, made, out=self.planner.asked.order.out, software=software_fingerprint())
                yield self._reported(folder, made)
            except OutputError as error:
                self._fail(folder.month, folder.edition, Failure(error))

    def _make_step(self, folder: Folder) -> Step:
        def task() -> Task | Failure:
            tables = self._tables(folder.month)
            if isinstance(tables, Failure):
                return tables
            there = dict(standing(folder.target))
            kept = (
                {}
                if self.planner.asked.force
                else folder.record.usable_recipes(folder.target, software=software_fingerprint())
            )
            return MakeFolder(tables, self.planner.asked.orders(folder.edition), there, kept)

        return Step("make", folder.month, folder.edition, task)

    def _reported(self, folder: Folder, made: Made) -> FolderReport:
        lang = self.planner.asked.langs[0]
        notes = tuple(note.sentence(lang) if isinstance(note, Phrase) else note for note in made.notes)
        return FolderReport(folder.month, folder.edition, len(made.outputs), len(made.files), notes)

    def _own(self, month: Month) -> bytes | Failure:
        return self.read[month, self.frames[month]]

    def _tables(self, month: Month) -> Tables | Failure:
        """Return the tables of `month` and of those before it, or why one of them could not be read at all."""
        frame = self.frames[month]
        before = {one: self.read[one, frame] for one in self.planner.months_before(month)}
        own = self._own(month)
        lost = [tables for tables in (own, *before.values()) if isinstance(tables, Failure)]
        if lost:
            return lost[0]
        return Tables(self.planner.asked.month_folder(month), own, before)

    @property
    def _order(self) -> Order:
        # of what is the same for every edition: reading and the pre-flight
        return replace(self.planner.asked.orders("internal")[0], points="none", secret=None)

    def _results(self, steps: Iterable[Step]) -> Iterator[tuple[Step, Any]]:
        for step, result in results(steps, self.workers, self.tell):
            yield step, result
            self.tell(Event("failed" if isinstance(result, Failure) else "done", step.kind, step.month, step.edition))

    def _only(self, task: Any, kind: str = "frames") -> Any:
        [(_, result)] = self._results([Step(kind, None, "", task)])
        return result

    def _fail(self, month: Month, edition: str, failure: Failure) -> None:
        self.failed.append(FailedFolder(month, edition, failure.error, failure.trace))

    def _has_failed(self, folder: Folder) -> bool:
        return any(one.month == folder.month and not one.edition for one in self.failed)

    def _in_order(self, reports: Sequence[FolderReport]) -> tuple[FolderReport, ...]:
        editions = self.planner.asked.editions
        return tuple(sorted(reports, key=lambda one: (one.month, editions.index(one.edition))))


def _or_raise(found: Any) -> Any:
    if isinstance(found, Failure):
        raise found.error
    return found
