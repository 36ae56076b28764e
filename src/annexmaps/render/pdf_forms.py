"""Finishing the annex PDF: pages drawn as lines laid over their room, bookmarks, language, no date and no program's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

_DECIMALS = 3  # of places, pt


@dataclass(frozen=True)
class PlacedPage:
    """A page drawn as lines, and where it belongs."""

    number: int  # of the page it stands on, from 0
    left: float  # pt
    bottom: float
    width: float
    content: bytes  # a PDF of one page
    alt: str  # its alternative text


def finish_pdf(
    content: bytes,
    placed: Sequence[PlacedPage],
    bookmarks: Sequence[tuple[str, int]],
    *,
    said: Mapping[str, str],
    locale: str,
) -> bytes:
    """Return the PDF `content` with the pages `placed` on it and `bookmarks` (title, page from 0); `said` is what it says of itself."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    for place in placed:
        _lay(writer, place)
    for title, number in bookmarks:
        writer.add_outline_item(title=title, page_number=number)
    writer.compress_identical_objects()
    writer.metadata = dict(said)
    writer.page_mode = "/UseOutlines"
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(locale)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def with_alternative(text: str) -> tuple[str, str]:
    """Return what stands before and after a drawing whose alternative text is `text` (PDF 32000-1, 14.9.3)."""
    return f"/Span <</Alt <{(chr(0xFEFF) + text).encode('utf-16-be').hex()}>>> BDC", "EMC"


def _lay(writer: PdfWriter, place: PlacedPage) -> None:
    drawn: Any = PdfReader(BytesIO(place.content)).pages[0]
    form = DecodedStreamObject()
    contents = drawn.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    scale = place.width / float(drawn.mediabox.width)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(FloatObject(side) for side in drawn.mediabox),
            NameObject("/Resources"): drawn["/Resources"].get_object().clone(writer),
        }
    )
    if "/Group" in drawn:
        form[NameObject("/Group")] = drawn["/Group"].get_object().clone(writer)
    page: Any = writer.pages[place.number]
    resources = page["/Resources"].get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    name = f"/Map{len(forms)}"
    forms[NameObject(name)] = writer._add_object(form.flate_encode(9))
    before, after = with_alternative(place.alt)
    moved = " ".join(f"{round(number, _DECIMALS):g}" for number in (scale, 0, 0, scale, place.left, place.bottom))
    _append(writer, page, f"q {before} q {moved} cm {name} Do Q {after} Q")


def _append(writer: PdfWriter, page: DictionaryObject, drawing: str) -> None:
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode("ascii"))
    contents = page.get("/Contents")
    earlier = contents if isinstance(contents, ArrayObject) else ArrayObject([page.raw_get("/Contents")])
    page[NameObject("/Contents")] = ArrayObject([*earlier, writer._add_object(stream.flate_encode(9))])
