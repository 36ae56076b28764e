"""The values that options may take, known without loading what draws."""

import difflib
from collections.abc import Collection, Sequence

from annexmaps.disclosure.rules import EDITIONS
from annexmaps.errors import UsageError
from annexmaps.production.names import ATLAS_LEVELS
from annexmaps.products import product_modules
from annexmaps.render.formats import DOCUMENTS, RENDERERS
from annexmaps.theme import PAGE_SIZES
from annexmaps.words import Phrase, languages

_WORD = ("docx", "doc", "word")
# names by which one asks for a format, and the format
_MEANT = {"excel": "xlsx", "xls": "xlsx", "jpg": "png", "jpeg": "png", "image": "png", "tiff": "tif", "geotiff": "tif", "web": "html",
          "qgis": "gpkg", "shp": "gpkg", "shapefile": "gpkg", "word": "docx", "doc": "docx"}  # fmt: skip


def check_choices(
    *,
    only: Sequence[str] = (),
    formats: Sequence[str] = (),
    edition: str,
    lang: str,
    page: str = "",
    atlas: str = "",
    document: bool = False,
) -> None:
    """Raise UsageError, naming what exists, for an annex, format, edition, language, page size or atlas that does not.

    `formats` are those of the annexes, or of the annex `document`.
    """
    _check("product", only, product_modules())
    documents = [name for name in formats if name.casefold() in _WORD]
    if documents and not document:
        raise UsageError("usage.format_document", value=documents[0])
    _check("format", formats, DOCUMENTS if document else RENDERERS)
    _check("edition", (edition,), EDITIONS)
    _check("lang", (lang,), languages())
    _check("page", (page,) if page else (), PAGE_SIZES)
    _check("atlas", (atlas,) if atlas else (), ATLAS_LEVELS)


def _check(kind: str, given: Sequence[str], known: Collection[str]) -> None:
    for value in given:
        if value not in known:
            raise UsageError(f"usage.{kind}", value=value, known=_named(value, known))


def _named(value: str, known: Collection[str]) -> str | Phrase:
    names = ", ".join(known)
    meant = _MEANT.get(value.casefold())
    near = [meant] if meant in known else difflib.get_close_matches(value.casefold(), known, n=1)
    return Phrase("usage_hint.nearest", {"names": names, "near": near[0]}) if near else names
