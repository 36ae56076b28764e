"""The layers under every map of a GeoPackage: borders with their names, land, neighbours and water."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.render.geodata.columns import Column, known_column
from annexmaps.render.geodata.layers import LINE, POLYGON, UNITS, Layer
from annexmaps.render.geodata.qml import Drawn, Labels, write_style
from annexmaps.render.geodata.qml_symbols import area_symbol, line_symbol
from annexmaps.render.geodata.shapes import shapes_of, units_of
from annexmaps.render.geodata.units import PLACE, Cell, Places
from annexmaps.spec import MapSpec, Symbol, Unit
from annexmaps.words import Words

_BORDERS = {1: "region", 2: "cercle", 3: "commune"}


def border_layers(spec: MapSpec) -> Iterator[Layer]:
    """Yield the outlines of the country, régions, cercles and communes under the map `spec`, the strongest first."""
    words, paper, widths = Words(spec.lang), spec.theme.paper, spec.theme.lines
    columns = tuple(known_column(name, words) for name in ("pcode", "name"))
    country = (spec.base.country,)
    drawn = area_symbol(Symbol(), paper=paper.page, border=(paper.border_country, widths.country))
    yield _layer("borders_country", country, columns, spec, drawn, None)
    places, columns = Places(spec.base, words), tuple(known_column(name, words) for name in PLACE)
    names = {1: Labels("name", spec.theme.text.body, paper.text_region, halo=paper.page, bold=True),
             2: Labels("name", spec.theme.text.small, paper.text_cercle, halo=paper.page)}  # fmt: skip
    for level, name in _BORDERS.items():
        line = (getattr(paper, f"border_{name}"), getattr(widths, name))
        style = write_style(area_symbol(Symbol(), paper=paper.page, border=line), columns, labels=names.get(level))
        units = units_of(spec.base, admin_level=level)
        shapes = shapes_of(spec.base, admin_level=level)
        what, rows = f"borders_{UNITS[level]}", tuple(places.cells(unit.pcode) for unit in units)
        yield Layer(what, words(f"geodata.layer.{what}"), columns, rows, tuple(map(shapes.get, shapes)), POLYGON, style)


def ground_layers(spec: MapSpec) -> Iterator[Layer]:
    """Yield the water, land and neighbours under the map `spec`, the uppermost first."""
    words, paper, base = Words(spec.lang), spec.theme.paper, spec.base
    columns = (known_column("name", words),)
    areas = {
        "lakes": (base.lakes, Symbol(fill=paper.water), ("", 0.0)),
        "land": ((base.country,), Symbol(fill=paper.land), ("", 0.0)),
        "neighbours": (
            base.neighbours,
            Symbol(fill=paper.neighbour),
            (paper.neighbour_border, spec.theme.lines.neighbour),
        ),
    }
    if base.rivers:
        drawn = line_symbol(paper.water_line, spec.theme.lines.river)
        yield _layer("rivers", base.rivers, columns, spec, drawn, None)
    for what, (units, symbol, border) in areas.items():
        if units:
            named = Labels("name", spec.theme.text.large, paper.text_neighbour) if what == "neighbours" else None
            drawn = area_symbol(symbol, paper=paper.page, border=border)
            yield _layer(what, units, columns, spec, drawn, named)


def _layer(
    what: str, units: Sequence[Unit], columns: tuple[Column, ...], spec: MapSpec, drawn: Drawn, labels: Labels | None
) -> Layer:
    rows: list[dict[str, Cell]] = [{"pcode": unit.pcode or None, "name": unit.name or None} for unit in units]
    kept = [{column.name: row[column.name] for column in columns} for row in rows]
    kind = LINE if what == "rivers" else POLYGON
    shapes = tuple(_of_kind(unit.geometry, kind) for unit in units)
    style = write_style(drawn, columns, labels=labels)
    return Layer(what, Words(spec.lang)(f"geodata.layer.{what}"), columns, kept, shapes, kind, style)


def _of_kind(shape: BaseGeometry, kind: str) -> BaseGeometry:
    """Return the areas or the lines of `shape`; a lake may have been cut to a line, a river to a point."""
    parts = shapely.get_parts(shape)
    dimension = 1 if kind == LINE else 2
    kept = parts[shapely.get_dimensions(parts) == dimension]
    made: BaseGeometry = shapely.multilinestrings(kept) if kind == LINE else shapely.multipolygons(np.asarray(kept))
    return made
