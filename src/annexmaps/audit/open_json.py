"""JSON: every key, every value, numbers as they are written."""

import json
from collections.abc import Iterator
from typing import Any

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.open_geojson import geometry_parts, without_outlines
from annexmaps.audit.open_plain import decoded
from annexmaps.audit.opening import Reopen

_LONGEST_POINT = 3  # longitude, latitude, height


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the keys and values of the JSON `content`; its text too, for what stands between them."""
    text, outlines = without_outlines(decoded(content))
    yield from json_layers(text, where="")
    if outlines:
        yield from geometry_parts(text, outlines)


def json_layers(text: str, *, where: str) -> Iterator[Part]:
    """Yield the keys and values of the JSON `text`, and the text as it is written."""
    yield Layer(where, text)
    keys, values = dict[str, None](), list[str]()

    def keep(pairs: list[tuple[str, Any]]) -> None:
        # one key may stand twice: both are seen here
        for key, value in pairs:
            keys[key] = None
            _gather(value, values)

    try:
        _gather(json.loads(text, object_pairs_hook=keep, parse_float=str, parse_int=str), values)
    except (ValueError, RecursionError):
        yield Fault(where, "damaged")
        return
    yield Layer(where, "\n".join(keys), Kind.HEADER)
    yield Layer(where, "\n".join(values))


def _gather(value: Any, leaves: list[str]) -> None:
    """Add the texts in `value` to `leaves`, in their order."""
    if isinstance(value, str):
        leaves.append(value)
    elif isinstance(value, list) and set(map(type, value)) == {str}:
        # a point is one text: its coordinates belong together
        if len(value) <= _LONGEST_POINT:
            leaves.append(" ".join(value))
        leaves += value
    elif isinstance(value, list):
        for entry in value:
            _gather(entry, leaves)
