"""The styles of a Word document by the names that Word gives them in every language: a template's own where it has them, ours otherwise."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from annexmaps.render.docx_package import empty_document


class Styles:
    """Finds the styles of one document, and lends it ours where it has none of that name."""

    def __init__(self, document: Any) -> None:
        self._element = document.styles.element
        self._ids: dict[tuple[str, str], str] = {
            (style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val")).casefold()): style.get(qn("w:styleId"))
            for style in self._element.findall(qn("w:style"))
            if style.find(qn("w:name")) is not None
        }
        self._ours: Any = None
        self._lent: set[str] = set()

    def paragraph(self, name: str) -> str:
        """Return the id of the paragraph style `name`: Caption, which a French Word calls Légende."""
        return self._find("paragraph", name)

    def table(self, name: str) -> str:
        """Return the id of the table style `name`."""
        return self._find("table", name)

    def is_lent(self, name: str) -> bool:
        """Tell whether the document had no style `name` of its own."""
        return name.casefold() in self._lent

    def _find(self, kind: str, name: str) -> str:
        key = (kind, name.casefold())
        if key not in self._ids:
            self._ids[key] = self._lend(kind, name)
            self._lent.add(name.casefold())
        return self._ids[key]

    def _lend(self, kind: str, name: str) -> str:
        if self._ours is None:
            self._ours = empty_document().styles.element
        named = (one for one in self._ours.findall(qn("w:style")) if one.get(qn("w:type")) == kind)
        style = deepcopy(next(one for one in named if _name(one) == name.casefold()))
        own = str(style.get(qn("w:styleId")))
        style.set(qn("w:styleId"), f"{own}Annexmaps" if own in self._ids.values() else own)
        # what it builds on is ours: Normal and the plain table by their names there
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in style.findall(qn(tag)):
                style.remove(reference)
        based = self._ids.get((kind, "normal" if kind == "paragraph" else "normal table"))
        if based:
            parent = OxmlElement("w:basedOn")
            parent.set(qn("w:val"), based)
            style.insert(1, parent)
        for numbering in list(style.iter(qn("w:numPr"))):
            # a list of ours points at numbers that the document does not have
            numbering.getparent().remove(numbering)
        self._element.append(style)
        return str(style.get(qn("w:styleId")))


def _name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val"))).casefold()
