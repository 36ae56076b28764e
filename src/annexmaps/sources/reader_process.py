"""The process that opens untrusted files: under a time limit, and a memory limit where the system offers one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError

TIME_LIMIT = 25  # seconds
# the allocator of the system fails at the limit; Arrow's own reserves more than it from the start
_ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# and each thread of its own store reserves more than it takes
_FEW_THREADS = {"MALLOC_ARENA_MAX": "1", "ARROW_IO_THREADS": "1"}


def ask(path: Path, task: str, *arguments: str) -> tuple[list[Any], dict[str, Any]]:
    """Return the lines that `task` finds in the file `path`, and what else it found; InputError if it cannot be read."""
    # -P: nothing beside the file can pass for a module of ours
    command = [sys.executable, "-P", "-m", "annexmaps.sources.reader_child"]
    # names of sheets come from the file: they are data, not words of a command
    question = json.dumps([task, str(path.absolute()), *arguments]).encode()
    try:
        answer = subprocess.run(
            command, input=question, capture_output=True, timeout=TIME_LIMIT, check=False, env=child_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("sources.too_slow", file=path.name, seconds=TIME_LIMIT) from error
    if answer.returncode:
        # an exception the reader did not foresee, or an end by the system when memory ran out
        raise InputError("sources.damaged" if answer.returncode == 1 else "sources.too_many_cells", file=path.name)
    *lines, end = [json.loads(line) for line in answer.stdout.splitlines() if line]
    if fault := end.get("fault"):
        raise InputError(f"sources.{fault}", file=path.name)
    return lines, end


def child_environment() -> dict[str, str]:
    """Return the environment of a process that reads files of others."""
    return {**os.environ, **_ENVIRONMENT, **_FEW_THREADS}
