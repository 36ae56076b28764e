"""Batches beside the plain script: a month, a year, twenty months, an atlas; seconds, processor seconds, memory of all processes."""

import argparse
import pickle
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench_pages import REAL
from bench_report import OUT, machine_line, replace_section
from process_tree import Spent, run_measured

from annexmaps import read_month
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.production.composing import Composer
from annexmaps.products import find_product, product_modules
from annexmaps.sample import sample_months, write_sample
from annexmaps.spec import ListSpec, MapSpec

PLAIN = Path(__file__).parent / "plain_batch.py"
UNCHECKED = (
    Path(__file__).parent / "unchecked_batch.py"
)  # the same command without audit and lint, which the script has none of
WORKERS = 2
GROWTH = 2  # months in a small batch: a month takes as long in one of all months
NEEDED = 8.0  # times as fast as the script, by the clock, on two cores
MOST_MEMORY = 1500.0  # MB
YEAR = "2021-01:2021-11"
MONTH = "2021-11"
_COMMAND = ("-c", "from annexmaps.cli import main; main()")


@dataclass(frozen=True)
class Compared:
    """One piece of work done both ways."""

    name: str
    pages: int  # files of ours: maps, interactive pages and lists
    ours: Spent
    unchecked: Spent  # ours without audit and lint
    plain: Spent  # of as many pages
    workers: int


def main() -> None:
    """Measure, and write the section into the report; the others stay as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = ",".join(["schematic", *([str(REAL)] if REAL.exists() else [])])
    parser.add_argument("--boundaries", default=usual, help="installed sets, or paths, parted by commas")
    parser.add_argument("--runs", type=int, default=2, help="how often each is done both ways, in turn")
    parser.add_argument(
        "--script-months", default="2020-05,2021-06", help="months that the script draws; more take as long again"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    parts = [
        write_batch_report(name, runs=chosen.runs, script_months=chosen.script_months.split(","))
        for name in chosen.boundaries.split(",")
    ]
    section = "\n".join([*_heading(), *parts, machine_line(), ""])
    known = chosen.out.read_text(encoding="utf-8") if chosen.out.exists() else ""
    chosen.out.write_text(replace_section(known, section), encoding="utf-8")
    sys.stdout.write(section)


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
        growth = {f"PNG, {kind}": bench.growth(kind.lower()) for kind in ("XLSX", "HTML")}
        return "\n".join(report_lines(works, growth, boundaries=boundaries, runs=runs))


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
        out, options = self.folder / "maps", {"workers": workers, "atlas": atlas}
        unchecked = [self.batch(months, formats, checked=False, **options) for _ in range(self.runs)]
        found = [self.batch(months, formats, **options) for _ in range(self.runs)]
        made = [path for path in out.rglob("*") if path.suffix[1:] in script and not path.name.startswith(".")]
        ends = [path.suffix[1:] for path in made if "tableau-de-bord" not in path.name]
        wall, processor = (sum(getattr(script[end], field) for end in ends) for field in ("wall", "processor"))
        plain = Spent(wall, processor, max(spent.peak for spent in script.values()))
        return Compared(name, len(ends), _median(found), _median(unchecked), plain, workers)

    def batch(self, months: str, formats: str, *, workers: int, atlas: str = "", checked: bool = True) -> Spent:
        """Return what one batch into an empty folder takes; not `checked`, without audit and lint."""
        out, program = self.folder / "maps", _COMMAND if checked else (str(UNCHECKED),)
        command = [sys.executable, *program, "batch", str(self.data), "--out", str(out), "--force"]
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

    def growth(self, kind: str) -> tuple[float, float]:
        """Return the processor seconds of a month in batches of GROWTH months, and in one of all: one worker, the start left out."""
        start = run_measured([sys.executable, "-c", "import annexmaps.production.building, annexmaps.render.static"])
        months = [str(month) for month in sample_months()]
        small = [pair for number, pair in enumerate(pairwise(months)) if not number % GROWTH]
        spent = [self.batch(",".join(pair), f"png,{kind}", workers=1).processor - start.processor for pair in small]
        whole = self.batch("", f"png,{kind}", workers=1).processor - start.processor
        return sum(spent) / (GROWTH * len(small)), whole / len(months)


def specs_of(month_folder: Path, boundaries: str) -> list[MapSpec | ListSpec]:
    """Return the specification of every page of the partners' edition of `month_folder`."""
    released = release(read_month(month_folder, boundaries=boundaries), edition_rules("partners"))
    composer = Composer(released, Config(), "fr")
    pages = [page for number in product_modules() for page in find_product(number).pages]
    return [composer.compose(page) for page in pages if composer.can_make(page)]


def report_lines(
    works: Sequence[Compared], growth: dict[str, tuple[float, float]], *, boundaries: str, runs: int
) -> list[str]:
    """Return the report as lines of Markdown; `growth` is seconds a month in small batches and in one, by what is made."""
    return [
        f"## On boundaries `{Path(boundaries).stem}`",
        "",
        f"Runs of each: {runs}; medians.",
        "",
        "| Work | files | workers | ours, s | ours, processor s | ours, MB | script, s | script, processor s | script, MB | times faster"
        " | by the processor | without checks, s | times faster |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(work) for work in works),
        "",
        f"| Processor seconds a month | in batches of {GROWTH} | in one batch of twenty | ratio |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {made} | {few:.2f} | {many:.2f} | {many / few:.2f} |" for made, (few, many) in growth.items()),
        "",
    ]


def _heading() -> list[str]:
    return [
        "# Batches: `annexmaps batch` and a plain script",
        "",
        "Partners' edition, French, A4 at 300 dpi. Ours: from the command to its end, start, reading, placing, pre-flight, audit, lint and",
        "reading back included; the pages of a month hold every month of the year so far in two languages, and the dashboard is thrown in.",
        "“Without checks” is the same command without audit and lint (`benchmarks/unchecked_batch.py`), which the script has none of.",
        "The script (`benchmarks/plain_batch.py`) is given finished numbers, classes and words and makes one file after the other, its",
        "start and reading left out: seconds a file are measured on some months and multiplied; its atlas is reckoned as that many pages",
        "of the country. Memory: all processes together, shared pages once (PSS). Where other work shares the machine, only processor",
        f"seconds compare. Asked of twenty months on two cores: {NEEDED:.0f} times faster without checks, under {MOST_MEMORY:.0f} MB, and",
        "a month of twenty within 15 % of a month of two.",
        "",
    ]


def _row(work: Compared) -> str:
    ours, plain = work.ours, work.plain
    figures = (ours.wall, ours.processor, ours.peak, plain.wall, plain.processor, plain.peak)
    ratios = (plain.wall / ours.wall, plain.processor / ours.processor)
    cells = [work.name, str(work.pages), str(work.workers), *(f"{figure:.0f}" for figure in figures)]
    cells += [*(f"{ratio:.1f}" for ratio in ratios), f"{work.unchecked.wall:.0f}"]
    return "| " + " | ".join([*cells, f"{plain.wall / work.unchecked.wall:.1f}"]) + " |"


def _median(spent: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(getattr(one, field) for one in spent) for field in ("wall", "processor", "peak")))


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        path.rmdir() if path.is_dir() else path.unlink()


if __name__ == "__main__":
    main()
