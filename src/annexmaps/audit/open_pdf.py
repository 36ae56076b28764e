"""PDF: every stream unpacked, also those that nothing points at; text of the pages, what the file says of itself, attachments, links."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.marks import marks_of_pdf
from annexmaps.audit.opening import Reopen
from annexmaps.audit.pdf_text import page_texts, strings_in
from annexmaps.audit.unwrapping import unpacked

INFORMATION = {"/Title", "/Subject", "/Keywords"}  # that a page of ours says about itself
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_ACTIVE = {"/JS": "script", "/JavaScript": "script", "/Launch": "script", "/OpenAction": "script", "/AA": "script",
           "/URI": "external_link", "/GoToR": "external_link", "/SubmitForm": "external_link", "/EmbeddedFiles": "attachment",
           "/EmbeddedFile": "attachment", "/AF": "attachment", "/Annots": "comment", "/AcroForm": "comment", "/OCProperties": "hidden",
           "/PieceInfo": "unexpected_part", "/Metadata": "metadata"}  # fmt: skip
_NAMES = re.compile(rb"/[A-Za-z]+")


def open_parts(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield the texts and streams of the PDF `content`, and its faults; one that is encrypted or damaged is a fault."""
    yield from _raw(content, reopen)
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            yield Fault("", "damaged", "Encrypt")
            return
        yield from _information(reader)
        for number, page in enumerate(reader.pages, start=1):
            yield from _page(number, page)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError) as error:
        yield Fault("", "damaged", type(error).__name__)


def _raw(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield what stands between the streams, and each stream unpacked, whether or not anything points at it."""
    outside, last = [], 0
    for number, stream in enumerate(_STREAM.finditer(content), start=1):
        head = content[max(0, content.rfind(b" obj", 0, stream.start())) : stream.start()]
        outside.append(content[last : stream.start()])
        last = stream.end()
        if not _PICTURE.search(head):
            yield from _stream(f"stream {number}", head, stream[1], reopen)
    outside.append(content[last:])
    between = b"\n".join(outside)
    yield from _structure("objects", between)
    end = content.rstrip().rfind(b"%%EOF")
    if content[end + 5 :].strip():
        yield Fault("after %%EOF", "trailing")
    if content.count(b"%%EOF") > 1:
        yield Fault("", "earlier_version")


def _stream(where: str, head: bytes, body: bytes, reopen: Reopen) -> Iterator[Part]:
    opened = list(unpacked(body)) or [body]
    for inner in opened:
        if b"/ObjStm" in head or b"/XRef" in head:
            yield from _structure(where, inner)
        elif b"beginbfchar" in inner or b"beginbfrange" in inner or b"/Length1" in head:
            yield from binary_layers(where, inner)
        elif b"/EmbeddedFile" in head:
            yield from reopen(where, inner)
        else:
            yield Layer(where, inner.decode("latin-1"), Kind.DRAWING, raw=inner)
            yield Layer(where, "\n".join(strings_in(inner)), Kind.DRAWING)
    if b"/Filter" in head and opened == [body] and b"FlateDecode" in head:
        yield Fault(where, "damaged")


def _structure(where: str, content: bytes) -> Iterator[Part]:
    """Yield the strings of objects, and a fault for what acts, links, comments or attaches."""
    yield Layer(where, content.decode("latin-1"), Kind.DRAWING, raw=content)
    yield Layer(where, "\n".join(strings_in(content)), Kind.METADATA)
    for name in sorted({name.decode() for name in _NAMES.findall(content)} & _ACTIVE.keys()):
        if name != "/Annots" or re.search(rb"/Annots\s*\[\s*[^\]\s]", content):
            yield Fault(where, _ACTIVE[name], name)


def _information(reader: PdfReader) -> Iterator[Part]:
    for name, value in (reader.metadata or {}).items():
        yield Layer(f"Info {name}", str(value), Kind.METADATA)
        if name not in INFORMATION:
            yield Fault(f"Info {name}", "unexpected_part", name)


def _page(number: int, page: Any) -> Iterator[Part]:
    where, fonts = f"page {number}", _fonts(page)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    contents = page.get_contents()
    drawn = [contents.get_data()] if contents is not None else []
    forms = page.get("/Resources", DictionaryObject()).get_object().get("/XObject", DictionaryObject()).get_object()
    for form in forms.values():
        inner = form.get_object()
        if isinstance(inner, StreamObject) and inner.get("/Subtype") == "/Form":
            drawn.append(inner.get_data())
            fonts = {**_fonts(inner), **fonts}
    for content in drawn:
        yield Layer(where, "\n".join(page_texts(content, fonts)))
        yield from marks_of_pdf(content, area=width * height)


def _fonts(page: Any) -> dict[str, bytes]:
    """Return how each font of a page says its letters: its table to Unicode, empty if it has none."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    fonts = resources.get("/Font", DictionaryObject()).get_object()
    tables = {}
    for name, font in fonts.items():
        table = font.get_object().get("/ToUnicode")
        tables[name] = table.get_object().get_data() if table is not None else b""
    return tables
