"""The .zip of a page: as small as a packed one, and nothing in it that a mail filter would distrust."""

import zipfile
from io import BytesIO
from pathlib import Path

EXTENSION = ".zip"
_UNIX = 3  # the system that is said to have made it, whichever did
_READABLE = 0o644 << 16


def zip_page(path: Path, content: bytes) -> tuple[Path, bytes]:
    """Return the .zip, beside `path`, that holds the file of that name; the same bytes for the same file, everywhere."""
    member = zipfile.ZipInfo(path.name)  # no clock: a ZIP that says no date says 1980
    member.create_system, member.external_attr, member.compress_type = _UNIX, _READABLE, zipfile.ZIP_DEFLATED
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(member, content, compresslevel=9)
    return path.with_suffix(EXTENSION), written.getvalue()
