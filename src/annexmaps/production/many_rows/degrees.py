"""Coordinates of many rows: plain numbers at once, everything else by the rules of a month's table."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from annexmaps.contract import SourceFile
from annexmaps.contract.cells import Cells
from annexmaps.contract.coordinates import LARGEST
from annexmaps.contract.points import PointColumns, read_points
from annexmaps.places.holding import Degrees
from annexmaps.production.many_rows.spellings import Numbers
from annexmaps.sources.cell_text import clean, text_of
from annexmaps.vocabulary.columns import layout

_AXES = ("latitude", "longitude", "coordinates")
_PLAIN = r"^-?[0-9]{1,3}([.,][0-9]{1,15})?$"
_SMALLEST = 1e-4  # degrees: nearer to 0 a number may be written with an exponent, which no coordinate has


@dataclass(frozen=True)
class ReadPoints:
    """The points of a batch; NaN where there is none."""

    longitudes: Degrees
    latitudes: Degrees
    faults: Numbers  # of each row, by number
    keys: tuple[tuple[str, ...], ...]  # problem keys of each number; the first has none


def points_in(batch: pa.RecordBatch, *, file: str) -> ReadPoints:
    """Return the points of `batch`, which has latitude and longitude, coordinates, or nothing of it."""
    north, no_north, plain_north = _axis(batch, "latitude")
    east, no_east, plain_east = _axis(batch, "longitude")
    both = _filled(batch, "coordinates")
    plain = ~both & ((plain_north & plain_east) | (no_north & no_east))
    east, north = np.where(plain_east, east, np.nan), np.where(plain_north, north, np.nan)
    odd = np.flatnonzero(~plain)
    told: list[tuple[str, ...]] = [()] * len(odd)
    if len(odd):
        north[odd], east[odd], problems = read_points(_texts(batch.take(pa.array(odd)), file))
        for problem in problems:
            if problem.row is not None:
                told[problem.row] = (*told[problem.row], problem.key)
    keys = tuple(dict.fromkeys([(), *told]))
    faults = np.zeros(batch.num_rows, dtype=np.int64)
    faults[odd] = [keys.index(one) for one in told]
    return ReadPoints(east, north, faults, keys)


def _axis(batch: pa.RecordBatch, name: str) -> tuple[Degrees, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the numbers of a column, which cells are empty, and which are plain numbers of degrees."""
    if name not in batch.schema.names:
        nothing = np.ones(batch.num_rows, dtype=bool)
        return np.full(batch.num_rows, np.nan), nothing, ~nothing
    values = batch.column(name)
    if pa.types.is_floating(values.type):
        degrees = values.to_numpy(zero_copy_only=False)
        empty = np.isnan(degrees)
        sound = np.abs(degrees) >= _SMALLEST
        sound |= degrees == 0
    else:
        empty = ~_filled(batch, name)
        is_plain = pc.fill_null(pc.match_substring_regex(values, _PLAIN), False)
        plain = pc.if_else(is_plain, pc.replace_substring(values, ",", "."), None)
        degrees = plain.cast(pa.float64()).to_numpy(zero_copy_only=False)
        sound = ~np.isnan(degrees)
    return degrees + 0.0, empty, sound & (np.abs(degrees) <= LARGEST[name])


def _filled(batch: pa.RecordBatch, name: str) -> NDArray[np.bool_]:
    if name not in batch.schema.names:
        return np.zeros(batch.num_rows, dtype=bool)
    values = batch.column(name)
    texts = values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values
    filled: NDArray[np.bool_] = np.asarray(
        pc.fill_null(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(texts)), 0), False)
    )
    return filled


def _texts(batch: pa.RecordBatch, file: str) -> PointColumns:
    """Return the cells of a few rows as text; their rows are their positions."""
    columns = []
    for name in _AXES:
        known = name in batch.schema.names
        texts = [clean(text_of(value)) for value in batch.column(name).to_pylist()] if known else [""] * batch.num_rows
        column = layout("incidents").columns[name]
        columns.append(
            Cells("incidents", SourceFile(file, "", ""), column, name, tuple(texts), tuple(range(len(texts))))
        )
    return PointColumns(*columns)
