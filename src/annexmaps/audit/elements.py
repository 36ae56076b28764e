"""The allow-list of elements: what an XML file of a known kind may be made of; anything else stops the release."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from annexmaps.audit.layers import Fault

# columns and texts in quotes say nothing of what an expression calls
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALLED = re.compile(r"[$@]?[A-Za-z_]\w*")
_EXPRESSIONS = ("geometryModifier", "expression")


def refused_elements(root: str, element: str, attributes: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what the `element` of a file that begins with `root` may not be; a kind of file without a list is not looked at."""
    allowed = _listed().get(root)
    if allowed is None:
        return
    if element not in allowed["elements"]:
        yield Fault(element, "unexpected_part", element)
    if "class" in attributes and attributes["class"] not in allowed.get("classes", ()):
        yield Fault(element, "unexpected_part", "class")
    if attributes.get("name") in _EXPRESSIONS:
        called = _CALLED.findall(_QUOTED.sub("", attributes.get("value", "")))
        if not set(called) <= set(allowed.get("functions", ())):
            yield Fault(element, "script")


@cache
def _listed() -> dict[str, dict[str, list[str]]]:
    text = (files("annexmaps") / "audit" / "allowed.toml").read_text(encoding="utf-8")
    listed: dict[str, dict[str, list[str]]] = tomllib.loads(text)["xml"]
    return listed
