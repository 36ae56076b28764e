"""What a reader without scripts sees: the map as a plain drawing, its legend and its numbers."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import shapely
from markupsafe import Markup

from annexmaps.spec import MapSpec, SideTable

_TOLERANCE = 0.05  # degrees: a small picture
_WIDTH = 640  # units of the drawing


def still_page(spec: MapSpec) -> str:
    """Return title, drawing, legend, tables and notes of `spec` as HTML without script; every text is escaped."""
    parts = [
        Markup("<h1>{}</h1><p>{} · {}</p>").format(spec.page.title, spec.page.sharing, spec.page.subtitle),
        _drawing(spec),
        *(_legend_list(spec)),
        *(_table(table) for table in spec.tables),
        *(Markup("<p>{}</p>").format(f"{item.number} {item.text}") for item in spec.items),
        *(Markup("<p>{}</p>").format(note) for note in (*spec.page.notes, spec.page.sources, spec.page.disclaimer)),
    ]
    return "".join(parts)


def _legend_list(spec: MapSpec) -> Iterable[Markup]:
    for legend in spec.legends:
        lines = Markup("").join(Markup("<li>{} {}</li>").format(line.label, line.count) for line in legend.lines)
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(legend.title, lines)


def _table(table: SideTable) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in table.columns)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in table.rows
    )
    return Markup("<h2>{}</h2><table><tr>{}</tr>{}</table>").format(table.title, head, rows)


def _drawing(spec: MapSpec) -> Markup:
    west, south, east, north = spec.base.country.geometry.bounds
    scale = _WIDTH / (east - west)
    fills = {
        area.pcode: layer.symbols[area.key]
        for layer in spec.area_layers
        for area in layer.areas
        if layer.symbols[area.key].fill
    }
    outlines = _paths(tuple(shapely.to_wkb([unit.geometry for unit in spec.base.communes])), west, north, scale)
    by_fill: dict[str, list[str]] = {}
    for unit, outline in zip(spec.base.communes, outlines, strict=True):
        symbol = fills.get(unit.pcode)
        by_fill.setdefault(symbol.fill if symbol else spec.theme.paper.land, []).append(outline)
    areas = "".join(
        f'<path fill="{fill}" stroke="{spec.theme.paper.border_commune}" stroke-width="0.4" d="{"".join(paths)}"/>'
        for fill, paths in by_fill.items()
    )
    circles = "".join(
        f'<circle cx="{(circle.longitude - west) * scale:.0f}" cy="{(north - circle.latitude) * scale:.0f}" '
        f'r="{circle.diameter * 1.3:.1f}" fill="{circle.parts[0][0]}" fill-opacity="0.75" stroke="#ffffff"/>'
        for circle in spec.circles
    )
    height = (north - south) * scale
    # nothing of a table is in the drawing: numbers, and colours of the theme
    picture = f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" width="100%" role="img">{areas}{circles}</svg>'
    return Markup(picture)  # noqa: S704


@lru_cache(maxsize=2)
def _paths(communes: tuple[bytes, ...], west: float, north: float, scale: float) -> tuple[str, ...]:
    # the pages of a build stand on one ground: it is simplified once
    shapes = shapely.coverage_simplify(shapely.from_wkb(communes), _TOLERANCE)
    return tuple(_path(shape, west, north, scale) for shape in shapes)


def _path(shape: shapely.Geometry, west: float, north: float, scale: float) -> str:
    rings = []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = np.rint((shapely.get_coordinates(ring) - (west, north)) * (scale, -scale)).astype(int)
        steps = np.diff(points[:-1], axis=0)
        steps = steps[np.any(steps, axis=1)]
        rings.append(
            f"M{points[0][0]},{points[0][1]}l{' '.join(f'{x},{y}' for x, y in steps)}z" if len(steps) > 1 else ""
        )
    return "".join(rings)
