"""Tables of millions of rows, one pass: their lines come in batches from a process of their own, used columns only."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from annexmaps.contract import Problem, RawTable
from annexmaps.errors import InputError
from annexmaps.sources.columns_found import find_columns
from annexmaps.sources.file_type import type_of_file
from annexmaps.sources.long_text import top_of_text
from annexmaps.sources.parquet_file import top_of_parquet
from annexmaps.sources.reader_process import child_environment

TABLE = "incidents"
USED = ("date", "region", "cercle", "commune", "pcode", "latitude", "longitude", "coordinates", "category", "type")
LARGEST = 20_000_000_000  # bytes
TIME_LIMIT = 1_800  # seconds for the whole file
_DAMAGED = 1  # exit status after an error that nobody foresaw


@dataclass(frozen=True)
class LongTable:
    """Where the used columns of a long table are, and how its lines are read."""

    path: Path
    raw: RawTable  # headers and what was noticed above the data; no cells
    positions: Mapping[str, int]  # of the used columns
    notes: tuple[Problem, ...]
    reading: Mapping[str, Any]  # what the process that reads needs to know

    def header(self, name: str) -> str:
        """Return the header of the used column `name` as the file spells it, empty if there is none."""
        return self.raw.headers[self.positions[name]] if name in self.positions else ""


def open_long_table(path: Path) -> LongTable:
    """Return the long incidents table in `path`: CSV, Parquet or GeoParquet.

    InputError if it is of another type, too large, or lacks a column that must be there.
    """
    kind = type_of_file(path, largest=LARGEST)
    if kind not in _TOPS:
        raise InputError("long_table.type", file=path.name)
    raw, reading = _TOPS[kind](path)
    positions, notes = find_columns(raw)
    used = {name: positions[name] for name in USED if name in positions}
    return LongTable(path, raw, used, (*raw.problems, *notes), {**reading, "kind": kind, "columns": used})


@contextmanager
def batches_of(table: LongTable) -> Iterator[Iterator[pa.RecordBatch]]:
    """Give the lines of `table` in batches: `row` (number in the spreadsheet), `line` (0, or 1 too many cells, 2 too few), used columns.

    Texts come as dictionaries, coordinates as text or numbers as the file has them. InputError if the file turns out to be damaged,
    too much for the memory, or slower than TIME_LIMIT.
    """
    command = [sys.executable, "-P", "-m", "annexmaps.sources.long_table_child"]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        # what its libraries say on the way is not for the user
        stderr=subprocess.DEVNULL, env=child_environment(),
    )  # fmt: skip
    late = threading.Timer(TIME_LIMIT, child.kill)
    late.start()
    try:
        with _open(child.stdin) as asked, _open(child.stdout) as answer:
            asked.write(json.dumps({**table.reading, "path": str(table.path.absolute())}).encode())
            asked.close()
            yield _batches(child, answer, table.path.name, late)
    finally:
        late.cancel()
        child.kill()
        child.wait()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 it was asked for
    return pipe


def _batches(
    child: "subprocess.Popen[bytes]", answer: IO[bytes], file: str, late: threading.Timer
) -> Iterator[pa.RecordBatch]:
    try:
        with pa.ipc.open_stream(answer) as stream:
            yield from stream
        end = json.loads(answer.read())
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _broken_off(child, file, late) from error
    if end["fault"]:
        raise InputError(end["fault"], file=file)


def _broken_off(child: "subprocess.Popen[bytes]", file: str, late: threading.Timer) -> InputError:
    """Return why the process ended before it had said everything."""
    status = child.wait(timeout=TIME_LIMIT)
    if late.finished.is_set():
        return InputError("long_table.too_slow", file=file, minutes=TIME_LIMIT // 60)
    return InputError("sources.damaged" if status == _DAMAGED else "long_table.too_much", file=file)


_TOPS: Mapping[str, Callable[[Path], tuple[RawTable, dict[str, Any]]]] = {
    "text": lambda path: top_of_text(path, table=TABLE),
    "parquet": lambda path: top_of_parquet(path, table=TABLE),
}
