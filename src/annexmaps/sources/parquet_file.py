"""Tables in Parquet files, read safely in a process of its own."""

from pathlib import Path
from typing import Any

import pandas as pd

from annexmaps.contract import RawTable, SourceFile
from annexmaps.sources.cell_text import clean
from annexmaps.sources.grid import Grid, grid_of
from annexmaps.sources.reader_process import ask
from annexmaps.vocabulary.columns import layout

_POINT = {"latitude", "longitude", "coordinates"}


def read_parquet_file(path: Path) -> Grid:
    """Return the lines of the Parquet file `path`, its column names as the first; InputError if it cannot be read."""
    lines, _ = ask(path, "parquet")
    return grid_of(lines, file=path.name)


def top_of_parquet(path: Path, *, table: str) -> tuple[RawTable, dict[str, Any]]:
    """Return the headers of the Parquet file `path`, without lines, and what is needed to read them.

    The points of a GeoParquet file are the columns latitude and longitude when `table` has none there. InputError if it cannot be
    read, or its points are not in WGS 84.
    """
    lines, end = ask(path, "parquet_top")
    headers, geometry = [clean(name) for name in lines[0]], end["geometry"]
    if geometry is not None:
        # it is no column of the table
        headers[geometry] = ""
        if not _POINT & {layout(table).column_of_header(header) for header in headers}:
            headers += ["latitude", "longitude"]
    nothing = pd.DataFrame(columns=range(len(headers)), dtype="str")
    raw = RawTable(table, SourceFile(path.name, "", ""), tuple(headers), nothing, ())
    return raw, {"geometry": geometry, "width": len(lines[0])}
