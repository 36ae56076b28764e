"""The letters of the annex PDF: the document's typeface, inside the file, with another behind it for letters that it lacks."""

from collections.abc import Mapping
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from annexmaps.render.typefaces import FALLBACK_FONT, face_file
from annexmaps.theme import Theme
from annexmaps.words import printable

TABLE_SIZES = (7.5, 6.2)  # pt: of tables, of those with many columns


class Lettering:
    """The faces of one document, known to reportlab, and its styles."""

    def __init__(self, theme: Theme) -> None:
        self.plain, self.bold = (_registered(theme.font, bold=bold) for bold in (False, True))
        self._behind = {self.plain: _registered(FALLBACK_FONT), self.bold: _registered(FALLBACK_FONT, bold=True)}
        self.styles = self._styles(theme)

    def marked(self, text: str, *, bold: bool = False) -> str:
        """Return `text` as a paragraph takes it: signs of markup are letters, letters that the face lacks are set in the other."""
        face = self.bold if bold else self.plain
        known, written, inside = _letters(face), [], False
        for letter in printable(text).replace("\n", " "):
            lacks = ord(letter) not in known
            if lacks != inside:
                written.append(f'<font name="{self._behind[face]}">' if lacks else "</font>")
                inside = lacks
            written.append(escape(letter, quote=False))
        return "".join([*written, "</font>" if inside else ""])

    def holds(self, text: str, *, bold: bool = False) -> bool:
        """Tell whether the face has every letter of `text`."""
        known = _letters(self.bold if bold else self.plain)
        return all(ord(letter) in known for letter in text)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of `text` on one line, pt."""
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.plain, size))

    def _styles(self, theme: Theme) -> Mapping[str, ParagraphStyle]:
        accent, ink, soft = (
            HexColor(colour) for colour in (theme.colours.accent, theme.paper.text, theme.paper.text_soft)
        )
        plain = {"fontName": self.plain, "bulletFontName": self.plain, "textColor": ink}
        bold = {"fontName": self.bold, "bulletFontName": self.bold, "textColor": accent}
        shapes: dict[str, dict[str, Any]] = {
            "title": {**bold, "fontSize": 22, "leading": 27, "spaceBefore": 60, "spaceAfter": 8},
            "subtitle": {**plain, "fontSize": 14, "leading": 18, "spaceAfter": 12, "textColor": soft},
            "heading 1": {**bold, "fontSize": 15, "leading": 19, "spaceBefore": 10, "spaceAfter": 6, "keepWithNext": 1},
            "heading 2": {
                **bold,
                "fontSize": 11.5,
                "leading": 15,
                "spaceBefore": 9,
                "spaceAfter": 3,
                "keepWithNext": 1,
            },
            "caption": {**bold, "fontSize": 11, "leading": 14, "spaceAfter": 4, "keepWithNext": 1},
            "body": {**plain, "fontSize": 10, "leading": 13.5, "spaceAfter": 5},
            "lead": {**bold, "fontSize": 10, "leading": 13.5, "spaceAfter": 5, "textColor": ink, "keepWithNext": 1},
            "warning": {**bold, "fontSize": 10, "leading": 13.5, "spaceAfter": 5},
            "item": {**plain, "fontSize": 9.5, "leading": 12.5, "spaceAfter": 2.5, "leftIndent": 11, "bulletIndent": 2},
            "note": {**plain, "fontSize": 8, "leading": 10.5, "spaceBefore": 2, "spaceAfter": 3, "textColor": soft},
            "head": {**bold, "fontSize": 8, "leading": 10, "alignment": TA_RIGHT, "textColor": ink},
            "foot": {**plain, "fontSize": 8, "leading": 10, "alignment": TA_CENTER, "textColor": soft},
        }
        return {name: ParagraphStyle(name, **shape) for name, shape in shapes.items()}


def _registered(font: str, *, bold: bool = False) -> str:
    name = f"annexmaps {font}{' Bold' if bold else ''}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(face_file(font, bold=bold))))
    return name


def _letters(face: str) -> Mapping[int, int]:
    glyphs: Mapping[int, int] = pdfmetrics.getFont(face).face.charToGlyph
    return glyphs
