"""Tables in Parquet files, read safely in a process of its own."""

from pathlib import Path

from annexmaps.sources.grid import Grid, grid_of
from annexmaps.sources.reader_process import ask


def read_parquet_file(path: Path) -> Grid:
    """Return the lines of the Parquet file `path`, its column names as the first; InputError if it cannot be read."""
    lines, _ = ask(path, "parquet")
    return grid_of(lines, file=path.name)
