"""The orders of a finished folder: which builds make the files that its manifest lists, told by their names."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from annexmaps.production.names import ATLAS_LEVELS
from annexmaps.production.order import Order
from annexmaps.production.page_record import RECORD_NAME
from annexmaps.render.formats import RENDERERS
from annexmaps.theme import PAGE_SIZES

_ANNEX = re.compile(r"annexe-([0-9]+[a-z]?)")
_ATLAS = "atlas-"
_ZIPPED = ".zip"
_PAGE = "html"
_PACKED = b"annexmaps-packed"  # in a page whose data are compressed
_WHOLE_MONTH = ("tableau-de-bord", "couches")  # files of several annexes


@dataclass(frozen=True)
class _Said:
    """What the name of one file says."""

    annex: str  # empty: a file of several
    format: str
    lang: str
    page: str
    atlas: str
    zipped: bool


def orders_of(names: Iterable[str], like: Order, *, read: Callable[[str], bytes | None]) -> tuple[Order, ...]:
    """Return the orders that make the files `names` of one folder, in the language, format and page that they say.

    What names do not say is as in `like`; `read` returns a file: a page itself tells whether it is packed.
    """
    listed = tuple(names)
    said = [one for one in map(_said, listed) if one]
    packed = any(_PACKED in (read(name) or b"") for name in listed if name.endswith(f".{_PAGE}"))
    orders: dict[Order, list[str]] = {}
    for lang, page, atlas, made in sorted({(one.lang, one.page, one.atlas, one.format) for one in said}):
        alike = [one for one in said if (one.lang, one.page, one.atlas, one.format) == (lang, page, atlas, made)]
        annexes = {one.annex for one in alike} - {""} or {one.annex for one in said} - {""}
        order = replace(like, lang=lang, page=page, atlas=atlas, only=tuple(sorted(annexes)))
        if made == _PAGE:
            order = replace(order, pack=packed, zipped=any(one.zipped for one in alike))
        orders.setdefault(order, []).append(made)
    return tuple(replace(order, formats=tuple(formats)) for order, formats in orders.items())


def is_of_build(name: str) -> bool:
    """Tell whether a build makes the file `name`; the report's document is made by another command."""
    return name == RECORD_NAME or _said(name) is not None


def _said(name: str) -> _Said | None:
    path = PurePosixPath(name)
    folder, parts = path.parent.name, path.stem.split("_")
    annex = next((found[1] for part in parts if (found := _ANNEX.fullmatch(part))), "")
    made = next(_formats(path.suffix, parts), "")
    if not made or not (annex or set(_WHOLE_MONTH) & set(parts)):
        return None
    if folder and folder.removeprefix(_ATLAS) not in ATLAS_LEVELS:
        return None
    page = next((part for part in parts if part in PAGE_SIZES), "")
    return _Said(annex, made, parts[-1], page, folder.removeprefix(_ATLAS), path.suffix == _ZIPPED)


def _formats(suffix: str, parts: list[str]) -> Iterator[str]:
    extension = _PAGE if suffix == _ZIPPED else suffix.removeprefix(".")
    marked = {renderer.variant for renderer in RENDERERS.values()} & set(parts)
    for name, renderer in RENDERERS.items():
        if renderer.extension == extension and marked <= {renderer.variant} and renderer.variant in {"", *marked}:
            yield name
