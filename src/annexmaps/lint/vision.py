"""Colours as every eye and every printer sees them: deuteranopia, protanopia, greyscale; distances in CIELAB."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from annexmaps.contrast import light_of

_PLAIN = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear light; greyscale is luminance (IEC 61966-2-1)
VISIONS: Mapping[str, tuple[tuple[float, float, float], ...]] = MappingProxyType(
    {
        "normal": _PLAIN,
        "deuteranopia": (
            (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
        ),
        "protanopia": (
            (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
        ),
        "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
    }
)  # fmt: skip
_TO_XYZ = np.array(
    [(0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041)]
)
_WHITE = _TO_XYZ.sum(axis=1)  # D65
_EPSILON, _KAPPA = 216 / 24389, 24389 / 27


@cache
def seen_colour(colour: str, vision: str) -> tuple[float, float, float]:
    """Return `colour` (#rrggbb) in CIELAB as `vision` sees it."""
    light = np.clip(np.array(VISIONS[vision]) @ light_of(colour), 0.0, 1.0)
    share = (_TO_XYZ @ light) / _WHITE
    bent = np.where(share > _EPSILON, np.cbrt(share), (_KAPPA * share + 16) / 116)
    return (
        float(116 * bent[1] - 16),
        float(500 * (bent[0] - bent[1])),
        float(200 * (bent[1] - bent[2])),
    )


def distance(one: str, other: str, vision: str) -> float:
    """Return how far apart two colours are in CIELAB (1976) as `vision` sees them."""
    return float(np.linalg.norm(np.subtract(seen_colour(one, vision), seen_colour(other, vision))))


def lightness(colour: str) -> float:
    """Return the lightness L* of `colour` (#rrggbb), 0 to 100."""
    return seen_colour(colour, "greyscale")[0]
