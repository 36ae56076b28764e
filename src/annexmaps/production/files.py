"""Writing files whole or not at all: a temporary name, fsync, read back, rename."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from annexmaps.errors import OutputError, reason_of

TEMPORARY = ".partial"


def publish(files: Mapping[Path, bytes]) -> None:
    """Write every file of `files`, as `publish_stream` does."""
    publish_stream(files.items())


def publish_stream(files: Iterable[tuple[Path, bytes]], *, staging: Path | None = None) -> None:
    """Write every file of `files` under a temporary name as it comes, read it back and check it, then give them all their names.

    Until then they stand in the folder `staging` of the same file system, else beside their places.
    Raises OutputError, and leaves nothing half-written, if one cannot be written or does not read back; so does whatever `files` raises.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in files:
            waiting = (
                path.with_name(f".{path.name}{TEMPORARY}") if staging is None else staging / f"{len(staged)}{TEMPORARY}"
            )
            staged[path] = _stage(path, content, waiting)
        for path, temporary in staged.items():
            temporary.replace(path)
    except OSError as error:
        raise OutputError("build.write", file=path.name, why=reason_of(error)) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file `path` in hexadecimal; empty if there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stage(path: Path, content: bytes, temporary: Path) -> Path:
    for folder in (path.parent, temporary.parent):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if temporary.read_bytes() != content or not _CHECKS.get(path.suffix, bool)(content):
            raise OutputError("build.verify", file=path.name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _is_sound_png(content: bytes) -> bool:
    # signature first, end chunk last
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")


def _is_sound_zip(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.testzip() is None


def _is_sound_pdf(content: bytes) -> bool:
    # signature first, end mark last
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _is_sound_html(content: bytes) -> bool:
    # sealed, and whole to its end
    return b"Content-Security-Policy" in content and content.rstrip().endswith(b"</html>")


def _is_sound_svg(content: bytes) -> bool:
    # well-formed, and no declaration that could name an entity or another file
    parser = expat.ParserCreate()
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return False
    return content.rstrip().endswith(b"</svg>") and b"<!DOCTYPE" not in content and b"<!ENTITY" not in content


def _is_sound_geotiff(content: bytes) -> bool:
    # rasterio is there already when there is a GeoTIFF to check, and need not be otherwise
    from annexmaps.render.geotiff import is_sound_geotiff

    return is_sound_geotiff(content)


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    ".html": _is_sound_html,
    ".pdf": _is_sound_pdf,
    ".png": _is_sound_png,
    ".svg": _is_sound_svg,
    ".tif": _is_sound_geotiff,
    ".xlsx": _is_sound_zip,
    ".zip": _is_sound_zip,
}
