"""The committed gallery is what `make maps` makes: every picture, workbook, page, Word document, the manifests and the contact sheet.

Pages, JSON and the contact sheet are compared byte for byte. What is packed (PNG, XLSX, DOCX) is compared behind its packing: another
zlib packs the same bytes otherwise, and Python takes that of the system. So a hash of a file of the gallery stands for the file's name.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from annexmaps.cli import main

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "maps"
MONTH = "2021-11/partners"
KINDS = {".png", ".xlsx", ".html", ".docx", ".json"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    for command in recipe(f"SAMPLE={folder / 'sample'}", f"GALLERY={folder / 'maps'}"):
        # in this process: what the months share is made once
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert not ended.value.code, command
    return folder / "maps"


def recipe(*places: str) -> list[list[str]]:
    """Return the words of each command of `make maps`, writing to `places`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    asked = ["make", "--dry-run", "--old-file=.venv/.ready", "maps", "BIN=bin", *places]
    told = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT, env=inherited, timeout=60).stdout
    lines = re.split(r"&&|\n", told.replace("\\\n", " "))
    commands = [shlex.split(line) for line in lines if line.strip() not in ("", "true")]
    assert {command[0] for command in commands} == {"bin/annexmaps"}
    return [command[1:] for command in commands]


def test_the_gallery_is_what_make_maps_makes(made: Path) -> None:
    assert differing(GALLERY, made) == []


def test_the_gallery_holds_every_kind_of_file_for_both_months(made: Path) -> None:
    kinds = {folder.parent.name: {path.suffix for path in folder.iterdir()} for folder in made.glob("*/partners")}
    assert kinds == {"2020-09": KINDS, "2021-11": KINDS}


def test_a_change_of_every_kind_of_file_is_found(made: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(made, tmp_path / "maps")
    month = changed / MONTH
    page, picture, lost = (
        next(month.glob(name)) for name in ("*annexe-1_*.html", "*annexe-5_*.png", "*annexe-2_*.png")
    )
    document, workbook = next(month.glob("*.docx")), next(month.glob("*.xlsx"))
    for text in (changed / "index.html", month / "manifest.json", page):
        text.write_bytes(text.read_bytes().replace(b"2021", b"2022", 1))
    pack_again(document, lambda content: content.replace(b"Annexe 1", b"Annexe 7"))
    pack_again(workbook, lambda content: content.replace(b"2021", b"2022"))
    # one dot less dark, in the middle of the page
    content = picture.read_bytes()
    picture.write_bytes(
        with_pixels(content, lambda dots: dots[: len(dots) // 2] + b"\x01" + dots[len(dots) // 2 + 1 :])
    )
    lost.unlink()
    (month / "autre.html").touch()
    expected = {path.relative_to(changed).as_posix() for path in (page, picture, lost, document, workbook)}
    expected |= {"index.html", f"{MONTH}/manifest.json", f"{MONTH}/autre.html"}
    assert set(differing(changed, made)) == expected


def test_another_packing_of_the_same_is_no_change(made: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(made, tmp_path / "maps")
    month, hashes = changed / MONTH, {}
    for packed in (*month.glob("*.docx"), *month.glob("*.png")):
        before = packed.read_bytes()
        if packed.suffix == ".png":
            packed.write_bytes(with_pixels(before, bytes))
        else:
            pack_again(packed, bytes)
        hashes[sha256_of(before)] = sha256_of(packed.read_bytes())
    for listing in (month / "controle_cartes.json", month / "manifest.json"):
        before = listing.read_bytes()
        listing.write_bytes(exchanged(before, hashes))
        hashes[sha256_of(before)] = sha256_of(listing.read_bytes())
    assert differing(changed, made) == []


def differing(gallery: Path, other: Path) -> list[str]:
    """Return every file that is not the same in both, or stands in one alone."""
    first, second = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (gallery, other)
    )
    names = [hashes_of(files) for files in (first, second)]
    return [
        name
        for name in sorted(first.keys() | second.keys())
        if name not in first
        or name not in second
        or (
            first[name] != second[name]
            and content_of(name, first[name], names[0]) != content_of(name, second[name], names[1])
        )
    ]


def hashes_of(files: dict[str, bytes]) -> dict[bytes, bytes]:
    return {sha256_of(content): name.encode() for name, content in files.items()}


def sha256_of(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def content_of(name: str, content: bytes, hashes: dict[bytes, bytes]) -> object:
    kind = Path(name).suffix
    if kind == ".png":
        return unpacked_picture(content)
    if kind in {".docx", ".xlsx"}:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [
                (part.filename, part.date_time, content_of(part.filename, archive.read(part), {}))
                for part in archive.infolist()
            ]
    if kind == ".json":
        return exchanged(content, hashes)
    return content


def exchanged(content: bytes, others: dict[bytes, bytes]) -> bytes:
    for one, other in others.items():
        content = content.replace(one, other)
    return content


def chunks_of(picture: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8  # bytes of the signature
    while at < len(picture):
        length = int.from_bytes(picture[at : at + 4])
        chunks.append((picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]))
        at += length + 12  # bytes of length, kind and checksum
    return chunks


def unpacked_picture(picture: bytes) -> object:
    chunks = chunks_of(picture)
    dots = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
    return dots, [chunk for chunk in chunks if chunk[0] != b"IDAT"]


def with_pixels(picture: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the PNG `picture` with its dots changed, packed less tightly."""
    dots, others = unpacked_picture(picture)
    chunks = [*others[:-1], (b"IDAT", zlib.compress(change(dots), 1)), others[-1]]
    parts = (
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4) for kind, content in chunks
    )
    return picture[:8] + b"".join(parts)


def pack_again(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write the archive `path` again with its parts changed, packed less tightly."""
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        parts = [(part, archive.read(part)) for part in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts:
            archive.writestr(part, change(content), compresslevel=1)
