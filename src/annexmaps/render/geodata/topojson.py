"""TopoJSON for Power BI's shape map: one object whose units share their borders, each with its P-code."""

import json
from collections.abc import Sequence
from typing import Any

from annexmaps.render.geodata.about import about, dictionary
from annexmaps.render.geodata.shapes import units_of
from annexmaps.render.geodata.units import CONSTANT, unit_table
from annexmaps.render.web.arcs import DEGREE, cut_topology
from annexmaps.spec import MapSpec

# what a shape map joins by and shows; parents' P-codes and months stand in the CSV it is joined with
_LEFT_OUT = (*CONSTANT, "admin_level", "region_pcode", "cercle_pcode", "commune_pcode", "commune")
_OBJECTS = {1: "regions", 2: "cercles", 3: "communes"}
_Rings = Sequence[Sequence[Sequence[int]]]


def write_topojson(spec: MapSpec) -> bytes:
    """Return the units of `spec` as a topology, WGS 84: P-code, name, parents and classes of each, borders kept once.

    Exterior rings run clockwise, as d3, with which Power BI draws, has it on a sphere. What is known above the units only is not here.
    """
    table = unit_table(spec)
    cut = cut_topology([unit.geometry for unit in units_of(spec.base, admin_level=table.admin_level)])
    drawn = [row for row in table.rows if table.is_drawn(row)]
    listed = [_geometry(row, parts) for row, parts in zip(drawn, cut.parts, strict=True)]
    topology = {
        "type": "Topology",
        "metadata": about(spec),
        "dictionary": dictionary(column for column in table.columns if column.name not in _LEFT_OUT),
        "transform": {"scale": [1 / DEGREE, 1 / DEGREE], "translate": [0, 0]},
        "objects": {_OBJECTS[table.admin_level]: {"type": "GeometryCollection", "geometries": listed}},
        "arcs": [list(zip(arc[::2], arc[1::2], strict=True)) for arc in cut.arcs],
    }
    return f"{json.dumps(topology, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _geometry(row: Any, parts: _Rings) -> dict[str, Any]:
    properties = {name: cell for name, cell in row.items() if cell is not None and name not in _LEFT_OUT}
    named = {"id": row["pcode"], "properties": properties}
    if not parts:
        return {"type": None, **named}
    if len(parts) == 1:
        return {"type": "Polygon", "arcs": parts[0], **named}
    return {"type": "MultiPolygon", "arcs": parts, **named}
