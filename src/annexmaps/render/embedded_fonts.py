"""The page's typeface inside an SVG: the letters used, as style rules, so that a browser without it draws the same page."""

import base64
import io
from collections.abc import Iterable

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib.font_manager import findfont
from matplotlib.text import Text

from annexmaps.render.typefaces import FAMILIES

_BOLD = 700


def faces_of(texts: Iterable[Text], *, font: str) -> str:
    """Return a style rule for each face of `font` that `texts` are set in, holding the letters they use (WOFF, base64)."""
    family = FAMILIES[font].like.split(",")[0]
    letters: dict[tuple[str, int, str], set[str]] = {}
    for text in texts:
        face = text.get_fontproperties()
        weight = _BOLD if face.get_weight() == _BOLD else 400
        letters.setdefault((findfont(face), weight, face.get_style()), set()).update(text.get_text())
    return "".join(
        f"@font-face{{font-family: {family}; font-weight: {weight}; font-style: {style}; "
        f"src: url(data:font/woff;base64,{_letters_of(path, used)}) format('woff')}}\n"
        for (path, weight, style), used in sorted(letters.items())
    )


def _letters_of(path: str, used: set[str]) -> str:
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2], layout_features=["kern", "mark"])
    with TTFont(path, recalcTimestamp=False) as font:
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=sorted(ord(letter) for letter in used))
        chosen.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    return base64.b64encode(file.getvalue()).decode()
