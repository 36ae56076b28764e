"""JSON and GeoJSON: every key, every value, numbers as they are written."""

import json
from collections.abc import Iterator
from typing import Any

from annexmaps.audit.layers import Fault, Kind, Layer, Part
from annexmaps.audit.open_plain import decoded
from annexmaps.audit.opening import Reopen

_LONGEST_POINT = 3  # longitude, latitude, height


def open_parts(content: bytes, _: Reopen) -> Iterator[Part]:
    """Yield the keys and values of the JSON `content`; its text too, for what stands between them."""
    yield from json_layers(decoded(content), where="")


def json_layers(text: str, *, where: str) -> Iterator[Part]:
    """Yield the keys and values of the JSON `text`, and the text as it is written."""
    yield Layer(where, text)
    keys, values = dict[str, None](), list[str]()

    def keep(pairs: list[tuple[str, Any]]) -> None:
        # one key may stand twice: both are seen here
        for key, value in pairs:
            keys[key] = None
            values.extend(_leaves(value))

    try:
        values += _leaves(json.loads(text, object_pairs_hook=keep, parse_float=str, parse_int=str))
    except (ValueError, RecursionError):
        yield Fault(where, "damaged")
        return
    yield Layer(where, "\n".join(keys), Kind.HEADER)
    yield Layer(where, "\n".join(values))


def _leaves(value: Any) -> list[str]:
    if isinstance(value, list):
        # a point is one text: its coordinates belong together
        if 0 < len(value) <= _LONGEST_POINT and all(isinstance(entry, str) for entry in value):
            return [" ".join(value), *value]
        return [leaf for entry in value for leaf in _leaves(entry)]
    return [value] if isinstance(value, str) else []
