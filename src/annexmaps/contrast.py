"""How strongly two colours differ in lightness: the contrast ratio of WCAG 2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

from functools import cache

_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue light
_KNEE = 0.04045  # of the sRGB curve


def light_of(colour: str) -> tuple[float, float, float]:
    """Return the linear red, green and blue light of `colour` (#rrggbb), each 0 to 1."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return (_linear(red), _linear(green), _linear(blue))


@cache
def luminance(colour: str) -> float:
    """Return the relative luminance of `colour` (#rrggbb), 0 to 1."""
    return sum(weight * light for weight, light in zip(_WEIGHTS, light_of(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (#rrggbb), 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= _KNEE else float(((value + 0.055) / 1.055) ** 2.4)
