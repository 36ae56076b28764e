"""What one cell says, as text: exactly as written, without the marks that a file format adds."""

import json
import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# every blank of Unicode, and marks that show nothing
_BLANKS = " \t\n\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u2060" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_LONGEST_PLAIN_NUMBER = 25  # figures; beyond, a number stays as it is written


def clean(text: str) -> str:
    """Return `text` without blanks around it, control characters and broken characters."""
    if not text.isascii():
        text = _without_broken(text)
    return _CONTROLS.sub("", text).strip(_BLANKS)


def _without_broken(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def text_of(value: object) -> str:
    """Return the text of one typed `value`: days in ISO, numbers without exponent or idle ".0", "" for nothing."""
    if value is None or isinstance(value, str):
        return clean(value or "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return plain_number(str(value))
    if isinstance(value, date | time):
        return _text_of_time(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | dict | tuple):
        return clean(json.dumps(value, ensure_ascii=False, default=str))
    return clean(str(value))


def plain_number(written: str) -> str:
    """Return the number `written` without exponent and without decimals that are all 0: 1e3 is 1000, 12.0 is 12."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_PLAIN_NUMBER:
        return written
    plain = format(number, "f")
    return re.sub(r"\.0*$", "", plain)


def _text_of_time(value: date | time) -> str:
    if isinstance(value, datetime) and value.time() == time() and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat()


def csv_cell(text: str) -> str:
    """Return `text` as a cell of a file separated by semicolons: one line, and nothing that a spreadsheet would run."""
    plain = " ".join(text.split())
    guarded = f"'{plain}" if _FORMULA.match(plain) else plain
    return '"' + guarded.replace('"', '""') + '"' if any(mark in guarded for mark in ';"') else guarded
