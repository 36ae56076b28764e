"""The point of each row, from two columns of coordinates or one of points; every problem is kept with its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from annexmaps.contract import Problem, Severity
from annexmaps.contract.cells import Cells
from annexmaps.contract.coordinates import LATITUDE, LONGITUDE, read_angle
from annexmaps.contract.pairs import Point, holds_point, read_point
from annexmaps.contract.telling import rows_told, told_of_fault

_SAME_PLACE = 1e-5  # degrees, about a metre
_LEAST_EASTING = 100_000  # metres: so large a number is UTM, not degrees


@dataclass(frozen=True)
class PointColumns:
    """The columns of a table that say where a row's point is."""

    latitude: Cells
    longitude: Cells
    coordinates: Cells  # both in one cell


def read_points(columns: PointColumns) -> tuple[list[float], list[float], list[Problem]]:
    """Return the latitude and longitude of each row in degrees, both NaN where empty or unreadable, and every problem.

    A point with one problem has no coordinates at all: half a point is never kept.
    """
    points, problems = [], []
    for position in range(len(columns.latitude.texts)):
        point, where = _read_row(columns, position)
        points.append(point)
        if point.fault:
            values = told_of_fault(point, where.texts[position], axis=where.column.name)
            problems.append(where.problem(point.fault, Severity.WARNING, position, **values))
    kept = [Point() if point.fault else point for point in points]
    notes = _notes(columns, points)
    return [point.latitude for point in kept], [point.longitude for point in kept], [*problems, *notes]


def _read_row(columns: PointColumns, position: int) -> tuple[Point, Cells]:
    north, east, both = (cells.texts[position] for cells in (columns.latitude, columns.longitude, columns.coordinates))
    if not north and not east:
        return (read_point(both) if both else Point()), columns.coordinates
    if north and holds_point(north):
        return (Point(fault="point_and_other") if east else read_point(north)), columns.latitude
    point, where = _read_two(columns, position)
    if point.fault or not both:
        return point, where
    return Point(point.latitude, point.longitude, _disagreement(point, read_point(both))), columns.coordinates


def _disagreement(point: Point, other: Point) -> str:
    apart = max(abs(point.latitude - other.latitude), abs(point.longitude - other.longitude)) > _SAME_PLACE
    return other.fault or ("points_differ" if apart else "")


def _read_two(columns: PointColumns, position: int) -> tuple[Point, Cells]:
    north, east = columns.latitude.texts[position], columns.longitude.texts[position]
    for text, cells, axis in ((north, columns.latitude, LATITUDE), (east, columns.longitude, LONGITUDE)):
        if text and (fault := _fault(text, axis)):
            return Point(fault=fault), cells
    if not north or not east:
        return Point(fault="lone_coordinate"), columns.longitude if north else columns.latitude
    return Point(read_angle(north).degrees, read_angle(east).degrees), columns.latitude


def _fault(text: str, axis: str) -> str:
    fault = read_angle(text, axis=axis).fault
    large = fault == "out_of_range" and abs(read_angle(text).degrees) >= _LEAST_EASTING
    return "utm_without_zone" if large else fault


def _notes(columns: PointColumns, points: Sequence[Point]) -> list[Problem]:
    assumed = [columns.latitude.rows[position] for position, point in enumerate(points) if point.order_assumed]
    if not assumed:
        return []
    cells = columns.coordinates if any(columns.coordinates.texts) else columns.latitude
    where = (cells.table, cells.source.file, cells.source.sheet)
    return [
        Problem("contract.points_latitude_first", Severity.NOTE, *where, column=cells.header, values=rows_told(assumed))
    ]
