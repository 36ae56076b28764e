"""The typefaces a page may be set in: files that ship with the package or with matplotlib, so that every machine draws the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import matplotlib
from matplotlib.font_manager import FontEntry, FontProperties, fontManager

from annexmaps.theme import FONTS

FALLBACK = "annexmaps fallback"  # for letters that the chosen typeface lacks
_OURS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Family:
    """The files of one typeface, and what an SVG asks for where it is not at hand."""

    name: str  # by which matplotlib knows it
    upright: str
    bold: str
    italic: str
    like: str  # families of like widths, for browsers


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "Roboto": Family(
            "annexmaps sans", "Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf",
            "Roboto, Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif",
        ),
        "DejaVu Sans": Family(
            "annexmaps dejavu", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf",
            "'DejaVu Sans', Verdana, sans-serif",
        ),
        "DejaVu Serif": Family(
            "annexmaps serif", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf",
            "'DejaVu Serif', Georgia, serif",
        ),
        "STIX": Family(
            "annexmaps stix", "STIXGeneral.ttf", "STIXGeneralBol.ttf", "STIXGeneralItalic.ttf",
            "STIX, 'Times New Roman', Times, serif",
        ),
    }
)  # fmt: skip
FALLBACK_FONT = "DejaVu Sans"  # whose faces stand behind every font
_FALLBACK = Family(FALLBACK, "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "")
# the font of the page that is being drawn, as matplotlib holds its own settings; each thread has its own
_font: ContextVar[str] = ContextVar("font", default=FONTS[0])


@contextmanager
def set_in(font: str) -> Iterator[None]:
    """Measure and set every text in `font`, one of theme.FONTS, for as long as a page is drawn."""
    before = _font.set(font)
    try:
        yield
    finally:
        _font.reset(before)


def font_in_force() -> str:
    """Return the font of the page that is being drawn."""
    return _font.get()


def face_file(font: str, *, bold: bool = False, italic: bool = False) -> Path:
    """Return the file of a face of `font`; there is no bold italic."""
    return _file_of(FAMILIES[font], bold=bold and not italic, italic=italic)


def missing_files() -> tuple[str, ...]:
    """Return the names of the files that are not there of all that a page may be set in."""
    faces = ((False, False), (True, False), (False, True))
    families = (*FAMILIES.values(), _FALLBACK)
    files = [_file_of(family, bold=bold, italic=italic) for family in families for bold, italic in faces]
    return tuple(dict.fromkeys(file.name for file in files if not file.is_file()))


def typeface(size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the typeface of the font in force at `size` pt."""
    return _typeface(size, bold, italic, font_in_force())


@cache
def _typeface(size: float, bold: bool, italic: bool, font: str) -> FontProperties:
    _make_known()
    weight = 700 if bold and not italic else 400
    style: Literal["italic", "normal"] = "italic" if italic else "normal"
    return FontProperties(family=[FAMILIES[font].name, FALLBACK], size=size, weight=weight, style=style)


@cache
def _make_known() -> None:
    # matplotlib looks typefaces up by name; ours are named so that no installed one is taken for them
    for family in (*FAMILIES.values(), _FALLBACK):
        for style, weight in (("normal", 400), ("normal", 700), ("italic", 400)):
            file = _file_of(family, bold=weight == 700, italic=style == "italic")
            fontManager.ttflist.append(FontEntry(fname=str(file), name=family.name, style=style, weight=weight))


def _file_of(family: Family, *, bold: bool, italic: bool) -> Path:
    name = family.italic if italic else family.bold if bold else family.upright
    ours = _OURS / name
    return ours if ours.is_file() else Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
