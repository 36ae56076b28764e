"""The tiles that interactive pages may ask one host for, when the office says so: chosen, checked, credited."""

from dataclasses import replace
from typing import Any

from annexmaps.errors import UsageError
from annexmaps.sources.tile_providers import find_provider, highest_zoom, is_plain_address
from annexmaps.spec import MapSpec, PageTiles
from annexmaps.words import Words


def choose_tiles(wanted: str, *, source: str = "") -> PageTiles | None:
    """Return the tiles `wanted`: a provider's name, or an https address with {x}, {y} and {z} and its attribution `source`.

    None if nothing is wanted; nothing is asked for now. Raises UsageError for what cannot be used.
    """
    if not wanted:
        return None
    line = " ".join(source.split())
    if "://" in wanted and not line:
        raise UsageError("tiles.no_source")
    provider = find_provider(wanted, source=line)
    # one host only: the first where a provider has several
    address = provider.build_url()
    if not is_plain_address(address):
        raise UsageError("tiles.bad_address", value=wanted)
    return PageTiles(address, highest_zoom(provider), _credit(provider))


def credit_tiles(spec: MapSpec, tiles: PageTiles) -> MapSpec:
    """Return `spec` with the host and the attribution of `tiles` in its sources."""
    sentence = Words(spec.lang)("tiles.sources", host=tiles.host, source=tiles.attribution)
    return replace(spec, page=replace(spec.page, sources=f"{spec.page.sources} {sentence}".strip()))


def _credit(provider: Any) -> str:
    return str(provider.get("attribution", "")).replace("(C)", "©").rstrip(".") or str(provider.name)
