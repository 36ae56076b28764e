"""Millions of rows: our grid against geopandas.sjoin, in turn, and the whole command; a section of docs/benchmarks.md."""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from bench_report import OUT, machine_line, replace_section
from made_rows import VILLAGES, make_rows, write_rows

from annexmaps.months import parse_month
from annexmaps.places.commune_grid import make_commune_grid, positions_at
from annexmaps.places.points import codes_of
from annexmaps.sources.boundaries import Boundaries, load_boundaries

ROWS = 5_000_000
ROUNDS = 3
ASKED = 40  # times faster than sjoin
MEMORY = 2_000_000_000  # bytes
TITLE = "# Many rows: our grid and geopandas.sjoin"
REAL = Path(__file__).parents[2] / "shared" / "data" / "boundaries" / "mli_codab_20190802_adm3.geojson"
# what one process and those it started took: processor seconds, and the most memory of both together
_MEASURE = """
import re, resource, sys, time
from pathlib import Path
begun = time.perf_counter()
{work}
took = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
processor = sum(one.ru_utime + one.ru_stime for one in took)
# a process begins with the most memory of the one that started it; its own stands elsewhere on Linux
status = Path("/proc/self/status")
own = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) if status.exists() else took[0].ru_maxrss
print(processor, time.perf_counter() - begun, (own + took[1].ru_maxrss) * 1024, file=sys.stderr)
"""
_COUNT = """
from annexmaps.cli import main
try:
    main(["locate", sys.argv[1], "--out", sys.argv[2], "--boundaries", sys.argv[3], "--lang", "en"])
except SystemExit as end:
    assert not end.code
"""
_READ = """
from pathlib import Path
from annexmaps.sources.long_table import batches_of, open_long_table
with batches_of(open_long_table(Path(sys.argv[1]))) as batches:
    for batch in batches:
        pass
"""
_JOIN = """
import geopandas as gpd, pandas as pd
rows = pd.read_parquet(sys.argv[1])
communes = gpd.read_parquet(sys.argv[3])
points = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["longitude"], rows["latitude"], crs=4326))
joined = gpd.sjoin(points, communes)
joined.groupby([joined["date"].astype(str).str[:7], "pcode", "category"]).size().to_csv(sys.argv[2])
"""


@dataclass(frozen=True)
class Location:
    """The location step, both ways; seconds of processor time, medians."""

    grid: float  # made
    ours: float  # coordinates to P-codes
    points: float  # geometry objects made for sjoin
    sjoin: float
    different: int  # points with another commune


@dataclass(frozen=True)
class Work:
    """One process and those it started."""

    processor: float  # seconds
    clock: float  # seconds
    memory: float  # bytes, the most of each together


