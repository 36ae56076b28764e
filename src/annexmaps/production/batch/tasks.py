"""What a worker does: each task is plain values in, plain values out, so that any process, here or on a cluster, may run it."""

import gc
import os
import pickle
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from annexmaps.errors import AnnexmapsError, OutputError
from annexmaps.months import Month
from annexmaps.production.batch.fingerprints import software_fingerprint
from annexmaps.production.order import Order
from annexmaps.words import Phrase

_EPOCH = "SOURCE_DATE_EPOCH"
# months kept open in a worker, those of a year and the one before, and how many bytes one may have: memory stays flat
_MOST_KEPT, _LARGEST_KEPT = 14, 8_000_000
_ONE_AT_A_TIME = threading.Lock()  # drawing is not made for threads, which workers of a cluster may have


@dataclass(frozen=True)
class Failure:
    """Why a task was not done: a sentence of ours, or the trace of a fault of the software."""

    error: AnnexmapsError
    trace: str = ""


@dataclass(frozen=True)
class Setting:
    """What every task of a batch is done with, wherever it is done."""

    software: str = field(default_factory=software_fingerprint)
    epoch: str = field(default_factory=lambda: os.environ.get(_EPOCH, ""))


@dataclass(frozen=True)
class Task(ABC):
    """A piece of work."""

    @abstractmethod
    def run(self) -> Any:
        """Do it."""


def work(task: Task, setting: Setting) -> Any:
    """Return what `task` returns, or the Failure that says why it could not be done."""
    with _ONE_AT_A_TIME:
        # what stands already is no part of this task, and need not be looked through after it
        gc.freeze()
        try:
            if setting.software != software_fingerprint():
                raise OutputError("batch.other_software")
            _set_epoch(setting.epoch)
            return task.run()
        except AnnexmapsError as error:
            return Failure(error)
        except Exception as error:
            # a fault of ours stops this piece of work and no other; it is told with its trace
            return Failure(OutputError("batch.fault", why=f"{type(error).__name__}: {error}"), traceback.format_exc())
        finally:
            # figures refer to themselves: they are let go now, so that memory stays flat
            gc.collect()
            gc.unfreeze()


def _set_epoch(epoch: str) -> None:
    if epoch:
        os.environ[_EPOCH] = epoch
    else:
        os.environ.pop(_EPOCH, None)


@dataclass(frozen=True)
class FindFrames(Task):
    """Find the frame of the boundaries that is in force in each month."""

    months: tuple[Month, ...]

    def run(self) -> dict[Month, str]:
        """Return the frame of each month."""
        from annexmaps.sources.boundary_frames import frame_of, read_code_list

        codes = read_code_list()
        return {month: frame_of(month, codes=codes) for month in self.months}


@dataclass(frozen=True)
class ReadFolder(Task):
    """Read and place the tables of one month, once for all that need them."""

    month_folder: Path
    placed_in: Month  # whose frame is in force
    order: Order

    def run(self) -> bytes:
        """Return the tables, or why they cannot be used, pickled: what asked for them need not open them."""
        from annexmaps.production.reading import read_folder

        ground = _ground(self.month_folder, self.placed_in, self.order)
        return pickle.dumps(read_folder(self.month_folder, ground), protocol=pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True)
class KeepQuestions(Task):
    """Write what the months still ask into decisions.csv, one after the other."""

    folders: Mapping[Path, bytes]  # a month's folder: its tables, in the order of months
    order: Order

    def run(self) -> dict[Path, tuple[Any, ...]]:
        """Return the problems that there were with it, by folder."""
        from annexmaps.production.decisions import keep_questions

        found = {}
        for folder, tables in self.folders.items():
            try:
                located = _assembled(folder, tables, {}, self.order)
                found[folder] = keep_questions(located, folder).problems[len(located.problems) :]
            except AnnexmapsError:
                # a month that cannot be used asks nothing; why, its pre-flight says
                continue
        return found


@dataclass(frozen=True)
class Tables:
    """The tables of a month and of those before it, as `ReadFolder` returned them."""

    month_folder: Path
    own: Any  # bytes
    before: Mapping[Month, Any]


@dataclass(frozen=True)
class Checked:
    """The pre-flight of a month."""

    files: Mapping[str, bytes]
    to_check: int  # problems that are more than a note
    refusal: AnnexmapsError | None = None  # why nothing may be made of it


@dataclass(frozen=True)
class CheckMonth(Task):
    """Make the pre-flight of one month."""

    tables: Tables
    order: Order
    problems: tuple[Any, ...] = ()  # with decisions.csv

    def run(self) -> Checked:
        """Return its files; InputError if the month cannot be used."""
        from annexmaps.production.building import refuse_unless_sound
        from annexmaps.production.making import make_ready
        from annexmaps.production.preflight import PREFLIGHT_FOLDER, make_preflight, preflight_files

        folder = self.tables.month_folder
        located = _assembled(folder, self.tables.own, self.tables.before, self.order)
        located = replace(located, problems=(*located.problems, *self.problems))
        preflight = make_preflight(located, loosened=make_ready(self.order, folder).loosened)
        files, refusal = preflight_files(preflight, lang=self.order.lang), None
        try:
            if self.order.strict:
                refuse_unless_sound(preflight, folder, folder / PREFLIGHT_FOLDER / next(iter(files)))
        except AnnexmapsError as error:
            refusal = error
        return Checked(files, preflight.to_check, refusal)


@dataclass(frozen=True)
class Made:
    """What was made of one folder."""

    files: Mapping[str, bytes]  # those that differ from what stands there
    outputs: Mapping[str, str]  # SHA-256 of every file by name
    recipes: Mapping[str, str]
    notes: tuple[Phrase | str, ...] = ()  # what a person should know, each a line
    is_final: bool = True  # not if something that was asked for failed and may come next time


@dataclass(frozen=True)
class MakeFolder(Task):
    """Make one folder: a month in an edition, in every language."""

    tables: Tables
    orders: tuple[Order, ...]  # one a language
    standing: Mapping[str, bytes]  # what stands in the folder
    recipes: Mapping[str, str]  # of those files that may be taken again

    def run(self) -> Made:
        """Return the files; raises what `build` does."""
        from annexmaps.production.batch.making_folder import make_folder

        return make_folder(self)

    def located(self) -> Any:
        """Return the month, with those before it."""
        return _assembled(self.tables.month_folder, self.tables.own, self.tables.before, self.orders[0])


def _ground(month_folder: Path, month: Month, order: Order) -> Any:
    from annexmaps.production.reading import ground_of, settings_of

    settings = settings_of(month_folder, order.config)
    return ground_of(month_folder, month, boundaries=order.boundaries, config=settings)


def _assembled(month_folder: Path, own: bytes, before: Mapping[Month, bytes], order: Order) -> Any:
    from annexmaps.production.reading import assemble_month
    from annexmaps.sources.month_folder import month_of

    ground = _ground(month_folder, month_of(month_folder), order)
    return assemble_month(_opened(own), {month: _opened(content) for month, content in before.items()}, ground)


def _opened(tables: bytes) -> Any:
    # the same tables are the same objects in a worker, so that what was made of them for one month serves the next
    return _kept_open(tables) if len(tables) <= _LARGEST_KEPT else _open(tables)


@lru_cache(maxsize=_MOST_KEPT)
def _kept_open(tables: bytes) -> Any:
    return _open(tables)


def _open(tables: bytes) -> Any:
    # pickles of our own workers, which never leave the batch
    return pickle.loads(tables)  # noqa: S301
