"""The lines of a long text file in batches, each with its number; lines with too many or too few cells are marked."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from annexmaps.sources.long_table_child import TEXT, TOO_FEW, TOO_MANY
from annexmaps.sources.quoting import WatchedFile
from annexmaps.sources.reader_child import Refused

_BLOCK = 4_000_000  # bytes parsed at once; no line may be longer
_NUMBERS = {"latitude", "longitude"}  # seldom twice the same: no use as dictionaries
_ENCODINGS = {"utf-8": "utf8", "utf-8-sig": "utf8"}  # Arrow reads these itself, and passes over their mark
_FAULTS = {"straddling": "long_table.quotes", "UTF8": "long_table.not_utf8", "UTF-8": "long_table.not_utf8"}


def batches_of(question: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """Yield the lines of the text file `path` of `question`; Refused where it is not well quoted or not in its encoding."""
    lines = _Lines(question)
    try:
        with WatchedFile(question["path"], separator=question["separator"], encoding=question["encoding"]) as watched:
            for batch in arrow_csv.open_csv(watched, **_options(question, lines)):
                yield lines.numbered(batch)
                yield from lines.odd(batch.schema)
            watched.check()
    except UnicodeDecodeError as error:
        raise Refused("long_table.not_utf8") from error
    except pa.ArrowInvalid as error:
        key = next((key for mark, key in _FAULTS.items() if mark in str(error)), "sources.damaged")
        raise Refused(key) from error


def _options(question: Mapping[str, Any], lines: "_Lines") -> dict[str, Any]:
    names = [str(position) for position in range(question["width"])]
    types = {str(at): pa.string() if name in _NUMBERS else TEXT for name, at in question["columns"].items()}
    return {
        "read_options": arrow_csv.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=names, skip_rows_after_names=question["first"] - 1,
            encoding=_ENCODINGS.get(question["encoding"], question["encoding"]),
        ),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=question["separator"], newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=lines.keep
        ),
        "convert_options": arrow_csv.ConvertOptions(
            include_columns=list(types), column_types=types, strings_can_be_null=False
        ),
    }  # fmt: skip


class _Lines:
    """Numbers the lines as a spreadsheet does, and keeps those that Arrow leaves out because of their cells."""

    def __init__(self, question: Mapping[str, Any]) -> None:
        self.question, self.next = question, int(question["first"])
        self.left_out: list[int] = []
        self.kept: list[tuple[int, int, list[str]]] = []  # number, what is odd, cells

    def keep(self, line: Any) -> str:
        """Keep a line with another number of cells than the header."""
        self.left_out.append(line.number)
        if line.actual_columns > line.expected_columns:
            self.kept.append((line.number, TOO_MANY, [""] * line.expected_columns))
            return "skip"
        cells = self._cells(line.text)
        self.kept.append((line.number, TOO_FEW, [*cells, *[""] * line.expected_columns][: line.expected_columns]))
        return "skip"

    def _cells(self, text: str) -> list[str]:
        try:
            return next(csv.reader(text.split("\n"), delimiter=self.question["separator"]), [])
        except csv.Error:
            # a mark that is never closed: the file is refused when all of it has been read
            return []

    def numbered(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return `batch` with the numbers of its lines."""
        # lines left out of the next block may be known already
        numbers = np.arange(self.next, self.next + batch.num_rows + len(self.left_out))
        numbers = numbers[~np.isin(numbers, self.left_out)][: batch.num_rows]
        if batch.num_rows:
            self.next = int(numbers[-1]) + 1
        self.left_out = [number for number in self.left_out if number >= self.next]
        return self._batch(numbers, np.zeros(batch.num_rows), batch.columns)

    def odd(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield the lines kept since the last time, if there are any; `schema` is that of the used columns."""
        if self.kept:
            numbers, faults, lines = zip(*self.kept, strict=True)
            columns = [pa.array([line[int(field.name)] for line in lines]).cast(field.type) for field in schema]
            self.kept = []
            yield self._batch(numbers, faults, columns)

    def _batch(self, numbers: Any, faults: Any, columns: list[pa.Array]) -> pa.RecordBatch:
        arrays = [pa.array(numbers, pa.int64()), pa.array(np.asarray(faults, np.int8)), *columns]
        return pa.RecordBatch.from_arrays(arrays, names=["row", "line", *self.question["columns"]])
