"""Leaflet, taken from the package that ships it, checked, and without anything it could fetch."""

import hashlib
import re
from functools import cache
from pathlib import Path

from annexmaps.errors import OutputError

# the bytes that folium 0.20 links to (Leaflet 1.9.3, BSD-2-Clause)
SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")
_RULE_WITH_PICTURE = re.compile(r"[^{}]*\{[^{}]*\burl\([^{}]*\}")


@cache
def leaflet_script() -> str:
    """Return Leaflet's script. Raises OutputError if the installed file is not the one that was checked."""
    return _SOURCE_MAP.sub("", _checked("leaflet.js"))


@cache
def leaflet_style() -> str:
    """Return Leaflet's style sheet without the rules that load a picture. Raises OutputError as `leaflet_script`."""
    return _RULE_WITH_PICTURE.sub("", _checked("leaflet.css"))


def _checked(name: str) -> str:
    # the package is imported when a page is made, not before
    from xstatic.pkg import leaflet

    content = (Path(leaflet.BASE_DIR) / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise OutputError("web.leaflet", file=name)
    # a browser reads every line end as \n before it compares a hash
    return content.decode("utf-8").replace("\r\n", "\n")
