"""The pictures of docs/editions.*.md: one commune in the three editions, from the fictitious sample month; `make docs` draws them."""

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from annexmaps import read_month, specify
from annexmaps.disclosure.rules import EDITIONS
from annexmaps.places.located import LocatedMonth
from annexmaps.render.png import encode_pixels, pixels_of
from annexmaps.render.static import DrawnPage, draw_page, exact_colours, texts_of
from annexmaps.sample import sample_months, write_sample
from annexmaps.spec import MapSpec
from annexmaps.words import languages

MONTH = "2021-11"
CERCLE = "ML0504"  # Douentza
AROUND = (-2.53, 14.94)  # Dallah, degrees east and north
FOLDER = Path(__file__).parent / "pictures"
PICTURES = [(edition, lang) for edition in EDITIONS for lang in languages()]
_DOTS = 150  # per inch
_WIDTH, _HEIGHT, _STRIP = (
    124.0,
    54.0,
    9.0,
)  # mm: of the part of the map, and of the strip above it with the sharing level


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), months=sample_months())
        month = read_month(Path(folder) / MONTH, boundaries="schematic")
        for edition, lang in PICTURES:
            picture_file(edition, lang).write_bytes(draw_picture(month, edition, lang))


def picture_file(edition: str, lang: str) -> Path:
    """Return where the picture of an edition in a language is kept."""
    return FOLDER / f"editions_{edition}_{lang}.png"


def draw_picture(month: LocatedMonth, edition: str, lang: str) -> bytes:
    """Return the part of the cercle's page around the commune, under the sharing level that the page bears, as PNG."""
    spec = specify(month, annex="1", edition=edition, lang=lang, unit=CERCLE)
    if not isinstance(spec, MapSpec):
        raise TypeError(spec)
    page = draw_page(spec)
    page.figure.set_dpi(_DOTS)
    dots = Image.fromarray(np.ascontiguousarray(pixels_of(page.figure)[..., :3]))
    part, level = dots.crop(_on_picture(_part(page), dots)), dots.crop(_on_picture(_level(page), dots))
    made = Image.new("RGB", (part.width, part.height + round(_STRIP / 25.4 * _DOTS)), "white")
    made.paste(level, (made.width - level.width, (made.height - part.height - level.height) // 2))
    made.paste(part, (0, made.height - part.height))
    return encode_pixels(np.array(made.convert("RGBA")), exact=exact_colours(spec), texts=texts_of(spec))


def _part(page: DrawnPage) -> tuple[float, float, float, float]:
    ((x, y),) = page.frames.main.locate(np.array(AROUND[:1]), np.array(AROUND[1:]))
    left = x - 0.4 * _WIDTH
    return left, y - _HEIGHT / 2, left + _WIDTH, y + _HEIGHT / 2


def _level(page: DrawnPage) -> tuple[float, float, float, float]:
    corners = next(writing.corners for writing in page.inventory().writings if writing.part == "sharing")
    across, up = zip(*corners, strict=True)
    return min(across) - 1, min(up) - 1, max(across) + 1, max(up) + 1


def _on_picture(millimetres: tuple[float, float, float, float], dots: Image.Image) -> tuple[int, int, int, int]:
    """Return left, bottom, right, top in millimetres of the page as left, upper, right, lower in dots."""
    left, bottom, right, top = (round(value / 25.4 * _DOTS) for value in millimetres)
    return left, dots.height - top, right, dots.height - bottom


if __name__ == "__main__":
    main()
