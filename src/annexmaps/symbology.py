"""How values become classes, colours and sizes: QGIS's categorized, graduated and proportional renderers, each with its legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from annexmaps.theme import Symbol

# sizes are no matter of taste: the same in every theme and each month
CIRCLE_MAXIMUM = 17.0  # mm, across, of CIRCLE_REFERENCE violations
CIRCLE_REFERENCE = 100.0  # violations
CIRCLE_CAP = 200.0  # violations from which a circle grows no more: 24 mm
CIRCLE_MINIMUM = 1.5  # mm: a single violation can still be seen


@dataclass(frozen=True)
class LegendLine:
    """One line of a legend: a symbol, what it means, and how many."""

    key: str
    label: str
    symbol: Symbol
    count: str = ""  # formatted
    beside: str = ""  # a second figure, formatted: people living there


@dataclass(frozen=True)
class Legend:
    """A legend block."""

    title: str
    lines: tuple[LegendLine, ...]
    note: str = ""


@dataclass(frozen=True)
class Categorized:
    """One symbol a class, in the legend's order; every class stands in the legend, also when it is empty."""

    symbols: Mapping[str, Symbol]
    labels: Mapping[str, str]

    def legend(self, title: str, counts: Mapping[str, str], *, note: str = "") -> Legend:
        """Return the legend with `counts`, formatted, by class; a class without a count prints none."""
        lines = [LegendLine(key, self.labels[key], symbol, counts.get(key, "")) for key, symbol in self.symbols.items()]
        return Legend(title, tuple(lines), note)


@dataclass(frozen=True)
class Graduated:
    """Classes of a count by fixed lower limits, both ends stated: 1–4, 5–9, …, 50 +."""

    limits: tuple[int, ...]  # lowest value of each class, rising
    colours: tuple[str, ...]  # as many
    sizes: tuple[float, ...] = ()  # mm, as many, of symbols that grow with the class

    @property
    def keys(self) -> tuple[str, ...]:
        """The classes, low to high."""
        return tuple(str(index) for index in range(len(self.limits)))

    def key(self, value: float) -> str:
        """Return the class of `value`, its index as text; "" below the first limit."""
        classes = [index for index, lowest in enumerate(self.limits) if value >= lowest]
        return str(classes[-1]) if classes else ""

    def label(self, key: str) -> str:
        """Return the class's two ends, or its lower end for the highest class."""
        index = int(key)
        if index == len(self.limits) - 1:
            return f"≥ {self.limits[index]}"
        return f"{self.limits[index]}–{self.limits[index + 1] - 1}"

    def legend(self, title: str, counts: Mapping[str, str], *, symbol: Symbol, note: str = "") -> Legend:
        """Return the legend, high to low, drawn with `symbol` in each class's colour."""
        lines = [
            LegendLine(key, self.label(key), self.symbol(key, symbol), counts.get(key, ""))
            for key in reversed(self.keys)
        ]
        return Legend(title, tuple(lines), note)

    def symbol(self, key: str, symbol: Symbol) -> Symbol:
        """Return `symbol` in the colour of the class `key`."""
        size = self.sizes[int(key)] if self.sizes else symbol.size
        return Symbol(symbol.shape, self.colours[int(key)], symbol.edge, symbol.edge_width, size=size)


@dataclass(frozen=True)
class Proportional:
    """Circles whose area is proportional to a count, to one stated scale and up to a stated maximum, so that months compare."""

    diameter_at_reference: float = CIRCLE_MAXIMUM  # mm
    reference: float = CIRCLE_REFERENCE  # the count drawn at that diameter
    smallest: float = CIRCLE_MINIMUM  # mm
    largest: float = CIRCLE_CAP  # the count from which circles grow no more

    def diameter(self, value: float) -> float:
        """Return the diameter in mm of the circle of `value`."""
        return max(self.diameter_at_reference * sqrt(min(value, self.largest) / self.reference), self.smallest)

    def legend(
        self, title: str, values: Sequence[int], labels: Sequence[str], *, symbol: Symbol, note: str = ""
    ) -> Legend:
        """Return the legend of sizes for `values`, high to low, written as `labels`."""
        lines = [
            LegendLine(
                str(value),
                text,
                Symbol("circle", symbol.fill, symbol.edge, symbol.edge_width, size=self.diameter(value)),
            )
            for value, text in zip(values, labels, strict=True)
        ]
        return Legend(title, tuple(lines), note)
