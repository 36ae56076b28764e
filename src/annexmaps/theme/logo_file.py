"""Logos of a theme: PNG files, read with limits and encoded anew, so that nothing but their dots travels into a page."""

import io
import struct
from pathlib import Path

from PIL import Image

from annexmaps.errors import ConfigError, reason_of
from annexmaps.theme.logo import Logo

LARGEST_FILE = 5_000_000  # bytes
LARGEST_SIDE = 6000  # dots
SMALLEST_SIDE = 16  # dots
MOST_ELONGATED = 12.0  # times as wide as high, or as high as wide
_KEPT_SIDE = 1200  # dots: 600 dpi at 50 mm
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_logo(path: Path, *, shown: str, file: str) -> Logo:
    """Return the logo in `path`; `shown` is its name as the theme `file` gives it.

    Raises ConfigError if it is missing, too large, no PNG, damaged or not of a logo's proportions.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ConfigError("theme.logo_missing", file=file, logo=shown, why=reason_of(error)) from None
    if len(content) > LARGEST_FILE:
        raise ConfigError("theme.logo_heavy", file=file, logo=shown, most=LARGEST_FILE // 1_000_000)
    if not content.startswith(_SIGNATURE):
        raise ConfigError("theme.logo_not_png", file=file, logo=shown)
    # the size stands in the head: no dot is decoded before it is judged
    _check_size(struct.unpack(">II", content[16:24].ljust(8, b"\0")), shown=shown, file=file)
    picture = _opened(content, shown=shown, file=file)
    stream_out = io.BytesIO()
    picture.save(stream_out, "PNG", compress_level=6)
    return Logo(stream_out.getvalue(), *picture.size)


def _opened(content: bytes, *, shown: str, file: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as given:
            dots = given.convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise ConfigError("theme.logo_damaged", file=file, logo=shown, why=error) from None
    dots.thumbnail((_KEPT_SIDE, _KEPT_SIDE), Image.Resampling.LANCZOS)
    # a new picture: the old one's text, profile and dates stay behind
    clean = Image.new("RGBA", dots.size)
    clean.paste(dots)
    return clean


def _check_size(size: tuple[int, ...], *, shown: str, file: str) -> None:
    short, long = sorted(size)
    if long > LARGEST_SIDE or short < SMALLEST_SIDE or long > MOST_ELONGATED * short:
        width, height = size
        limits = {"least": SMALLEST_SIDE, "most": LARGEST_SIDE, "times": f"{MOST_ELONGATED:g}"}
        raise ConfigError("theme.logo_size", file=file, logo=shown, width=width, height=height, **limits)
