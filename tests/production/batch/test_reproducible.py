"""The same bytes in fresh processes with other hash seeds, time zones, working folders and dates."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.production.batch.conftest import MONTHS, tree

from annexmaps.render.formats import RENDERERS

# whoever asks the clock or the calendar is told a day of 2036; compiled libraries, which know the true class, are loaded before
CALENDAR = """
import datetime, time
import geopandas, pandas, pyarrow.parquet, pyogrio, rasterio

_time, _real = time.time, datetime.datetime
_AHEAD = 300_000_000.0

class _Kind(type(_real)):
    def __instancecheck__(cls, thing):
        return isinstance(thing, _real)

class _Later(_real, metaclass=_Kind):
    @classmethod
    def now(cls, tz=None):
        return _real.fromtimestamp(_time() + _AHEAD, tz)

    @classmethod
    def utcnow(cls):
        return _real.fromtimestamp(_time() + _AHEAD, datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()

_localtime, _gmtime = time.localtime, time.gmtime
datetime.datetime = _Later
time.time = lambda: _time() + _AHEAD
time.time_ns = lambda: int((_time() + _AHEAD) * 1e9)
time.localtime = lambda seconds=None: _localtime(_time() + _AHEAD if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(_time() + _AHEAD if seconds is None else seconds)
"""
BATCH = """
import datetime, sys
from annexmaps import batch, report
from annexmaps.render.formats import RENDERERS
made = batch(sys.argv[1], months=sys.argv[3], out=sys.argv[2], workers=1, boundaries="carres", only=("1", "4"), formats=tuple(RENDERERS))
made.refuse_failures()
report(sys.argv[1] + "/" + sys.argv[3], out=sys.argv[2], boundaries="carres", only=("1", "4"), formats=("docx", "pdf"), tables=True)
print(datetime.datetime.now().year)
"""
SEEDS_AND_ZONES = (("0", "Pacific/Kiritimati", ""), ("1", "America/Adak", ""), ("4711", "Africa/Bamako", CALENDAR))


def test_the_files_compared_are_of_every_format(three_runs: list[dict[str, bytes]]) -> None:
    ends = {Path(name).suffix[1:] for name in three_runs[0]}
    assert ends >= {renderer.extension for renderer in RENDERERS.values()} | {"docx", "json"}


@pytest.mark.parametrize("run", [1, 2])
def test_a_fresh_process_elsewhere_on_another_day_makes_the_same_bytes(
    run: int, three_runs: list[dict[str, bytes]]
) -> None:
    differing = [name for name, content in three_runs[0].items() if three_runs[run].get(name) != content]
    assert (differing, set(three_runs[run])) == ([], set(three_runs[0]))


@pytest.fixture(scope="module")
def three_runs(tmp_path_factory: pytest.TempPathFactory, made_once: Path, squares_home: Path) -> list[dict[str, bytes]]:
    """What three processes make of one month, in every format, with its annex document."""
    runs = []
    for seed, zone, calendar in SEEDS_AND_ZONES:
        home = tmp_path_factory.mktemp(f"run-{seed}")
        path = os.pathsep.join(filter(None, sys.path))
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path, "ANNEXMAPS_HOME": str(squares_home)
        }  # fmt: skip
        command = [sys.executable, "-c", calendar + BATCH, str(made_once / "data"), str(home / "maps"), MONTHS[0]]
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=True)
        assert (int(done.stdout) > 2030) == bool(calendar)
        runs.append(tree(home / "maps"))
    return runs
