"""A drawn page as PNG bytes: a palette of 256 colours made for the page, 300 dpi, the same bytes every time."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from annexmaps.theme import DOTS_PER_INCH

PALETTE_SIZE = 256
_FLAT_COLOURS = 176  # of the palette: the colours with most dots, kept exactly
_COMPRESSION = 9  # zlib


def encode_figure(figure: Figure, *, texts: Mapping[str, str]) -> bytes:
    """Return `figure` as an indexed PNG; `texts` (Title, Description …) become its text chunks."""
    return encode_pixels(pixels_of(figure), texts=texts)


def pixels_of(figure: Figure) -> np.ndarray:
    """Return the dots of `figure`, (height, width, 3), 8 bits."""
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def encode_pixels(pixels: np.ndarray, *, texts: Mapping[str, str]) -> bytes:
    """Return `pixels` (height, width, 3) as an indexed PNG."""
    packed = (pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)).ravel()
    counts = np.bincount(packed, minlength=1 << 24)
    colours = np.flatnonzero(counts)
    palette = _choose_palette(colours, counts[colours])
    entry = np.zeros(1 << 24, np.uint8)
    entry[colours] = _nearest(_split(colours), palette)
    picture = Image.fromarray(entry[packed].reshape(pixels.shape[:2]), mode=None)
    picture.putpalette(palette.astype(np.uint8).tobytes(), "RGB")
    return _saved(picture, texts)


def _choose_palette(colours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    # the flat colours exactly, then one after another the blend that is worst served
    order = np.lexsort((colours, -counts))
    flat = order[:_FLAT_COLOURS]
    palette = [*_split(colours[flat])]
    rest = order[_FLAT_COLOURS:]
    if not len(rest):
        return np.array(palette)
    points, weights = _split(colours[rest]), np.sqrt(counts[rest])
    distance = _distances(points, np.array(palette)).min(axis=1)
    while len(palette) < PALETTE_SIZE and distance.max() > 0:
        worst = int(np.argmax(distance * weights))
        palette.append(points[worst])
        distance = np.minimum(distance, ((points - points[worst]) ** 2).sum(axis=1))
    return np.array(palette)


def _split(colours: np.ndarray) -> np.ndarray:
    return np.column_stack([colours >> 16, (colours >> 8) & 255, colours & 255]).astype(np.float64)


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
