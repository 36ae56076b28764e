"""What an interactive page that asks one host for tiles may hold: that host's address, in a file whose name says so."""

from pathlib import PurePath

MARK = "_tuiles_"
MANIFEST = "manifest.json"  # says which host the pages beside it ask
_PAGES = (".html", ".zip")


def tile_addresses(address: str) -> frozenset[str]:
    """Return `address` (https://host/{z}/{x}/{y}.png) and its host as pages write them; nothing for none."""
    if not address:
        return frozenset()
    origin = "/".join(address.split("/")[:3])
    # in the data of a page an & is an escape
    return frozenset((address, origin, address.replace("&", "\\u0026")))


def may_ask(name: str) -> bool:
    """Tell whether the file `name` may hold the address of tiles."""
    return name == MANIFEST or (MARK in name and PurePath(name).suffix in _PAGES)
