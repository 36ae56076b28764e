"""The month's four pages the obvious way: geopandas `plot`, matplotlib text and patches, `savefig` at 300 dpi.

What a capable colleague would write in a day for the same content. Positions of the insets were chosen by eye, once. Words, classes,
colours and legends come from the same specification as our pages, so that both ways draw the same thing.
"""

import io
from dataclasses import replace
from typing import Any

import geopandas
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle, Wedge
from matplotlib.patheffects import withStroke
from plain_ground import HATCHES, Layers, draw_ground
from plain_labels import Taken, write_free
from plain_margins import INCH, PAGE, draw_column, draw_foot, draw_head, draw_north, draw_scale_bar, sign

from annexmaps.spec import MapSpec
from annexmaps.theme import Theme

PAPER = Theme().paper
LINE_WIDTHS = Theme().lines
ACCENT_COLOUR = Theme().colours.accent

MAIN = (7.0, 26.0, 200.0, 162.0)  # mm: left, bottom, width, height
LOCATOR = (212.0, 26.0, 36.0, 33.0)
LEAN = 1.0  # where the country stands between left (0) and right (1): the inset finds room at the left
INSETS = {"1": (9.0, 91.0, 88.0), "2": (9.0, 91.0, 88.0), "3": (9.0, 111.0, 84.0), "5": (9.0, 91.0, 88.0)}
MARKERS = {"circle": "o", "square": "s", "triangle": "^", "triangle_down": "v", "diamond": "D", "star": "*",
           "pentagon": "p", "hexagon": "h"}  # fmt: skip
NAMES = {
    "region": {"size": 7.5, "weight": "bold", "color": "#33312c"},
    "cercle": {"size": 6.0, "color": "#4f4b43"},
    "town": {"size": 6.2, "color": PAPER.text},
    "country": {"size": 9.0, "color": PAPER.text_neighbour},
    "river": {"size": 6.2, "style": "italic", "color": PAPER.text_water},
}


def draw_page(spec: MapSpec, layers: Layers) -> Figure:
    """Return the page of `spec`."""
    # not through pyplot: geopandas would draw the whole figure again after each of its plots, ten times slower
    figure = Figure(figsize=(PAGE[0] / INCH, PAGE[1] / INCH), dpi=300)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, PAGE[0]), ylim=(0, PAGE[1]))
    page.set_axis_off()
    draw_head(page, spec.page)
    draw_foot(page, spec.page)
    main = _add_map(figure, MAIN, layers["country"].total_bounds, margin=2.0, lean=LEAN)
    inset = _add_inset(figure, spec, layers) if spec.inset else None
    outside = spec if inset is None else _outside(spec, layers, inset)
    written = _draw_map(main, outside, layers, LINE_WIDTHS.commune, over=inset)
    if spec.page.ribbon:
        main.text(0.5, 0.5, spec.page.ribbon, size=48, weight="bold", rotation=28, alpha=0.25, color="#c8102e",
                  ha="center", va="center", transform=main.transAxes, zorder=1.9)  # fmt: skip
    if inset is not None:
        written |= _draw_inset(page, main, inset, spec, layers)
    left_out = {label for label in spec.labels if label.kind in ("region", "cercle", "town")} - written
    corner = [spec.page.schematic, f"{spec.page.words.get('unplaced', '')} {len(left_out)}" if left_out else ""]
    for number, line in enumerate(text for text in corner if text):
        main.text(0.008, 0.012 + 0.016 * number, line, size=6.2, style="italic", color=PAPER.text_soft,
                  transform=main.transAxes, zorder=9)  # fmt: skip
    _draw_locator(figure, main, layers)
    draw_north(page, LOCATOR[0] + LOCATOR[2] + 6, LOCATOR[1] + 24, spec.page.words.get("north", "N"))
    draw_scale_bar(page, LOCATOR[0] + LOCATOR[2] + 4, LOCATOR[1] + 4.4, _metres(main), 250)
    page.text(LOCATOR[0] + LOCATOR[2] + 4, LOCATOR[1] + 0.6, f"1 : {_metres(main) * 1000:,.0f}".replace(",", " "),
              size=6.2, color=PAPER.text_soft)  # fmt: skip
    draw_column(page, spec, HATCHES, MARKERS)
    return figure


def save_page(figure: Figure) -> bytes:
    """Return `figure` as PNG at 300 dpi."""
    file = io.BytesIO()
    figure.savefig(file, dpi=300, format="png")
    return file.getvalue()


def _add_map(figure: Figure, box: tuple[float, ...], bounds: Any, margin: float = 0.0, lean: float = 0.5) -> Axes:
    # axes at `box` mm that show `bounds`, `lean` of the free width on the left
    left, bottom, width, height = box
    axes = figure.add_axes((left / PAGE[0], bottom / PAGE[1], width / PAGE[0], height / PAGE[1]))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(PAPER.water)
    west, south, east, north = bounds
    scale = max((east - west) / (width - 2 * margin), (north - south) / (height - 2 * margin))
    free = scale * (width - 2 * margin) - (east - west)
    first = west - margin * scale - free * lean
    axes.set_xlim(first, first + scale * width)
    axes.set_ylim((south + north) / 2 - scale * height / 2, (south + north) / 2 + scale * height / 2)
    return axes


