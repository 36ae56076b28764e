"""The basemap under a frame: a muted picture, veiled more abroad than at home, and never over a fill."""

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib.image import AxesImage
from shapely.geometry.base import BaseGeometry

from annexmaps.render.frame import Frame
from annexmaps.render.lettering import POINT
from annexmaps.render.shapes import path_of_areas
from annexmaps.render.sheet import Sheet, outline_in
from annexmaps.spec import Basemap
from annexmaps.theme.muting import MUTING

_TOLERANCE = 1.0  # metres, between two ways to one edge


def draw_basemap(
    sheet: Sheet, pictures: Sequence[Basemap], country: np.ndarray, sea: BaseGeometry, frame: Frame, *, halo: float
) -> None:
    """Draw the finest of `pictures` that covers `frame`, else all, and the veils over it; `country` and `sea` in mm, `halo` in pt."""
    for picture in _for_frame(pictures, frame):
        _draw_picture(sheet, picture, frame)
    land = shapely.union_all(country)
    paper = sheet.paper
    box = shapely.box(*frame.box.corners[[0, 2]].ravel())
    edge = shapely.buffer(land, halo / 2 * POINT, quad_segs=4)
    for shape, colour, share, above in (
        (shapely.difference(shapely.difference(box, land), sea), paper.neighbour, MUTING.neighbour_veil, 0.1),
        (sea, paper.water, MUTING.water_veil, 0.1),
        (shapely.difference(edge, land), paper.country_halo, MUTING.halo, 0.3),
        (land, paper.land, MUTING.land_veil, 0.4),
    ):
        path = path_of_areas(np.array([shape], dtype=object))
        if path is not None:
            look = {"facecolors": colour, "edgecolors": "none", "linewidths": 0, "alpha": share}
            sheet.paths([path], above=above, inside=frame.box, **look)


def _for_frame(pictures: Sequence[Basemap], frame: Frame) -> list[Basemap]:
    covering = [picture for picture in pictures if _covers(picture, frame)]
    if covering:
        return [min(covering, key=lambda picture: _area(picture) / (picture.size[0] * picture.size[1]))]
    return sorted(pictures, key=_area, reverse=True)


def _covers(picture: Basemap, frame: Frame) -> bool:
    (west, south, east, north), (left, bottom, right, top) = picture.extent, frame.extent
    near = _TOLERANCE
    return west <= left + near and south <= bottom + near and east >= right - near and north >= top - near


def _area(picture: Basemap) -> float:
    west, south, east, north = picture.extent
    return (east - west) * (north - south)


def _draw_picture(sheet: Sheet, picture: Basemap, frame: Frame) -> None:
    width, height = picture.size
    dots = np.frombuffer(picture.dots, np.uint8).reshape(height, width, 4)
    west, south, east, north = picture.extent
    (left, bottom), (right, top) = frame.to_page(np.array([(west, south), (east, north)]))
    columns = _within(left, right, width, frame.box.left, frame.box.right)
    rows = _within(top, bottom, height, frame.box.top, frame.box.bottom)
    if columns[1] <= columns[0] or rows[1] <= rows[0]:
        return
    wide, tall = (right - left) / width, (top - bottom) / height
    extent = (left + columns[0] * wide, left + columns[1] * wide, top - rows[1] * tall, top - rows[0] * tall)
    image = AxesImage(sheet.axes, extent=extent, origin="upper", interpolation="bilinear", zorder=0.05 + sheet.lift)
    image.set_data(dots[rows[0] : rows[1], columns[0] : columns[1]])
    sheet.axes.add_artist(image)
    image.set_clip_path(outline_in(sheet.axes, frame.box))


def _within(start: float, end: float, count: int, first: float, last: float) -> tuple[int, int]:
    # the dots that the frame shows, of `count` between `start` and `end` mm
    step = (end - start) / count
    low, high = sorted(((first - start) / step, (last - start) / step))
    return max(0, int(np.floor(low)) - 1), min(count, int(np.ceil(high)) + 1)
