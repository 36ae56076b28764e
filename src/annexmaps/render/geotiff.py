"""The map frame as a GeoTIFF: the picture without its margin, where it belongs on the ground."""

import math
from dataclasses import replace

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp
from rasterio.errors import RasterioError
from rasterio.io import MemoryFile
from rasterio.transform import Affine

from annexmaps.render.frame import Frame
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink
from annexmaps.render.png import pixels_of
from annexmaps.render.settings import plain_settings
from annexmaps.render.sheet import DOTS_PER_INCH, Box, Sheet, width_of
from annexmaps.render.static import draw_figure, main_frame_of
from annexmaps.render.typefaces import set_in
from annexmaps.spec import MapSpec, Page
from annexmaps.theme import PageSize

_EDGE = 0.4  # mm, of the frame's own line, left outside
_PADDING = 1.2  # mm about the sharing level
_ABOVE_ALL = 50.0  # in the pile of what is drawn
_COLOURS = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
_SIGNATURE = b"II*\x00"
_PER_INCH = "2"  # RESOLUTIONUNIT, TIFF 6.0


def draw_geotiff(spec: MapSpec) -> bytes:
    """Return the map frame of `spec`, without an inset, as GeoTIFF in the map's projection, 300 dpi, RGB, deflate.

    An inset would lie on ground that it does not show. The sharing level, which stands in the margin of a page, is written
    in the upper right corner. The same spec gives the same bytes.
    """
    plain = replace(spec, inset=None)
    frame, figure = main_frame_of(plain), draw_figure(plain)
    with set_in(spec.theme.font):
        _write_sharing(Sheet(figure, figure.axes[0], spec.theme), spec.page, frame.box.grown(-_EDGE))
    with plain_settings():
        pixels, transform = _cut(pixels_of(figure), frame, spec.theme.page)
    return _written(pixels, transform, CRS.from_string(frame.projection.proj), _tags(spec.page))


def is_sound_geotiff(content: bytes) -> bool:
    """Tell whether `content` opens as a GeoTIFF with a projection and all of its dots."""
    if not content.startswith(_SIGNATURE):
        return False
    try:
        with MemoryFile(content) as memory, memory.open(driver="GTiff") as file:
            return bool(file.crs) and file.read().shape == (len(_COLOURS), file.height, file.width)
    except RasterioError:
        return False


def _write_sharing(sheet: Sheet, page: Page, box: Box) -> None:
    if not page.sharing:
        return
    ink = Ink(sheet.text.body, bold=True, colour=sheet.colours.accent)
    rise = CAP_HEIGHT * ink.size * POINT
    width, height = width_of(page.sharing, ink) + 2 * _PADDING, rise + 2 * _PADDING
    plate = Box(box.right - width, box.top - height, width, height)
    sheet.fill([plate.corners], sheet.paper.page, above=_ABOVE_ALL)
    sheet.write(page.sharing, plate.left + _PADDING, plate.bottom + _PADDING, ink, above=_ABOVE_ALL)


def _cut(pixels: np.ndarray, frame: Frame, page: PageSize) -> tuple[np.ndarray, Affine]:
    # whole dots within the frame's line
    height, width = pixels.shape[:2]
    wide, tall = page.width / width, page.height / height  # mm of a dot
    box = frame.box.grown(-_EDGE)
    left, right = math.ceil(box.left / wide), math.floor(box.right / wide)
    top, bottom = math.ceil((page.height - box.top) / tall), math.floor((page.height - box.bottom) / tall)
    west, _, _, north = frame.extent
    x = west + (left * wide - frame.box.left) * frame.metres
    y = north - (top * tall - (page.height - frame.box.top)) * frame.metres
    transform = Affine(wide * frame.metres, 0.0, x, 0.0, -tall * frame.metres, y)
    return pixels[top:bottom, left:right, :3], transform


def _tags(page: Page) -> dict[str, str]:
    # TIFF 6.0 names; the picture says no more about itself
    said = {"TIFFTAG_DOCUMENTNAME": page.title, "TIFFTAG_IMAGEDESCRIPTION": page.marking}
    dots = {"TIFFTAG_XRESOLUTION": str(DOTS_PER_INCH), "TIFFTAG_YRESOLUTION": str(DOTS_PER_INCH)}
    texts = {name: text.replace("\x00", "") for name, text in said.items() if text}
    return {**texts, **dots, "TIFFTAG_RESOLUTIONUNIT": _PER_INCH}


def _written(pixels: np.ndarray, transform: Affine, crs: CRS, tags: dict[str, str]) -> bytes:
    height, width, bands = pixels.shape
    with rasterio.Env(GDAL_NUM_THREADS="1"), MemoryFile() as memory:
        with memory.open(
            driver="GTiff", width=width, height=height, count=bands, dtype="uint8", crs=crs, transform=transform,
            photometric="RGB", compress="deflate", zlevel=9, interleave="pixel", tiled=True,
        ) as file:  # fmt: skip
            file.write(np.moveaxis(pixels, 2, 0))
            file.colorinterp = _COLOURS
            file.update_tags(**tags)
        return bytes(memory.read())
