"""A batch that is killed: nothing torn or wrong under a final name, and the next run ends where an undisturbed one does."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.production.batch.conftest import tree

from annexmaps import batch
from annexmaps.production.batch.records import home_of

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="processes are forked, and killed by their own number"
)

KILLS, AT_RENAMES = 50, 10  # ten of them exactly when a file gets its name
SEED = 20_211_122
OPTIONS = {"boundaries": "carres", "only": ("1", "4"), "formats": ("small", "xlsx")}
# what loads only once is loaded once: each attempt is a fork of the warm process, killed like any other
NURSERY = """
import json, os, signal, sys
from pathlib import Path
from annexmaps import batch

data, warm, out, options = json.loads(sys.argv[1])
batch(data, out=warm, workers=1, **options)
rename, renames = Path.replace, []

def deadly(path, target):
    renames.append(target)
    if len(renames) == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)

for line in sys.stdin:
    last = int(line)
    child = os.fork()
    if not child:
        Path.replace = deadly
        batch(data, out=out, workers=1, **options)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Nursery:
    """A warm process that begins batches, which are killed after some seconds or at a rename."""

    def __init__(self, data: Path, warm: Path, out: Path) -> None:
        words = json.dumps([str(data), str(warm), str(out), OPTIONS])
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def attempt(self, *, seconds: float = 600.0, rename: int = 0) -> float:
        """Begin a batch, kill it after `seconds` or at its `rename`-th file, and return how long it lived."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{rename}\n")
        self.process.stdin.flush()
        child, begun = int(self.process.stdout.readline()), time.monotonic()
        pidfd = os.pidfd_open(child) if seconds < 600.0 else -1
        if pidfd >= 0:
            time.sleep(seconds)
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            os.close(pidfd)
        self.process.stdout.readline()
        return time.monotonic() - begun


@pytest.fixture
def nursery(made_once: Path, tmp_path: Path) -> Iterator[Nursery]:
    made = Nursery(made_once / "data", tmp_path / "undisturbed", tmp_path / "maps")
    yield made
    made.process.kill()
    made.process.wait()


def test_killed_fifty_times_a_batch_ends_where_an_undisturbed_one_does(
    nursery: Nursery, made_once: Path, tmp_path: Path
) -> None:
    out, chance = tmp_path / "maps", random.Random(SEED)  # noqa: S311 - instants, not secrets
    whole = nursery.attempt()
    expected = tree(tmp_path / "undisturbed")
    assert tree(out) == expected
    wrong, unfinished = [], 0
    for kill in range(KILLS):
        if tree(out) == expected:
            shutil.rmtree(out)
        nursery.attempt(rename=kill + 1) if kill < AT_RENAMES else nursery.attempt(seconds=chance.uniform(0, whole))
        here = tree(out)
        wrong += [(kill, name) for name, content in here.items() if expected.get(name) != content]
        unfinished += here != expected
    batch(made_once / "data", out=out, workers=1, **OPTIONS)  # type: ignore[arg-type]
    assert (wrong, tree(out), (home_of(out) / "staged").exists()) == ([], expected, False)
    # how many of the others were in time, the machine decides
    assert unfinished >= AT_RENAMES


def test_a_lock_is_let_go_when_its_process_is_killed(made_once: Path, tmp_path: Path) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from annexmaps.production.batch.lock import locked\n"
        "with locked(Path(sys.argv[1]), shown=Path('maps')):\n    print('held', flush=True); time.sleep(600)"
    )
    home = home_of(tmp_path / "maps")
    process = subprocess.Popen([sys.executable, "-c", holder, str(home)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    report = batch(
        made_once / "data", out=tmp_path / "maps", workers=1, months="2021-01", boundaries="carres", only=("4",)
    )
    assert report.failed == ()
