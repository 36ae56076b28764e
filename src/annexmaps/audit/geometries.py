"""Geometries in files of data: outlines are read as lines of numbers, points as places, which outside the office none may be exact."""

from collections.abc import Iterable, Iterator

from annexmaps.audit.layers import Fault, Kind, Layer, Part

_STEPS_OF_A_DEGREE = 100  # as the masking of points: a place of a kilometre


def outline_layer(where: str, text: str) -> Layer:
    """Return the layer of the coordinates of outlines, written one after another in `text`; a comma is no decimal one."""
    return Layer(f"{where} outlines".strip(), text.replace(",", " "), Kind.DRAWING)


def point_parts(where: str, points: Iterable[tuple[float, float]]) -> Iterator[Part]:
    """Yield the layer of `points` (longitude, latitude), and a fault if one of them is more exact than a masked point."""
    told = list(points)
    if told:
        yield Layer(f"{where} points".strip(), "\n".join(f"{x!r} {y!r}" for x, y in told), Kind.METADATA)
    exact = sum(1 for point in told if any(not _is_coarse(number) for number in point))
    if exact:
        yield Fault(f"{where} points".strip(), "points", str(exact))


def _is_coarse(number: float) -> bool:
    return abs(number * _STEPS_OF_A_DEGREE - round(number * _STEPS_OF_A_DEGREE)) < 1e-6 / 2
