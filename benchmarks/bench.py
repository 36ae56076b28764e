"""Our pages against the plain script, in one process: `make bench` prints the report and writes docs/benchmarks.md."""

import argparse
import copy
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import plain_maps
from bench_pages import write_pages_report
from bench_report import OUT, Measured, Times, write_report
from bench_rows import write_rows_report
from matplotlib.image import imsave
from plain_ground import load_layers

from annexmaps import read_month, specify
from annexmaps.months import parse_month
from annexmaps.render.png import encode_pixels, pixels_of
from annexmaps.render.static import draw_figure, draw_png, drawing_settings, exact_colours, texts_of
from annexmaps.sample.writing import write_sample
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.spec import MapSpec

ANNEXES = ("1", "2", "3", "5")
MONTHS = ("2021-10", "2021-11")
PAIRS = 5
_KEPT = ("_make_known", "_typeface")  # loaded once, like the libraries


def main() -> None:
    """Measure the sample month and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how often each page is drawn both ways")
    parser.add_argument("--boundaries", default="schematic", help="an installed set, or a path")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--no-pages", dest="pages", action="store_false", help="leave the interactive pages out")
    parser.add_argument("--no-rows", dest="rows", action="store_false", help="leave the millions of rows out")
    chosen = parser.parse_args()
    specs, loading = load_month(chosen.boundaries)
    report = write_report(
        measure_pages(specs, pairs=chosen.pairs), loading, ground=chosen.boundaries, pairs=chosen.pairs
    )
    report += "\n" + write_pages_report() if chosen.pages else ""
    report += "\n" + write_rows_report() if chosen.rows else ""
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def load_month(boundaries: str) -> tuple[dict[str, MapSpec], dict[str, float]]:
    """Return the sample month's specifications by annex, and the seconds that reading and specifying took."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), months=[parse_month(month) for month in MONTHS])
        bounds, _ = _timed(lambda: load_boundaries(boundaries, month=parse_month(MONTHS[-1])))
        everything, month = _timed(lambda: read_month(Path(folder) / MONTHS[-1], boundaries=boundaries))
    times = {"Reading boundaries": bounds, "Reading and placing the tables": max(0.0, everything - bounds)}
    specs: dict[str, Any] = {}
    times["Specifying four pages"], _ = _timed(lambda: specs.update({a: specify(month, annex=a) for a in ANNEXES}))
    return specs, times


def measure_pages(specs: Mapping[str, MapSpec], *, pairs: int) -> list[Measured]:
    """Draw each of `specs` both ways `pairs` times, in turn, and return the medians."""
    layers = load_layers(next(iter(specs.values())))
    # both ways once before: what a process loads only once is loaded
    for spec in specs.values():
        draw_png(spec)
    encoding = {annex: _encoding_of_plain(spec, layers) for annex, spec in specs.items()}
    runs: dict[str, list[Any]] = {annex: [] for annex in specs}
    for number in range(pairs):
        for annex, spec in _forgotten(specs).items():
            early = _plain(spec, layers, encoding[annex]) if number % 2 else None
            ours, again = _ours(spec), _timed(lambda s=spec: draw_png(s))[0]  # type: ignore[misc]
            runs[annex].append((*ours, again, *(early or _plain(spec, layers, encoding[annex]))))
    return [_medians(annex, specs[annex], found) for annex, found in runs.items()]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    # of the processor: what else the machine does at the moment is no part of it
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _forgotten(specs: Mapping[str, MapSpec]) -> dict[str, MapSpec]:
    # nothing that our pages kept from the round before may help the next
    for name, module in list(sys.modules.items()):
        if name.startswith("annexmaps.render"):
            kept = [
                thing
                for key, thing in vars(module).items()
                if hasattr(thing, "cache_clear") and not isinstance(thing, type) and key not in _KEPT
            ]
            for function in kept:
                function.cache_clear()
    base = copy.copy(next(iter(specs.values())).base)
    return {annex: replace(spec, base=base) for annex, spec in specs.items()}


def _ours(spec: MapSpec) -> tuple[Times, int]:
    # the steps of draw_png
    with drawing_settings(spec):
        drawing, pixels = _timed(lambda: pixels_of(draw_figure(spec)))
        encoding, png = _timed(lambda: encode_pixels(pixels, exact=exact_colours(spec), texts=texts_of(spec)))
    return Times(drawing, encoding), len(png)


def _plain(spec: MapSpec, layers: Any, encoding: float) -> tuple[Times, int]:
    total, png = _timed(lambda: plain_maps.save_page(plain_maps.draw_page(spec, layers)))
    return Times(total - encoding, encoding), len(png)


def _encoding_of_plain(spec: MapSpec, layers: Any) -> float:
    # savefig draws and encodes in one: what it does with the finished dots is timed by itself
    pixels = pixels_of(plain_maps.draw_page(spec, layers))
    return statistics.median(_timed(lambda: imsave(io.BytesIO(), pixels, format="png"))[0] for _ in range(3))


def _medians(annex: str, spec: MapSpec, runs: Sequence[Any]) -> Measured:
    ours, written, again, plain, bytes_plain = zip(*runs, strict=True)
    middle = statistics.median
    return Measured(
        annex,
        Times(middle(t.drawing for t in ours), middle(t.encoding for t in ours)),
        middle(again),
        Times(middle(t.drawing for t in plain), middle(t.encoding for t in plain)),
        written[0],
        _bytes_of_savefig(spec),
        bytes_plain[0],
    )


def _bytes_of_savefig(spec: MapSpec) -> int:
    file = io.BytesIO()
    draw_figure(spec).savefig(file, dpi=300, format="png")
    return file.tell()


if __name__ == "__main__":
    main()
