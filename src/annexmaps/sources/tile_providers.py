"""Tile providers by name or address, and which of them let an office store their tiles."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from annexmaps.errors import UsageError

FILE = "tile_providers.toml"
_FIELDS = ("{x}", "{y}", "{z}")
_SECURE = "https://"
# one host, no account in it, and no sign that would end a rule of a page or add one
_PLAIN = re.compile(r"https://[A-Za-z0-9.\-]+(?::\d{1,5})?/[A-Za-z0-9._~:/?#\[\]@!$&()*+,=%{}\-]*")
_HIGHEST_ZOOM = 18  # where a provider does not say
_MERCATOR_NAMES = ("", "EPSG:3857")


@dataclass(frozen=True)
class Terms:
    """What a provider's terms say about storing its tiles."""

    may_store: bool
    reason: str  # a key of [basemap_terms]
    source: str = ""  # where the terms stand


def find_provider(name_or_url: str, *, source: str = "") -> Any:
    """Return the xyzservices.TileProvider called `name_or_url`, or one of an https address with {x}, {y} and {z}.

    `source` is the attribution to print, needed with an address. UsageError if there is no such provider, it needs a key or is not in
    Web Mercator, or the address is not one of tiles.
    """
    import xyzservices

    if "://" in name_or_url:
        return _of_address(name_or_url, source)
    try:
        provider = xyzservices.providers.query_name(name_or_url)
    except ValueError:
        known = ", ".join(allowed_providers())
        raise UsageError("basemap.unknown", value=name_or_url, known=known) from None
    if provider.requires_token():
        raise UsageError("basemap.needs_key", value=provider.name)
    # a few of the list are drawn for the poles
    if str(provider.get("crs", "")) not in _MERCATOR_NAMES or not provider.url.startswith(_SECURE):
        raise UsageError("basemap.not_mercator", value=provider.name)
    return xyzservices.TileProvider({**provider, **({"attribution": source} if source else {})})


def _of_address(url: str, source: str) -> Any:
    import xyzservices

    if not url.startswith(_SECURE) or not all(field in url for field in _FIELDS) or not urlsplit(url).hostname:
        raise UsageError("basemap.bad_address", value=url)
    if not source:
        raise UsageError("basemap.no_source")
    # other fields than these are text
    plain = url.replace("{", "{{").replace("}", "}}")
    for field in _FIELDS:
        plain = plain.replace("{" + field + "}", field)
    return xyzservices.TileProvider(name=urlsplit(url).hostname, url=plain, attribution=source)


def is_plain_address(address: str) -> bool:
    """Tell whether `address` is one of tiles, with {x}, {y} and {z}, that a page can name in its rules: one https host, plain letters."""
    return bool(_PLAIN.fullmatch(address)) and all(field in address for field in _FIELDS)


def highest_zoom(provider: Any) -> int:
    """Return the finest zoom that `provider` has tiles of."""
    return int(provider.get("max_zoom", _HIGHEST_ZOOM))


def terms_of(provider: Any) -> Terms:
    """Return whether the tiles of `provider` may be stored: only if its terms are known to allow it.

    An address of one's own server may; the person who gives it answers for it.
    """
    table, host = _table(), urlsplit(provider.url).hostname or ""
    name = str(provider.name)
    if name in table["allowed"]:
        return Terms(True, table["allowed"][name]["reason"], table["allowed"][name]["source"])
    for family, facts in table["refused"].items():
        mine = any(host == known or host.endswith(f".{known}") for known in facts["hosts"])
        if mine or name.split(".")[0].lower() == family.lower():
            return Terms(False, facts["reason"], facts["source"])
    # a provider found by its address is called after its host
    return Terms(True, "own") if name == host else Terms(False, "unknown")


def allowed_providers() -> tuple[str, ...]:
    """Return the names of the providers whose tiles may be stored."""
    return tuple(_table()["allowed"])


def refused_families() -> dict[str, Terms]:
    """Return the families of providers whose terms are known to forbid storing, with their reasons."""
    return {name: Terms(False, facts["reason"], facts["source"]) for name, facts in _table()["refused"].items()}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("annexmaps.sources") / FILE).read_text(encoding="utf-8"))
