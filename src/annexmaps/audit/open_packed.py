"""The data and the program of a packed page: base64 of a raw deflate stream of what a plain page holds."""

import binascii
import zlib
from collections.abc import Iterator

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.open_json import json_layers

LARGEST = 200_000_000  # bytes of JSON: more cannot be proved
_WHERE = "script json"


def packed_layers(code: str) -> Iterator[Part]:
    """Yield the keys and values of the island packed in `code`; a fault, and the code as text, if it is anything else."""
    island = unpacked(code)
    yield from json_layers(island, where=_WHERE) if island is not None else _unproved(code)


def unpacked(code: str) -> str | None:
    """Return the text packed in `code`; None if it cannot be read whole, or anything stands behind it."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        text = stream.decompress(binascii.a2b_base64(code, strict_mode=True), LARGEST).decode("utf-8")
    except (ValueError, zlib.error):
        return None
    return text if stream.eof and not stream.unused_data else None


def _unproved(code: str) -> Iterator[Part]:
    yield Fault(_WHERE, "damaged")
    yield Layer(_WHERE, code, Kind.METADATA)
