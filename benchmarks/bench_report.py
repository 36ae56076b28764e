"""The report of the benchmark: tables in Markdown, without a word about whose machine it was."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from annexmaps import __version__

OUT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
LIBRARIES = ("geopandas", "matplotlib", "numpy", "pillow", "shapely")


@dataclass(frozen=True)
class Times:
    """Seconds of one page."""

    drawing: float
    encoding: float

    @property
    def total(self) -> float:
        """Drawing and encoding."""
        return self.drawing + self.encoding


@dataclass(frozen=True)
class Measured:
    """One page, drawn both ways several times; medians."""

    annex: str
    ours: Times  # nothing prepared before the round of pages
    again: float  # the same page once more
    plain: Times
    bytes_ours: int
    bytes_savefig: int  # of our figure
    bytes_plain: int

    @property
    def ratio(self) -> float:
        """How many of our pages are made in the time of one of the script's."""
        return self.plain.total / self.ours.total


def write_report(pages: Sequence[Measured], loading: Mapping[str, float], *, ground: str, pairs: int) -> str:
    """Return the report as Markdown; `ground` names the boundaries, `loading` holds the seconds before drawing."""
    return "\n".join((*_head(ground, pairs), *_page_lines(pages), *_share_lines(pages, loading), machine_line())) + "\n"


def _head(ground: str, pairs: int) -> list[str]:
    return [
        "# Static pages: our renderer and a plain script",
        "",
        f"Written by `make bench`. Month 2021-11 of the sample, partners' edition, French, A4 at 300 dpi, boundaries: {Path(ground).stem}.",
        f"Medians of {pairs} rounds; both ways in one process, in turn, libraries loaded, seconds of processor time. Each round of",
        "four pages starts with nothing kept from the round before; *again* is the same page a second time. The script",
        "(`benchmarks/plain_maps.py`) draws the same words, classes, marks, labels, inset, tables and margins with geopandas and",
        "matplotlib, and has its tables projected beforehand. It goes round pyplot: through pyplot geopandas draws the whole figure",
        "again after each `plot`, and a page takes two to six times as long.",
        "",
    ]


def _page_lines(pages: Sequence[Measured]) -> list[str]:
    head = ("Annex", "drawing", "encoding", "**ours**", "again", "drawing", "encoding", "**script**", "times faster",
            "KB ours", "KB savefig, same figure", "share", "KB script")  # fmt: skip
    rows = [head, ("---:",) * len(head), *(_row(page) for page in pages)]
    rows += [_row(_average(pages))] if pages else []
    return [*("| " + " | ".join(row) + " |" for row in rows), ""]


def _average(pages: Sequence[Measured]) -> Measured:
    """Return the page that the month's pages are on average."""
    count = len(pages)
    ours, plain = ([getattr(page, way) for page in pages] for way in ("ours", "plain"))
    times = [
        Times(sum(one.drawing for one in way) / count, sum(one.encoding for one in way) / count)
        for way in (ours, plain)
    ]
    sizes = (
        sum(getattr(page, name) for page in pages) // count for name in ("bytes_ours", "bytes_savefig", "bytes_plain")
    )
    return Measured("a map", times[0], sum(page.again for page in pages) / count, times[1], *sizes)


def _row(page: Measured) -> tuple[str, ...]:
    ours, plain = page.ours, page.plain
    seconds = (ours.drawing, ours.encoding, ours.total, page.again, plain.drawing, plain.encoding, plain.total)
    sizes = [page.bytes_ours, page.bytes_savefig, page.bytes_plain]
    kilobytes = [f"{size / 1000:.0f}" for size in sizes]
    share = f"{page.bytes_ours / page.bytes_savefig:.2f}"
    figures = [f"{second:.2f}" for second in seconds]
    return (page.annex, *figures, f"{page.ratio:.1f}", kilobytes[0], kilobytes[1], share, kilobytes[2])


def _share_lines(pages: Sequence[Measured], loading: Mapping[str, float]) -> list[str]:
    steps = {
        **loading,
        "Drawing four pages": sum(page.ours.drawing for page in pages),
        "Encoding four pages": sum(page.ours.encoding for page in pages),
    }
    total = sum(steps.values())
    lines = [f"| {name} | {seconds:.2f} | {100 * seconds / total:.0f} % |" for name, seconds in steps.items()]
    return ["| Step | seconds | share |", "| --- | ---: | ---: |", *lines, ""]


def machine_line() -> str:
    """Return what was measured on, without a word about whose it is."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"annexmaps {__version__}; {libraries}; {machine}."


def replace_section(report: str, section: str) -> str:
    """Return `report` with `section` in place of that of the same title, else at its end; a section goes to the next title."""
    title = section.split("\n", 1)[0]
    parts = re.split(r"^(?=# )", report, flags=re.MULTILINE)
    others = [section if part.split("\n", 1)[0] == title else part for part in parts]
    joined = others if section in others else [*others, section]
    return "\n".join(part.strip("\n") + "\n" for part in joined if part.strip())
