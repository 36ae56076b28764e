"""TIFF: every tag opened, GDAL's and EXIF's too; only the tags that a GeoTIFF of ours has may stand in one."""

import struct
from collections.abc import Iterator

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.opening import Reopen

GPS = 34853  # EXIF 2.32, 4.6.3
_EXIF = 34665
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # bytes by type, TIFF 6.0
_MOST_FOLDERS = 64
# TIFF 6.0 and GeoTIFF 1.1: geometry of the picture, its place on the ground, title and sharing level
_DRAWN = frozenset(
    {
        254,
        256,
        257,
        258,
        259,
        262,
        269,
        270,
        273,
        277,
        278,
        279,
        282,
        283,
        284,
        296,
        317,
        320,
        322,
        323,
        324,
        325,
        338,
        339,
    }
    | {33550, 33922, 34264, 34735, 34736, 34737, 42113}
)
_WRITTEN = 2  # the type of a text
_DOTS = ((273, 279), (324, 325))  # where the dots are and how many bytes: strips, tiles
_PLACES = frozenset(tag for pair in _DOTS for tag in pair)


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the tags of the TIFF `content`, a fault for each that our pictures do not have, and what belongs to no tag."""
    covered = [(0, 8)]
    yield from tags_of(content, where="", covered=covered)
    yield from _between(content, covered)


def _between(content: bytes, covered: list[tuple[int, int]]) -> Iterator[Part]:
    """Yield what belongs to no tag and to no dots."""
    gaps, end = [], 0
    for start, stop in sorted([*covered, (len(content), len(content))]):
        gaps.append(content[end:start])
        end = max(end, stop)
    rest = b"\n".join(gap for gap in gaps if gap.strip(b"\0"))
    if rest:
        yield from binary_layers("between tags", rest, Kind.METADATA)


def tags_of(content: bytes, *, where: str, covered: list[tuple[int, int]] | None = None) -> Iterator[Part]:
    """Yield the tags of the TIFF or EXIF block `content`; GPS is a fault of its own.

    The parts of `content` that tags and dots lie in are added to `covered`.
    """
    covered = [] if covered is None else covered
    if content.startswith(b"Exif\0\0"):
        content = content[6:]
    order = {b"II": "<", b"MM": ">"}.get(content[:2], "")
    if not order or content[2:4] not in (b"*\0", b"\0*"):
        yield Fault(where, "damaged")
        return
    folders, met = [struct.unpack(f"{order}I", content[4:8].ljust(4, b"\0"))[0]], set[int]()
    while folders:
        start = folders.pop(0)
        if start and start not in met and len(met) < _MOST_FOLDERS:
            met.add(start)
            following, parts = _folder(content, start, order, where, covered)
            folders += following
            yield from parts


def _folder(
    content: bytes, start: int, order: str, where: str, covered: list[tuple[int, int]]
) -> tuple[list[int], list[Part]]:
    count = int.from_bytes(content[start : start + 2], "little" if order == "<" else "big")
    end = start + 2 + 12 * count
    if end + 4 > len(content):
        return [], [Fault(where, "damaged")]
    following, parts = [struct.unpack_from(f"{order}I", content, end)[0]], list[Part]()
    covered.append((start, end + 4))
    dots: dict[int, list[int]] = {}
    for entry in range(start + 2, end, 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", content, entry)
        size = _SIZES.get(kind, 1) * number
        at = entry + 8 if size <= 4 else struct.unpack_from(f"{order}I", content, entry + 8)[0]
        if tag in (_EXIF, GPS):
            following.append(struct.unpack_from(f"{order}I", content, entry + 8)[0])
        covered.append((at, at + size))
        if tag in _PLACES:
            dots[tag] = _whole_numbers(content[at : at + size], kind, order)
        parts += _tag(tag, kind, content[at : at + size], where, order)
    for starts, sizes in _DOTS:
        blocks = zip(dots.get(starts, ()), dots.get(sizes, ()), strict=False)
        covered += [_with_its_sizes(content, at, at + size) for at, size in blocks]
    return following, parts


def _with_its_sizes(content: bytes, start: int, stop: int) -> tuple[int, int]:
    # GDAL may write the size of a block before it and its last four bytes again behind it
    before = content[start - 4 : start] == (stop - start).to_bytes(4, "little")
    behind = content[stop : stop + 4] == content[stop - 4 : stop]
    return start - 4 * before, stop + 4 * behind


def _whole_numbers(value: bytes, kind: int, order: str) -> list[int]:
    letter = {3: "H", 4: "I"}.get(kind, "B")
    size = struct.calcsize(letter)
    return [number for (number,) in struct.iter_unpack(order + letter, value[: len(value) // size * size])]


def _tag(tag: int, kind: int, value: bytes, where: str, order: str) -> Iterator[Part]:
    place = f"{where} {tag}".strip()
    if tag == GPS:
        yield Fault(place, "gps")
    elif tag not in _DRAWN:
        yield Fault(place, "unexpected_part", f"tag {tag}")
    if kind in (5, 10):
        pairs = struct.iter_unpack(f"{order}{'II' if kind == 5 else 'ii'}", value[: len(value) // 8 * 8])
        yield Layer(place, " ".join(f"{top / (bottom or 1):.6f}" for top, bottom in pairs), Kind.DRAWING)
    elif tag not in _PLACES:
        yield from binary_layers(place, value, Kind.METADATA if kind == _WRITTEN or tag not in _DRAWN else Kind.BINARY)
