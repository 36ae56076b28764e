"""Workbooks, read safely: a process of its own opens them, under a time limit and a memory limit."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.sources.grid import Grid

TIME_LIMIT = 25  # seconds


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    shown: bool  # False: the sheet is hidden


def list_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook `path`; InputError if it cannot be read."""
    return tuple(Sheet(name, shown) for name, shown in _ask(path, "sheets")[:-1])


def read_sheet(path: Path, *, sheet: str) -> Grid:
    """Return the filled lines of one `sheet` of the workbook `path`; InputError if it cannot be read."""
    *lines, end = _ask(path, "lines", sheet)
    hidden = frozenset(end["hidden"])
    return Grid(tuple(tuple(texts) for _, texts in lines), tuple(number for number, _ in lines), hidden=hidden)


def _ask(path: Path, task: str, *arguments: str) -> list[Any]:
    # -P: nothing beside the workbook can pass for a module of ours
    command = [sys.executable, "-P", "-m", "annexmaps.sources.workbook"]
    # names of sheets come from the file: they are data, not words of a command
    question = json.dumps([task, str(path.absolute()), *arguments]).encode()
    try:
        answer = subprocess.run(command, input=question, capture_output=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError("sources.too_slow", file=path.name, seconds=TIME_LIMIT) from error
    if answer.returncode:
        # an exception the reader did not foresee, or an end by the system when memory ran out
        raise InputError("sources.damaged" if answer.returncode == 1 else "sources.too_many_cells", file=path.name)
    lines = [json.loads(line) for line in answer.stdout.splitlines() if line]
    if fault := lines[-1].get("fault"):
        raise InputError(f"sources.{fault}", file=path.name)
    return lines
