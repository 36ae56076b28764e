"""A drawn page as PNG bytes: a small palette made for the page, 300 dpi, the same bytes every time."""

import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from annexmaps.render.png_file import indexed_png
from annexmaps.render.sheet import DOTS_PER_INCH

LARGEST_PALETTE = 256
_FLAT_COLOURS = 10  # of the palette: the colours with most dots, kept exactly
_BLENDS = 14  # of the palette: between flat colours, at edges; more of them is more bytes, not a better edge
_PICTURE_COMPRESSION = 5  # zlib, of a picture of all colours


def encode_figure(figure: Figure, *, exact: Collection[str], texts: Mapping[str, str]) -> bytes:
    """Return `figure` as an indexed PNG; `texts` (Title, Description …) become its text chunks.

    Dots in one of the `exact` colours (#rrggbb) keep it; other dots get the nearest colour of the palette.
    """
    return encode_pixels(pixels_of(figure), exact=exact, texts=texts)


def encode_picture(figure: Figure, *, texts: Mapping[str, str]) -> bytes:
    """Return `figure` as a PNG of all its colours: a page over a photograph or a relief, which a palette would break into steps."""
    return _saved(Image.fromarray(np.ascontiguousarray(pixels_of(figure)[..., :3])), texts)


def pixels_of(figure: Figure) -> np.ndarray:
    """Return the dots of `figure`, (height, width, 4), 8 bits, opaque."""
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def encode_pixels(pixels: np.ndarray, *, exact: Collection[str], texts: Mapping[str, str]) -> bytes:
    """Return opaque `pixels` (height, width, 4) as an indexed PNG."""
    packed = np.ascontiguousarray(pixels).view("<u4").ravel()
    # a page is long runs of one colour: the runs are counted, not the dots
    starts = np.flatnonzero(np.concatenate([[True], packed[1:] != packed[:-1]]))
    lengths = np.diff(starts, append=len(packed))
    # by hashing: sorting takes seven times as long
    owner, colours = pd.factorize(packed[starts])
    counts = np.bincount(owner, weights=lengths)
    points = _split(colours)
    palette, nearest = _choose_palette(points, counts, _are_among(points, exact))
    dots = np.repeat(nearest[owner], lengths).reshape(pixels.shape[:2])
    return indexed_png(dots, palette, dots_per_inch=DOTS_PER_INCH, texts=texts)


def _split(colours: np.ndarray) -> np.ndarray:
    # red, green and blue, (3, n); red is the lowest byte of the four; sums of squares of such numbers are exact in 32 bits
    return np.stack([colours & 255, (colours >> 8) & 255, (colours >> 16) & 255]).astype(np.float32)


def _are_among(points: np.ndarray, exact: Collection[str]) -> np.ndarray:
    wanted = [int(colour[1:], 16) for colour in exact]
    return np.isin(np.array([65536, 256, 1]) @ points.astype(np.int32), wanted)


def _choose_palette(points: np.ndarray, counts: np.ndarray, exact: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    # the flat colours exactly, then one after another the blend that is worst served; and which is nearest to each point
    order = np.lexsort((*points, -counts, ~exact))
    flat = order[: min(int(exact.sum()) + _FLAT_COLOURS, LARGEST_PALETTE)]
    palette = list(points[:, flat].T)
    distance, nearest = _distances(points, palette)
    # a colour of the palette is served, so that the order of those that are not tells which is the first of equals
    weights = np.sqrt(counts[order])
    while len(palette) < min(len(flat) + _BLENDS, LARGEST_PALETTE) and distance.max() > 0:
        worst = order[int(np.argmax(distance[order] * weights))]
        (further, _) = _distances(points, [points[:, worst]])
        closer = further < distance
        nearest[closer], distance[closer] = len(palette), further[closer]
        palette.append(points[:, worst])
    return np.array(palette).astype(np.uint8), nearest


def _distances(points: np.ndarray, palette: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the squared distance of each of `points` to the nearest of `palette`, and which that is, the first of equals."""
    lowest, nearest = np.full(points.shape[1], np.inf, np.float32), np.zeros(points.shape[1], np.uint8)
    for number, (red, green, blue) in enumerate(palette):
        distance = (points[0] - red) ** 2 + (points[1] - green) ** 2 + (points[2] - blue) ** 2
        closer = distance < lowest
        nearest[closer], lowest[closer] = number, distance[closer]
    return lowest, nearest


def _saved(picture: Image.Image, texts: Mapping[str, str]) -> bytes:
    chunks = PngInfo()
    for name, text in texts.items():
        if text:
            chunks.add_itxt(name, text)
    file = io.BytesIO()
    dots = (DOTS_PER_INCH, DOTS_PER_INCH)
    picture.save(file, "PNG", dpi=dots, pnginfo=chunks, compress_level=_PICTURE_COMPRESSION, optimize=False)
    return file.getvalue()
