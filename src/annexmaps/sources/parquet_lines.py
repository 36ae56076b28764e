"""The lines of a Parquet file, every value back to the text it stands for; runs in the reader's process."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from annexmaps.sources.cell_text import text_of
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, MOST_TEXT
from annexmaps.sources.reader_child import Refused

_LINES_AT_ONCE = 1_024


def lines_of(path: str) -> Iterator[Any]:
    """Yield the column names of the Parquet file `path` and its lines; OverflowError if there are too many."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path of the parent's, as text
            parquet = pq.ParquetFile(stream)
            _check(parquet)
            yield [str(name) for name in parquet.schema_arrow.names]
            yield from _texts(parquet)
        yield {}
    except (pa.ArrowMemoryError, pa.ArrowCapacityError) as error:
        raise OverflowError from error
    except (pa.ArrowException, OSError, ValueError, ArithmeticError, RecursionError, LookupError, TypeError) as error:
        if isinstance(error, OverflowError):
            raise
        raise Refused("damaged") from error


def _check(parquet: pq.ParquetFile) -> None:
    count, columns = parquet.metadata.num_rows, parquet.metadata.num_columns
    if count > MOST_LINES or count * columns > MOST_CELLS:
        raise OverflowError


def _texts(parquet: pq.ParquetFile) -> Iterator[list[str]]:
    length = 0
    for batch in parquet.iter_batches(batch_size=_LINES_AT_ONCE, use_threads=False):
        columns = [[text_of(value) for value in column.to_pylist()] for column in batch.columns]
        length += sum(len(text) for column in columns for text in column)
        if length > MOST_TEXT:
            raise OverflowError
        yield from (list(line) for line in zip(*columns, strict=True))
