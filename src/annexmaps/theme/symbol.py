"""Symbol: how one class looks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """How one class looks."""

    shape: str = "area"
    fill: str = ""  # #rrggbb; empty: nothing
    edge: str = ""  # #rrggbb; empty: none
    edge_width: float = 0.3  # pt
    hatch: str = ""  # "", diagonal, cross, dots, lines
    hatch_colour: str = ""  # #rrggbb
    size: float = 0.0  # mm, across; of marks only