def write_rows_report(*, rows: int = ROWS, rounds: int = ROUNDS) -> str:
    """Make `rows` rows, measure everything, and return the section."""
    name = str(REAL) if REAL.exists() else "schematic"
    ground = load_boundaries(name, month=parse_month("2021-11"))
    made = make_rows(rows, ground)
    location = measure_location(made, ground, rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_rows(made, Path(folder))
        del made
        communes, out = Path(folder) / "communes.parquet", Path(folder) / "out.csv"
        ground.communes[["pcode", "geometry"]].to_parquet(communes)
        whole = {kind: (run(_READ, path, out, name), run(_COUNT, path, out, name)) for kind, path in paths.items()}
        plain = run(_JOIN, paths["Parquet"], out, str(communes))
    return "\n".join(report_lines(location, whole, plain, rows=rows, rounds=rounds, ground=Path(name).stem))


def measure_location(rows: pd.DataFrame, ground: Boundaries, *, rounds: int) -> Location:
    """Locate `rows` both ways, in turn."""
    east, north = rows["longitude"].to_numpy(), rows["latitude"].to_numpy()
    shapes = ground.communes.geometry.to_numpy()
    making, points = _timed(lambda: gpd.GeoDataFrame(geometry=gpd.points_from_xy(east, north, crs=4326)))
    times: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        grid_time, grid = _timed(lambda: make_commune_grid(shapes))
        ours, found = _timed(lambda: codes_of(positions_at(east, north, grid), ground))  # noqa: B023 called at once
        theirs, joined = _timed(lambda: gpd.sjoin(points, ground.communes[["pcode", "geometry"]]))
        times.append((grid_time, ours, theirs))
    grid_time, ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    return Location(grid_time, ours, making, theirs, _different(found, joined, len(rows)))


def run(work: str, *arguments: object) -> Work:
    """Do `work` in a process of its own."""
    command = [sys.executable, "-c", _MEASURE.replace("{work}", work), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Work(*map(float, done.stderr.split()[-3:]))


def report_lines(
    location: Location, whole: dict[str, tuple[Work, Work]], plain: Work, *, rows: int, rounds: int, ground: str
) -> list[str]:
    """Return the section as lines of Markdown."""
    with_grid = location.ours + location.grid
    ratio = location.sjoin / location.ours
    return [
        TITLE,
        "",
        f"{rows:,} made-up points (clusters about {VILLAGES:,} villages, a fifth anywhere in the country, one in a hundred outside),",
        f"boundaries: {ground}. Arrays of coordinates in, P-codes out; medians of {rounds} rounds, both ways in one process, in turn,",
        "seconds of processor time.",
        "",
        "| Step | seconds | times faster than sjoin |",
        "| --- | ---: | ---: |",
        f"| our grid, made once | {location.grid:.2f} | |",
        f"| ours: coordinates to P-codes | {location.ours:.2f} | {ratio:.0f} |",
        f"| ours with the making of the grid | {with_grid:.2f} | {location.sjoin / with_grid:.0f} |",
        f"| geopandas: geometry of the points | {location.points:.2f} | |",
        f"| geopandas.sjoin | {location.sjoin:.2f} | 1 |",
        "",
        f"Asked: {ASKED} times, with the same result; reached: {ratio:.0f} times, {location.different} points with another commune (of the",
        "communes that sjoin gives a point on a border, the lowest P-code counts).",
        "",
        *_whole_lines(whole, plain),
        machine_line(),
        "",
    ]


def main() -> None:
    """Measure, and write the section into the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    section = write_rows_report(rows=chosen.rows, rounds=chosen.rounds)
    known = chosen.out.read_text(encoding="utf-8") if chosen.out.exists() else ""
    chosen.out.write_text(replace_section(known, section), encoding="utf-8")
    sys.stdout.write(section)


def _whole_lines(whole: dict[str, tuple[Work, Work]], plain: Work) -> list[str]:
    return [
        "The whole command, `annexmaps locate`: one pass from file to counts, each file in a process of its own, start and boundaries",
        f"included; the most memory of it and of the process that reads for it, together (asked: under {MEMORY / 1e9:.0f} GB).",
        "",
        "| File | reading, s | reading and counting, s | on the clock, s | memory, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_row(kind, *works) for kind, works in whole.items()),
        f"| Parquet, pandas and geopandas.sjoin | | {plain.processor:.1f} | {plain.clock:.1f} | {plain.memory / 1e6:,.0f} |",
        "",
    ]


def _row(kind: str, reading: Work, counting: Work) -> str:
    figures = (
        f"{reading.processor:.1f}",
        f"{counting.processor:.1f}",
        f"{counting.clock:.1f}",
        f"{counting.memory / 1e6:,.0f}",
    )
    return f"| {kind} | {' | '.join(figures)} |"


def _different(found: Any, joined: gpd.GeoDataFrame, count: int) -> int:
    """Count the points to which sjoin gives another commune; of several on a border the lowest P-code."""
    lowest = joined["pcode"].groupby(level=0).min()
    theirs = np.full(count, "", dtype=object)
    theirs[lowest.index.to_numpy()] = lowest.to_numpy()
    return int((theirs != found).sum())


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
