"""Hostile and broken text files of a month, and files that pass for one: name, content, and whether the month can still be read."""

import gzip
import random
import struct

from harness import HEADER, ROW, Traps

READ, REFUSED = 0, 1


def vrt(traps: Traps) -> str:
    """Return a GDAL VRT that reads another file and calls home."""
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="incidents"><SrcDataSource>{traps.canary}</SrcDataSource></OGRVRTLayer>'
        f'<OGRVRTLayer name="b"><SrcDataSource>/vsicurl/{traps.url}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    )


def entities(traps: Traps) -> str:
    """Return XML whose entities are another file and an address."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file://{traps.canary}"><!ENTITY b SYSTEM "{traps.url}">]>'
        "<x><y>&a;</y><y>&b;</y></x>"
    )


def laughs() -> str:
    """Return XML whose entities swell a billionfold."""
    rounds = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{rounds}]><x>&l9;</x>'


def _cells(**cells: str) -> str:
    """Return a table of one incident with these cells."""
    row = {"date": "2021-11-03", "catégorie": "B", "commune": "Gao", "cercle": "Gao", **cells}
    quoted = ('"' + text.replace('"', '""') + '"' for text in row.values())
    return ",".join(row) + "\n" + ",".join(quoted) + "\n"


_NOISE = random.Random(20211103).randbytes(4_000)  # noqa: S311 - the same noise each time

CSV: dict[str, tuple[str | bytes, int]] = {
    "nothing at all": (b"", REFUSED),
    "UTF-8 mark only": (b"\xef\xbb\xbf", REFUSED),
    "UTF-16 mark only": (b"\xff\xfe", REFUSED),
    "blanks only": (b" \r\n\t\r\n" * 50, REFUSED),
    "NUL bytes": (b"date,categorie,commune\n2021-11-03,\x00B,Gao\n", REFUSED),
    "NULs only": (b"\x00" * 5_000, REFUSED),
    "noise": (_NOISE, REFUSED),
    "quotes only": ('"' * 1001, REFUSED),
    "even quotes only": ('"' * 1000, REFUSED),
    "quote never closed": (HEADER + '2021-11-03,"B,Gao\n' * 200, REFUSED),
    "separators only": ("," * 5_000, REFUSED),
    "header only": (HEADER, READ),
    "rows without header": (ROW * 5, REFUSED),
    "same header twice": ("date,date,catégorie,commune\n", REFUSED),
    "20,001 columns": (",".join(f"c{n}" for n in range(20_001)), REFUSED),
    "16,384 columns": ("date,catégorie,commune," + ",".join(f"c{n}" for n in range(16_381)) + "\n" + ROW, READ),
    "UTF-16 cut in a character": ((HEADER + ROW).encode("utf-16")[:-1], REFUSED),
    "UTF-16 mark before UTF-8": (b"\xff\xfe" + (HEADER + ROW).encode(), REFUSED),
    "UTF-32": ((HEADER + ROW).encode("utf-32"), REFUSED),
    "UTF-7": ("date,cat+AOk-gorie,commune\n", REFUSED),
    "two encodings in one file": ((HEADER + ROW).encode() + "2021-11-04,B,Gao,Gao,Ségou\n".encode("cp1252"), READ),
    "half characters": (HEADER.encode() + b"2021-11-03,B,\xed\xa0\x80\xed,Gao,Gao\n", READ),
    "old Macintosh line ends": ((HEADER + ROW).replace("\n", "\r"), READ),
    "formula that starts a program": (_cells(texte="=cmd|' /C calc'!A0", commune="@SUM(1+1)*cmd|'/C calc'!A0"), READ),
    "formula that calls home": (
        _cells(texte='=WEBSERVICE("http://127.0.0.1/x")', commune='=HYPERLINK("http://127.0.0.1")'),
        READ,
    ),
    "script in cells": (_cells(commune="<script>alert(1)</script>", cercle="<img src=x onerror=alert(1)>"), READ),
    "templates in cells": (_cells(commune="{problem.__class__}", cercle="${7*7}{{7*7}}%(x)s%s{0}{}"), READ),
    "markup of the terminal in cells": (
        _cells(commune="[bold red]x[/] [link=http://127.0.0.1]y[/link]", date="[/]"),
        READ,
    ),
    "escape codes in cells": (_cells(commune="\x1b[31mrouge\x1b[0m\x07", date="\x1b]0;x\x07"), READ),
    "text from right to left": (_cells(commune="\u202eoaG\u202c\u200b\u2066", cercle="\u2028\u2029\ufeff"), READ),
    "NaN coordinates": (_cells(latitude="NaN", longitude="nan"), READ),
    "endless coordinates": (_cells(latitude="1e400", longitude="-1e400"), READ),
    "infinite coordinates": (_cells(latitude="inf", longitude="-Infinity"), READ),
    "coordinates of 5,000 figures": (_cells(latitude="1" * 5_000, longitude="0." + "1" * 5_000), READ),
    "counts that are none": (_cells(femmes="1e308", hommes="-1", filles="9" * 5_000, garçons="０"), READ),
    "days that are none": (
        _cells(date="0000-00-00") + "99999-99-99,B,Gao,Gao\n31/02/2021,B,Gao,Gao\n9999999999,B,,\n",
        READ,
    ),
    "paths for GDAL in cells": (_cells(commune="/vsicurl/http://127.0.0.1/x", pcode="../../../../etc/passwd"), READ),
    "cell of 5 million characters": (_cells(texte="x" * 5_000_000), REFUSED),
    "name of a million characters": (_cells(commune="é" * 1_000_000), READ),
    "header of 5 million characters": ("x" * 5_000_000 + "\n1\n", REFUSED),
    "a million separators": (HEADER + "," * 1_000_000, REFUSED),
    "only totals": (HEADER + "Total,3,,,\n" * 50, READ),
    "40 title lines": ("Titre\n" * 60 + HEADER + ROW, REFUSED),
    "tags without a header": ("#date,#event,#adm3\n2021-11-03,Viol,Gao\n", READ),
    "picture": (b"\x89PNG\r\n\x1a\n" + _NOISE, REFUSED),
    "PDF": (b"%PDF-1.7\n" + _NOISE, REFUSED),
    "compressed text": (gzip.compress((HEADER + ROW).encode(), mtime=0), REFUSED),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c" + _NOISE, REFUSED),
    "program of Linux": (b"\x7fELF\x02\x01\x01" + _NOISE, REFUSED),
    "program of Windows": (b"MZ\x90\x00\x03" + _NOISE, REFUSED),
    "old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000, REFUSED),
    "Shapefile without a zip": (struct.pack(">i20xi", 9994, 50) + b"\x00" * 72, REFUSED),
    "pointer of a file store": ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", REFUSED),
    "zip of nothing": (b"PK\x05\x06" + b"\x00" * 18, REFUSED),
    "first bytes of a zip": (b"PK\x03\x04" + _NOISE, REFUSED),
    "first bytes of a database": (b"SQLite format 3\x00" + _NOISE, REFUSED),
    "first bytes of Parquet": (b"PAR1" + _NOISE + b"PAR1", REFUSED),
    "Parquet with a locked footer": (b"PARE" + _NOISE + b"PARE", REFUSED),
    "a billion laughs": (laughs(), REFUSED),
}


def pointing_elsewhere(traps: Traps) -> dict[str, tuple[str, str]]:
    """Return texts that point to another file or an address, with the ending of the name each is given."""
    swallowed = f"[InternetShortcut]\nURL={traps.url}\n"
    command = f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {traps.canary} ! write x"}}'
    link = f'{{"type": "FeatureCollection", "crs": {{"type": "link", "properties": {{"href": "{traps.url}"}}}}, "features": []}}'
    services = f'<WFS_Capabilities><Get onlineResource="{traps.url}"/></WFS_Capabilities>'
    network = f"<kml><NetworkLink><Link><href>{traps.url}</href></Link></NetworkLink></kml>"
    doctype = entities(traps).replace("<x>", "<kml><Placemark><name>&a;</name>").replace("</x>", "</Placemark></kml>")
    return {
        **{
            f"VRT called {ending}": (vrt(traps), ending)
            for ending in ("csv", "geojson", "gpkg", "xlsx", "ods", "parquet", "kml", "zip")
        },
        "VRT behind a mark": ("\ufeff" + vrt(traps), "csv"),
        "entities": (entities(traps), "csv"),
        "entities in KML": (doctype, "kml"),
        "KML that links to a network": (network, "kml"),
        "services of a web server": (services, "geojson"),
        "command for GDAL": (command, "geojson"),
        "coordinate system behind a link": (link, "geojson"),
        "address only": (traps.url, "csv"),
        "path for GDAL only": (f"/vsicurl/{traps.url}", "csv"),
        "shortcut of Windows": (swallowed, "csv"),
        "path of another file": (str(traps.canary), "csv"),
    }
