"""Tables in Parquet files, every value back to the text it stands for."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT, Grid, grid_of

_LINES_AT_ONCE = 8_192


def read_parquet_file(path: Path) -> Grid:
    """Return the lines of the Parquet file `path`, its column names as the first; InputError if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return grid_of(_lines(pq.ParquetFile(stream), file=path.name), file=path.name)
    except (pa.ArrowException, OSError, ValueError, ArithmeticError, RecursionError) as error:
        raise InputError("sources.damaged", file=path.name) from error


def _lines(parquet: pq.ParquetFile, *, file: str) -> list[list[str]]:
    count = parquet.metadata.num_rows
    if count > MOST_LINES or count * parquet.metadata.num_columns > MOST_CELLS:
        raise InputError("sources.too_many_cells", file=file)
    lines = [[str(name) for name in parquet.schema_arrow.names]]
    length = 0
    for batch in parquet.iter_batches(batch_size=_LINES_AT_ONCE):
        columns = [[text_of(value) for value in column.to_pylist()] for column in batch.columns]
        length += sum(len(text) for column in columns for text in column)
        if length > MOST_TEXT:
            raise InputError("sources.too_many_cells", file=file)
        lines += [list(line) for line in zip(*columns, strict=True)]
    return lines
