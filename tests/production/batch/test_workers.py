"""Several processes, here and on a cluster: the same files, whoever works, and whoever dies."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.production.batch.conftest import OPTIONS, tree

from annexmaps import batch
from annexmaps.errors import InputError, UsageError
from annexmaps.production.batch import workers
from annexmaps.production.batch.records import home_of
from annexmaps.production.batch.report import Event

LONGEST = 120.0  # seconds that a process may take to answer


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """The address of a scheduler with two workers, each a process of its own on the loopback address, and these workers."""
    file = tmp_path / "scheduler.json"
    common = ["--host", "127.0.0.1", "--scheduler-file", str(file), "--no-dashboard"]
    scheduler = _process("dask_scheduler", *common, "--port", "0")
    until = time.monotonic() + LONGEST
    while not _is_written(file) and time.monotonic() < until:
        time.sleep(0.1)
    working = [_process("dask_worker", *common, "--nthreads", "1", "--no-nanny") for _ in range(2)]
    yield json.loads(file.read_text(encoding="utf-8"))["address"], working
    for process in (*working, scheduler):
        process.kill()
        process.wait()


def _process(module: str, *words: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _is_written(file: Path) -> bool:
    try:
        return bool(json.loads(file.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        return False


def test_a_cluster_makes_the_same_files_though_a_worker_is_killed(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], made_once: Path, tmp_path: Path
) -> None:
    address, working = cluster

    def tell(event: Event) -> None:
        if (event.kind, event.step) == ("begun", "make"):
            working[0].kill()

    report = batch(made_once / "data", out=tmp_path / "maps", dask=address, tell=tell, **OPTIONS)  # type: ignore[arg-type]
    assert (report.failed, tree(tmp_path / "maps")) == ((), tree(made_once / "maps"))


def test_two_processes_make_the_same_files_though_one_is_killed(made_once: Path, tmp_path: Path) -> None:
    killed: list[Any] = []

    def tell(event: Event) -> None:
        if (event.kind, event.step) == ("begun", "make") and not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    report = batch(made_once / "data", out=tmp_path / "maps", workers=2, tell=tell, **OPTIONS)  # type: ignore[arg-type]
    assert (len(killed), report.failed, tree(tmp_path / "maps")) == (1, (), tree(made_once / "maps"))


@pytest.mark.skipif(os.name != "posix", reason="a signal is sent to a group of processes")
def test_an_interruption_ends_every_process_at_once_with_one_sentence(made_once: Path, tmp_path: Path) -> None:
    words = [
        "batch",
        str(made_once / "data"),
        "--out",
        str(tmp_path / "maps"),
        "--workers",
        "2",
        "--boundaries",
        "carres",
        "--lang",
        "en",
    ]
    command = [sys.executable, "-c", "from annexmaps.cli import main; main()", *words]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # tests that run in the background are deaf to interruptions, and so would be what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=LONGEST)
    until = time.monotonic() + LONGEST
    while _living(process.pid) and time.monotonic() < until:
        # Python's own tracker of resources sees the end of the others first
        time.sleep(0.05)
    assert (process.returncode, said, _living(process.pid)) == (130, "Error: Interrupted.\n", [])
    assert not (home_of(tmp_path / "maps") / "staged").exists()


def _living(group: int) -> list[int]:
    """The processes of `group` that still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(state[2]) == group and state[0] != "Z":
            found.append(int(folder.name))
    return found


def test_without_the_extra_a_cluster_is_refused_with_what_to_install(
    made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(workers, "import_module", missing)
    with pytest.raises(UsageError, match=r"annexmaps\[cluster\]"):
        batch(made_once / "data", out=tmp_path / "maps", dask="tcp://127.0.0.1:9", only=("4",))


def test_a_cluster_that_does_not_answer_is_named(
    made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_CONNECTING", 1)
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9"):
        batch(made_once / "data", out=tmp_path / "maps", dask="tcp://127.0.0.1:9", only=("4",))
