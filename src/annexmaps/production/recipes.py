"""Recipes: the fingerprint of everything that a file is drawn from, so that one that would come out the same is not drawn."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from annexmaps.spec import Base

_PLAIN = (str, int, float, complex, bool, type(None))


class Recipes:
    """Makes recipes; what lies under the maps is looked through once."""

    def __init__(self) -> None:
        self._bases: dict[int, tuple[Base, bytes]] = {}

    def recipe(self, *ingredients: object) -> str:
        """Return the SHA-256 of `ingredients`, told apart by value: the same values give the same recipe in every process.

        TypeError for an ingredient of a kind whose values are not known.
        """
        hasher = hashlib.sha256()
        self._add(hasher, ingredients)
        return hasher.hexdigest()

    def _add(self, hasher: Any, thing: object) -> None:
        hasher.update(type(thing).__name__.encode() + b"(")
        if isinstance(thing, Base):
            hasher.update(self._base(thing))
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

    def _base(self, base: Base) -> bytes:
        if id(base) not in self._bases:
            hasher = hashlib.sha256()
            self._add_fields(hasher, base)
            # the base is kept too, so that no other can come to bear its id
            self._bases[id(base)] = (base, hasher.digest())
        return self._bases[id(base)][1]


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
