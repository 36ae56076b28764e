"""Files that hold a text in one place of their own, as a leak would: each function plants `secret` and returns the file's bytes."""

import base64
import gzip
import io
import json
import sqlite3
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image
from PIL.PngImagePlugin import PngInfo

LEVEL = "PARTENAIRES – diffusion restreinte"


def svg(inside: str, *, attributes: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" {attributes}>'
        f"<title>{LEVEL}</title>{inside}</svg>"
    ).encode()


def page(inside: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>{LEVEL}</p>{inside}</body></html>".encode()


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(["commune;type", f"Hairé;{LEVEL}", *lines]).encode(encoding)


def geojson(text: str, *, key: str = "commune") -> bytes:
    feature = {"type": "Feature", "properties": {key: "X"}, "geometry": {"type": "Point", "coordinates": [1.5, 14.25]}}
    content = json.dumps(
        {"type": "FeatureCollection", "sharing_level": LEVEL, "features": [feature]}, ensure_ascii=False
    )
    return content.replace('"X"', text).encode()


def png(*, texts: dict[str, str] | None = None, packed: bool = False, after: bytes = b"", exif: bytes = b"") -> bytes:
    chunks = PngInfo()
    chunks.add_itxt("Comment", LEVEL)
    for name, text in (texts or {}).items():
        chunks.add_text(name, text, zip=packed)
    file = io.BytesIO()
    Image.new("P", (20, 20)).save(file, "PNG", pnginfo=chunks, **({"exif": exif} if exif else {}))
    return file.getvalue() + after


def png_with_bytes_behind_its_dots(secret: str) -> bytes:
    content = png()
    start = content.index(b"IDAT") - 4
    size = int.from_bytes(content[start : start + 4], "big")
    dots = zlib.decompress(content[start + 8 : start + 8 + size]) + secret.encode()
    body = zlib.compress(dots)
    chunk = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    return content[:start] + chunk + content[start + 12 + size :]


def tiff(*, description: str = LEVEL, tags: dict[int, str] | None = None) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "TIFF", tiffinfo={270: description, **(tags or {})})
    return file.getvalue()


def gps_exif() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(34853).update({1: "N", 2: (14.0, 29.0, 46.7), 3: "W", 4: (3.0, 11.0, 41.0)})
    return exif.tobytes()


def workbook(plant) -> bytes:
    """A list of two columns in openpyxl, changed by `plant`."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Commune", "Type de violation"])
    sheet.append(["Hairé", LEVEL])
    book.properties.creator = ""
    plant(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain_workbook() -> bytes:
    from datetime import datetime

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Commune", "Type de violation"])
        sheet.write_row(1, 0, ["Hairé", LEVEL])
    return file.getvalue()


def hidden_sheet(secret):
    def plant(book, _):
        other = book.create_sheet("Brouillon")
        other["B7"] = secret
        other.sheet_state = "veryHidden"

    return workbook(plant)


def hidden_row(secret):
    def plant(_, sheet):
        sheet["A9"] = secret
        sheet.row_dimensions[9].hidden = True

    return workbook(plant)


def document_property(secret):
    return workbook(lambda book, _: setattr(book.properties, "creator", secret))


def cell_comment(secret):
    return workbook(lambda _, sheet: setattr(sheet["A2"], "comment", Comment(secret, "")))


def defined_name(secret):
    return workbook(lambda book, _: book.defined_names.add(DefinedName("zone", attr_text=f'"{secret}"')))


def formula(text):
    return workbook(lambda _, sheet: sheet.append([f'=CONCATENATE("{text}")']))


def hyperlink(text):
    return workbook(lambda _, sheet: setattr(sheet["A2"], "hyperlink", f"https://example.org/{quote(text)}"))


def rich_text(secret: str) -> bytes:
    """A cell whose letters are parted into runs."""
    half = len(secret) // 2
    runs = "".join(f"<r><t>{part}</t></r>" for part in (secret[:half], secret[half:]))
    return with_part(plain_workbook(), "xl/sharedStrings.xml", lambda text: text.replace("<t>Hairé</t>", runs))


def with_part(archive: bytes, name: str, change) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            body = old.read(member)
            new.writestr(member, change(body.decode()).encode() if member.filename == name else body)
    return file.getvalue()


def document(secret: str, *, part: str = "word/document.xml") -> bytes:
    words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    half = len(secret) // 2
    runs = f"<w:p><w:r><w:t>{secret[:half]}</w:t></w:r><w:r><w:t>{secret[half:]}</w:t></w:r></w:p>"
    level = f"<w:p><w:r><w:t>{LEVEL}</w:t></w:r></w:p>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {words}><w:body>{level}</w:body></w:document>",
    }
    parts[part] = f"<w:document {words}><w:body>{level}{runs}</w:body></w:document>"
    return archive({name: text.encode() for name, text in parts.items()})


def in_body(xml: str) -> bytes:
    """A document whose body holds `xml` too."""
    level = f"<w:p><w:r><w:t>{LEVEL}</w:t></w:r></w:p>"
    words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://www.w3.org/wp" xmlns:y="http://www.w3.org/y"'
    body = f"<w:document {words}><w:body>{level}{xml}</w:body></w:document>"
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def field(*parts: str) -> str:
    """A field of Word whose instruction is cut into `parts`."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end")]
    written = "".join(f"<w:r><w:instrText>{part.replace(chr(34), '&quot;')}</w:instrText></w:r>" for part in parts)
    return f"<w:p>{marks[0]}{written}{marks[1]}</w:p>"


