"""The scale bars and the numeric scale against a geodesic through the frame's centre."""

import re
from collections.abc import Iterator
from functools import cache

import pyproj

from annexmaps.inventory import FrameSeen, Inventory, Shape
from annexmaps.lint.finding import Finding

TOLERANCE = 0.01  # of a bar's length
_TOLERANCE_OF_NUMBER = 0.05  # the numeric scale has two figures
_LENGTH = re.compile(r"([\d\s.,]+)\skm")
_DENOMINATOR = re.compile(r"1\s:\s([\d\s.,]+)")
_MILLIMETRES_PER_METRE = 1000.0


def bars_that_lie(page: Inventory) -> Iterator[Finding]:
    """Find scale bars more than 1 % off the geodesic of their length at the frame's centre, and a numeric scale that is not the map's."""
    for frame in page.frames:
        # the main frame's bar stands in the margin
        where = "" if frame.where == "main" else frame.where
        bar = [shape for shape in page.shapes_of("scalebar") if shape.where == where]
        said = [_number(found[1]) for text in page.of_part("scalebar")
                if text.where == where and (found := _LENGTH.search(text.text))]  # fmt: skip
        if bar and said and abs(_kilometres(frame, _width(bar), page.projection) / said[0] - 1) > TOLERANCE:
            yield Finding("scale_bar", {"said": said[0]})
    denominator = _DENOMINATOR.search(page.written("scale"))
    if denominator and page.frames:
        width = page.frames[0].extent[2] - page.frames[0].extent[0]
        true = _kilometres(page.frames[0], width / 2, page.projection) * 1000 * _MILLIMETRES_PER_METRE / (width / 2)
        if abs(_number(denominator[1]) / true - 1) > _TOLERANCE_OF_NUMBER:
            yield Finding("scale_bar", {"said": denominator[0].strip()})


def _width(bar: list[Shape]) -> float:
    return max(shape.extent[2] for shape in bar) - min(shape.extent[0] for shape in bar)


def _kilometres(frame: FrameSeen, width: float, projection: str) -> float:
    # the geodesic that `width` mm of paper span, east to west through the frame's centre
    (x, y), half = frame.centre, width / 2 * frame.metres
    ground = _ground(projection)
    west, east = ground.transform(x - half, y), ground.transform(x + half, y)
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(*west, *east)
    return float(metres) / 1000


def _number(text: str) -> float:
    # a comma or point before one or two figures at the end is a decimal sign, others and spaces group thousands
    plain = re.sub(r"\s", "", text)
    decimal = re.fullmatch(r"(.*)[.,](\d{1,2})", plain)
    return float(re.sub(r"\D", "", decimal[1]) + "." + decimal[2]) if decimal else float(re.sub(r"\D", "", plain))


@cache
def _ground(projection: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
