"""What a batch did, and what it tells while it is at it."""

from collections.abc import Callable
from dataclasses import dataclass

from annexmaps.errors import AnnexmapsError, OutputError
from annexmaps.months import Month
from annexmaps.words import Joined, Phrase


@dataclass(frozen=True)
class FolderReport:
    """One folder that is as it should be."""

    month: Month
    edition: str
    files: int
    made: int  # of these files, how many were written; none if it was finished before
    notes: tuple[str, ...] = ()  # what a person should know


@dataclass(frozen=True)
class FailedFolder:
    """One folder that could not be made, or a whole month."""

    month: Month
    edition: str  # empty: every edition of the month
    error: AnnexmapsError
    trace: str = ""  # of a fault of the software

    @property
    def name(self) -> object:
        """The month, and the edition if there is one, to be put into a sentence."""
        if not self.edition:
            return self.month
        return Phrase("batch.folder", {"month": self.month, "edition": Phrase(f"term.edition.{self.edition}")})


@dataclass(frozen=True)
class BatchReport:
    """What a batch did."""

    folders: tuple[FolderReport, ...]
    failed: tuple[FailedFolder, ...]
    to_check: tuple[
        tuple[Month, int], ...
    ] = ()  # months whose pre-flight was made, with problems that a person should see

    @property
    def files(self) -> int:
        """How many files are as they should be."""
        return sum(folder.files for folder in self.folders)

    @property
    def made(self) -> int:
        """How many of them were written in this run."""
        return sum(folder.made for folder in self.folders)

    def refuse_failures(self) -> None:
        """Return if every folder is as it should be; OutputError, naming each that is not and why, if one is not."""
        if self.failed:
            told = tuple(Phrase("batch.failure", {"name": one.name, "why": one.error}) for one in self.failed)
            raise OutputError(
                "batch.failed", count=len(self.failed), finished=len(self.folders), failures=Joined(told, by="line")
            )


@dataclass(frozen=True)
class Event:
    """Something that happened; steps are counted over the whole batch."""

    kind: str  # planned, begun, done, failed
    step: str  # read, questions, check, make; empty for the plan
    month: Month | None = None
    edition: str = ""
    steps: int = 0  # planned: how many there will be
    finished: int = 0  # planned: folders that need nothing
    made: int = 0  # done: files written


Tell = Callable[[Event], None]


def tell_nobody(event: Event) -> None:
    """Keep quiet."""
    del event
