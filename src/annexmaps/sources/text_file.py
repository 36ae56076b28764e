"""Tables in text files: encodings and separators are found, lines are never shifted."""

import csv
from pathlib import Path

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean
from annexmaps.sources.grid import MOST_CELLS, MOST_COLUMNS, MOST_LINES, Grid, grid_of
from annexmaps.vocabulary.columns import layout

SEPARATORS = (";", ",", "\t", "|")
LONGEST_CELL = 1_000_000  # characters; a spreadsheet has 32,767
_TOO_LONG = "field larger than field limit"  # what the csv module says of such a cell
_LINES_TO_JUDGE = 40
_LONGEST_HEADER = 50_000  # characters
_ACCENTED = set("éèêëàâäçîïôöùûüœÉÈÊÀÂÇÎÔŒ’«»–°²\u00a0")
_OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")  # of Windows, of its console and old exports, of the Macintosh
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_file(path: Path, *, table: str) -> Grid:
    """Return the lines of the text file `path`, which holds `table`; InputError if it is no text or not well quoted."""
    text, encoding = _decode(path, table)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = find_separator(text, table=table)
    lines = [[clean(cell) for cell in line] for line in _split(text, separator, file=path.name)]
    if lines and len(lines[0]) and lines[0][0].lower().startswith("sep=") and not any(lines[0][1:]):
        lines[0] = []
    return grid_of(lines, file=path.name, separated=True, note=assumed(encoding))


def _decode(path: Path, table: str) -> tuple[str, str]:
    content = path.read_bytes()
    for encoding in likely_encodings(content, table):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise InputError("sources.not_text", file=path.name)


def assumed(encoding: str) -> str:
    """Return the word key, after "sources.", of what a reader is told of `encoding`; empty for those that say themselves what they are."""
    return f"{encoding}_assumed" if encoding in _OLD_ENCODINGS else ""


def likely_encodings(content: bytes, table: str) -> tuple[str, ...]:
    """Return the encodings that `content`, which holds `table`, may be in, the likeliest first."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return (encoding,)
    # UTF-16 without a mark: every other byte of European text is 0
    if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
        return ("utf-16-le",)
    if content[0:200:2].count(0) > len(content[0:200:2]) // 2:
        return ("utf-16-be",)
    # the encoding that spells most headers, then the one that makes most French accents
    likely = {name: (_headers_under(content, name, table), _french(content, name)) for name in _OLD_ENCODINGS}
    return ("utf-8", *sorted(_OLD_ENCODINGS, key=likely.__getitem__, reverse=True))


def _headers_under(content: bytes, encoding: str, table: str) -> int:
    text = content[: _LONGEST_HEADER * _LINES_TO_JUDGE].decode(encoding, errors="replace")
    top = [line[:_LONGEST_HEADER] for line in text.split("\n", _LINES_TO_JUDGE)[:_LINES_TO_JUDGE]]
    return max(_headers_known(line, separator, table=table)[0] for separator in SEPARATORS for line in top)


def _french(content: bytes, encoding: str) -> int:
    """Return how many more characters of `content` read as French accents and signs than as others, under `encoding`."""
    beyond_ascii = bytes(byte for byte in content if byte > 127)
    return sum(1 if character in _ACCENTED else -1 for character in beyond_ascii.decode(encoding, errors="replace"))


def find_separator(text: str, *, table: str) -> str:
    """Return the separator under which some line near the top spells most headers of `table`."""
    top = [line[:_LONGEST_HEADER] for line in text.split("\n", _LINES_TO_JUDGE)[:_LINES_TO_JUDGE]]
    declared = top[0].strip().strip('"').lower() if top else ""
    if declared.startswith("sep=") and declared[4:] in SEPARATORS:
        return declared[4:]
    return max(SEPARATORS, key=lambda separator: max(_headers_known(line, separator, table=table) for line in top))


def _headers_known(line: str, separator: str, *, table: str) -> tuple[int, int]:
    cells = [cell.strip().strip('"') for cell in line.split(separator)]
    known = {layout(table).column_of_header(cell) for cell in cells} - {None}
    return len(known), len(cells)


def _split(text: str, separator: str, *, file: str) -> list[list[str]]:
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=separator, strict=True)
    lines, cells = [], 0
    usual = csv.field_size_limit(LONGEST_CELL)
    try:
        for line in reader:
            lines.append(line)
            cells += len(line)
            if cells > MOST_CELLS or len(line) > MOST_COLUMNS or len(lines) > MOST_LINES * 2:
                raise InputError("sources.too_many_cells", file=file)
    except csv.Error as error:
        if _TOO_LONG in str(error):
            raise InputError("sources.cell_too_long", file=file, line=reader.line_num, limit=LONGEST_CELL) from error
        raise InputError("sources.quotes", file=file, line=reader.line_num) from error
    finally:
        csv.field_size_limit(usual)
    return lines
