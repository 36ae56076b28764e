"""Patterns of what no output may hold, whatever the input: telephone numbers, addresses, paths, user names, dates of the clock."""

import getpass
import re
import socket
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from annexmaps.audit.layers import Kind, Layer

# spaces and signs that stand between the digits of a telephone number
_GAP = r"[ \u00a0\u202f\u2009\u2007\u00ad\u200b.\-‐‑–/()]{0,3}"
_ROOTS = "home|Users|root|tmp|var|etc|mnt|media|opt|usr|private|srv|Volumes|data|work|app|run"
_PARTS_OF_OFFICE = r"(?!xl/|word/|ppt/|docProps/|customXml/|_rels/)"
_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        # E.164: at most fifteen digits with the country's
        "phone": re.compile(
            rf"(?<![\w.,+])(?:\+|00){_GAP}[1-9](?:{_GAP}\d){{7,13}}(?![\w])"
            # Mali: eight digits that begin with 2, 4 (fixed) or 5 to 9 (mobile), AMRTP numbering plan; plain or in pairs
            rf"|(?<![\w.,+])[245-9]\d(?:[ \u00a0\u202f\u2009.\-]\d\d){{3}}(?![\w.,]\d|\w)"
            r"|(?<![\w.,+\-])[5-9]\d{7}(?![\w\-]|[.,]\d)"
        ),
        "email": re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{2,63})+"),
        "path": re.compile(
            rf"(?<![\w./<:])/(?:{_ROOTS})/[\w.\-]+"
            rf"|(?<![\w./<:\-])/{_PARTS_OF_OFFICE}(?:[\w\-][\w.\-]*/){{2,}}[\w\-][\w.\-]*"
            r"|(?<![A-Za-z])[A-Za-z]:\\{1,2}[\w$][^\s\"'<>|]*"
            r"|(?<![A-Za-z])[A-Za-z]:/(?:Users|Documents|Temp|Windows|Program)"
            r"|(?<!\\)\\\\[A-Za-z][\w.\-]+\\[\w$.\-]+|file:/{1,3}|~/[\w.]"
        ),
        "url": re.compile(r"(?:https?|ftp|ws|wss|tel|mailto|javascript|vbscript):(?://)?[\w%+.\-@(]+[^\s\"'<>)]*"),
        "clock": re.compile(
            r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?|D:(?:19|20)\d{10,12}|(?:19|20)\d\d:\d\d:\d\d \d\d:\d\d:\d\d"
        ),
    }
)
_CODE = re.compile(r"(?<=base64,)\s*[A-Za-z0-9+/=]+")
_SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"email": ("@",), "path": ("/", "\\"), "url": (":",), "clock": (":",)}
)
# names of vocabularies, which nothing loads
_NAMESPACES = (
    "http://www.w3.org/", "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "http://purl.org/",
    "http://creativecommons.org/ns", "http://ns.adobe.com/", "http://www.opengis.net/", "http://www.gdal.org/",
)  # fmt: skip
# what writers put where a date is asked for
FIXED_DATES = ("1980-01-01T00:00:00", "1970-01-01T00:00:00", "1980-01-01T00:00", "1980-01-01 00:00:00")
_KINDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.TEXT: ("phone", "email", "path", "url"),
        Kind.METADATA: ("phone", "email", "path", "url", "clock"),
        Kind.HEADER: ("phone", "email", "path", "url"),
        Kind.DRAWING: ("email", "path", "url"),
        Kind.BINARY: (),
    }
)
# accounts and machines that say nothing of a person or an office
_NAMELESS = {"root", "user", "users", "admin", "administrator", "runner", "ubuntu", "debian", "localhost", "build", "builder", "guest",
             "default", "home", "public", "nobody"}  # fmt: skip
_SHORTEST_NAME = 4  # letters


def matches(layer: Layer) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each thing in `layer` that no output may hold."""
    # letters of a code are no path; what it says is a layer of its own
    text = _CODE.sub("", layer.text) if "base64," in layer.text else layer.text
    for kind in _KINDS[layer.kind]:
        if not any(sign in text for sign in _SIGNS.get(kind, ("",))):
            continue
        for found in _PATTERNS[kind].finditer(text):
            if not _is_harmless(kind, found[0]):
                yield kind, found[0]
    if layer.kind is not Kind.DRAWING and (names := machine_pattern()):
        yield from (("machine", found[0]) for found in names.finditer(layer.text))


def _is_harmless(kind: str, text: str) -> bool:
    return (kind == "url" and text.startswith(_NAMESPACES)) or (kind == "clock" and text in FIXED_DATES)


@cache
def machine_pattern() -> re.Pattern[str] | None:
    """Return the names of this machine and its user as one pattern; None if they say nothing."""
    told = [name for name in _machine_names() if len(name) >= _SHORTEST_NAME and name.casefold() not in _NAMELESS]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)", re.IGNORECASE) if told else None


def _machine_names() -> set[str]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        # an account without a name
        user = ""
    return {user, Path.home().name, socket.gethostname(), socket.gethostname().split(".")[0]} - {""}
