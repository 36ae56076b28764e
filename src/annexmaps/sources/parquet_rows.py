"""The rows of a long Parquet or GeoParquet file in batches: texts as dictionaries, points as numbers; runs in the reader's process."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from annexmaps.sources.cell_text import text_of
from annexmaps.sources.parquet_points import points_of
from annexmaps.sources.reader_child import Refused

_AT_ONCE = 131_072  # rows
_FIRST_ROW = 2  # as under a header
_DEGREES = {"latitude", "longitude"}
_WGS84 = {"CRS84", "4326"}
_WHAT_FAILS = (pa.ArrowException, OSError, ValueError, ArithmeticError, RecursionError, LookupError, TypeError)


def top_of(path: str) -> Iterator[Any]:
    """Yield the column names of the Parquet file `path`, and which of them holds points; Refused if they are not in WGS 84."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path of the parent's, as text
            schema = pq.ParquetFile(stream).schema_arrow
            names = [str(name) for name in schema.names]
            geometry = _geometry(json.loads((schema.metadata or {}).get(b"geo", b"null")), names)
    except _WHAT_FAILS as error:
        raise Refused("damaged") from error
    yield names
    yield {"geometry": geometry}


def batches_of(question: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the Parquet file `path` of `question`, used columns only."""
    with open(question["path"], "rb") as stream:  # noqa: PTH123 - a path of the parent's, as text
        parquet = pq.ParquetFile(stream, read_dictionary=_texts(question, stream))
        names, first = parquet.schema_arrow.names, _FIRST_ROW
        wanted = {name: at for name, at in question["columns"].items() if at < question["width"]}
        points = len(wanted) < len(question["columns"])
        read = [names[at] for at in wanted.values()] + ([names[question["geometry"]]] if points else [])
        for batch in parquet.iter_batches(batch_size=_AT_ONCE, columns=read, use_threads=False):
            columns = {name: _column(name, batch.column(names[at])) for name, at in wanted.items()}
            if points:
                columns |= dict(zip(("longitude", "latitude"), points_of(batch.column(read[-1])), strict=True))
            numbers = pa.array(np.arange(first, first + batch.num_rows))
            sound = pa.array(np.zeros(batch.num_rows, np.int8))
            yield pa.RecordBatch.from_pydict({"row": numbers, "line": sound, **columns})
            first += batch.num_rows


def _geometry(told: Any, names: list[str]) -> int | None:
    """Return the position of the column of points that the metadata of GeoParquet `told` of, None if there is none."""
    if not isinstance(told, dict):
        return None
    primary = told["primary_column"]
    crs = told["columns"][primary].get("crs", {"id": {"code": "CRS84"}})
    code = crs.get("id", {}).get("code") if isinstance(crs, dict) else None
    if str(code) not in _WGS84:
        raise Refused("not_wgs84")
    return names.index(primary)


def _texts(question: Mapping[str, Any], stream: Any) -> list[str]:
    """Return the used columns of text, which the file keeps as dictionaries and need not be spelled out."""
    schema = pq.ParquetFile(stream).schema_arrow
    used = [schema.field(at) for at in question["columns"].values() if at < question["width"]]
    return [field.name for field in used if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]


def _column(name: str, values: pa.Array) -> pa.Array:
    kind = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    if name in _DEGREES and pa.types.is_floating(kind):
        return values.cast(pa.float64())
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        values = _days(values)
    if not pa.types.is_dictionary(values.type):
        values = _encoded(values)
    # every value once, as the text that it stands for
    spelled = pa.array([text_of(value) for value in values.dictionary.to_pylist()], pa.string())
    coded = pa.DictionaryArray.from_arrays(values.indices.cast(pa.int32()), spelled)
    return coded if name not in _DEGREES else coded.cast(pa.string())


def _days(values: pa.Array) -> pa.Array:
    # the day where the clock stood, as a text would say it
    local = pc.local_timestamp(values) if getattr(values.type, "tz", None) else values
    return local.cast(pa.date32(), safe=False)


def _encoded(values: pa.Array) -> pa.Array:
    if pa.types.is_nested(values.type):
        values = pa.array([text_of(value) for value in values.to_pylist()], pa.string())
    return values.dictionary_encode()
