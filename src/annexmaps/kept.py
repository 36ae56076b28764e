"""Kept: the last things that were made, each under all that it was made from, so that a batch makes them once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """At most `most` things; the one that was asked for longest ago leaves first, so that memory stays flat."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return the thing under `key`, made by `make` where it is not there; `key` must hold all that it is made from."""
        if key in self._things:
            self._things.move_to_end(key)
            return self._things[key]
        made = make()
        self._things[key] = made
        while len(self._things) > self._most:
            self._things.popitem(last=False)
        return made

    def cache_clear(self) -> None:
        """Forget everything."""
        self._things.clear()
