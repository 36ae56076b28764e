"""Layers: what a finished file is made of once it is opened, as texts, and the faults met while opening it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """What a layer's text is, which decides what is looked for in it."""

    TEXT = "text"
    METADATA = "metadata"  # what a file says about itself: dates in it must not be the clock's
    HEADER = "header"  # the name of a column, property or key: must be on the edition's allow-list
    DRAWING = "drawing"  # lines of numbers: no telephone number, coordinates only in pairs
    BINARY = "binary"  # bytes read as letters: only what the input holds is looked for


@dataclass(frozen=True, slots=True)
class Layer:
    """One text of a file; what stands in different cells is parted by line ends."""

    where: str  # part of the file: xl/sharedStrings.xml
    text: str
    kind: Kind = Kind.TEXT
    raw: bytes = b""  # of a binary layer: where coordinates may lie as numbers of eight bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that no output may hold, whatever it says; `key` names it, `audit.kind.<key>` in the vocabulary."""

    where: str
    key: str
    shown: str = ""  # a technical name: of a part, a tag, an operator; never a value


Part = Layer | Fault


def inside(where: str, parts: Iterator[Part]) -> Iterator[Part]:
    """Yield `parts` with `where` before the place of each."""
    for part in parts:
        yield replace(part, where=f"{where} › {part.where}" if part.where else where)


def binary_layers(where: str, content: bytes, kind: Kind = Kind.BINARY) -> Iterator[Layer]:
    """Yield `content` read as UTF-8, as Windows-1252 if it is none, and, if it has zero bytes, as UTF-16 of both orders."""
    try:
        yield Layer(where, content.decode("utf-8"), kind, raw=content)
    except UnicodeDecodeError:
        yield Layer(where, content.decode("utf-8", errors="replace"), kind, raw=content)
        yield Layer(where, content.decode("cp1252", errors="replace"), kind)
    if b"\0" not in content:
        return
    for encoding in ("utf-16-le", "utf-16-be"):
        for start in (0, 1):
            yield Layer(f"{where} ({encoding})", content[start:].decode(encoding, errors="replace"), kind)
