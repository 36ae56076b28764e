"""Parts of XLSX and DOCX: which may be there, and what in them is hidden, active or a link."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.sources.word_fields import has_active_field

_ALLOWED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml"
    r"|xl/(?:workbook|sharedStrings|styles|theme/theme\d+|worksheets/sheet\d+|drawings/drawing\d+)\.xml"
    r"|xl/charts/chart\d+\.xml"
    r"|xl/(?:worksheets/|drawings/)?_rels/[\w.]+\.rels|xl/media/image\d+\.png"
    r"|word/(?:document|styles|settings|webSettings|fontTable|numbering|footnotes|endnotes|header\d*|footer\d*|theme/theme\d+)\.xml"
    r"|word/_rels/[\w.]+\.rels|word/media/image\d+\.png"
)
# what stands in a part, by the kind of fault
_IN_PARTS = (
    ("formula", re.compile(rb"<(?:x:)?f[ >/]")),
    ("external_link", re.compile(rb'TargetMode\s*=\s*["\']External|<(?:x:)?hyperlink[ >]|<(?:x:)?oleObject[ >]'
                                 rb"|<c:externalData[ >]|<c:f>[^<]*\[|<w:hyperlink[^>]*r:id")),
    ("hidden", re.compile(rb'<sheet [^>]*state\s*=\s*["\'](?:h|veryH)idden|<row [^>]*hidden\s*=\s*["\'](?:1|true)|<w:vanish'
                          rb'|<col [^>]*hidden\s*=\s*["\'](?:1|true)|<w:(?:del|ins|moveFrom)[ >]')),
)  # fmt: skip
_PARTS = (("macro", "vbaProject"), ("macro", "macrosheets"), ("external_link", "externalLinks"), ("comment", "omment"),
          ("attachment", "embeddings"), ("external_link", "connections"))  # fmt: skip
_SHEET = re.compile(rb'<sheet [^>]*?name\s*=\s*"([^"]*)"[^>]*?r:id\s*=\s*"([^"]*)"')
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ID, _TARGET = re.compile(rb'\bId="([^"]*)"'), re.compile(rb'\bTarget="([^"]*)"')
_FILTER = re.compile(rb'<autoFilter [^>]*?ref="\$?[A-Z]+\$?(\d+)')
_CELL = re.compile(rb'<c r="[A-Z]+(\d+)"(?P<head>[^>]*)>(?P<body>.*?)</c>', re.DOTALL)
_STRING = re.compile(rb"<si[ >].*?</si>|<si/>", re.DOTALL)
_TEXT = re.compile(rb"<t(?: [^>]*)?>(.*?)</t>", re.DOTALL)
# the list is found by its alternative title; other tables of a document have headers of their own
_LIST = re.compile(rb'<w:tbl>(?:(?!</?w:tbl>).)*?<w:tblCaption w:val="Annexe? 4\b.*?</w:tbl>', re.DOTALL)
_ROW = re.compile(rb"<w:tr\b.*?</w:tr>", re.DOTALL)
_TABLE_CELL = re.compile(rb"<w:tc>.*?</w:tc>", re.DOTALL)
_WRITTEN = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_DEFINED = re.compile(rb'<definedName [^>]*?name="([^"]*)"')
_OWN_NAMES = (b"_xlnm._FilterDatabase", b"_xlnm.Print_Titles", b"_xlnm.Print_Area")


def is_office(members: Iterable[str]) -> bool:
    """Tell whether an archive with `members` is a workbook or a document."""
    return "[Content_Types].xml" in set(members)


def office_faults(member: str, body: bytes, where: str) -> Iterator[Part]:
    """Yield the faults of the part `member` of a workbook or document."""
    named = [key for key, part in _PARTS if part in member]
    if named or not _ALLOWED.fullmatch(member):
        yield Fault(where, named[0] if named else "unexpected_part", member)
    if member.endswith((".xml", ".rels", ".vml")):
        yield from (Fault(where, key) for key, pattern in _IN_PARTS if pattern.search(body))
        if has_active_field(body):
            yield Fault(where, "formula")
    if member.startswith("word/"):
        yield from list_headers(where, body)
    for name in _DEFINED.findall(body):
        if name not in _OWN_NAMES:
            yield Fault(where, "unexpected_part", "definedName")


def sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where the sheets of a workbook are, as a reader knows them: Annexe 4 · xl/worksheets/sheet1.xml."""
    targets = {}
    for relation in _RELATION.findall(_read(archive, "xl/_rels/workbook.xml.rels")):
        key, target = _ID.search(relation), _TARGET.search(relation)
        if key and target:
            targets[key[1]] = target[1].decode("utf-8", "replace").lstrip("/")
    names = {}
    for name, key in _SHEET.findall(_read(archive, "xl/workbook.xml")):
        member = targets.get(key, "")
        path = member if member.startswith("xl/") else f"xl/{member}"
        names[path] = f"{name.decode('utf-8', 'replace')} · {path}"
    return names


def header_layers(archive: zipfile.ZipFile, sheets: dict[str, str]) -> Iterator[Layer]:
    """Yield the names of columns of each sheet: the line of its filter, else its first line of two cells or more."""
    texts = [b"".join(_TEXT.findall(entry)) for entry in _STRING.findall(_read(archive, "xl/sharedStrings.xml"))]
    for member, where in sheets.items():
        body = _read(archive, member)
        lines = _first_lines(body, texts)
        asked = _FILTER.search(body)
        wide = next((line for line in lines.values() if len(line) > 1), [])
        header = lines.get(int(asked[1]), []) if asked else wide
        if header:
            yield Layer(where, b"\n".join(header).decode("utf-8", "replace"), Kind.HEADER)


def list_headers(member: str, body: bytes) -> Iterator[Layer]:
    """Yield the names of columns of each list of incidents in the part `member` of a document, by the table's own name."""
    for table in _LIST.findall(body):
        for row in _ROW.findall(table):
            if b"<w:tblHeader" in row:
                cells = (b"".join(_WRITTEN.findall(cell)) for cell in _TABLE_CELL.findall(row))
                yield Layer(member, unescape(b"\n".join(cells).decode("utf-8", "replace")), Kind.HEADER)


def _first_lines(body: bytes, texts: list[bytes]) -> dict[int, list[bytes]]:
    lines: dict[int, list[bytes]] = {}
    for cell in _CELL.finditer(body[:200_000]):
        lines.setdefault(int(cell[1]), []).append(_cell_text(cell["head"], cell["body"], texts))
        if len(lines) > 40:
            break
    return lines


def _cell_text(head: bytes, body: bytes, texts: list[bytes]) -> bytes:
    value = re.search(rb"<v>(.*?)</v>", body)
    if b't="s"' in head and value and value[1].isdigit() and int(value[1]) < len(texts):
        return texts[int(value[1])]
    return b"".join(_TEXT.findall(body)) or (value[1] if value else b"")


def _read(archive: zipfile.ZipFile, member: str) -> bytes:
    return archive.read(member) if member in archive.namelist() else b""
