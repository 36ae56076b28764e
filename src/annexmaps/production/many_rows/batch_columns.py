"""The used columns of each batch as numbers: of days, of categories with types, of declared places."""

import numpy as np
import pyarrow as pa

from annexmaps.places.declarations import Declaration
from annexmaps.production.many_rows.periods import Days
from annexmaps.production.many_rows.spellings import Numbers, Spellings, Together
from annexmaps.sources.long_table import LongTable

_PLACES = ("region", "cercle", "commune", "pcode")
_KINDS = ("category", "type")


class BatchColumns:
    """What the columns have said so far; a column that the file lacks is empty."""

    def __init__(self, table: LongTable) -> None:
        file = table.path.name
        self._spellings = {name: Spellings(table.header(name), file=file) for name in (*_PLACES, *_KINDS)}
        self._days = Days(table.header("date"), file=file)
        self._pairs, self._declared = Together(), Together()
        self.spelled_pairs: list[tuple[str, str]] = []  # by the pair's number
        self.declarations: list[Declaration] = []  # by the declaration's number

    @property
    def texts_of_days(self) -> list[str]:
        """The days as spelled, by number."""
        return self._days.texts

    def days(self, batch: pa.RecordBatch) -> Numbers:
        """Return the number of each row's day."""
        return self._days.numbers_of(batch["date"])

    def pairs(self, batch: pa.RecordBatch) -> Numbers:
        """Return the number of each row's category and type."""
        numbers = self._pairs.numbers_of([self._numbers(batch, name) for name in _KINDS])
        new = self._pairs.rows[len(self.spelled_pairs) :]
        self.spelled_pairs += [(self._text("category", one), self._text("type", other)) for one, other in new]
        return numbers

    def declared(self, batch: pa.RecordBatch) -> Numbers:
        """Return the number of each row's declaration."""
        numbers = self._declared.numbers_of([self._numbers(batch, name) for name in _PLACES])
        new = self._declared.rows[len(self.declarations) :]
        self.declarations += [Declaration(*map(self._text, _PLACES, row)) for row in new]
        return numbers

    def _numbers(self, batch: pa.RecordBatch, name: str) -> Numbers:
        known = name in batch.schema.names
        return self._spellings[name].numbers_of(batch[name]) if known else np.zeros(batch.num_rows, dtype=np.int64)

    def _text(self, name: str, number: int) -> str:
        return self._spellings[name].texts[number]
