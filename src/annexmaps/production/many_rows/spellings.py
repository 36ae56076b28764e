"""Spellings: the distinct texts of a column, each read once however often it stands there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean

Numbers = NDArray[np.int64]

MOST_SPELLINGS = 200_000  # of one column: beyond, it holds no names, codes or days
_LONGEST = 1_000  # characters that are kept; no name, code or day is nearly as long
_EMPTY = 0  # the number of the empty cell


class Spellings:
    """The distinct texts of one column, numbered as they come; 0 is the empty cell."""

    def __init__(self, header: str, *, file: str) -> None:
        self.header, self.file = header, file
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": _EMPTY}

    def numbers_of(self, cells: pa.DictionaryArray) -> Numbers:
        """Return the number of the text of each of `cells`; InputError where a column has too many of them."""
        known = [self._number(text or "") for text in cells.dictionary.to_pylist()]
        # a cell without anything points at the last
        own = np.array([*known, _EMPTY], dtype=np.int64)
        numbers: Numbers = own[cells.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)]
        return numbers

    def _number(self, text: str) -> int:
        cleaned = self.spelled(clean(text[:_LONGEST]))
        number = self._numbers.get(cleaned)
        if number is None:
            if len(self.texts) >= MOST_SPELLINGS:
                raise InputError(
                    "long_table.too_many_spellings", file=self.file, column=self.header, most=MOST_SPELLINGS
                )
            number = self._numbers[cleaned] = len(self.texts)
            self.texts.append(cleaned)
        return number

    def spelled(self, text: str) -> str:
        """Return `text` as it is kept."""
        return text


class Together:
    """The distinct rows of several columns of numbers, numbered as they come."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}

    def numbers_of(self, columns: Sequence[Numbers]) -> Numbers:
        """Return the number of each row of `columns`."""
        keys = columns[0]
        for column in columns[1:]:
            # dense before the next is added: no product of two numbers of spellings is too large
            keys = np.unique(keys, return_inverse=True)[1] * MOST_SPELLINGS + column if column.any() else keys
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        own = [self._number(tuple(row)) for row in np.column_stack([column[first] for column in columns]).tolist()]
        numbers: Numbers = np.array(own, dtype=np.int64)[inverse]
        return numbers

    def _number(self, row: tuple[Any, ...]) -> int:
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            self.rows.append(row)
        return self._numbers[row]
