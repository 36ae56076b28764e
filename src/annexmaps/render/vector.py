"""The page as PDF and as SVG: text is text, areas and borders are lines, marks are a picture outside the office."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from annexmaps.inventory import Drawing, Inventory
from annexmaps.render.embedded_fonts import faces_of
from annexmaps.render.flattening import flatten_marks
from annexmaps.render.lettering import MILLIMETRES_PER_INCH
from annexmaps.render.settings import plain_settings
from annexmaps.render.static import draw_page
from annexmaps.render.typefaces import FALLBACK, FAMILIES
from annexmaps.spec import MapSpec, Page

VECTOR_MARKS = ("internal",)  # editions in which marks may stay lines
_SETTINGS = {
    "image.composite_image": False,  # each picture at its own resolution
    "pdf.compression": 9,
    "pdf.fonttype": 42,  # TrueType, the letters used: text can be searched and copied
    "svg.fonttype": "none",  # text is text
    "svg.hashsalt": "annexmaps",  # the same names of parts in every process
}
_NO_STAMP = {
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Creator": None, "Date": None, "Format": None, "Type": None},
}
_UNDER = 0.001  # of a halo below its text in the pile
# letters that XML does not have (https://www.w3.org/TR/xml/#charsets)
_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STYLE = '<style type="text/css">'
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")  # it names an address
_GRAINY = "image-rendering:crisp-edges;image-rendering:pixelated"  # dots shown as squares when made smaller
_HALO = re.compile(r'(<g id="halo-(\d+)">\s*<text style=")')
_OUTLINES = re.compile(r'<path (?:id="\w+" )?d="[^"]*"')
_FINER = re.compile(r"(\.\d\d)\d+")  # than a hundredth of a point


def draw_pdf(spec: MapSpec) -> bytes:
    """Return the page of `spec` as PDF: searchable text, no date; the same bytes for the same spec."""
    return draw_pdf_page(spec).content


def draw_svg(spec: MapSpec) -> bytes:
    """Return the page of `spec` as SVG: no script, no address, no date; the same bytes for the same spec."""
    return draw_svg_page(spec).content


def draw_pdf_page(spec: MapSpec) -> Drawing:
    """Return the page of `spec` as PDF with its inventory."""
    page = spec.page
    figure, inventory = _vector_figure(spec)
    for text in _texts(figure):
        _part_halo(figure, text)
    said = {"Title": _plain(page.title), "Subject": _plain(page.subtitle), "Keywords": ", ".join(_marking(page))}
    return Drawing(_saved(figure, "pdf", said), inventory)


def draw_svg_page(spec: MapSpec) -> Drawing:
    """Return the page of `spec` as SVG with its inventory."""
    page = spec.page
    figure, inventory = _vector_figure(spec)
    for collection in figure.axes[0].collections:
        # a name that two parts share is none in XML
        collection.set_gid(None)
    texts = _texts(figure)
    halos = [_name_halo(text, number) for number, text in enumerate(texts)]
    said = {"Title": _plain(page.title), "Description": _plain(page.subtitle), "Keywords": _marking(page)}
    family = FAMILIES[spec.theme.font]
    drawing = _DOCTYPE.sub("", _saved(figure, "svg", said).decode())
    drawing = drawing.replace(f"'{family.name}', '{FALLBACK}'", family.like).replace(_GRAINY, "")
    drawing = drawing.replace(_STYLE, _STYLE + faces_of(texts, font=spec.theme.font), 1)
    drawing = _OUTLINES.sub(lambda path: _FINER.sub(r"\1", path[0]).replace(" \nL ", " "), drawing)
    drawing = _HALO.sub(lambda found: found[1] + halos[int(found[2])], drawing)
    return Drawing(drawing.encode(), inventory)


def _vector_figure(spec: MapSpec) -> tuple[Figure, Inventory]:
    drawn = draw_page(spec)
    figure, inventory = drawn.figure, drawn.inventory()
    for text in _texts(figure):
        text.set_text(_plain(text.get_text()))
    if spec.edition not in VECTOR_MARKS:
        with plain_settings():
            flatten_marks(figure)
    # the pictures are of whole dots, the page is of whole millimetres
    page = spec.theme.page
    figure.set_size_inches((page.width / MILLIMETRES_PER_INCH, page.height / MILLIMETRES_PER_INCH))
    return figure, inventory


def _texts(figure: Figure) -> list[Text]:
    (axes,) = figure.axes
    return list(axes.texts)


def _marking(page: Page) -> list[str]:
    return [_plain(text) for text in (page.sharing, page.ribbon) if text]


def _plain(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _stroke_of(text: Text) -> Mapping[str, Any]:
    # matplotlib keeps width and colour of a halo to itself
    strokes: list[Any] = [effect for effect in text.get_path_effects() or () if isinstance(effect, Stroke)]
    return dict(strokes[0]._gc) if strokes else {}


def _part_halo(figure: Figure, text: Text) -> None:
    # a text with a halo would become outlines: the halo alone does, and the text stands over it
    stroke = _stroke_of(text)
    if not stroke:
        return
    halo = figure.axes[0].text(*text.get_position(), text.get_text(), parse_math=False)
    halo.update_from(text)
    halo.set(color=stroke["foreground"], zorder=text.get_zorder() - _UNDER, rotation_mode=text.get_rotation_mode())
    halo.set_path_effects([Stroke(**stroke)])
    text.set_path_effects([])


def _name_halo(text: Text, number: int) -> str:
    # the halo of an SVG text is a style of the text itself
    stroke = _stroke_of(text)
    if not stroke:
        return ""
    text.set_gid(f"halo-{number}")
    text.set_path_effects([])
    return (
        f"paint-order: stroke; stroke: {stroke['foreground']}; stroke-width: {stroke['linewidth']:g}px; "
        "stroke-linejoin: round; "
    )


def _saved(figure: Figure, kind: str, said: Mapping[str, str | Sequence[str]]) -> bytes:
    file = io.BytesIO()
    metadata = {**_NO_STAMP[kind], **{name: text for name, text in said.items() if text}}
    with plain_settings(_SETTINGS):
        figure.savefig(file, format=kind, metadata=metadata)
    return file.getvalue()
