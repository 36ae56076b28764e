"""A Word document that an office gives as a template: opened as hostile, refused in one sentence, nothing in it run or fetched."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from xml.etree import ElementTree
from xml.parsers import expat

from annexmaps.errors import InputError, reason_of
from annexmaps.sources.word_fields import fields_in, has_active_field, is_harmless

LARGEST = 50_000_000  # bytes of the file
LARGEST_UNPACKED = 200_000_000  # bytes of all its parts
LARGEST_XML = 30_000_000  # bytes of one part of text
MOST_PARTS = 2_000
DEEPEST = 200  # elements inside elements
_CHUNK = 1 << 20  # bytes
_OLE = b"\xd0\xcf\x11\xe0"  # a .doc, or a document under a password
_ZIP = b"PK"
_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml"
_DOCUMENT, _TEMPLATE = "document.main+xml", "template.main+xml"  # ends of content types
# kinds of relationships, by the last word of their type; what is not named here is refused
KEPT = frozenset(
    ["officeDocument", "core-properties", "styles", "settings", "webSettings", "numbering", "theme", "header", "footer",
     "footnotes", "endnotes", "image"]
)  # fmt: skip
# kinds that a document of ours does not have, and what a reader is told of them, if anything (word_template.left_<key>)
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "hyperlink": "links", "attachedTemplate": "attached", "comments": "comments",
        "customXml": "",
        "custom-properties": "properties", "font": "fonts", "fontTable": "", "customXmlProps": "", "extended-properties": "",
        "thumbnail": "",
        "commentsExtended": "", "commentsIds": "", "commentsExtensible": "", "people": "", "glossaryDocument": "",
        "printerSettings": "", "stylesWithEffects": "", "classificationlabels": "", "metadata": "",
    }
)  # fmt: skip
_MACROS = ("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "activeX", "control")
_CHANGES = re.compile(rb"<w:(?:del|ins|moveFrom|moveTo|cellIns|cellDel)\b[^>]*\bw:author")
_HIDDEN = re.compile(rb"<w:vanish\s*/>|<w:vanish\s+w:val=\"(?:1|true|on)\"")
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


@dataclass(frozen=True)
class WordTemplate:
    """A template that may be opened."""

    path: Path
    content: bytes


def read_template(path: str | Path) -> WordTemplate:
    """Return the template at `path`; InputError says what is wrong with it and what to do."""
    place = Path(path)
    try:
        size = place.stat().st_size
        content = place.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise InputError("word_template.cannot_open", file=place.name, why=reason_of(error)) from error
    if size > LARGEST:
        raise InputError("word_template.too_large", file=place.name, limit=LARGEST // 1_000_000)
    if content.startswith(_OLE):
        raise InputError("word_template.old", file=place.name)
    if not content.startswith(_ZIP):
        raise InputError("word_template.not_word", file=place.name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive, place.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        raise InputError("word_template.damaged", file=place.name) from error
    return WordTemplate(place, content)


def _check_archive(archive: zipfile.ZipFile, file: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if _MAIN not in names or _TYPES not in names:
        raise InputError("word_template.not_word", file=file)
    if len(members) > MOST_PARTS or len(set(names)) < len(names) or any(_is_odd(name) for name in names):
        raise InputError("word_template.damaged", file=file)
    left = LARGEST_UNPACKED
    for member in members:
        body = _unpacked(archive, member, left, file)
        left -= len(body)
        if PurePosixPath(member.filename).suffix in (".xml", ".rels", ".vml"):
            _check_xml(body, member.filename, file)
        if member.filename == _TYPES:
            _check_types(body, file)
        if member.filename.endswith(".rels"):
            _check_relations(body, file)
        if _TEXT_PARTS.fullmatch(member.filename):
            _check_text(body, file)


def _is_odd(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, file: str) -> bytes:
    # the size that a zip declares is only a claim: what comes out is counted
    limit = min(left, LARGEST_XML) if member.filename.endswith((".xml", ".rels")) else left
    parts, count = [], 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            count += len(chunk)
            if count > limit:
                raise InputError("word_template.bomb", file=file)
            parts.append(chunk)
    return b"".join(parts)


def _check_xml(body: bytes, member: str, file: str) -> None:
    """Refuse what is not well formed, declares a document type (entities, other files), or nests without end."""
    parser, depth = expat.ParserCreate(), 0

    def refuse(*_: object) -> None:
        raise InputError("word_template.declares", file=file, part=member)

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise InputError("word_template.bomb", file=file)

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InputError("word_template.damaged", file=file) from error


def _check_types(body: bytes, file: str) -> None:
    if b"macroEnabled" in body or b"vbaProject" in body:
        raise InputError("word_template.macros", file=file)
    entries = ElementTree.fromstring(body)  # noqa: S314 no document type was declared
    main = [entry.get("ContentType", "") for entry in entries if entry.get("PartName") == f"/{_MAIN}"]
    if main and main[0].endswith(_TEMPLATE):
        raise InputError("word_template.dotx", file=file)
    if not main or not main[0].endswith(_DOCUMENT):
        raise InputError("word_template.not_word", file=file)


def _check_relations(body: bytes, file: str) -> None:
    if _STRICT in body:
        raise InputError("word_template.strict", file=file)
    for relation in ElementTree.fromstring(body):  # noqa: S314 no document type was declared
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        if kind in _MACROS:
            raise InputError("word_template.macros", file=file)
        if kind not in KEPT and kind not in LEFT_OUT:
            raise InputError("word_template.object", file=file, kind=kind or "?")
        if relation.get("TargetMode") == "External" and kind in KEPT:
            raise InputError("word_template.outside", file=file, kind=kind)


def _check_text(body: bytes, file: str) -> None:
    if _CHANGES.search(body):
        raise InputError("word_template.changes", file=file)
    if _HIDDEN.search(body):
        raise InputError("word_template.hidden", file=file)
    if has_active_field(body):
        raise InputError("word_template.field", file=file, fields=", ".join(sorted(set(_active(body)))) or "?")


def _active(body: bytes) -> Iterator[str]:
    # the first word only: the rest may be a path or an address
    return (field.split()[0][:20] for field in fields_in(body) if not is_harmless(field))
