"""Batches beside the plain script: a month, a year, twenty months, an atlas; seconds, processor seconds, memory of all processes."""

import argparse
import os
import pickle
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any

from process_tree import Spent, run_measured

import annexmaps
from annexmaps import build, read_month
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.production import drawing, gate
from annexmaps.production.composing import Composer
from annexmaps.products import find_product, product_modules
from annexmaps.sample import sample_months, write_sample
from annexmaps.spec import ListSpec, MapSpec

OUT = Path(__file__).parents[1] / "docs" / "benchmarks_batch.md"
PLAIN = Path(__file__).parent / "plain_batch.py"
WORKERS = 2
GROWTH = (2, 20)  # months in one batch: a month takes as long in either
NEEDED = 8.0  # times as fast as the script, by the clock, on two cores
MOST_MEMORY = 1500.0  # MB
YEAR = "2021-01:2021-11"
MONTH = "2021-11"
_CHECKS = ((gate, "audit_files"), (gate, "gate_of"), (drawing, "lint_files"))
_COMMAND = "from annexmaps.cli import main; main()"


@dataclass(frozen=True)
class Compared:
    """One piece of work done both ways."""

    name: str
    pages: int  # files of ours: maps, interactive pages and lists
    ours: Spent
    plain: Spent  # of as many pages
    workers: int


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boundaries", default="schematic", help="an installed set, or a path")
    parser.add_argument("--runs", type=int, default=2, help="how often each is done both ways, in turn")
    parser.add_argument(
        "--script-months", default="2020-05,2021-06", help="months that the script draws; more take as long again"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    report = write_batch_report(chosen.boundaries, runs=chosen.runs, script_months=chosen.script_months.split(","))
    chosen.out.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def write_batch_report(boundaries: str, *, runs: int, script_months: Sequence[str]) -> str:
    """Measure everything on `boundaries`, each `runs` times, and return the report as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), boundaries, runs)
        write_sample(bench.data, months=sample_months())
        script = bench.script(script_months)
        works = [
            bench.compare("a month’s annexes (PNG, XLSX)", MONTH, "png,xlsx", script, workers=1),
            bench.compare("eleven months, one worker", YEAR, "png,html,xlsx", script, workers=1),
            bench.compare("eleven months, two workers", YEAR, "png,html,xlsx", script, workers=WORKERS),
            bench.compare("twenty months, two workers", "", "png,html,xlsx", script, workers=WORKERS),
            bench.compare("an atlas of cercles (PNG)", MONTH, "png", script, workers=1, atlas="cercle"),
        ]
        growth = {count: bench.processor_a_month(count) for count in GROWTH}
        return "\n".join(report_lines(works, growth, checks_share(bench), boundaries=boundaries, runs=runs))


@dataclass(frozen=True)
class _Bench:
    """A folder of sample months and how often everything is done."""

    folder: Path
    boundaries: str
    runs: int

    @property
    def data(self) -> Path:
        """The month folders."""
        return self.folder / "data"

    def compare(
        self, name: str, months: str, formats: str, script: dict[str, Spent], *, workers: int, atlas: str = ""
    ) -> Compared:
        """Return what a batch takes, the median of its runs, beside the script's seconds for as many pages."""
        out = self.folder / "maps"
        found = [self.batch(months, formats, workers=workers, atlas=atlas) for _ in range(self.runs)]
        made = [path for path in out.rglob("*") if path.suffix[1:] in script and not path.name.startswith(".")]
        ends = [path.suffix[1:] for path in made if "tableau-de-bord" not in path.name]
        wall, processor = (sum(getattr(script[end], field) for end in ends) for field in ("wall", "processor"))
        plain = Spent(wall, processor, max(spent.peak for spent in script.values()))
        return Compared(name, len(ends), _median(found), plain, workers)

    def batch(self, months: str, formats: str, *, workers: int, atlas: str = "") -> Spent:
        """Return what one batch into an empty folder takes."""
        out = self.folder / "maps"
        command = [sys.executable, "-c", _COMMAND, "batch", str(self.data), "--out", str(out), "--force"]
        command += ["--boundaries", self.boundaries, "--format", formats, "--workers", str(workers)]
        command += (["--months", months] if months else []) + (["--atlas", atlas, "--only", "1,2,3,5"] if atlas else [])
        _empty(out)
        return run_measured(command)

    def script(self, months: Sequence[str]) -> dict[str, Spent]:
        """Return what the script takes for one file of each format, started once: medians over its runs on `months`."""
        specs = [spec for month in months for spec in specs_of(self.data / month, self.boundaries)]
        return {
            "png": self._script([spec for spec in specs if isinstance(spec, MapSpec)], "png"),
            "html": self._script([spec for spec in specs if isinstance(spec, MapSpec)], "html"),
            "xlsx": self._script([spec for spec in specs if isinstance(spec, ListSpec)], "xlsx"),
        }

    def _script(self, specs: Sequence[MapSpec | ListSpec], end: str) -> Spent:
        whole, pages = self._scripted(specs, end), len(specs)
        empty = self._scripted((), end)
        # a start of Python and its imports is no part of a page, and is counted for neither
        spent = [max(0.0, a - b) / pages for a, b in ((whole.wall, empty.wall), (whole.processor, empty.processor))]
        return Spent(*spent, whole.peak)

    def _scripted(self, specs: Sequence[MapSpec | ListSpec], end: str) -> Spent:
        pickled = self.folder / "specs.pickle"
        pickled.write_bytes(pickle.dumps(list(specs)))
        command = [sys.executable, str(PLAIN), str(pickled), str(self.folder / "plain"), end]
        return _median([run_measured(command) for _ in range(self.runs)])

    def processor_a_month(self, count: int) -> float:
        """Return the processor seconds of a month in a batch of the last `count` months, one worker, the start left out."""
        months = [str(month) for month in sample_months()][-count:]
        return self._spent_on(months) / count

    def _spent_on(self, months: Sequence[str]) -> float:
        whole = self.batch(",".join(months), "png,html,xlsx", workers=1).processor
        start = run_measured([sys.executable, "-c", "import annexmaps.production.building, annexmaps.render.static"])
        return whole - start.processor


def specs_of(month_folder: Path, boundaries: str) -> list[MapSpec | ListSpec]:
    """Return the specification of every page of the partners' edition of `month_folder`."""
    released = release(read_month(month_folder, boundaries=boundaries), edition_rules("partners"))
    composer = Composer(released, Config(), "fr")
    pages = [page for number in product_modules() for page in find_product(number).pages]
    return [composer.compose(page) for page in pages if composer.can_make(page)]


def checks_share(bench: _Bench) -> float:
    """Return which share of a month's processor time goes into auditing and linting what was made, in a process that is warm."""
    spent: list[float] = []
    for module, name in _CHECKS:
        setattr(module, name, _timed(getattr(module, name), spent))
    shares = []
    for month in ("2021-09", "2021-10", "2021-11"):
        spent.clear()
        start = time.process_time()
        build(
            bench.data / month, out=bench.folder / "share", formats=("png", "html", "xlsx"), boundaries=bench.boundaries
        )
        shares.append(sum(spent) / (time.process_time() - start))
    return shares[-1]


def report_lines(
    works: Sequence[Compared], growth: dict[int, float], checks: float, *, boundaries: str, runs: int
) -> list[str]:
    """Return the report as lines of Markdown; `checks` is the share of ours that goes into lint and audit."""
    return [
        "# Batches: `annexmaps batch` and a plain script",
        "",
        f"Partners' edition, French, A4 at 300 dpi, boundaries: {Path(boundaries).stem}. Medians of {runs} runs. Ours: from the command",
        "to its end, start, reading, placing, pre-flight, audit, lint and reading back included; the pages of a month hold every month",
        "of the year so far in two languages, and the dashboard is thrown in. The script (`benchmarks/plain_batch.py`) is given finished",
        "numbers, classes and words and makes one file after the other, its start and reading left out: seconds a file are measured on",
        "some months and multiplied; its atlas is reckoned as that many pages of the country. Memory: all processes together, shared",
        "pages once (PSS). Where other work shares the machine, only processor seconds compare.",
        f"Of ours, {checks:.0%} of the processor time is audit and lint of the finished files, which the script has none of;",
        "the last column leaves them out.",
        "",
        "| Work | files | workers | ours, s | ours, processor s | ours, MB | script, s | script, processor s | script, MB | times faster"
        " | by the processor | without checks |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(work, checks) for work in works),
        "",
        f"Asked of twenty months on two cores: {NEEDED:.0f} times faster, under {MOST_MEMORY:.0f} MB.",
        "",
        "| Months in one batch | processor seconds a month |",
        "| ---: | ---: |",
        *(f"| {count} | {seconds:.2f} |" for count, seconds in growth.items()),
        "",
        f"annexmaps {annexmaps.__version__}; {_libraries()}; {_machine()}.",
        "",
    ]


def _row(work: Compared, checks: float) -> str:
    ours, plain = work.ours, work.plain
    figures = (ours.wall, ours.processor, ours.peak, plain.wall, plain.processor, plain.peak)
    ratios = (plain.wall / ours.wall, plain.processor / ours.processor, plain.wall / ours.wall / (1 - checks))
    cells = [work.name, str(work.pages), str(work.workers), *(f"{figure:.0f}" for figure in figures)]
    return "| " + " | ".join([*cells, *(f"{ratio:.1f}" for ratio in ratios)]) + " |"


def _median(spent: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(getattr(one, field) for one in spent) for field in ("wall", "processor", "peak")))


def _timed(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent.append(time.process_time() - start)

    return timed


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        path.rmdir() if path.is_dir() else path.unlink()


def _libraries() -> str:
    return ", ".join(
        f"{name} {version(name)}"
        for name in ("folium", "geopandas", "matplotlib", "numpy", "pandas", "pillow", "shapely")
    )


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
