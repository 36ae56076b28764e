"""The basemap of a page: one small picture, in the page itself."""

import base64
from io import BytesIO

import numpy as np
from PIL import Image

from annexmaps.spec import Basemap

MOST_BYTES = 250_000  # of the picture as it stands in the page
_QUALITIES = (82, 70, 55, 40)  # of JPEG
_OPAQUE = 255.0


def ground_image(basemap: Basemap, *, paper: str) -> str:
    """Return `basemap` as a data URI (JPEG) of at most MOST_BYTES, on `paper` (#rrggbb) where there is no picture."""
    width, height = basemap.size
    dots = np.frombuffer(basemap.dots, np.uint8).reshape(height, width, 4).astype(np.float32)
    cover = dots[..., 3:] / _OPAQUE
    under = np.array([int(paper[at : at + 2], 16) for at in (1, 3, 5)], np.float32)
    picture = Image.fromarray(np.rint(dots[..., :3] * cover + under * (1 - cover)).astype(np.uint8))
    while True:
        for quality in _QUALITIES:
            uri = _uri(picture, quality)
            if len(uri) <= MOST_BYTES:
                return uri
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def _uri(picture: Image.Image, quality: int) -> str:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(kept.getvalue()).decode()}"
