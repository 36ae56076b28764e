"""gzip: what is packed, opened again."""

from collections.abc import Iterator

from annexmaps.audit.layers import Fault, Part
from annexmaps.audit.opening import Reopen
from annexmaps.audit.unwrapping import unpacked


def open_parts(content: bytes, reopen: Reopen) -> Iterator[Part]:
    """Yield the parts of what is packed in `content`."""
    found = False
    for inner in unpacked(content):
        found = True
        yield from reopen("gzip", inner)
    if not found:
        yield Fault("", "damaged")
