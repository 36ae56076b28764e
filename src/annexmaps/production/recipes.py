"""Recipes: the fingerprint of everything that a file is drawn from, so that one that would come out the same is not drawn."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
from shapely.geometry.base import BaseGeometry

from annexmaps.kept import Kept
from annexmaps.spec import Base, ListSpec, MapSpec

_PLAIN = (str, int, float, complex, bool, NoneType)
_LARGE = (Base, MapSpec, ListSpec)  # looked through once: many files of many months are drawn from one of them
# by identity, each with the thing itself, so that no other can come to bear its identity
_DIGESTS: Kept[tuple[object, bytes]] = Kept(240)


class Recipes:
    """Makes recipes."""

    def recipe(self, *ingredients: object) -> str:
        """Return the SHA-256 of `ingredients`, told apart by value: the same values give the same recipe in every process.

        TypeError for an ingredient of a kind whose values are not known.
        """
        hasher = hashlib.sha256()
        self._add(hasher, ingredients)
        return hasher.hexdigest()

    def _add(self, hasher: Any, thing: object) -> None:
        kind: Any = type(thing)
        hasher.update(kind.__name__.encode() + b"(")
        if isinstance(thing, _LARGE):
            hasher.update(_DIGESTS.get(id(thing), lambda: (thing, self._digest(thing)))[1])
        elif _is_plain(kind):
            hasher.update(repr(thing).encode())
        elif is_dataclass(thing) and not isinstance(thing, type):
            self._add_fields(hasher, thing)
        elif isinstance(thing, Mapping):
            for pair in thing.items():
                self._add(hasher, pair)
        elif isinstance(thing, tuple | list | Iterator):
            for member in thing:
                self._add(hasher, member)
        elif isinstance(thing, set | frozenset):
            # a set has another order in every process
            hasher.update("".join(sorted(self.recipe(member) for member in thing)).encode())
        else:
            hasher.update(_content(thing))
        hasher.update(b")")

    def _add_fields(self, hasher: Any, thing: Any) -> None:
        for entry in fields(thing):
            hasher.update(entry.name.encode() + b"=")
            self._add(hasher, getattr(thing, entry.name))

    def _digest(self, thing: object) -> bytes:
        hasher = hashlib.sha256()
        self._add_fields(hasher, thing)
        return hasher.digest()


@cache
def _is_plain(kind: Any) -> bool:
    """Tell whether `repr` says all of every value of `kind`: texts, numbers, and what is declared to be made of these only."""
    if kind in _PLAIN or get_origin(kind) is Literal:
        return True
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return all(entry.repr and _is_plain(hints[entry.name]) for entry in fields(kind))
    made_of = [part for part in get_args(kind) if part is not Ellipsis]
    return (
        get_origin(kind) in (tuple, Mapping, dict, Union, UnionType) and bool(made_of) and all(map(_is_plain, made_of))
    )


def _content(thing: object) -> bytes:
    if isinstance(thing, BaseGeometry):
        return bytes(thing.wkb)
    if isinstance(thing, np.ndarray):
        return f"{thing.dtype} {thing.shape} ".encode() + np.ascontiguousarray(thing).tobytes()
    if isinstance(thing, bytes):
        return b"%d " % len(thing) + thing
    if isinstance(thing, (*_PLAIN, np.generic)) or type(thing).__module__ == "datetime":
        return repr(thing).encode()
    raise TypeError(f"no recipe for {type(thing).__name__}")
