"""PNG: every chunk opened; only the chunks and texts that our own pictures have may stand in one, and nothing after the end."""

import struct
import zlib
from collections.abc import Iterator

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers
from annexmaps.audit.open_tiff import tags_of
from annexmaps.audit.opening import Reopen
from annexmaps.audit.unwrapping import LARGEST_UNPACKED

_HEAD = 8  # bytes of the signature
_FRAME = 12  # bytes of a chunk besides its content
_DRAWN = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "pHYs", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD"}
_TEXTS = {"tEXt", "zTXt", "iTXt"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type, PNG specification 11.2.2
KEYWORDS = {"Title", "Description", "Comment", "Keywords", "Copyright", "Software"}


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the texts of the PNG `content`, and a fault for each chunk that our pictures do not have."""
    position, pictures, head = _HEAD, [], b""
    while position + _FRAME <= len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        name = content[position + 4 : position + 8].decode("latin-1")
        body = content[position + 8 : position + 8 + size]
        position += _FRAME + size
        if name == "IHDR":
            head = body
        elif name == "IDAT":
            pictures.append(body)
        yield from _chunk(name, body)
        if name == "IEND":
            break
    else:
        yield Fault("", "damaged")
    if position < len(content):
        yield Fault("", "trailing")
        yield from binary_layers("after IEND", content[position:], Kind.METADATA)
    yield from _behind_picture(head, b"".join(pictures))


def _chunk(name: str, body: bytes) -> Iterator[Part]:
    if name in _TEXTS:
        yield from _text(name, body)
    elif name not in _DRAWN:
        yield Fault(name, "unexpected_part", name)
        yield from binary_layers(name, body, Kind.METADATA)
        if name == "eXIf":
            yield from tags_of(body, where=name)


def _text(name: str, body: bytes) -> Iterator[Part]:
    keyword, _, rest = body.partition(b"\0")
    word = keyword.decode("latin-1")
    if word not in KEYWORDS:
        yield Fault(name, "unexpected_part", f"{name} {word[:20]}")
    if name == "iTXt":
        packed, (language, translated, text) = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
        yield Layer(f"{name} {word}", b"\n".join((language, translated)).decode("utf-8", "replace"), Kind.METADATA)
    else:
        packed, text = name == "zTXt", rest[1:] if name == "zTXt" else rest
    yield Layer(f"{name} {word}", word, Kind.METADATA)
    yield from binary_layers(f"{name} {word}", _inflate(text) if packed else text, Kind.METADATA)


def _inflate(text: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        return stream.decompress(text, LARGEST_UNPACKED) + b"\n" + stream.unused_data
    except zlib.error:
        return text


def _behind_picture(head: bytes, packed: bytes) -> Iterator[Part]:
    """Yield what is packed with the dots and is no dot."""
    width, height, depth, colour = struct.unpack(">IIBB", head[:10].ljust(10, b"\0"))
    stream, size = zlib.decompressobj(), height * (1 + (width * depth * _CHANNELS.get(colour, 0) + 7) // 8)
    try:
        dots = stream.decompress(packed, min(size + 1, LARGEST_UNPACKED))
    except zlib.error:
        yield Fault("IDAT", "damaged")
        return
    more = stream.decompress(stream.unconsumed_tail, LARGEST_UNPACKED) if len(dots) > size else b""
    behind = dots[size:] + more + stream.unused_data
    if behind:
        yield Fault("IDAT", "trailing")
        yield from binary_layers("after the dots", behind, Kind.METADATA)
