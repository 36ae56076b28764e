"""A command and everything it starts: seconds by the clock, seconds of processor time, and the most memory of all together."""

import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_STEP = 1.0  # seconds between two looks at the memory; looking takes time from those looked at


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    wall: float  # seconds
    processor: float  # seconds of all its processes
    peak: float  # MB of all its processes together, shared pages once (PSS); 0 where the system does not tell


def run_measured(command: Sequence[str]) -> Spent:
    """Run `command` to its end and return what it took; CalledProcessError if it fails."""
    before, start = _processor_of_children(), time.perf_counter()
    # a command of the benchmark's own, whose parts are not text of anyone
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        watch = _Watch(process.pid)
        watch.start()
        _, told = process.communicate()
        watch.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=told)
    return Spent(time.perf_counter() - start, _processor_of_children() - before, watch.peak)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._pid, self._ended = pid, threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_STEP):
            self.peak = max(self.peak, sum(map(_memory_of, _family(self._pid))))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> list[int]:
    try:
        threads = (Path("/proc") / str(pid) / "task").iterdir()
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(child))]


def _memory_of(pid: int) -> float:
    try:
        lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
