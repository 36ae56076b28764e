"""Which rows of a sheet are hidden, by hand or by a filter, from the workbook's own XML; runs in the reader's process."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 20  # bytes
_LONGEST_MARK = 32  # bytes
_MOST_REPEATED = 100_000  # rows that one entry may stand for
_CELLS_IN_XLSX = (b"<c ", b":c ", b"<c>")
_HIDDEN_IN_XLSX = (b"hidden",)
_HIDDEN_IN_ODS = (b"collapse", b"filter")
_TRUE = {"1", "true"}

Start = Callable[[str, dict[str, str]], None]


class ForbiddenXml(Exception):  # noqa: N818 - the reason why a part is not read
    """A part declares a document type or entities; no office program writes such a workbook."""


def hidden_rows(path: str, sheet: str) -> list[int]:
    """Return the numbers of the rows of `sheet` that are hidden in the workbook `path`, .xlsx or .ods; [] if unknown."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" in archive.namelist():
                return sorted(_hidden_in_xlsx(archive, _part_of_sheet(archive, sheet)))
            return sorted(_hidden_in_ods(archive, sheet))
    except (ForbiddenXml, expat.ExpatError, zipfile.BadZipFile, LookupError, ValueError, OSError, EOFError):
        # the cells were read all the same: this only tells what the officer cannot see
        return []


def is_blank_sheet(path: str, sheet: str) -> bool:
    """Tell whether `sheet` of the .xlsx `path` surely holds no cell; False if unknown."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not _mentions(archive, _part_of_sheet(archive, sheet), _CELLS_IN_XLSX)
    except (ForbiddenXml, expat.ExpatError, zipfile.BadZipFile, LookupError, ValueError, OSError, EOFError):
        return False


def _part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str:
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def note_sheet(name: str, values: dict[str, str]) -> None:
        if name.endswith("sheet") and "name" in values:
            ids[values["name"]] = next(value for key, value in values.items() if key.endswith(":id"))

    def note_target(name: str, values: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            targets[values["Id"]] = values["Target"]

    _parse(archive, "xl/workbook.xml", note_sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", note_target)
    target = targets[ids[sheet]]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _hidden_in_xlsx(archive: zipfile.ZipFile, part: str) -> set[int]:
    hidden: set[int] = set()
    last = 0

    def note_row(name: str, values: dict[str, str]) -> None:
        nonlocal last
        if name == "row" or name.endswith(":row"):
            last = int(values.get("r", last + 1))
            if values.get("hidden") in _TRUE:
                hidden.add(last)

    if _mentions(archive, part, _HIDDEN_IN_XLSX):
        _parse(archive, part, note_row)
    return hidden


def _hidden_in_ods(archive: zipfile.ZipFile, sheet: str) -> set[int]:
    hidden: set[int] = set()
    current, last = "", 0

    def note_row(name: str, values: dict[str, str]) -> None:
        nonlocal current, last
        if name == "table:table":
            current, last = values.get("table:name", ""), 0
        elif name == "table:table-row" and current == sheet:
            count = int(values.get("table:number-rows-repeated", "1"))
            if values.get("table:visibility", "visible") != "visible":
                hidden.update(range(last + 1, last + 1 + min(count, _MOST_REPEATED)))
            last += count

    if _mentions(archive, "content.xml", _HIDDEN_IN_ODS):
        _parse(archive, "content.xml", note_row)
    return hidden


def _mentions(archive: zipfile.ZipFile, part: str, marks: Iterable[bytes]) -> bool:
    """Tell whether the bytes of `part` hold any of `marks`: most sheets hide nothing and need no parsing."""
    end = b""
    with archive.open(part) as stream:
        for chunk in _chunks(stream):
            if any(mark in end + chunk for mark in marks):
                return True
            end = chunk[-_LONGEST_MARK:]
    return False


def _parse(archive: zipfile.ZipFile, part: str, start: Start) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    with archive.open(part) as stream:
        for chunk in _chunks(stream):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _forbid(*_: object) -> None:
    raise ForbiddenXml
