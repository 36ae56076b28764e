"""Runs a command on a hostile file and looks at everything it must not do."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SECRET = "CANARI-7f3a91"  # noqa: S105 - the content of a file that nobody may read
TIME_LIMIT = 30  # seconds, of the issue
MEMORY_LIMIT = 1_000_000_000  # bytes, of the issue
HEADER = "date,catégorie,commune,cercle,région\n"
ROW = "2021-11-03,B,Gao,Gao,Gao\n"


_MEASURE = """import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak if sys.platform == "darwin" else peak * 1024))
sys.exit(status)
"""


@dataclass(frozen=True)
class Traps:
    """What a hostile file points to."""

    canary: Path  # outside the month's folder
    url: str  # of a port that listens and must stay silent
    port: int


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str  # standard output and standard error
    seconds: float
    peak: int = 0  # bytes, of the largest process; 0: not measured


Builder = Callable[[Path, Traps], object]


@contextmanager
def traps(folder: Path) -> Iterator[Traps]:
    """Set the traps, and check after use that none has closed."""
    folder.mkdir()
    canary = folder / "canary.csv"
    canary.write_text(f"{HEADER}2021-11-03,B,{SECRET},,\n", encoding="utf-8")
    os.utime(canary, (1, canary.stat().st_mtime))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        port = listener.getsockname()[1]
        yield Traps(canary, f"http://127.0.0.1:{port}/x", port)
        with pytest.raises(BlockingIOError):
            listener.accept()
    # where the system notes when a file was read, it noted nothing
    assert canary.stat().st_atime == 1


def listing(folder: Path) -> set[str]:
    """Return every path below `folder`."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def run_apart(words: list[str], *, home: Path) -> Ended:
    """Run the command in a process of its own and measure its time and its peak of memory, its children's included."""
    environment = {**os.environ, "ANNEXMAPS_HOME": str(home), "LANG": "fr_FR.UTF-8", "COLUMNS": "200"}
    log, measured = home.parent / "log.txt", home.parent / "peak.txt"
    start = time.monotonic()
    with log.open("wb") as stream:
        # a small process measures: the peak of a child of this one would begin at this one's own
        command = [sys.executable, "-c", _MEASURE, str(measured), sys.executable, "-m", "annexmaps", *words]
        status = subprocess.run(
            command, stdout=stream, stderr=stream, env=environment, stdin=subprocess.DEVNULL, check=False
        ).returncode
    seconds = time.monotonic() - start
    text, peak = log.read_text(encoding="utf-8", errors="replace"), int(measured.read_text())
    log.unlink()
    measured.unlink()
    return Ended(status, text, seconds, peak)


def run_here(words: list[str], capfd: pytest.CaptureFixture[str]) -> Ended:
    """Run the command in this process: quicker, where isolation is not the point."""
    from annexmaps.cli import main

    start = time.monotonic()
    with pytest.raises(SystemExit) as ended:
        main(words)
    captured = capfd.readouterr()
    return Ended(int(str(ended.value.code or 0)), captured.out + captured.err, time.monotonic() - start)


def check_plain(ended: Ended) -> None:
    """Check that the command ended in a plain message, soon, and told no secret."""
    assert ended.status in (0, 1)
    assert "Traceback" not in ended.out
    assert SECRET not in ended.out
    assert "\x1b" not in ended.out
    assert ended.out.strip()
    assert len(ended.out) < 5_000
    assert ended.seconds < TIME_LIMIT
    assert ended.peak < MEMORY_LIMIT


def check_month(folder: Path, ended: Ended, before: set[str]) -> None:
    """Check what a month's folder holds after the command: nothing new, or the whole pre-flight."""
    new = listing(folder.parent) - before
    control = f"{folder.name}/controle"
    whole = {control, f"{control}/controle.xlsx", f"{control}/controle.html", "decisions.csv"}
    assert new <= whole
    assert (new == set()) == (ended.status == 1)
    for path in (folder / "controle").glob("*"):
        assert SECRET.encode() not in path.read_bytes()
