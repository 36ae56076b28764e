"""HTML: texts, tags, attributes, comments, styles and scripts; JSON islands are opened key by key; what loads or sends is a fault."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.open_json import json_layers
from annexmaps.audit.open_packed import packed_layers, unpacked
from annexmaps.audit.open_plain import decoded
from annexmaps.audit.opening import Reopen

# attributes whose address a page loads at once or on a click
_LOADS = {"src", "href", "action", "formaction", "srcset", "poster", "data", "ping", "background", "manifest"}
_ISLANDS = ("json",)  # in the type of a script
_PACKED = {
    "annexmaps-packed": "packed",
    "annexmaps-program": "program",
}  # ids of what a packed page holds: its island, its program
_EMBEDS = {"iframe", "object", "embed", "base", "form"}


class _Reading(HTMLParser):
    """What was met so far in one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.inside = ""  # script, style, island

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self.inside = "island" if any(kind in given.get("type", "") for kind in _ISLANDS) else tag
            self.inside = _PACKED.get(given.get("id", ""), self.inside) if tag == "script" else self.inside
        if tag in _EMBEDS:
            self.parts.append(Fault(tag, "external_link"))
        for name, value in given.items():
            self.attributes += [name, value]
            if name in _LOADS and value and not value.strip().startswith(("#", "data:")):
                self.parts.append(Fault(f"{tag} {name}", "external_link"))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "island":
            self.parts += json_layers(data, where="script json")
        elif self.inside == "packed":
            self.parts += packed_layers(data)
        elif self.inside == "program":
            # any other than ours is read like a script that stands in the page
            program = unpacked(data)
            if (data if program is None else program).strip() not in own_texts():
                self.parts.append(Layer("script", data if program is None else program))
        elif self.inside:
            if data.strip() not in own_texts():
                self.parts.append(Layer(self.inside, data))
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.parts.append(Layer("comment", data, Kind.METADATA))

    def handle_decl(self, decl: str) -> None:
        self.parts.append(Layer("declaration", decl, Kind.METADATA))

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


@cache
def own_texts() -> frozenset[str]:
    """Return the scripts and style sheets that stand in every page of ours, the same whatever it shows: they hold nothing of a table."""
    from annexmaps.render.web.page import own_program, own_styles, unpacking

    return frozenset(text.strip() for text in (own_program(), unpacking(), *own_styles()))


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the texts, attributes, comments and scripts of the page `content`, and its faults."""
    reading = _Reading()
    reading.feed(decoded(content))
    reading.close()
    yield from reading.parts
    yield Layer("text", "\n".join(reading.texts), Kind.METADATA)
    yield Layer("attributes", "\n\n".join(reading.attributes), Kind.METADATA)
