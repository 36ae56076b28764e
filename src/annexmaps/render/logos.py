"""The logos of a theme at the right end of the foot, beside the producer's name: of like weight, never crowding the words."""

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.image import AxesImage
from PIL import Image

from annexmaps.render.layout import MARGIN
from annexmaps.render.sheet import Box, Sheet
from annexmaps.theme import Logo, PageSize, Theme

_HIGHEST, _WIDEST = 11.0, 30.0  # mm, of one logo on A4
_AREA = 190.0  # mm², of one logo on A4: a square and a long one look equally large
_GAP = 4.0  # mm between two logos
_SHARE = 0.3  # of the page's width, at most, of all logos
_ABOVE = 9.0  # in the pile of what is drawn
_FLAT_SHARE = 0.004  # of a logo's dots, from which a colour is kept exactly
_FLAT_COLOURS = 12  # of a logo, at most


def place_logos(logos: Sequence[Logo], page: PageSize) -> list[Box]:
    """Return the place of each logo, mm: in a row that ends at the right margin, on the line of the lower one."""
    sizes = np.array([_size(logo) for logo in logos]).reshape(-1, 2) * page.enlarged
    room = page.width * _SHARE - _GAP * (len(logos) - 1)
    sizes *= min(1.0, room / sizes[:, 0].sum()) if len(logos) else 1.0
    boxes: list[Box] = []
    left = page.width - MARGIN - sizes[:, 0].sum() - _GAP * (len(logos) - 1)
    tallest = sizes[:, 1].max(initial=0.0)
    for width, height in sizes:
        boxes.append(Box(float(left), float(MARGIN - 1.0 + (tallest - height) / 2), float(width), float(height)))
        left += width + _GAP
    return boxes


def draw_logos(sheet: Sheet, boxes: Sequence[Box]) -> None:
    """Draw the logos of the sheet's theme into `boxes`."""
    for logo, box in zip(sheet.theme.logos, boxes, strict=True):
        extent = (box.left, box.right, box.bottom, box.top)
        image = AxesImage(sheet.axes, extent=extent, origin="upper", interpolation="hanning", zorder=_ABOVE)
        image.set_data(_dots(logo))
        sheet.axes.add_artist(image)


def flat_colours(theme: Theme) -> set[str]:
    """Return the colours (#rrggbb) that fill much of the logos of `theme`, as they look on its paper."""
    found: set[str] = set()
    paper = np.array([int(theme.paper.page[n : n + 2], 16) for n in (1, 3, 5)])
    for logo in theme.logos:
        dots = _dots(logo).reshape(-1, 4)
        cover = dots[:, 3:] / 255
        seen = np.round(dots[:, :3] * cover + paper * (1 - cover)).astype(int)
        colours, counts = np.unique(seen, axis=0, return_counts=True)
        most = np.argsort(-counts, kind="stable")[:_FLAT_COLOURS]
        found |= {"#{:02x}{:02x}{:02x}".format(*colours[n]) for n in most if counts[n] >= _FLAT_SHARE * len(dots)}
    return found


def _size(logo: Logo) -> tuple[float, float]:
    ratio = logo.width / logo.height
    height = min(_HIGHEST, _WIDEST / ratio, (_AREA / ratio) ** 0.5)
    return height * ratio, height


def _dots(logo: Logo) -> np.ndarray:
    with Image.open(io.BytesIO(logo.png), formats=["PNG"]) as picture:
        return np.asarray(picture.convert("RGBA"))
