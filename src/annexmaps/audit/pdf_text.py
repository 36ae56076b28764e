"""The text of a PDF page as a reader copies it, without laying the page out: each block of text is one line."""

import re
from collections.abc import Iterator, Mapping

_BLOCK = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
_SHOWN = re.compile(
    rb"/([^\s/()<>\[\]{}%]+)\s+[\d.\-]+\s+Tf|(\((?:\\.|[^\\()])*\))|<([0-9A-Fa-f\s]+)>|(\bT[dDm*]\b)", re.DOTALL
)
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]{4,})>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_WIDEST = 65_536  # letters of one range
_UTF16 = b"\xfe\xff"

Letters = Mapping[bytes, str]


def page_texts(content: bytes, fonts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the text of each block in the page drawing `content`; `fonts` are the tables to Unicode by name."""
    tables = {name: letters_of(table) for name, table in fonts.items()}
    for block in _BLOCK.finditer(content):
        letters: Letters = {}
        shown: list[str] = []
        for font, written, coded, moved in _SHOWN.findall(block[1]):
            if font:
                letters = tables.get(f"/{font.decode('latin-1')}", {})
            elif written:
                shown.append(_read(_unescape(written[1:-1]), letters))
            elif coded:
                shown.append(_read(_of_hexadecimal(coded), letters))
            elif moved and shown:
                shown.append("\n")
        yield "".join(shown)


def letters_of(table: bytes) -> Letters:
    """Return the letter of each code in a font's table to Unicode (PDF 32000-1, 9.10.3)."""
    letters: dict[bytes, str] = {}
    for part in _CHARACTERS.findall(table):
        letters |= {bytes.fromhex(code.decode()): _utf16(text) for code, text in _PAIR.findall(part)}
    for part in _RANGES.findall(table):
        for first, last, start, listed in _RANGE.findall(part):
            letters |= _range(first, last, start, listed)
    return letters


def strings_in(content: bytes) -> Iterator[str]:
    """Yield every string of `content`, written or in hexadecimal, as a reader sees it."""
    for written, coded in _STRING.findall(content):
        string = _of_hexadecimal(coded) if coded else _unescape(written)
        if string.startswith(_UTF16):
            yield string[2:].decode("utf-16-be", errors="replace")
        else:
            yield string.decode("latin-1")


def _range(first: bytes, last: bytes, start: bytes, listed: bytes) -> dict[bytes, str]:
    low, high, size = int(first, 16), min(int(last, 16), int(first, 16) + _WIDEST), len(first) // 2
    codes = [code.to_bytes(size, "big") for code in range(low, high + 1)]
    if listed:
        return dict(zip(codes, (_utf16(text) for text in re.findall(rb"<([0-9A-Fa-f]+)>", listed)), strict=False))
    begin = _utf16(start)
    return {code: begin[:-1] + chr(ord(begin[-1:] or "\0") + step) for step, code in enumerate(codes)}


def _read(string: bytes, letters: Letters) -> str:
    if not letters:
        return string.decode("cp1252", errors="replace")
    size = len(next(iter(letters)))
    return "".join(letters.get(string[at : at + size], "\ufffd") for at in range(0, len(string), size))


def _utf16(code: bytes) -> str:
    return bytes.fromhex(code.decode().zfill(4)).decode("utf-16-be", errors="replace")


def _of_hexadecimal(code: bytes) -> bytes:
    digits = b"".join(code.split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _unescape(string: bytes) -> bytes:
    return _ESCAPE.sub(_letter, string)


def _letter(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code.strip(b"01234567") == b"":
        return bytes([int(code, 8) & 255])
    return b"" if code.endswith(b"\n") else _ESCAPED.get(code, code)
