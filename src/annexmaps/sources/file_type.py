"""What a file is, by its first bytes and never by its name, and whether it is small enough to open."""

import re
import zipfile
from pathlib import Path

from annexmaps.errors import InputError, reason_of
from annexmaps.sources.grid import LARGEST_FILE

LARGEST_UNPACKED = 600_000_000  # bytes of all parts of a workbook
LARGEST_RATIO = 250  # unpacked to packed size of one part; a sheet of repeated cells stays under 100
_SMALL_PART = 20_000_000  # bytes: a part this small may be packed as it likes
_MOST_PARTS = 5_000
# the root of the document, after what may stand before it
_KML_ROOT = re.compile(rb"\A(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?kml[\s>]", re.DOTALL)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"SQLite format 3\x00", "gpkg"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
)


def type_of_file(path: Path, *, largest: int = LARGEST_FILE) -> str:
    """Return what `path` holds: xlsx, ods, parquet, gpkg, geojson, kml, shapefile (zipped), text, or a type that no table comes in.

    InputError if the file is empty, larger than `largest` (bytes), cannot be read, or is a workbook that must not be opened.
    """
    head = _head(path, largest)
    named = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), "")
    if named == "zip":
        return _type_of_zip(path)
    return named or _type_of_text(head)


def _head(path: Path, largest: int) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise InputError("sources.cannot_open", file=path.name, reason=reason_of(error)) from error
    if not head.strip():
        raise InputError("sources.empty_file", file=path.name)
    if size > largest:
        raise InputError("sources.file_too_large", file=path.name, limit=largest // 1_000_000)
    return head


def _type_of_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "kml" if _KML_ROOT.search(start) else "xml"
    if start.startswith(b"{"):
        return "geojson"
    return "text"


def _type_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(path, parts)
            return _type_of_parts(archive, {part.filename for part in parts})
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise InputError("sources.damaged", file=path.name) from error


def _type_of_parts(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and archive.getinfo("mimetype").file_size == len(_ODS) and archive.read("mimetype") == _ODS:
        return "ods"
    if any(name.lower().endswith(".shp") for name in names):
        return "shapefile"
    return "xlsb" if "xl/workbook.bin" in names else "zip"


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("sources.protected", file=path.name)
    swollen = [part for part in parts if part.file_size > max(_SMALL_PART, LARGEST_RATIO * part.compress_size)]
    if swollen or sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
        raise InputError("sources.bomb", file=path.name)
