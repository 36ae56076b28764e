"""The layers of a GeoPackage: units, circles, marks and totals of each map, each with its style, then borders and the ground."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # written, never read

from shapely.geometry.base import BaseGeometry

from annexmaps.render.areas import text_colour_on
from annexmaps.render.geodata.classes import area_classes, circle_classes, codes_of, mark_classes, sign_classes
from annexmaps.render.geodata.columns import Column, class_columns, count_name, known_column
from annexmaps.render.geodata.marks import MarkRow, mark_table
from annexmaps.render.geodata.qml import Classes, Labels, Pies, move_expression, write_style
from annexmaps.render.geodata.qml_symbols import area_symbol, centred, marker_symbol, moved
from annexmaps.render.geodata.shapes import shapes_of
from annexmaps.render.geodata.units import (
    CONSTANT,
    PLACE,
    Cell,
    Places,
    UnitTable,
    constant_cells,
    told_layers,
    unit_table,
)
from annexmaps.spec import AreaLayer, MapSpec, Symbol
from annexmaps.words import Words

Rows = Sequence[Mapping[str, Cell]]
UNITS: Mapping[int, str] = {1: "regions", 2: "cercles", 3: "communes"}
_IN_AREAS = 6.0  # pt, of a level's number
_SIGN_ASIDE = 1.8  # mm, of a sign from the number it stands beside
POINT, POLYGON, LINE = "Point", "MultiPolygon", "MultiLineString"


@dataclass(frozen=True)
class Layer:
    """One layer: a table with geometry and the style it is drawn in."""

    name: str  # of its table
    title: str
    columns: tuple[Column, ...]
    rows: Rows
    shapes: tuple[BaseGeometry | None, ...]
    geometry: str  # type of all its geometries
    style: str  # QML


def map_layers(spec: MapSpec) -> Iterator[Layer]:
    """Yield the layers of the map `spec`, the uppermost first; those of points only where the edition shows points."""
    table = unit_table(spec)
    yield from _mark_layers(spec)
    yield from _circle_layer(spec, table)
    yield from _stack_layer(spec)
    first = next(iter(told_layers(spec)), None)
    if first:
        yield from _sign_layer(first, spec, table)
    for layer in (one for one in spec.area_layers if one is not first):
        yield _area_layer(layer, spec)
    yield _unit_layer(first, spec, table)


def layer_name(spec: MapSpec, what: str) -> str:
    """Return annexe_<n>[_<variant>]_<what>."""
    return "_".join(filter(None, ("annexe", spec.product, spec.variant, what)))


def _unit_layer(layer: AreaLayer | None, spec: MapSpec, table: UnitTable) -> Layer:
    words, shapes = Words(spec.lang), _shapes(spec, table.admin_level)
    texts = {area.pcode: area.text for area in layer.areas if area.text} if layer else {}
    rows = tuple({**row, "text": texts.get(str(row["pcode"]))} for row in table.rows)
    columns = (*table.columns, known_column("text", words))
    labels = _level_labels(layer, spec) if layer and texts else None
    style = write_style(_classes(layer, spec) if layer else None, columns, labels=labels)
    drawn = tuple(shapes.get(str(row["pcode"])) if table.is_drawn(row) else None for row in rows)
    return Layer(*_named(spec, UNITS[table.admin_level]), columns, rows, drawn, POLYGON, style)


def _area_layer(layer: AreaLayer, spec: MapSpec) -> Layer:
    words, shapes = Words(spec.lang), _shapes(spec, layer.admin_level)
    classes, places = codes_of(area_classes(layer, spec)), Places(spec.base, words)
    columns = (
        *(known_column(name, words) for name in (*PLACE, *CONSTANT)),
        *class_columns(layer.name, classes, words),
    )
    labels, same = dict(classes), constant_cells(spec)
    rows = tuple(
        {**places.cells(area.pcode), **same, layer.name: area.key, f"{layer.name}_label": labels[area.key]}
        for area in layer.areas
    )
    drawn = tuple(shapes[area.pcode] for area in layer.areas)
    style = write_style(_classes(layer, spec), columns)
    return Layer(*_named(spec, layer.name), columns, rows, drawn, POLYGON, style)


def _sign_layer(layer: AreaLayer, spec: MapSpec, table: UnitTable) -> Iterator[Layer]:
    if layer.signs:
        signs = tuple(
            (key, label, centred(marker_symbol(symbol, beside=_SIGN_ASIDE)))
            for key, label, symbol in sign_classes(layer, spec)
        )
        style, shapes = write_style(Classes("sign", signs), table.columns), _shapes(spec, table.admin_level)
        rows = tuple(row for row in table.rows if row["sign"])
        drawn = tuple(shapes[str(row["pcode"])] for row in rows)
        yield Layer(*_named(spec, "signs"), table.columns, rows, drawn, POLYGON, style)


def _circle_layer(spec: MapSpec, table: UnitTable) -> Iterator[Layer]:
    if not spec.circles:
        return
    words = Words(spec.lang)
    told = {circle.pcode: circle for circle in spec.circles}
    columns = (*table.columns, *(known_column(name, words) for name in ("diameter_mm", "text")))
    rows = []
    for row in table.rows:
        circle = told.get(str(row["pcode"]))
        if circle is not None:
            counted = _counts(circle.counts)
            rows.append({**row, **counted, "diameter_mm": round(circle.diameter, 3), "text": circle.text or None})
    shapes = _shapes(spec, table.admin_level)
    drawn = tuple(shapes[str(row["pcode"])] for row in rows)
    yield Layer(*_named(spec, "circles"), columns, rows, drawn, POLYGON, _circle_style(spec, columns))


def _circle_style(spec: MapSpec, columns: Sequence[Column]) -> str:
    paper, classes = spec.theme.paper, circle_classes(spec)
    if classes:
        symbols = tuple((key, label, centred(marker_symbol(symbol))) for key, label, symbol in classes)
        return write_style(Classes("count_class", symbols), columns)
    labels = Labels("text", 7.0, paper.text, halo=paper.page, bold=True)
    colours = {colour for circle in spec.circles for colour, _ in circle.parts}
    if len(colours) == 1:
        plain = marker_symbol(Symbol("circle", colours.pop(), paper.page, 0.5), size_column="diameter_mm")
        return write_style(centred(plain), columns, labels=labels)
    keys = _colour_of_keys(spec)
    parts = tuple((count_name(key), label, keys[key]) for key, label in spec.record_classes if key in keys)
    largest = max(circle.diameter for circle in spec.circles)
    return write_style(None, columns, labels=labels, pies=Pies("diameter_mm", largest, parts, paper.page))


def _mark_layers(spec: MapSpec) -> Iterator[Layer]:
    table = mark_table(spec)
    for what, geometry in (("points", POINT), ("marks", POLYGON)):
        rows = [row for row in table.rows if (row.place.geom_type == POINT) == (geometry == POINT)]
        if rows:
            style = write_style(_mark_classes(spec, rows, geometry), table.columns, labels=_mark_labels(spec))
            cells, shapes = tuple(row.cells for row in rows), tuple(row.place for row in rows)
            yield Layer(*_named(spec, what), table.columns, cells, shapes, geometry, style)


def _mark_classes(spec: MapSpec, rows: Sequence[MarkRow], geometry: str) -> Classes:
    aside = any(row.cells["offset_east"] or row.cells["offset_north"] for row in rows)
    kind = "marker" if geometry == POINT else "fill"

    def placed(symbol: Symbol) -> ET.Element:
        marker = marker_symbol(symbol)
        if aside:
            return moved(marker, kind=kind, expression=move_expression(of_point=geometry == POINT))
        return marker if geometry == POINT else centred(marker)

    return Classes("class", tuple((key, label, placed(symbol)) for key, label, symbol in mark_classes(spec)))


def _classes(layer: AreaLayer, spec: MapSpec) -> Classes:
    paper = spec.theme.paper
    return Classes(
        layer.name,
        tuple((key, label, area_symbol(symbol, paper=paper.page)) for key, label, symbol in area_classes(layer, spec)),
    )


def _level_labels(layer: AreaLayer, spec: MapSpec) -> Labels:
    inks = {key: text_colour_on(symbol.fill) or spec.theme.paper.text for key, symbol in layer.symbols.items()}
    light = text_colour_on("#000000")
    keys = tuple(key for key, ink in inks.items() if ink == light)
    return Labels(
        "text", _IN_AREAS, text_colour_on(light), other=(layer.name, keys, light) if keys else None, only_inside=True
    )


def _stack_layer(spec: MapSpec) -> Iterator[Layer]:
    if not spec.stacks:
        return
    words, places = Words(spec.lang), Places(spec.base, Words(spec.lang))
    columns = (*(known_column(name, words) for name in (*PLACE, *CONSTANT)), known_column("text", words))
    same = constant_cells(spec)
    rows = tuple(
        {
            **places.cells(stack.pcode),
            **same,
            "text": " · ".join(f"{letter} {count}" for letter, _, count in stack.parts),
        }
        for stack in spec.stacks
    )
    shapes, paper = _shapes(spec, 2), spec.theme.paper
    style = write_style(None, columns, labels=Labels("text", 6.0, paper.text, halo=paper.page, bold=True))
    yield Layer(*_named(spec, "stacks"), columns, rows, tuple(shapes[one.pcode] for one in spec.stacks), POLYGON, style)


def _colour_of_keys(spec: MapSpec) -> dict[str, str]:
    """Return the colour of each class that circles have sectors of, as the legend shows it."""
    keys = {key for key, _ in spec.record_classes}
    return {line.key: line.symbol.fill for legend in spec.legends for line in legend.lines if line.key in keys}


def _counts(counts: Sequence[tuple[str, int]]) -> dict[str, Cell]:
    """Return what a circle itself counts: where the edition shows points, the rows without one."""
    told: dict[str, Cell] = {count_name(key): count for key, count in counts}
    return {**told, "count": sum(count for _, count in counts)} if counts else {}


def _mark_labels(spec: MapSpec) -> Labels | None:
    numbered = any(item.number for item in spec.items)
    return Labels("list_number", 6.0, spec.theme.paper.text, halo=spec.theme.paper.page) if numbered else None


def _named(spec: MapSpec, what: str) -> tuple[str, str]:
    said = Words(spec.lang)
    key = f"geodata.layer.{what}" if said.has(f"geodata.layer.{what}") else "geodata.layer.class"
    return layer_name(spec, what), said("geodata.layer_title", title=spec.page.title, layer=said(key))


def _shapes(spec: MapSpec, admin_level: int) -> Mapping[str, BaseGeometry]:
    return shapes_of(spec.base, admin_level=admin_level)
