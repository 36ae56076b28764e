"""The package of a Word document: ours to begin with, and written so that the same document gives the same bytes."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType
from typing import Any

import docx

from annexmaps.document import DocumentSpec
from annexmaps.render.document_page import LOCALES, marking

# a document states when it was made; a fixed date keeps the bytes the same
CREATED = datetime(1980, 1, 1)
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "[Content_Types].xml": "content_types.xml",
        "_rels/.rels": "package_rels.xml",
        "docProps/core.xml": "core.xml",
        "word/document.xml": "document.xml",
        "word/_rels/document.xml.rels": "document_rels.xml",
        "word/styles.xml": "styles.xml",
        "word/settings.xml": "settings.xml",
        "word/numbering.xml": "numbering.xml",
    }
)


def empty_document() -> Any:
    """Return a python-docx document of ours: no text, the styles of Word by their own names, nothing about a program or a person."""
    folder = files("annexmaps") / "render" / "docx_base"
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, file in _PARTS.items():
            archive.writestr(name, (folder / file).read_bytes())
    return docx.Document(BytesIO(package.getvalue()))


def packed(document: Any, said: DocumentSpec) -> bytes:
    """Return the python-docx `document` as bytes: its properties say what `said` says, its members bear no date."""
    properties = document.core_properties
    for earlier in list(properties._element):
        # who wrote a template, when and for whom
        properties._element.remove(earlier)
    properties.title = said.title
    properties.subject = said.subtitle
    properties.keywords = marking(said.sharing, said.ribbon, by=", ")
    properties.language = LOCALES[said.lang]
    properties.created = properties.modified = CREATED
    written, plain = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            # pictures are packed already
            how = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), made.read(name), how)
    return plain.getvalue()
