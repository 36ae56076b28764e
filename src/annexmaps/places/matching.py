"""Matching a table of places that is no month's table: its file becomes rows with a P-code, or a question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from annexmaps.config import find_config, read_config
from annexmaps.contract import CheckedTable, Problem, RawTable, Severity
from annexmaps.contract.cells import Cells, shorten
from annexmaps.contract.points import PointColumns, read_points
from annexmaps.errors import InputError
from annexmaps.months import Month, parse_month
from annexmaps.places.asked import Asked
from annexmaps.places.decided import judge_decisions
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.located import LocatedTable, locate_table
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.boundary_frames import read_code_list
from annexmaps.sources.decisions import FILE_NAME, read_decisions
from annexmaps.sources.month_folder import FoundTable
from annexmaps.sources.read import read_raw
from annexmaps.vocabulary.columns import layout

_TABLE = "incidents"  # the month's table whose headers of places are understood here
_NAMES = ("region", "cercle", "commune", "pcode")
_POINT = ("latitude", "longitude", "coordinates")


@dataclass(frozen=True)
class MatchedTable:
    """The rows of a file with their places, and what was asked for them."""

    located: LocatedTable
    gazetteer: Gazetteer
    boundaries: Boundaries

    @property
    def unread(self) -> Mapping[int, str]:
        """The problem key of each row of the file that could not be read, by row number."""
        refused = [problem for problem in self.located.problems if problem.severity is Severity.REFUSED]
        read = set(self.located.table["row"])
        return {problem.row: problem.key for problem in refused if problem.row is not None and problem.row not in read}

    @cached_property
    def questions(self) -> Mapping[int, Asked]:
        """The question that a row leaves, by row number."""
        return {row: asked for asked in self.located.asked for row in asked.rows}

    @cached_property
    def messages(self) -> Mapping[int, tuple[Problem, ...]]:
        """The problems of each row, by row number."""
        found: dict[int, tuple[Problem, ...]] = {}
        for problem in self.located.problems:
            if problem.row is not None:
                found[problem.row] = (*found.get(problem.row, ()), problem)
        return found


def match_file(path: Path, *, boundaries: str | Path | None = None, month: Month | None = None) -> MatchedTable:
    """Return the rows of the table in `path`, each placed by its région, cercle, commune, P-code, latitude and longitude.

    The frame is that of `month`, else of the month that names the file's folder, else the last one with P-codes. The configuration and
    the decisions kept beside that month's folder are followed; none is asked or written. InputError if the file holds no column of places.
    """
    checked = read_places(path)
    beside = parse_month(path.resolve().parent.name)
    # the boundaries of the office whose month the file stands in
    configured = read_config(find_config(path.resolve().parent)).boundaries.name if beside else ""
    chosen = load_boundaries(boundaries or configured or None, month=month or beside or last_coded_month())
    gazetteer = make_gazetteer(chosen)
    lines = read_decisions(path.resolve().parent.parent / FILE_NAME) if beside else ()
    judged = judge_decisions(lines, gazetteer)
    located = locate_table(checked, chosen, gazetteer=gazetteer, decided=judged.decided)
    return MatchedTable(replace(located, problems=(*located.problems, *judged.problems)), gazetteer, chosen)


def read_places(path: Path) -> CheckedTable:
    """Return the names, P-codes, latitudes and longitudes of the table in `path`; InputError if it has no column of places."""
    raw = read_raw(FoundTable(_TABLE, path))
    columns = _columns_of_places(raw)
    if not any(cells.header for cells in columns.values()):
        headers = ", ".join(map(shorten, filter(None, raw.headers))) or "–"
        raise InputError("places.no_column", file=raw.source.shown, headers=headers)
    north, east, problems = read_points(PointColumns(*(columns[name] for name in _POINT)))
    refused = {problem.row for problem in raw.problems if problem.severity is Severity.REFUSED}
    table = pd.DataFrame(
        {"row": raw.rows, **{name: columns[name].texts for name in _NAMES}, "latitude": north, "longitude": east}
    )
    kept = table[~table["row"].isin(list(refused))].reset_index(drop=True)
    return CheckedTable("", raw.source, kept, (*raw.problems, *problems), len(raw.rows))


def _columns_of_places(raw: RawTable) -> dict[str, Cells]:
    """Return the columns of places of `raw`; the first of two that mean the same."""
    known = layout(_TABLE)
    positions: dict[str, int] = {}
    for position, header in enumerate(raw.headers):
        tag = raw.tags[position] if raw.tags else ""
        name = known.column_of_header(header) or (known.column_of_tag(tag) if tag else None)
        positions.setdefault(name or "", position)
    columns = {}
    for name in (*_NAMES, *_POINT):
        position = positions.get(name, -1)
        texts = tuple(raw.cells[position].tolist()) if position >= 0 else ("",) * len(raw.rows)
        header = raw.headers[position] or name if position >= 0 else ""
        columns[name] = Cells("", raw.source, known.columns[name], header, texts, raw.rows)
    return columns


def last_coded_month() -> Month:
    """Return the month in which the last frame with P-codes begins."""
    codes = read_code_list()
    begun = codes.frames.loc[codes.frames["frame"] == codes.codes_frames[-1], "valid_from"].iloc[0]
    month = parse_month(str(begun)[: len("2016-01")])
    if month is None:
        raise ValueError(begun)
    return month