def _metres(axes: Axes) -> float:
    # on the ground, of a millimetre on paper
    return float(np.ptp(axes.get_xlim()) / (axes.get_position().width * PAGE[0]))


def _draw_map(axes: Axes, spec: MapSpec, layers: Layers, thin: float, over: Axes | None = None) -> set[Any]:
    limits = axes.get_xlim(), axes.get_ylim()
    draw_ground(axes, spec, layers, thin)
    # geopandas lets the axes grow to what it draws, and names them
    axes.set(xlim=limits[0], ylim=limits[1], aspect="auto", xlabel="", ylabel="")
    taken = Taken(axes)
    if over is not None:
        box = over.get_position().transformed(axes.figure.transFigure).transformed(axes.transData.inverted())
        taken.boxes.append(np.array([box.x0, box.y0, box.x1, box.y1]))
    _draw_circles(axes, spec, layers, taken)
    _draw_marks(axes, spec, layers, taken)
    _draw_stacks(axes, spec, layers, taken)
    _draw_signs(axes, spec, layers, taken)
    written = _draw_names(axes, spec, layers, taken)
    _draw_numbers(axes, spec, layers, taken)
    return written


def _draw_circles(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> None:
    circles = sorted(spec.circles, key=lambda circle: -circle.diameter)
    pies: list[Any] = []
    for circle, place in zip(circles, layers.points(circles), strict=True):
        radius, start = circle.diameter / 2 * _metres(axes), 90.0
        for colour, share in circle.parts:
            end = start - share * 360
            pies.append(Wedge(place, radius, end, start, facecolor=colour, edgecolor=PAPER.page, linewidth=0.2))
            start = end
        pies.append(Circle(place, radius, facecolor="none", edgecolor=PAPER.page, linewidth=0.55))
        taken.add_disc(place, radius)
        if circle.text and circle.diameter > 3.5:
            axes.text(*place, circle.text, size=7, weight="bold", ha="center", va="center_baseline", clip_on=True,
                      path_effects=[withStroke(linewidth=1.6, foreground=PAPER.page)], zorder=3.2)  # fmt: skip
    axes.add_collection(PatchCollection(pies, match_original=True, zorder=3), autolim=False)


def _draw_marks(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> None:
    places = layers.points(spec.marks)
    for key in dict.fromkeys(mark.key for mark in spec.marks):
        symbol = spec.mark_symbols[key]
        at = places[[mark.key == key for mark in spec.marks]]
        axes.scatter(*at.T, zorder=3.5, **sign(symbol, MARKERS, symbol.size))
    for mark, place in zip(spec.marks, places, strict=True):
        taken.add_disc(place, spec.mark_symbols[mark.key].size / 2 * _metres(axes))


def _draw_numbers(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> None:
    for mark, place in zip(spec.marks, layers.points(spec.marks), strict=True):
        write_free(axes, mark.text, place, taken, reach=spec.mark_symbols[mark.key].size / 2, anyway=True,
                   size=7.5, weight="bold", halo=1.8, zorder=4.5)  # fmt: skip


def _draw_stacks(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> None:
    for stack, place in zip(spec.stacks, layers.points(spec.stacks), strict=True):
        rows = -(-len(stack.parts) // 3)
        width, height = max(min(3, len(stack.parts)) * 5.6, len(stack.title) * 1.35 + 1.2), (rows + 1) * 2.7 + 0.8
        corner = taken.find_plate(place, width * _metres(axes), height * _metres(axes))
        if corner is None:
            continue
        mm = _metres(axes)
        plate = Rectangle(corner, width * mm, height * mm, facecolor=PAPER.page, edgecolor=PAPER.rule, linewidth=0.35)
        plate.set_zorder(3.8)
        axes.add_patch(plate)
        x, y = corner + np.array([0.6, height - 2.2]) * mm
        axes.text(x, y, stack.title, size=6, weight="bold", zorder=4)
        for number, (letter, colour, count) in enumerate(stack.parts):
            left, low = x + (number % 3) * 5.6 * mm, y - (number // 3 + 1) * 2.7 * mm
            axes.text(left + 1.1 * mm, low, letter, size=6, weight="bold", color="white", ha="center", zorder=4,
                      bbox={"facecolor": colour, "edgecolor": "none", "pad": 0.7})  # fmt: skip
            axes.text(left + 2.8 * mm, low, count, size=6, zorder=4)


def _draw_signs(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> None:
    for layer in spec.area_layers:
        written = {area.pcode: area for area in layer.areas if area.text or area.sign}
        table = layers["communes"][layers["communes"]["pcode"].isin(list(written))]
        points, room = table.representative_point(), np.sqrt(table.area) / _metres(axes)
        for pcode, x, y, space in zip(table["pcode"], points.x, points.y, room, strict=True):
            area = written[pcode]
            if area.text and space > 4:
                dark = np.mean(to_rgb(layer.symbols[area.key].fill)) < 0.45
                write_free(axes, area.text, (x - 0.9 * _metres(axes) * bool(area.sign), y), taken, reach=None,
                           size=6, color="white" if dark else PAPER.text, zorder=4)  # fmt: skip
        signs = table["pcode"].map({pcode: area.sign for pcode, area in written.items()})
        for key, symbol in layer.signs.items():
            at = points[signs == key].translate(xoff=0.9 * _metres(axes))
            axes.scatter(at.x, at.y, zorder=4, **sign(symbol, MARKERS, symbol.size))


def _draw_names(axes: Axes, spec: MapSpec, layers: Layers, taken: Taken) -> set[Any]:
    written, dots = set(), []
    # names of neighbours go to the middle of what is seen of them
    lands = layers["neighbours"].clip(tuple(taken.window)).set_index("name").representative_point()
    for label, middle in zip(spec.labels, layers.points(spec.labels), strict=True):
        place = middle
        if label.kind == "country" and label.text in lands.index:
            place = np.array(lands[label.text].coords[0])
        halo = 0.0 if label.kind == "country" else 1.8
        reach = 0.6 if label.kind == "town" else None
        if write_free(axes, label.text, place, taken, reach=reach, halo=halo, zorder=4, **NAMES[label.kind]):
            written.add(label)
            dots += [place] if label.kind == "town" else []
    if dots:
        axes.scatter(*np.array(dots).T, s=6, color=PAPER.text, edgecolors=PAPER.page, linewidths=0.4, zorder=2.8)
    return written


def _add_inset(figure: Figure, spec: MapSpec, layers: Layers) -> Axes:
    west, south, east, north = spec.inset or (0.0, 0.0, 0.0, 0.0)
    corners = geopandas.GeoSeries(geopandas.points_from_xy([west, east], [south, north]), crs="EPSG:4326")
    bounds = corners.to_crs(layers.projection).total_bounds
    left, bottom, width = INSETS[spec.product]
    height = width * (bounds[3] - bounds[1]) / (bounds[2] - bounds[0])
    inset = _add_map(figure, (left, bottom, width, height), bounds)
    inset.set_zorder(5)
    return inset


def _outside(spec: MapSpec, layers: Layers, inset: Axes) -> MapSpec:
    # what the inset shows larger is not written on the main map too
    (west, east), (south, north) = inset.get_xlim(), inset.get_ylim()

    def outside(things: Any) -> list[Any]:
        x, y = layers.points(things).T
        seen = (west < x) & (x < east) & (south < y) & (y < north)
        return [thing for thing, inside in zip(things, seen, strict=True) if not inside]

    large = [label for label in spec.labels if label.kind in ("region", "country")]
    small = [label for label in spec.labels if label.kind not in ("region", "country")]
    return replace(spec, labels=(*large, *outside(small)), stacks=tuple(outside(spec.stacks)))


def _draw_inset(page: Axes, main: Axes, inset: Axes, spec: MapSpec, layers: Layers) -> set[Any]:
    written = _draw_map(inset, spec, layers, 0.22)
    main.indicate_inset_zoom(inset, edgecolor=PAPER.frame, linewidth=0.7, alpha=1, zorder=5)
    left, bottom, _ = INSETS[spec.product]
    plate = page.figure.add_axes((0, 0, 1, 1), xlim=(0, PAGE[0]), ylim=(0, PAGE[1]), zorder=6)
    plate.set_axis_off()
    plate.add_patch(Rectangle((left, bottom), 34, 6.2, facecolor=PAPER.page))
    draw_scale_bar(plate, left + 2, bottom + 1.3, _metres(inset), 100)
    return written


def _draw_locator(figure: Figure, main: Axes, layers: Layers) -> None:
    west, south, east, north = layers["country"].total_bounds
    wide, tall = (east - west) * 0.3, (north - south) * 0.3
    bounds = (west - wide, south - tall, east + wide, north + tall)
    axes = _add_map(figure, LOCATOR, bounds)
    limits = axes.get_xlim(), axes.get_ylim()
    layers["neighbours"].plot(ax=axes, color=PAPER.neighbour, edgecolor=PAPER.neighbour_border, linewidth=0.4)
    layers["country"].plot(ax=axes, color=ACCENT_COLOUR, edgecolor=PAPER.page, linewidth=0.5)
    axes.set(xlim=limits[0], ylim=limits[1], aspect="auto", xlabel="", ylabel="")
    (left, right), (bottom, top) = main.get_xlim(), main.get_ylim()
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, fill=False, linewidth=0.7))
