"""Reads one file in a process of its own: -m annexmaps.sources.reader_child, what to read in JSON, lines of JSON out."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MEMORY_LIMIT = 700_000_000  # bytes, where the system offers a limit; with the parent it stays under 1 GB


class Refused(Exception):  # noqa: N818 - what is wrong with the file, in the child's own words
    """The file cannot be read; the message is the last part of an error's key."""


def main(words: list[str]) -> int:
    """Write what `words` ask for, a task, a path and more, as lines; the last holds what else is known, or a "fault"."""
    limit_memory()
    task, *arguments = words
    try:
        for line in _TASKS[task](*arguments):
            _write(line)
    except Refused as refusal:
        _write({"fault": str(refusal)})
    except (OverflowError, MemoryError):
        _write({"fault": "too_many_cells"})
    return 0


def _write(line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


def limit_memory(limit: int = MEMORY_LIMIT) -> None:
    """Let this process take no more than `limit` bytes, where the system can hold it to that."""
    # Windows has no such limit, macOS refuses this one: the checks of size before remain
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


# each task imports only the library that it needs
def _sheets(path: str) -> Iterator[Any]:
    from annexmaps.sources.workbook import sheets_of

    return sheets_of(path)


def _lines(path: str, sheet: str) -> Iterator[Any]:
    from annexmaps.sources.workbook import lines_of

    return lines_of(path, sheet)


def _parquet(path: str) -> Iterator[Any]:
    from annexmaps.sources.parquet_lines import lines_of

    return lines_of(path)


def _parquet_top(path: str) -> Iterator[Any]:
    from annexmaps.sources.parquet_rows import top_of

    return top_of(path)


_TASKS: Mapping[str, Callable[..., Iterator[Any]]] = {
    "sheets": _sheets,
    "lines": _lines,
    "parquet": _parquet,
    "parquet_top": _parquet_top,
}

if __name__ == "__main__":
    # run as a script this module is another than the one its tasks import the exception from
    from annexmaps.sources import reader_child

    sys.exit(reader_child.main(json.load(sys.stdin)))
