"""Reading a drawn page: its figure and specification become an inventory of plain values."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from annexmaps.inventory import (
    DrawnClass,
    Extent,
    FrameSeen,
    Inventory,
    LegendEntry,
    Point,
    Shape,
    Total,
    Writing,
)
from annexmaps.render.areas import HATCHES
from annexmaps.render.frame import Frame, Frames
from annexmaps.render.legend import line_name
from annexmaps.render.lettering import CAP_HEIGHT, DESCENT, POINT, text_width
from annexmaps.render.sheet import Box, read_tag
from annexmaps.render.unit_of_page import inside_unit
from annexmaps.spec import MapSpec, Symbol
from annexmaps.theme import Paper

# outlines and areas: too large to be obstacles, they are told by their classes
_NOT_SHAPES = ("", "ground", "border", "area", "tie", "leader", "inset.tie", "watermark")
_BOLD = 700
_PATTERNS = {pattern: name for name, pattern in HATCHES.items()}


def take_inventory(spec: MapSpec, figure: Figure, frames: Frames) -> Inventory:
    """Return what stands on the page of `spec`, drawn as `figure` with `frames`."""
    (axes,) = figure.axes
    seen = {"main": frames.main, "inset": frames.inset}
    boxes = {where: frame.box for where, frame in seen.items() if frame}
    piled = [shape for collection in axes.collections for shape in _shapes(collection, boxes)]
    under = [(height, shape) for height, shape in piled if shape.fill]
    writings = [_writing(text, boxes, under, spec.theme.paper) for text in axes.texts if text.get_text().strip()]
    return Inventory(
        product=spec.product,
        month=spec.month,
        edition=spec.edition,
        lang=spec.lang,
        country=spec.base.country.name,
        projection=frames.main.projection.proj,
        paper=spec.theme.page.paper,
        page=(spec.theme.page.width, spec.theme.page.height),
        frames=tuple(_frame(where, frame) for where, frame in seen.items() if frame),
        classes=tuple(_classes(inside_unit(spec))),
        legend=tuple(_legend(spec, [shape for _, shape in piled], writings)),
        totals=tuple(_totals(spec)),
        shapes=tuple(shape for _, shape in piled),
        writings=tuple(writings),
    )


def _frame(where: str, frame: Frame) -> FrameSeen:
    x, y = frame.centre
    return FrameSeen(where, _extent_of(frame.box), (float(x), float(y)), frame.metres)


def _extent_of(box: Box) -> Extent:
    return (float(box.left), float(box.bottom), float(box.right), float(box.top))


def _shapes(collection: Any, boxes: dict[str, Box]) -> Iterator[tuple[float, Shape]]:
    where, part, _, name = read_tag(collection.get_label())
    paths = collection.get_paths()
    if part in _NOT_SHAPES or not paths:
        return
    extents = _cut([_bounds(path.vertices) for path in paths], collection, boxes.get(where))
    fills, edges = collection.get_facecolor(), collection.get_edgecolor()
    hatch = _PATTERNS.get(collection.get_hatch() or "", "")
    sectors: list[str] = []
    for number, (path, extent) in enumerate(zip(paths, extents, strict=True)):
        if extent[0] >= extent[2] or extent[1] >= extent[3]:
            # its frame shows nothing of it
            continue
        fill, edge = _colour_at(fills, number), _colour_at(edges, number)
        if part == "circle" and fill:
            # the sectors of a circle come before its edge, which stands for all of it
            sectors.append(fill)
            continue
        fill = sectors[0] if len(sectors) == 1 else fill
        sectors.clear()
        yield collection.get_zorder(), Shape(part, where, extent, fill, edge, hatch, len(path.vertices), name)


def _bounds(points: np.ndarray) -> Extent:
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return (float(left), float(bottom), float(right), float(top))


def _cut(extents: Sequence[Extent], collection: Any, box: Box | None) -> list[Extent]:
    # what is cut to its frame is as large as the frame shows it
    clip = collection.get_clip_box()
    # what is not cut to a frame is cut to the page
    if box is None or clip is None or clip.width >= collection.axes.bbox.width - 1:
        return list(extents)
    return [
        (max(left, box.left), max(bottom, box.bottom), min(right, box.right), min(top, box.top))
        for left, bottom, right, top in extents
    ]


def _colour_at(colours: np.ndarray, number: int) -> str:
    if not len(colours):
        return ""
    colour = colours[number % len(colours)]
    return to_hex(colour) if colour[3] > 0 else ""


def _writing(text: Text, boxes: dict[str, Box], under: Sequence[tuple[float, Shape]], paper: Paper) -> Writing:
    where, part, on, name = read_tag(text.get_label())
    corners = _corners(text)
    middle = tuple(np.mean(corners, axis=0))
    ground = on or _fill_under(middle, text.get_zorder(), under) or (paper.land if where in boxes else paper.page)
    return Writing(
        part=part,
        where=where,
        text=text.get_text(),
        corners=corners,
        size=float(text.get_fontsize()),
        bold=text.get_fontweight() == _BOLD,
        colour=to_hex(text.get_color()),
        halo=_halo_of(text),
        under=ground,
        name=name,
    )


def _corners(text: Text) -> tuple[Point, ...]:
    # the rectangle of capitals and descenders, if it has any, about the point and turned as the text is
    size, (x, y) = float(text.get_fontsize()), text.get_position()
    width = text_width(
        text.get_text(), size, bold=text.get_fontweight() == _BOLD, italic=text.get_fontstyle() == "italic"
    )
    start = {"left": 0.0, "center": -width / 2, "right": -width}[text.get_horizontalalignment()]
    # figures stand on the base line, nothing of them under it
    rise, drop = CAP_HEIGHT * size * POINT, 0.0 if text.get_text().isdigit() else DESCENT * size * POINT
    angle = np.deg2rad(text.get_rotation())
    if angle:
        # a turned text is set about its middle
        rise = drop = (rise + drop) / 2
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    box = np.array([(start, -drop), (start + width, -drop), (start + width, rise), (start, rise)]) @ turn
    return tuple((float(x + across), float(y + up)) for across, up in box)


def _fill_under(middle: Sequence[float], height: float, under: Sequence[tuple[float, Shape]]) -> str:
    x, y = middle
    found = [
        (below, number)
        for number, (below, shape) in enumerate(under)
        if below < height and shape.extent[0] <= x <= shape.extent[2] and shape.extent[1] <= y <= shape.extent[3]
    ]
    return under[max(found)[1]][1].fill if found else ""


def _halo_of(text: Text) -> str:
    # matplotlib keeps the colour of a halo to itself
    strokes: list[Any] = [effect for effect in text.get_path_effects() or () if isinstance(effect, Stroke)]
    return to_hex(strokes[0]._gc["foreground"]) if strokes else ""


def _classes(spec: MapSpec) -> Iterator[DrawnClass]:
    for group, layer in enumerate(spec.area_layers):
        units = (spec.base.regions, spec.base.cercles, spec.base.communes)[layer.admin_level - 1]
        known = {unit.pcode for unit in units}
        areas = [area for area in layer.areas if area.pcode in known]
        yield from _counted("area", layer.symbols, Counter(area.key for area in areas), group)
        yield from _counted("sign", layer.signs, Counter(area.sign for area in areas if area.sign), group)
    yield from _counted("mark", spec.mark_symbols, Counter(mark.key for mark in spec.marks))
    if spec.items:
        yield from _counted("item", spec.mark_symbols, Counter(item.key for item in spec.items if item.key))
    fills = Counter(colour for circle in spec.circles for colour, _ in circle.parts)
    for fill, count in sorted(fills.items()):
        plain = all(len(circle.parts) == 1 and not circle.text for circle in spec.circles)
        yield DrawnClass("circle" if plain else "sector", "", fill, "", "", "circle", count)


def _counted(kind: str, symbols: Any, counts: Counter[str], group: int = 0) -> Iterator[DrawnClass]:
    for key, symbol in symbols.items():
        yield DrawnClass(kind, key, *_look(symbol), counts.get(key, 0), group)


def _look(symbol: Symbol) -> tuple[str, str, str, str]:
    return (symbol.fill, symbol.edge, symbol.hatch, symbol.shape)


def _legend(spec: MapSpec, shapes: Sequence[Shape], writings: Sequence[Writing]) -> Iterator[LegendEntry]:
    # lines as they stand on the page: colours from what was drawn, words and counts from what was written
    lines = [(number, line) for number, legend in enumerate(spec.legends) for line in legend.lines]
    for number, line in lines:
        name = line_name(number, line)
        swatches = [shape for shape in shapes if shape.part == "swatch" and shape.name == name]
        labels, counts = (
            " ".join(writing.text for writing in writings if writing.part == part and writing.name == name)
            for part in ("legend.label", "legend.count")
        )
        if labels:
            fill, edge, hatch = (
                next((value for shape in swatches if (value := getattr(shape, look))), "")
                for look in ("fill", "edge", "hatch")
            )
            size = line.symbol.size
            yield LegendEntry(number, line.key, labels, counts, fill, edge, hatch, line.symbol.shape, size)


def _totals(spec: MapSpec) -> Iterator[Total]:
    for table in spec.tables:
        if table.total_row and table.rows:
            yield from (Total(*pair) for pair in zip(table.columns[1:], table.rows[-1][1:], strict=False))
