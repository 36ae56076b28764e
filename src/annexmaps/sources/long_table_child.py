"""Reads one long table in a process of its own: -m annexmaps.sources.long_table_child, what to read in JSON, Arrow batches out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from annexmaps.sources.reader_child import Refused, limit_memory

TEXT = pa.dictionary(pa.int32(), pa.string())
MEMORY = 1_200_000_000  # bytes reserved, where the system offers a limit; with the parent it stays under 2 GB
TOO_MANY, TOO_FEW = 1, 2  # cells of a line of text


def main() -> int:
    """Write the lines that the question on standard input asks for, then the key of what is wrong, if anything, as JSON."""
    limit_memory(MEMORY)
    question = json.load(sys.stdin)
    fault = ""
    writer: pa.ipc.RecordBatchStreamWriter | None = None
    try:
        for batch in _READERS[question["kind"]](question):
            writer = writer or pa.ipc.new_stream(sys.stdout.buffer, batch.schema)
            writer.write_batch(batch)
    except Refused as refusal:
        fault = str(refusal)
    except (pa.ArrowMemoryError, pa.ArrowCapacityError, MemoryError, OverflowError):
        fault = "long_table.too_much"
    except (pa.ArrowException, OSError, ValueError, ArithmeticError, RecursionError, LookupError, TypeError):
        fault = "sources.damaged"
    (writer or pa.ipc.new_stream(sys.stdout.buffer, pa.schema([]))).close()
    sys.stdout.buffer.write(json.dumps({"fault": fault}).encode())
    return 0


# each kind imports only what it needs
def _text(question: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    from annexmaps.sources.long_text_lines import batches_of

    return batches_of(question)


def _parquet(question: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    from annexmaps.sources.parquet_rows import batches_of

    return batches_of(question)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[pa.RecordBatch]]] = {"text": _text, "parquet": _parquet}

if __name__ == "__main__":
    # run as a script this module is another than the one its readers import from
    from annexmaps.sources import long_table_child

    sys.exit(long_table_child.main())
