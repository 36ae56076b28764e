"""CSV and plain text: the lines, and the names of columns where the lines are a table."""

import csv
import io
from collections.abc import Iterator

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.opening import Reopen

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HXL = "#"  # how a tag of the second line begins
_SEPARATORS = ";,\t|"


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the cells of the text `content`, the first line as names of columns if it is a table; a formula is a fault."""
    text = decoded(content)
    yield Layer("", text)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    if separator not in text.partition("\n")[0]:
        return
    lines = list(csv.reader(io.StringIO(text), delimiter=separator))
    yield Layer("1", "\n".join(lines[0]), Kind.HEADER)
    if len(lines) > 1 and all(cell.startswith(_HXL) for cell in lines[1]):
        yield Layer("2", "\n".join(lines[1]), Kind.HEADER)
    for number, line in enumerate(lines[1:], start=2):
        if any(is_formula(cell) for cell in line):
            yield Fault(str(number), "formula")


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take `cell` of a text file for a formula; a number with its sign is none."""
    if not cell.startswith(_FORMULA_STARTS):
        return False
    return not cell[1:].replace(",", ".", 1).replace(".", "", 1).isdecimal() if cell[0] in "+-" else True


def decoded(content: bytes) -> str:
    """Return `content` as text: UTF-8, UTF-16 by its mark or its zero bytes, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[:200].count(b"\0") > len(content[:200]) // 4:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
