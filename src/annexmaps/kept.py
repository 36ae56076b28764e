"""Kept: the last things that were made, each under all that it was made from, so that a batch makes them once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

Thing = TypeVar("Thing")
Given = ParamSpec("Given")

_RESULTS_KEPT = 32  # of one function: a year in two languages, with the months before


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


def made_once(function: Callable[Given, Thing]) -> Callable[Given, Thing]:
    """Keep the last results of a function of things that never change, as the tables of a release, each under the very things given.

    A text, a number, or a tuple of texts is the same as another that says the same; anything else is the same as itself only. The
    results are shared: whoever gets one leaves it as it is.
    """
    kept: Kept[tuple[Any, Thing]] = Kept(_RESULTS_KEPT)

    @wraps(function)
    def once(*given: Given.args, **named: Given.kwargs) -> Thing:
        things = (*given, *named.values())
        # the things are held, so that no other gets the number of one while its result is kept
        key = (*named, *map(_told_apart, things))
        _, made = kept.get(key, lambda: (things, function(*given, **named)))
        return made

    return once


def _told_apart(thing: object) -> Hashable:
    if isinstance(thing, tuple) and all(isinstance(part, str) for part in thing):
        return thing
    return thing if isinstance(thing, str | int) else ("itself", id(thing))
