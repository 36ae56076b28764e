"""Figures in cells and sentences: shares, changes, trends by a stated rule, singular and plural."""

from annexmaps.disclosure.told import Told
from annexmaps.months import number_label, share_label
from annexmaps.products.counts import GAP
from annexmaps.spec import Cell
from annexmaps.words import Words

UP, SAME, DOWN = "↗", "=", "↘"


def trend(now: int, before: int | None, *, tolerance: float) -> str:
    """Return ↗, = or ↘: by more than the share `tolerance` of the month before, or not; a gap where that month is missing.

    Source: the arrows of part III of the reports, which state no rule; `tolerance` is the office's.
    """
    if before is None:
        return GAP
    if abs(now - before) <= tolerance * before:
        return SAME
    return UP if now > before else DOWN


def share(part: int, whole: int) -> Cell:
    """Return `part` of `whole`, a gap where the whole is nothing."""
    return part / whole if whole else GAP


def change(now: int, before: int | None) -> Cell:
    """Return the change since the month before, a gap where that month is missing."""
    return GAP if before is None else now - before


def told_cell(told: Told, lang: str) -> Cell:
    """Return what is told as a number, or as a text where it is no exact one."""
    return told.low if told.is_exact else told.text(lang)


def plural(key: str, number: int, words: Words, /, **values: object) -> str:
    """Return the sentence `key`_none, `key`_one or `key`_many, by `number`, which stands in it as `count`."""
    form = "none" if number == 0 else "one" if number == 1 else "many"
    return words(f"{key}_{form}", count=number_label(number, lang=words.lang), **values)


def share_words(part: int, whole: int, words: Words) -> str:
    """Return `part` of `whole` as a percentage."""
    return share_label(part / whole, lang=words.lang) if whole else GAP
