"""A finding: what a file must not hold, where it is, and never the value itself."""

from dataclasses import dataclass

_SHOWN = 2  # letters of a value that are told


@dataclass(frozen=True, order=True)
class Finding:
    """One leak in one file."""

    file: str  # its name, without folder
    where: str  # the layer: xl/comments1.xml
    kind: str  # audit.kind.<kind> in the vocabulary
    shown: str  # enough of the value to find it in the file
    edition: str = ""


def mask(value: str) -> str:
    """Return the first letters of `value` and its length: Ou… (34)."""
    plain = " ".join(value.split())
    return f"{plain[:_SHOWN]}… ({len(plain)})"
