"""Marks as a picture: what stands at a place of an incident leaves no coordinates behind in a vector file."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text

from annexmaps.render.png import pixels_of
from annexmaps.render.sheet import read_tag

_MARKS = (3.0, 5.0)  # heights in the pile of circles, marks, their counts, numbers and leaders
_SIGN = "sign"  # of an area: lower in the pile, and like a mark to who reads the file back
_NAMES = 4.0  # height of the texts among them that name places, not incidents
_LIFT = 20.0  # of the inset over the main frame
_FRAMES = (0.0, _LIFT)  # lifts of the main frame and of the inset
_STEP = 10.0  # mm: the pictures begin and end at whole steps, wherever the marks are


def flatten_marks(figure: Figure) -> None:
    """Replace the circles, marks, signs, counts, numbers and leaders of `figure` by pictures at its own resolution.

    A vector drawing is a coordinate file: a point can be read back from it to a thousandth of a millimetre
    (design/pitfalls.md). Whatever lies between the borders and the frames is taken for a mark unless it is a name.
    """
    (axes,) = figure.axes
    for lift in _FRAMES:
        marks = [artist for artist in _drawn(axes) if _is_mark(artist, lift)]
        signs = [mark for mark in marks if mark.get_zorder() - lift < _MARKS[0]]
        under = [mark for mark in marks if _MARKS[0] <= mark.get_zorder() - lift <= _NAMES]
        over = [mark for mark in marks if mark.get_zorder() - lift > _NAMES]
        for band in (signs, under, over):
            if band:
                _flatten(figure, axes, band)


def _drawn(axes: Axes) -> list[Artist]:
    return [*axes.collections, *axes.texts, *axes.patches, *axes.lines]


def _is_mark(artist: Artist, lift: float) -> bool:
    low, high = _MARKS
    height = artist.get_zorder() - lift
    if read_tag(artist.get_label())[1] == _SIGN:
        # of this frame: the other's pile begins at another height
        return 0 <= height < high
    return low <= height < high and not (height == _NAMES and isinstance(artist, Text))


def _flatten(figure: Figure, axes: Axes, band: Sequence[Artist]) -> None:
    others = [artist for artist in (*_drawn(axes), *axes.images) if artist not in band and artist.get_visible()]
    page = (axes.get_xlim()[1], axes.get_ylim()[1])  # mm
    picture, extent = _cropped(_pixels_of_band(figure, others), page)
    height = min(artist.get_zorder() for artist in band)
    for artist in band:
        artist.remove()
    if picture.size:
        image = AxesImage(axes, extent=extent, origin="upper", interpolation="none", zorder=height)
        image.set_data(picture)
        axes.add_artist(image)


def _pixels_of_band(figure: Figure, others: Sequence[Artist]) -> np.ndarray:
    paper = figure.get_facecolor()
    figure.set_facecolor("none")
    for artist in others:
        artist.set_visible(False)
    try:
        return pixels_of(figure).copy()
    finally:
        figure.set_facecolor(paper)
        for artist in others:
            artist.set_visible(True)


def _cropped(pixels: np.ndarray, page: tuple[float, float]) -> tuple[np.ndarray, tuple[float, float, float, float]]:
    # the part with ink, widened to whole steps, and its extent: left, right, bottom, top in mm
    rows, columns = (np.flatnonzero((pixels[..., 3] > 0).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return pixels[:0], (0.0, 0.0, 0.0, 0.0)
    height, width = pixels.shape[:2]
    page_width, page_height = page
    top, bottom = _widened(rows[0], rows[-1] + 1, height / page_height, height)
    left, right = _widened(columns[0], columns[-1] + 1, width / page_width, width)
    wide, tall = page_width / width, page_height / height
    extent = (left * wide, right * wide, page_height - bottom * tall, page_height - top * tall)
    return pixels[top:bottom, left:right], extent


def _widened(first: int, last: int, dots: float, size: int) -> tuple[int, int]:
    # `dots` of a millimetre
    step = _STEP * dots
    return max(0, int(np.floor(first / step) * step)), min(size, int(np.ceil(last / step) * step))
