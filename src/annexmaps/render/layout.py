"""Where the parts of a page stand between its header and its foot: map, columns of legends and tables, locator and scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annexmaps.render.sheet import Box
from annexmaps.theme import PageSize

MARGIN = 7.0  # mm
GUTTER = 5.0  # mm between the map and a column, and between two columns
_COLUMN_WIDTH = 78.0  # mm, at the right of the map on A4
_STRIP_HEIGHT = 33.0  # mm, of locator, arrow and scale on A4
_STRIP_WIDTH = 78.0  # mm, at most, on A4
_OVER_STRIP = 4.0  # mm
# of the height between header and foot that the map of an upright page takes: the most that leaves its columns enough
_MAPS_UPRIGHT = (0.72, 0.69, 0.66, 0.63, 0.6)
_COLUMNS_UPRIGHT = (0.31, 0.31, 0.38)  # of the width; the last is for the widest table


@dataclass(frozen=True)
class Layout:
    """The places of the parts, mm."""

    map: Box
    columns: tuple[Box, ...]  # of legends, tables and the list, in reading order
    strip: Box  # of locator, arrow and scale


def lay_out(page: PageSize, *, bottom: float, top: float, fits: Callable[[Sequence[Box]], bool]) -> Layout:
    """Return the places of the parts of `page` between `bottom` and `top` mm: beside the map, or under it on an upright page.

    `fits` tells whether columns are large enough: an upright page's map leaves them no more height than they need.
    """
    if not page.is_portrait:
        return _lying(page, bottom, top)
    upright = [_upright(page, bottom, top, share) for share in _MAPS_UPRIGHT]
    return next((layout for layout in upright if fits(layout.columns)), upright[-1])


def _lying(page: PageSize, bottom: float, top: float) -> Layout:
    width = _COLUMN_WIDTH * page.enlarged
    left = page.width - MARGIN - width
    column = Box(left, bottom, width, top - bottom)
    strip = Box(left, bottom, width, _STRIP_HEIGHT * page.enlarged)
    return Layout(Box(MARGIN, bottom, left - GUTTER - MARGIN, top - bottom), (_over(column, strip),), strip)


def _upright(page: PageSize, bottom: float, top: float, share: float) -> Layout:
    across = page.width - 2 * MARGIN
    tall = (top - bottom) * share
    room = across - (len(_COLUMNS_UPRIGHT) - 1) * GUTTER
    widths = [part * room for part in _COLUMNS_UPRIGHT]
    lefts = [MARGIN + sum(widths[:number]) + number * GUTTER for number in range(len(widths))]
    boxes = [Box(x, bottom, wide, top - bottom - tall - GUTTER) for x, wide in zip(lefts, widths, strict=True)]
    first, middle, last = boxes
    strip = Box(middle.left, bottom, min(middle.width, _STRIP_WIDTH * page.enlarged), _STRIP_HEIGHT * page.enlarged)
    return Layout(Box(MARGIN, top - tall, across, tall), (first, _over(middle, strip), last), strip)


def _over(column: Box, strip: Box) -> Box:
    return Box(column.left, strip.top + _OVER_STRIP, column.width, column.top - strip.top - _OVER_STRIP)
