"""The locator and the north arrow: the country among its neighbours, and which way is up."""

from typing import Any

import numpy as np
import pyproj
import shapely

from annexmaps.render.frame import Frame, fit_frame
from annexmaps.render.ground import Ground, lay_ground, sea_or_land
from annexmaps.render.lettering import Ink, text_width
from annexmaps.render.shapes import path_of_areas, path_of_lines
from annexmaps.render.sheet import Box, Sheet

_REGION_AROUND = 0.30  # of the country's size, shown on each side
_ARROW = (3.4, 7.0)  # mm: width, height


def draw_locator(sheet: Sheet, ground: Ground, main: Frame, box: Box, *, unit: Any = None) -> None:
    """Draw the country in its region into `box`, with the extent of the `main` frame and the `unit` (projected metres) on it."""
    sheet = sheet.within("locator").of("locator")
    west, south, east, north = shapely.total_bounds(ground.country)
    wide, tall = (east - west) * _REGION_AROUND, (north - south) * _REGION_AROUND
    shown = main.extent
    bounds = (
        min(west - wide, shown[0] - wide / 6),
        min(south - tall, shown[1] - tall / 6),
        max(east + wide, shown[2] + wide / 6),
        max(north + tall, shown[3] + tall / 6),
    )
    frame = fit_frame(box, bounds, main.projection, margin=0.0)
    laid = lay_ground(ground, frame, only=("neighbours", "country"))
    sheet.fill([box.corners], sea_or_land(laid, frame, sheet.paper), above=6)
    look = {"facecolors": sheet.paper.neighbour, "edgecolors": sheet.paper.neighbour_border, "linewidths": 0.4}
    country = {"facecolors": sheet.colours.accent, "edgecolors": sheet.paper.page, "linewidths": 0.5}
    layers = [(laid.neighbours, 6.1, look), (laid.country, 6.2, country)]
    if unit is not None:
        # the country steps back behind the unit
        layers[1] = (laid.country, 6.2, {**country, "facecolors": sheet.paper.rule})
        layers.append((shapely.transform(np.array([unit]), frame.to_page), 6.3, {**country, "linewidths": 0.2}))
    for geometries, above, how in layers:
        path = path_of_areas(geometries) or path_of_lines(geometries)
        if path is not None:
            sheet.paths([path], above=above, inside=box, **how)
    _draw_extent(sheet, main, frame)
    sheet.frame(box, width=0.5, colour=sheet.paper.frame, above=6.5)


def draw_north(sheet: Sheet, frame: Frame, x: float, y: float, *, letter: str) -> None:
    """Draw the north arrow of `frame` about (`x`, `y`) mm, turned to true north at the frame's centre."""
    sheet, turn = sheet.of("north"), north_angle(frame)
    width, height = _ARROW
    left = np.array([(0, height / 2), (-width / 2, -height / 2), (0, -height * 0.28)])
    right = left * (-1, 1)
    spin = np.array([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    for half, fill in ((left, sheet.paper.text), (right, sheet.paper.page)):
        sheet.fill(
            [half @ spin + (x, y)], fill, above=9, edgecolors=sheet.paper.text, linewidths=0.5, joinstyle="miter"
        )
    tip = np.array([(0, height / 2 + 1.0)]) @ spin + (x, y)
    ink = Ink(sheet.text.body, bold=True)
    sheet.write(letter, tip[0, 0] - text_width(letter, ink.size, bold=True) / 2, tip[0, 1], ink)


def north_angle(frame: Frame) -> float:
    """Return the angle of true north from the top of the page at the centre of `frame`, radians, clockwise."""
    ((longitude, latitude),) = frame.projection.inverse(np.array([frame.centre]))
    step_longitude, step_latitude, _ = pyproj.Geod(ellps="WGS84").fwd(longitude, latitude, 0, 10_000)
    ahead = frame.projection.forward(np.array([step_longitude]), np.array([step_latitude]))[0] - frame.centre
    return float(np.arctan2(ahead[0], ahead[1]))


def _draw_extent(sheet: Sheet, main: Frame, frame: Frame) -> None:
    west, south, east, north = main.extent
    low, high = frame.to_page(np.array([(west, south), (east, north)]))
    extent = Box(float(low[0]), float(low[1]), *(float(n) for n in high - low))
    sheet.of("locator.extent").fill(
        [extent.corners], "none", above=6.4, inside=frame.box, edgecolors=sheet.paper.text, linewidths=0.7
    )
