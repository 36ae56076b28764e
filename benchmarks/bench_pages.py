"""Our interactive pages against the usual ways, in one run: bytes, time to write, first drawing; a section of `make bench`'s report."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench_report import OUT, replace_section
from first_drawing import fetch_scripts, seconds_to_first_drawing, started_browser
from page_points import make_points, with_points
from plain_pages import WAYS, communes_of

from annexmaps import read_month, specify
from annexmaps.months import parse_month
from annexmaps.render.web.page import draw_html
from annexmaps.sample.writing import write_sample
from annexmaps.spec import MapSpec

COUNTS = (500, 5_000, 50_000)
NEEDED = {  # points: times smaller plain and packed, times faster written, times sooner drawn; 0: nothing said
    500: (0, 0, 5, 1.5),
    5_000: (10, 20, 10, 0),
    50_000: (20, 40, 40, 8),
}
REAL = Path(__file__).parents[2] / "shared" / "data" / "boundaries" / "mli_codab_20190802_adm3.geojson"
MONTHS = ("2021-10", "2021-11")
RUNS = {500: 5, 5_000: 3, 50_000: 1}  # pairs; a page of 50,000 markers takes minutes
OURS, PACKED = "annexmaps", "annexmaps, packed"


@dataclass(frozen=True)
class Way:
    """One page made one way."""

    name: str
    size: int  # bytes
    written: float  # seconds of processor time, median
    drawn: float | None  # seconds to the first drawing, median, an empty page subtracted; None: not measured


def measure_ways(specs: Sequence[MapSpec], *, counts: Sequence[int] = COUNTS) -> tuple[dict[int, list[Way]], str]:
    """Make the page of `specs` (one a language) with each of `counts` points every way; and say why nothing was drawn, if so."""
    why = fetch_scripts()
    with started_browser() as browser:
        why = why or ("" if browser else "no Chromium, Chrome or Edge was found")
        found = {count: _measure(specs, count, None if why else browser) for count in counts}
    return found, why


def write_pages_report(*, counts: Sequence[int] = COUNTS) -> str:
    """Make and measure everything on the real communes where they are there, else on the schematic ones; return the report."""
    ground = str(REAL) if REAL.exists() else "schematic"
    internal, partners = (load_specs(ground, edition=edition) for edition in ("internal", "partners"))
    annex = tuple(len(draw_html(partners, lang="fr", pack=pack)) for pack in (False, True))
    found, why = measure_ways(internal, counts=counts)
    return "\n".join(report_lines(found, why, ground=Path(ground).stem, annex=(annex[0], annex[1])))


def load_specs(ground: str, *, edition: str) -> list[MapSpec]:
    """Return annex 1 of the sample month in both languages, on the boundaries `ground`."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), months=[parse_month(month) for month in MONTHS])
        month = read_month(Path(folder) / MONTHS[-1], boundaries=ground)
    made = [specify(month, annex="1", edition=edition, lang=lang) for lang in ("fr", "en")]
    return [spec for spec in made if isinstance(spec, MapSpec)]


def report_lines(found: dict[int, list[Way]], why: str, *, ground: str, annex: tuple[int, int]) -> list[str]:
    """Return the report as lines of Markdown; `annex` are the bytes of the sample's own annex 1, plain and packed."""
    plain, packed = annex
    lines = [
        "# Interactive pages: ours and the usual ways",
        "",
        f"Annex 1, internal edition, boundaries: {ground}, with made-up points; both languages in ours; the same six fields in popups",
        "(table and details in ours). Medians; seconds of processor time to write, in one process, in turn; first drawing: from",
        "opening the file to the first frame after loading, headless Chromium, an empty page subtracted, the scripts that folium",
        "links to served from the local disk.",
        *([f"First drawings were not compared: {why}."] if why else []),
        "",
        "The sample's own annex 1 (531 violations, partners' edition, both languages): "
        f"{_kilobytes(plain)} KB plain, {_kilobytes(packed)} KB packed.",
        "",
        "| Points | Way | KB | times ours | times packed | written, s | times ours | first drawing, s | times ours |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, ways in found.items():
        lines += _rows(count, ways)
    return [*lines, "", *_verdicts(found), ""]


def main() -> None:
    """Measure, and write the section into the report; the others stay as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=list(COUNTS), choices=COUNTS)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    section = write_pages_report(counts=chosen.points)
    known = chosen.out.read_text(encoding="utf-8") if chosen.out.exists() else ""
    chosen.out.write_text(replace_section(known, section), encoding="utf-8")
    sys.stdout.write(section)


def _measure(specs: Sequence[MapSpec], count: int, browser: Any) -> list[Way]:
    points, communes = make_points(specs[0], count), communes_of(specs[0])
    told = [with_points(spec, points) for spec in specs]
    lang = specs[0].lang
    makers: dict[str, Callable[[], bytes]] = {
        OURS: lambda: draw_html(told, lang=lang),
        PACKED: lambda: draw_html(told, lang=lang, pack=True),
        **{name: lambda way=way: way(communes, points).encode() for name, way in WAYS.items()},  # type: ignore[misc]
    }
    runs = [{name: _timed(make) for name, make in makers.items()} for _ in range(RUNS[count])]
    pages = {name: runs[0][name][1] for name in makers}
    drawn = dict.fromkeys(makers, None) if browser is None else _drawn(browser, pages, RUNS[count])
    written = {name: statistics.median(run[name][0] for run in runs) for name in makers}
    return [Way(name, len(page), written[name], drawn[name]) for name, page in pages.items()]


def _drawn(browser: Any, pages: dict[str, bytes], runs: int) -> dict[str, float | None]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = seconds_to_first_drawing(browser, list(pages.values()), Path(folder), runs=runs)
    # a packed page opens its data after it is loaded
    return {name: None if name == PACKED else took for name, took in zip(pages, seconds, strict=True)}


def _timed(make: Callable[[], bytes]) -> tuple[float, bytes]:
    start = time.process_time()
    page = make()
    return time.process_time() - start, page


def _rows(count: int, ways: Sequence[Way]) -> list[str]:
    ours, packed = ways[0], ways[1]
    rows = []
    for way in ways:
        cells = [f"{count:,}", way.name, _kilobytes(way.size), _times(way.size, ours.size), _times(way.size, packed.size),
                 f"{way.written:.2f}", _times(way.written, ours.written),
                 "–" if way.drawn is None else f"{way.drawn:.2f}", _times(way.drawn, ours.drawn)]  # fmt: skip
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def _verdicts(found: dict[int, list[Way]]) -> list[str]:
    """Return what MarkerCluster's page is asked to be beaten by, and by how much it is."""
    lines = ["Asked of ours beside MarkerCluster's page, and reached:", ""]
    for count, ways in found.items():
        ours, packed, usual = ways[0], ways[1], next(way for way in ways if way.name == "MarkerCluster")
        got = (usual.size / ours.size, usual.size / packed.size, usual.written / ours.written,
               usual.drawn / ours.drawn if usual.drawn and ours.drawn else 0)  # fmt: skip
        names = ("smaller plain", "smaller packed", "faster written", "sooner drawn")
        told = [
            f"{name} {reached:.1f} (asked {asked})"
            for name, reached, asked in zip(names, got, NEEDED[count], strict=True)
            if asked and reached
        ]
        lines.append(f"- {count:,} points: {', '.join(told)}.")
    return lines


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.0f}"


def _times(one: float | None, ours: float | None) -> str:
    return f"{one / ours:.1f}" if one and ours else "–"


if __name__ == "__main__":
    main()
