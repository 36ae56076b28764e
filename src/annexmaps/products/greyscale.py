"""Ordered colours that a copier would put out of order: the page says so."""

from collections.abc import Sequence
from itertools import pairwise

from annexmaps.contrast import luminance
from annexmaps.spec import Legend
from annexmaps.theme import Theme

LEAST_STEP = 8.0  # of lightness, CIELAB, between two classes of a ramp


def loses_order_in_greyscale(legends: Sequence[Legend], theme: Theme) -> bool:
    """Tell whether one of `legends` shows a ramp of `theme` whose lightness does not rise or fall steadily."""
    shown = [{line.symbol.fill for line in legend.lines} for legend in legends]
    ramps = (tuple(theme.colours.risk.values()), theme.colours.circles)
    return any(not _is_steady(ramp) for ramp in ramps for fills in shown if len(fills & set(ramp)) > 1)


def _is_steady(ramp: Sequence[str]) -> bool:
    steps = [_lightness(after) - _lightness(before) for before, after in pairwise(ramp)]
    return min(steps) >= LEAST_STEP or max(steps) <= -LEAST_STEP


def _lightness(colour: str) -> float:
    # CIE 1976 L*
    light = luminance(colour)
    return float(116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27)
