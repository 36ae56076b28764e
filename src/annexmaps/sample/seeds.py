"""Random numbers that depend on nothing but the month and what they are drawn for."""

from random import Random

_PROJECT = "annexmaps sample 1"


def dice(*parts: object) -> Random:
    """Return a generator seeded by the words in `parts`: the same in every process, whatever else is drawn."""
    # text seeds go through SHA-512, so PYTHONHASHSEED plays no part; nothing here is secret
    return Random(seed_of(*parts))  # noqa: S311


def seed_of(*parts: object) -> str:
    """Return the seed of `parts` as text."""
    return " ".join([_PROJECT, *map(str, parts)])
