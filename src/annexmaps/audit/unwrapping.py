"""Unwrapping: a text once its entities, escapes, percent signs, base64, hexadecimal and packed parts are decoded."""

import base64
import binascii
import html
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

SMALLEST_CODE = 16  # letters of base64: twelve bytes
LARGEST_UNPACKED = 200_000_000  # bytes of one packed part
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]\w+);", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{4,6}) ?")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){1,}")
_BASE64 = re.compile(rf"[A-Za-z0-9+/_\-]{{{SMALLEST_CODE},}}={{0,2}}")
_BASE64_LINES = re.compile(r"(?<=[A-Za-z0-9+/]{40})\r?\n[ \t]*(?=[A-Za-z0-9+/])")
_HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}\s?){12,}(?![0-9A-Za-z])")
_PACKED_STARTS = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda", b"\x1f\x8b")


def hidden_texts(text: str) -> Iterator[tuple[str, str]]:
    """Yield how and what `text` says with entities, percent signs, escapes or quoted-printable decoded, where that changes it."""
    if "&" in text and _ENTITY.search(text):
        yield "entities", html.unescape(text)
    if "%" in text and _PERCENT.search(text):
        yield "percent", unquote(text, errors="replace")
    if "\\" in text and _ESCAPE.search(text):
        yield "escapes", _mend_pairs(_ESCAPE.sub(_letter, text))
    if "=" in text and _QUOTED.search(text):
        yield "quoted-printable", _QUOTED.sub(_quoted, text.replace("=\n", ""))


def hidden_bytes(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield how and which bytes stand in `text` as base64 or hexadecimal, and those unpacked."""
    joined = _BASE64_LINES.sub("", text)
    for code in _BASE64.finditer(joined):
        if content := _of_base64(code[0]):
            yield "base64", content
            yield from (("base64, packed", opened) for opened in unpacked(content, raw=True))
    for code in _HEXADECIMAL.finditer(text):
        yield "hexadecimal", bytes.fromhex(code[0])


def unpacked(content: bytes, *, raw: bool = False) -> Iterator[bytes]:
    """Yield `content` inflated (zlib, gzip, and without a head if `raw`) as far as it goes, with what stands behind it."""
    if content.startswith(_PACKED_STARTS):
        yield from _inflated(content, zlib.MAX_WBITS | 32)
    elif raw and content[:1]:
        yield from _inflated(content, -zlib.MAX_WBITS)


def _inflated(content: bytes, window: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(window)
    try:
        opened = stream.decompress(content, LARGEST_UNPACKED)
    except zlib.error:
        return
    if opened:
        yield opened
    if stream.unused_data:
        yield stream.unused_data


def _letter(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _mend_pairs(text: str) -> str:
    # letters beyond the first plane are written as two escapes
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _quoted(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("=", "")).decode("utf-8", errors="replace")


def _of_base64(code: str) -> bytes:
    letters = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        # a code may be cut: what is left of it is read
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + "=" * (-len(letters) % 4))
    except binascii.Error:
        return b""
