"""The page as a small picture for a telephone: under the width at which messaging applications resample."""

import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from annexmaps.inventory import Drawing
from annexmaps.render.png import encode_figure, encode_picture
from annexmaps.render.settings import plain_settings
from annexmaps.render.static import draw_page
from annexmaps.spec import MapSpec
from annexmaps.theme import PAGE_SIZES

SMALL_SIZE = (1600, 1131)  # dots, the long side first
SMALL_DOTS = 137  # per inch: 1600 of them are the width of an A4 page
_ROUNDING = 0.01  # dots, so that a size is not cut to the dot below


def draw_small_png(spec: MapSpec) -> bytes:
    """Return the page of `spec` as PNG, 1600 dots on its long side, drawn at that size, not shrunk; the same bytes for the same spec."""
    return draw_small_page(spec).content


def draw_small_page(spec: MapSpec) -> Drawing:
    """Return the page of `spec` as a small PNG with its inventory."""
    # whatever the paper, a telephone is as small: drawn as an A4 page, the same way up
    upright = spec.theme.page.is_portrait
    page = PAGE_SIZES["a4-portrait" if upright else "a4"]
    drawn = draw_page(replace(spec, theme=replace(spec.theme, page=page)))
    figure, inventory = drawn.figure, drawn.inventory()
    figure.set_dpi(SMALL_DOTS)
    width, height = SMALL_SIZE[::-1] if upright else SMALL_SIZE
    figure.set_size_inches(((width + _ROUNDING) / SMALL_DOTS, (height + _ROUNDING) / SMALL_DOTS))
    said = spec.page
    texts = {"Title": said.title, "Description": said.subtitle, "Comment": said.marking}
    with plain_settings():
        png = _at_small_dots(_encoded(figure, spec), texts)
    return Drawing(png, inventory)


def _encoded(figure: Figure, spec: MapSpec) -> bytes:
    if spec.basemap:
        return encode_picture(figure, texts={})
    return encode_figure(figure, exact=_flat_colours(figure), texts={})


def _flat_colours(figure: Figure) -> set[str]:
    # fills that nothing shines through
    (axes,) = figure.axes
    fills = np.vstack([collection.get_facecolor() for collection in axes.collections])
    return {to_hex(fill) for fill in np.unique(fills, axis=0) if fill[3] == 1}


def _at_small_dots(png: bytes, texts: Mapping[str, str]) -> bytes:
    # the encoder writes the resolution of the large page
    with Image.open(io.BytesIO(png)) as picture:
        chunks = PngInfo()
        for name, text in texts.items():
            chunks.add_itxt(name, text)
        file = io.BytesIO()
        picture.save(file, "PNG", dpi=(SMALL_DOTS, SMALL_DOTS), pnginfo=chunks, compress_level=9)
    return file.getvalue()