def listed(column: str) -> str:
    """A list of incidents with one column."""
    named = '<w:tblPr><w:tblCaption w:val="Annexe 4 – Liste des incidents (Novembre 2021)"/></w:tblPr>'
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    head = row.format("<w:trPr><w:tblHeader/></w:trPr>", column)
    return f"<w:tbl>{named}{head}{row.format('', 'x')}</w:tbl>"


def with_member(content: bytes, name: str, body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return archive({**{member: old.read(member) for member in old.namelist()}, name: body})


def archive(members: dict[str, bytes], *, date=(1980, 1, 1, 0, 0, 0), comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = comment
        for name, body in members.items():
            new.writestr(zipfile.ZipInfo(name, date), body, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def pdf(
    *,
    text: bytes = b"(Commune) Tj",
    stream: bytes = b"",
    information: str = "",
    extra: str = "",
    loose: bytes = b"",
    drawing: bytes = b"",
) -> bytes:
    """A page of one line; `stream` is packed into an object that nothing points at, `loose` stands between objects."""
    said = f"<feff{LEVEL.encode('utf-16-be').hex()}>"
    contents = drawing + b"BT /F1 12 Tf 10 10 Td " + text + b" ET"
    packed, hidden = zlib.compress(contents), zlib.compress(stream)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra.encode("latin-1") + b">>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        f"<< /Keywords {said} {information} >>".encode("latin-1"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(hidden), hidden),
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    content += loose
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in offsets
    )
    return content + b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        start,
    )


def database(tmp_path: Path, *statements: str, columns: str = "commune TEXT, type TEXT") -> bytes:
    path = tmp_path / "made.gpkg"
    path.unlink(missing_ok=True)
    made = sqlite3.connect(path)
    made.execute("PRAGMA secure_delete = OFF")
    made.execute(f"CREATE TABLE communes ({columns})")
    made.execute("INSERT INTO communes VALUES ('Hairé', ?)", (LEVEL,))
    for statement in statements:
        made.execute(statement)
    made.commit()
    made.close()
    return path.read_bytes()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def wide(text: str) -> str:
    """`text` in full-width letters."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def escaped(text: str) -> str:
    """`text` with every letter as JSON may write it."""
    return "".join(
        f"\\u{unit:04x}" for unit in struct.unpack(f">{len(text.encode('utf-16-be')) // 2}H", text.encode("utf-16-be"))
    )


def entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def in_base64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def in_gzip(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
