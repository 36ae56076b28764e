"""ZIP, KMZ, XLSX and DOCX: every member opened again, whatever its name; dates, comments and what lies between members too."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.office import header_layers, is_office, office_faults, sheet_names
from annexmaps.audit.opening import Reopen, is_known

LARGEST_RATIO = 400  # unpacked to packed size of a member
_SMALL = 5_000_000  # bytes: a member this small may be packed as it likes
_MOST_MEMBERS = 5_000
_NO_DATES = ((1980, 1, 1, 0, 0, 0), (1980, 0, 0, 0, 0, 0))  # what a ZIP says that says no date
_END = b"PK\x05\x06"
_END_SIZE = 22  # bytes, before the comment


def open_parts(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield the parts of every member of the archive `content`, and its faults."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _around(content, archive)
            yield from _members(archive, reopen)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        # encrypted, damaged, or packed in a way that cannot be opened: it cannot be proved
        yield Fault("", "damaged", type(error).__name__)


def _around(content: bytes, archive: zipfile.ZipFile) -> Iterator[Part]:
    """Yield what stands before, after and beside the members."""
    first = min((member.header_offset for member in archive.infolist()), default=0)
    end = content.rfind(_END) + _END_SIZE + len(archive.comment)
    for where, rest in (("before", content[:first]), ("after", content[end:])):
        if rest:
            yield Fault(where, "trailing")
            yield from binary_layers(where, rest, Kind.METADATA)
    if archive.comment:
        yield Fault("comment", "unexpected_part", "comment")
        yield from binary_layers("comment", archive.comment, Kind.METADATA)


def _members(archive: zipfile.ZipFile, reopen: Reopen) -> Iterator[Part]:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        yield Fault("", "too_deep")
        return
    office = is_office(member.filename for member in members)
    sheets = sheet_names(archive) if office else {}
    yield from header_layers(archive, sheets)
    for member in members:
        where = sheets.get(member.filename, member.filename)
        yield Layer(where, member.filename, Kind.METADATA)
        if member.date_time not in _NO_DATES:
            yield Fault(where, "clock", "ZIP")
        if member.comment or len(member.extra) > 0:
            yield from binary_layers(where, member.comment + b"\n" + member.extra, Kind.METADATA)
        if member.file_size > max(_SMALL, LARGEST_RATIO * member.compress_size):
            yield Fault(where, "too_deep")
            continue
        body = archive.read(member)
        if office:
            yield from office_faults(member.filename, body, where)
        elif not is_known(member.filename):
            yield Fault(where, "unknown_type")
        yield from reopen(where, body)
