"""GeoJSON as RFC 7946 has it: a feature for each unit, and for each point that the edition shows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.render.geodata.about import about, dictionary
from annexmaps.render.geodata.columns import Column
from annexmaps.render.geodata.marks import mark_table
from annexmaps.render.geodata.shapes import DECIMALS, THINNED, shapes_of
from annexmaps.render.geodata.units import Cell, UnitTable, unit_table
from annexmaps.spec import MapSpec

_LINES = ",\n"
_POLYGON, _SEVERAL = "Polygon", "MultiPolygon"


def write_geojson(spec: MapSpec) -> bytes:
    """Return the units of `spec` as a FeatureCollection (WGS 84, right-hand rule); rows above its level have no geometry.

    Points of the edition follow as features of their own. The members `metadata` and `dictionary` are foreign members in the sense
    of RFC 7946, 6.1: a reader that does not know them passes over them.
    """
    table, marks = unit_table(spec), mark_table(spec)
    shapes = shapes_of(spec.base, admin_level=table.admin_level, tolerance=THINNED)
    points = [mark for mark in marks.rows if isinstance(mark.place, shapely.Point)]
    columns = (*table.columns, *(marks.own_columns(table.columns) if points else ()))
    features = [*_units(table, shapes), *(_feature(mark.cells, _point(mark.place)) for mark in points)]
    box = shapely.total_bounds(np.array([*shapes.values()], dtype=object)).tolist()
    return _collection(spec, columns, box, features).encode()


def _collection(spec: MapSpec, columns: Iterable[Column], box: Iterable[float], features: list[str]) -> str:
    head = {"metadata": about(spec), "dictionary": dictionary(columns)}
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    bounds = ", ".join(f"{degrees:.{DECIMALS}f}" for degrees in box)
    top = ['"type": "FeatureCollection"', *lines, f'"bbox": [{bounds}]', f'"features": [\n{_LINES.join(features)}\n]']
    return f"{{{_LINES.join(top)}}}\n"


def _units(table: UnitTable, shapes: Mapping[str, BaseGeometry]) -> Iterator[str]:
    for row in table.rows:
        shape = shapes.get(str(row["pcode"])) if table.is_drawn(row) else None
        yield _feature(row, _polygon(shape) if shape is not None and not shape.is_empty else "null")


def _feature(cells: Mapping[str, Cell], geometry: str) -> str:
    properties = {name: cell for name, cell in cells.items() if cell is not None}
    return f'{{"type": "Feature", "properties": {_json(properties)}, "geometry": {geometry}}}'


def _polygon(shape: BaseGeometry) -> str:
    parts = [
        f"[{','.join(_ring(ring) for ring in (part.exterior, *part.interiors))}]" for part in shapely.get_parts(shape)
    ]
    kind, body = (_POLYGON, parts[0]) if len(parts) == 1 else (_SEVERAL, f"[{','.join(parts)}]")
    return f'{{"type": "{kind}", "coordinates": {body}}}'


def _ring(ring: BaseGeometry) -> str:
    # as many decimals in each: the audit holds a number to the precision it is written with
    return f"[{','.join(_position(*point) for point in shapely.get_coordinates(ring).tolist())}]"


def _point(place: BaseGeometry) -> str:
    return f'{{"type": "Point", "coordinates": {_position(place.x, place.y)}}}'


def _position(longitude: float, latitude: float) -> str:
    return f"[{longitude:.{DECIMALS}f},{latitude:.{DECIMALS}f}]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
