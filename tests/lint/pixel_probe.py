"""Reading classes back off a picture: which class's colour most dots inside a commune have."""

import io
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from PIL import Image

from annexmaps.inventory import FrameSeen, Inventory
from annexmaps.render.frame import Frame, Projection
from annexmaps.render.sheet import Box
from annexmaps.render.static import draw_page, draw_png_page
from annexmaps.spec import MapSpec

INSIDE = (0.3, 0.15)  # mm inside the border; the second for communes that are nothing at the first
ROUND_TEXT, ROUND_SIGN = 0.3, 0.2  # mm


def classes_seen(spec: MapSpec, fills: Mapping[str, str], *, only: Iterable[str] = ()) -> dict[str, str]:
    """The class (a key of `fills`, #rrggbb) that most dots of each commune show, in the inset where it shows it.

    Dots near a border, a text, a sign or of no class's colour (hatch lines, edges) do not count; a commune that shows none is left out.
    """
    drawing = draw_png_page(spec)
    page, dots = drawing.inventory, _dots_of(drawing.content)
    frames = [_frame(seen, page) for seen in sorted(page.frames, key=lambda frame: frame.where)]
    taken, known = (
        [_taken(seen.where, page) for seen in sorted(page.frames, key=lambda frame: frame.where)],
        _codes(fills),
    )
    wanted = set(only) or {unit.pcode for unit in spec.base.communes}
    seen = {
        unit.pcode: next(
            filter(
                None, (_class_of(unit.geometry, *where, dots, known, page) for where in zip(frames, taken, strict=True))
            ),
            "",
        )
        for unit in spec.base.communes
        if unit.pcode in wanted
    }
    return {pcode: key for pcode, key in seen.items() if key}


def legend_colours(spec: MapSpec) -> dict[str, str]:
    """The colour (#rrggbb) of the swatch of each class in the legends drawn."""
    return {entry.key: entry.fill for entry in draw_page(spec).inventory().legend if entry.fill}


def _codes(fills: Mapping[str, str]) -> dict[int, str]:
    return {int(fill[1:], 16): key for key, fill in fills.items()}


def _dots_of(png: bytes) -> np.ndarray:
    dots = np.array(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return np.asarray((dots[..., 0] << 16) | (dots[..., 1] << 8) | dots[..., 2])


def _frame(seen: FrameSeen, page: Inventory) -> Frame:
    left, bottom, right, top = seen.extent
    box = Box(left, bottom, right - left, top - bottom)
    return Frame(box, seen.centre, seen.metres * 1000, Projection(page.projection))


def _taken(where: str, page: Inventory) -> Any:
    texts = [shapely.Polygon(text.corners).buffer(ROUND_TEXT) for text in page.writings if text.where == where]
    signs = page.shapes_of("sign", "dot", "plate", "scaleplate")
    texts += [shapely.box(*shape.extent).buffer(ROUND_SIGN) for shape in signs if shape.where == where]
    insets = [frame.extent for frame in page.frames if frame.where == "inset" and where == "main"]
    return shapely.union_all(texts + [shapely.box(*extent).buffer(1) for extent in insets])


def _class_of(
    geometry: Any, frame: Frame, taken: Any, dots: np.ndarray, known: Mapping[int, str], page: Inventory
) -> str:
    on_page = shapely.transform(geometry, lambda points: frame.locate(*points.T))
    shown = shapely.intersection(on_page, shapely.box(*frame.box.grown(-1).corners[[0, 2]].ravel()))
    for inside in INSIDE:
        inner = shapely.difference(shapely.buffer(shown, -inside), taken)
        counted = Counter(known[dot] for dot in _dots_in(inner, dots, page.page) if dot in known)
        if counted:
            return counted.most_common(1)[0][0]
    return ""


def _dots_in(area: Any, dots: np.ndarray, paper: tuple[float, float]) -> list[int]:
    if area.is_empty:
        return []
    height, width = dots.shape
    across, up = paper[0] / width, paper[1] / height
    left, bottom, right, top = area.bounds
    columns = np.arange(int(left / across), min(int(right / across) + 1, width))
    rows = np.arange(int((paper[1] - top) / up), min(int((paper[1] - bottom) / up) + 1, height))
    x, y = np.meshgrid((columns + 0.5) * across, paper[1] - (rows + 0.5) * up)
    return [int(dot) for dot in dots[np.ix_(rows, columns)][shapely.contains_xy(area, x, y)]]
