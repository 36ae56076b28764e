"""Opening a file: what it is by its first bytes, and every layer inside it, as deep as a bomb may not go."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType

from annexmaps.audit.layers import Fault, Kind, Layer, Part, binary_layers, inside
from annexmaps.audit.unwrapping import hidden_bytes, hidden_texts

DEEPEST = 6  # files inside files
LARGEST = 600_000_000  # bytes opened of one file, all layers together
_MOST_TEXTS = 4  # times that one text is decoded again
_NOT_WRAPPED = (Kind.BINARY, Kind.DRAWING)
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"SQLite format 3\0", "database"),
    (b"\x1f\x8b", "gzip"),
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "pdf", ".png": "png", ".tif": "tiff", ".tiff": "tiff", ".zip": "archive", ".kmz": "archive", ".xlsx": "archive",
        ".docx": "archive", ".gpkg": "database", ".sqlite": "database", ".svg": "markup", ".xml": "markup", ".kml": "markup",
        ".html": "page", ".htm": "page", ".csv": "plain", ".txt": "plain", ".md": "plain", ".json": "json", ".geojson": "json",
        ".qml": "markup", ".rels": "markup", ".vml": "markup", ".gz": "gzip",
    }
)  # fmt: skip


@dataclass
class Allowance:
    """How many bytes may still be opened."""

    left: int = field(default=LARGEST)

    def spend(self, size: int) -> bool:
        """Take `size` off and tell whether something was left."""
        self.left -= size
        return self.left >= 0


Reopen = Callable[[str, bytes], Iterator[Part]]


def open_file(name: str, content: bytes, *, largest: int = LARGEST) -> Iterator[Part]:
    """Yield every layer and fault of the file `name`, those of files and codes inside it included.

    A type that is not known, or another than the name says, is a fault; so is what is damaged, too deep or larger than `largest`.
    """
    yield from _open(name, content, Allowance(largest), depth=0)


def is_known(name: str) -> bool:
    """Tell whether the file `name` is of a type that can be opened."""
    return PurePosixPath(name).suffix.casefold() in _TYPES


def _open(name: str, content: bytes, allowance: Allowance, *, depth: int) -> Iterator[Part]:
    if depth > DEEPEST or not allowance.spend(len(content)):
        yield Fault("", "too_deep")
        return

    def reopen(inner: str, inner_content: bytes) -> Iterator[Part]:
        yield from inside(inner, _open(inner, inner_content, allowance, depth=depth + 1))

    said = _TYPES.get(PurePosixPath(name).suffix.casefold(), "")
    kind = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), said)
    if kind != said and (depth == 0 or said):
        yield Fault("", "type_mismatch", PurePosixPath(name).suffix)
    if not kind:
        for part in _unknown(content, is_inner=depth > 0):
            yield from _with_unwrapped(part, reopen)
        return
    opener: Callable[[bytes, Reopen], Iterator[Part]] = import_module(f"annexmaps.audit.open_{kind}").open_parts
    for part in opener(content, reopen):
        yield from _with_unwrapped(part, reopen)


def _with_unwrapped(part: Part, reopen: Reopen) -> Iterator[Part]:
    yield part
    if isinstance(part, Layer) and part.kind not in _NOT_WRAPPED:
        yield from _unwrapped(part, reopen, times=_MOST_TEXTS)


def _unknown(content: bytes, *, is_inner: bool) -> Iterator[Part]:
    # a font or a fragment of code inside a known file is read as bytes; a file of its own is refused
    if not is_inner:
        yield Fault("", "unknown_type")
    yield from binary_layers("", content, Kind.METADATA if _is_text(content) else Kind.BINARY)


def _is_text(content: bytes) -> bool:
    try:
        return content.decode("utf-8").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False


def _unwrapped(layer: Layer, reopen: Reopen, *, times: int) -> Iterator[Part]:
    """Yield what `layer` says once entities, escapes and codes are decoded, again and again."""
    if not times:
        return
    for how, text in hidden_texts(layer.text):
        again = Layer(f"{layer.where} ({how})", text, layer.kind)
        yield again
        yield from _unwrapped(again, reopen, times=times - 1)
    for how, content in hidden_bytes(layer.text):
        yield from reopen(f"{layer.where} ({how})", content)
