"""Quotation marks of a long text file: a mark that is never closed must not swallow rows in silence."""

import csv
import io
from pathlib import Path

import numpy as np

from annexmaps.sources.reader_child import Refused
from annexmaps.sources.text_file import LONGEST_CELL

_MARK = ord('"')


class WatchedFile(io.FileIO):
    """A file that looks at the marks of what is read from it."""

    def __init__(self, path: str, *, separator: str, encoding: str) -> None:
        super().__init__(path)
        self._ends = np.frombuffer(
            f'{separator}"\n\r'.encode(), dtype=np.uint8
        )  # what may stand beside a mark outside a cell
        self._inside, self._last, self.regular = False, b"\n", True
        self._path, self._separator, self._encoding = path, separator, encoding

    def read(self, size: int | None = -1) -> bytes:
        """Return the next `size` bytes."""
        content = super().read(size) or b""
        self._look(content or b"\n")
        return content

    def check(self) -> None:
        """Refuse the file if the marks of what was read are not those of whole cells.

        Most files open a mark at the start of a cell and close it at its end, and are sound at a glance; in others every line is read
        once more, as strictly as a month's table is.
        """
        if self.regular and not self._inside:
            return
        usual = csv.field_size_limit(LONGEST_CELL)
        try:
            with Path(self._path).open(encoding=self._encoding, newline="") as text:
                for _ in csv.reader(text, delimiter=self._separator, strict=True):
                    pass
        except csv.Error as error:
            raise Refused("long_table.quotes") from error
        finally:
            csv.field_size_limit(usual)

    def _look(self, content: bytes) -> None:
        # a mark is judged when the bytes on both sides of it are known
        block = np.frombuffer(self._last + content, dtype=np.uint8)
        marks = np.flatnonzero(block[1:-1] == _MARK) + 1
        opening = (np.arange(len(marks)) % 2 == 1) if self._inside else (np.arange(len(marks)) % 2 == 0)
        beside = np.where(opening, block[marks - 1], block[marks + 1])
        self.regular &= bool(np.isin(beside, self._ends).all())
        self._inside ^= len(marks) % 2 == 1
        self._last = bytes(block[-2:])
