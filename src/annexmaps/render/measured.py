"""Measures of a block of the margin, each taken once: while blocks are dealt into columns the same ones are asked for again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from annexmaps.render.typefaces import font_in_force

Measure = TypeVar("Measure")


def measured(method: Callable[..., Measure]) -> Callable[..., Measure]:
    """Return `method` of a block that does not change, its result kept with the block for the same sizes and font."""

    @wraps(method)
    def once(block: Any, *sizes: float) -> Measure:
        taken: dict[Any, Measure] = block.__dict__.setdefault("_taken", {})
        key = (method.__name__, font_in_force(), *sizes)
        if key not in taken:
            taken[key] = method(block, *sizes)
        return taken[key]

    return once
