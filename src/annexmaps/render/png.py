"""A drawn page as PNG bytes: a small palette made for the page, 300 dpi, the same bytes every time."""

import io
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from annexmaps.render.sheet import DOTS_PER_INCH

LARGEST_PALETTE = 256
_FLAT_COLOURS = 10  # of the palette: the colours with most dots, kept exactly
_BLENDS = 14  # of the palette: between flat colours, at edges; more of them is more bytes, not a better edge
_COMPRESSION = 5  # zlib; 6 takes a third more time for 2 % of the bytes, 9 ten times as much for 8 %


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
    palette = _choose_palette(points, counts, _are_among(points, exact))
    entries = np.repeat(_nearest(points, palette)[owner], lengths)
    picture = Image.fromarray(entries.reshape(pixels.shape[:2]))
    picture.putpalette(palette.astype(np.uint8).tobytes(), "RGB")
    return _saved(picture, texts)


def _split(colours: np.ndarray) -> np.ndarray:
    # red is the lowest byte of the four
    return np.column_stack([colours & 255, (colours >> 8) & 255, (colours >> 16) & 255]).astype(np.float64)


def _are_among(points: np.ndarray, exact: Collection[str]) -> np.ndarray:
    wanted = [int(colour[1:], 16) for colour in exact]
    return np.isin(points @ np.array([65536.0, 256.0, 1.0]), np.array(wanted, np.float64))


def _choose_palette(points: np.ndarray, counts: np.ndarray, exact: np.ndarray) -> np.ndarray:
    # the flat colours exactly, then one after another the blend that is worst served
    order = np.lexsort((*points.T, -counts, ~exact))
    flat = order[: min(int(exact.sum()) + _FLAT_COLOURS, LARGEST_PALETTE)]
    palette = [*points[flat]]
    rest = order[len(flat) :]
    if not len(rest):
        return np.array(palette)
    points, weights = points[rest], np.sqrt(counts[rest])
    distance = _distances(points, np.array(palette)).min(axis=1)
    while len(palette) < min(len(flat) + _BLENDS, LARGEST_PALETTE) and distance.max() > 0:
        worst = int(np.argmax(distance * weights))
        palette.append(points[worst])
        distance = np.minimum(distance, ((points - points[worst]) ** 2).sum(axis=1))
    return np.array(palette)


def _distances(points: np.ndarray, palette: np.ndarray) -> np.ndarray:
    # squared, by the expansion that needs no third axis
    cross = points @ palette.T
    return np.asarray((points**2).sum(axis=1)[:, None] - 2 * cross + (palette**2).sum(axis=1))


def _nearest(points: np.ndarray, palette: np.ndarray) -> np.ndarray:
    return np.asarray(_distances(points, palette).argmin(axis=1).astype(np.uint8))


def _saved(picture: Image.Image, texts: Mapping[str, str]) -> bytes:
    chunks = PngInfo()
    for name, text in texts.items():
        if text:
            chunks.add_itxt(name, text)
    file = io.BytesIO()
    dots = (DOTS_PER_INCH, DOTS_PER_INCH)
    picture.save(file, "PNG", dpi=dots, pnginfo=chunks, compress_level=_COMPRESSION, optimize=False)
    return file.getvalue()
