"""Many texts looked for in one pass: windows of eight bytes are hashed, and only those that may begin a text are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

WINDOW = 8  # bytes: the shortest text that can be looked for
_BITS = 18  # of the hash: a table of 256 KB
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing, Knuth, The Art of Computer Programming 3, 6.4
_SHIFT = np.uint64(64 - _BITS)


@dataclass(frozen=True)
class Needles:
    """Texts to look for, arranged by their first eight bytes."""

    by_start: Mapping[bytes, tuple[bytes, ...]]
    table: np.ndarray  # whether a text may begin with bytes of this hash

    def __len__(self) -> int:
        """Return how many texts are looked for."""
        return sum(map(len, self.by_start.values()))

    def found_in(self, content: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield where and which texts stand in `content`, each once."""
        met: set[bytes] = set()
        if len(content) < WINDOW or not self.by_start:
            return
        for start in np.flatnonzero(self.table[_hashes(content)]).tolist():
            for text in self.by_start.get(content[start : start + WINDOW], ()):
                if text not in met and content.startswith(text, start):
                    met.add(text)
                    yield start, text


def make_needles(texts: Iterable[bytes]) -> Needles:
    """Return `texts` ready to be looked for; those under eight bytes are left out."""
    by_start: dict[bytes, list[bytes]] = {}
    for text in sorted({text for text in texts if len(text) >= WINDOW}):
        by_start.setdefault(text[:WINDOW], []).append(text)
    table = np.zeros(1 << _BITS, dtype=bool)
    if by_start:
        table[np.concatenate([_hashes(start) for start in by_start])] = True
    return Needles({start: tuple(ended) for start, ended in by_start.items()}, table)


def _hashes(content: bytes) -> np.ndarray:
    windows = np.ndarray(len(content) - WINDOW + 1, dtype="<u8", buffer=content, strides=(1,))
    return np.asarray((windows * _MULTIPLIER) >> _SHIFT, dtype=np.intp)
