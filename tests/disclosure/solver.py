"""An attacker: unknown counts, what finished pages say of them, and the least and the most that each can be."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Name = tuple[object, ...]
OPEN = math.inf


@dataclass
class Knowledge:
    """What is known of counts: each is a whole number from 0 on; sums of them lie between two numbers."""

    numbers: dict[Name, int] = field(default_factory=dict)
    bounds: dict[Name, tuple[float, float]] = field(default_factory=dict)
    sums: list[tuple[dict[Name, float], float, float]] = field(default_factory=list)

    def learn(self, names: Iterable[Name] | Mapping[Name, float], low: float, high: float | None = None) -> None:
        """Learn that the sum of `names` (with factors, if a mapping) lies from `low` to `high`; `high` None means exactly `low`."""
        factors = dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
        high = low if high is None else high
        for name in factors:
            self.numbers.setdefault(name, len(self.numbers))
        if len(factors) > 1:
            self.sums.append((factors, low, high))
            return
        for name in factors:
            least, most = self.bounds.get(name, (0.0, OPEN))
            self.bounds[name] = max(least, low), min(most, high)

    def range_of(self, names: Iterable[Name]) -> tuple[float, float]:
        """Return the least and the most that the sum of `names` can be; math.inf without a limit."""
        open_ = {
            name: number for number, name in enumerate(name for name in self.numbers if self._limits(name) != (0, 0))
        }
        goal = np.zeros(len(open_) + len(self.sums))
        goal[[open_[name] for name in names if name in open_]] = 1.0
        least, most = self._extreme(goal, open_), -self._extreme(-goal, open_)
        return math.ceil(least - 1e-6), math.floor(most + 1e-6) if math.isfinite(most) else OPEN

    def _limits(self, name: Name) -> tuple[float, float]:
        return self.bounds.get(name, (0.0, OPEN))

    def _extreme(self, goal: np.ndarray, open_: Mapping[Name, int]) -> float:
        # every sum is an unknown of its own: the counts in it less the sum make nothing
        limits = [*(self._limits(name) for name in open_), *((low, high) for _, low, high in self.sums)]
        matrix = self._matrix(open_) if self.sums else None
        found = linprog(goal, A_eq=matrix, b_eq=np.zeros(len(self.sums)) if self.sums else None, bounds=limits)
        if found.status == 3:
            return -OPEN
        assert found.status == 0, f"what the pages say cannot be true: {found.message}"
        return float(found.fun)

    def _matrix(self, open_: Mapping[Name, int]) -> csr_array:
        lines = enumerate(told for told, _, _ in self.sums)
        cells = [(line, open_[name], factor) for line, told in lines for name, factor in told.items() if name in open_]
        cells += [(line, len(open_) + line, -1.0) for line in range(len(self.sums))]
        rows, columns, factors = zip(*cells, strict=True)
        return csr_array((factors, (rows, columns)), shape=(len(self.sums), len(open_) + len(self.sums)))


def interval(text: str) -> tuple[float, float] | None:
    """Return what a printed number says: 12, 1–4, ≥ 50; None for a gap or a number not told."""
    plain = re.sub(r"\s", "", text)
    if found := re.fullmatch(r"(\d+)[–-](\d+)", plain):
        return int(found[1]), int(found[2])
    if found := re.fullmatch(r"≥(\d+)", plain):
        return int(found[1]), OPEN
    return (int(plain), int(plain)) if plain.isdigit() else None


def change(text: str) -> int | None:
    """Return what a printed change says: +12, −3, =; None for a gap or a change not told."""
    plain = re.sub(r"\s", "", text).replace("−", "-")
    return 0 if plain == "=" else int(plain) if re.fullmatch(r"[+-]\d+", plain) else None
