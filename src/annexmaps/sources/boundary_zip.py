"""Zip files of unknown origin, unpacked under names of ours, within limits."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from annexmaps.errors import BoundariesError

MAX_MEMBERS = 5_000
MAX_UNPACKED = 2_000_000_000  # bytes, all members together
_CHUNK = 1 << 20  # bytes
_DATA = (".shp", ".geojson", ".json", ".gpkg", ".parquet", ".geoparquet")
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg")


def unpack(path: Path, folder: Path) -> list[tuple[Path, str]]:
    """Write the boundary files of the zip `path` into `folder` and return where each is and how it was called.

    Files are called 0.shp, 1.geojson… so that no name in the zip becomes a path; a Shapefile's companions follow it.
    BoundariesError if the zip is damaged, encrypted or too large, or holds no boundary file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpack(archive, path.name, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BoundariesError("boundaries.truncated", file=path.name) from error
    except RuntimeError as error:  # what zipfile says of an encrypted member
        raise BoundariesError("boundaries.encrypted", file=path.name) from error


def _unpack(archive: zipfile.ZipFile, file: str, folder: Path) -> list[tuple[Path, str]]:
    members = [member for member in archive.infolist() if _is_wanted(member.filename)]
    if len(members) > MAX_MEMBERS:
        raise BoundariesError("boundaries.too_many_layers", file=file, limit=MAX_MEMBERS)
    stems = {stem: number for number, stem in enumerate(dict.fromkeys(_stem(member.filename) for member in members))}
    left = MAX_UNPACKED
    made = []
    for member in members:
        suffix = PurePosixPath(member.filename).suffix.lower()
        place = folder / f"{stems[_stem(member.filename)]}{suffix}"
        left = _copy(archive, member, place, left=left, file=file)
        if suffix in _DATA:
            made.append((place, PurePosixPath(member.filename).stem))
    if not made:
        raise BoundariesError("boundaries.empty_zip", file=file)
    return made


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, *, left: int, file: str) -> int:
    # the size a zip declares is only a claim: what comes out is counted
    with archive.open(member) as source, place.open("wb") as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise BoundariesError("boundaries.too_large", file=file, limit=MAX_UNPACKED // 1_000_000)
            target.write(chunk)
    return left


def _is_wanted(name: str) -> bool:
    base = name.rsplit("/", 1)[-1]  # nothing for a folder
    return not base.startswith(".") and PurePosixPath(base).suffix.lower() in (*_DATA, *_COMPANIONS)


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).lower()
