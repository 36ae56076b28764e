"""Masked points on a page: the columns that stand for points, marks whose order tells nothing, and what a reader must know."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from annexmaps.disclosure.masking import MASKED_COLUMNS
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.months import number_label
from annexmaps.places.gazetteer import COMMUNE
from annexmaps.spec import Legend, Mark
from annexmaps.words import Words

_METRES = 1_000  # of a kilometre


def has_masked_points(table: pd.DataFrame) -> bool:
    """Tell whether the release gave `table` masked points."""
    return MASKED_COLUMNS[0] in table


def as_points(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with its masked points as longitude and latitude."""
    return table.rename(columns=dict(zip(MASKED_COLUMNS, ("longitude", "latitude"), strict=True)))


def without_numbers(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return `marks` by place and class, without the numbers that would tie a line of the list to a point."""
    bare = (replace(mark, text="") for mark in marks)
    return tuple(sorted(bare, key=lambda mark: (mark.longitude, mark.latitude, mark.key)))


def with_note(legend: Legend, release: ReleasedMonth, words: Words, *, shown: bool) -> Legend:
    """Return `legend` saying how far its points are displaced, if any are `shown`."""
    if not shown:
        return legend
    return replace(legend, note=words("points.legend", **_distances(release, words)))


def masked_notes(table: pd.DataFrame, release: ReleasedMonth, words: Words, *, key: str) -> tuple[str, ...]:
    """Return what a reader must know of masked points and how many rows of `table` stayed at their commune; nothing without points.

    `key` names the sentence that counts them.
    """
    if not has_masked_points(table):
        return ()
    stayed = int((table[MASKED_COLUMNS[0]].isna() & (table["place_level"] == COMMUNE)).sum())
    counted = words(key, count=number_label(stayed, lang=words.lang))
    told = words("points.note", **_distances(release, words))
    return (told, counted) if table[MASKED_COLUMNS[0]].notna().any() else (counted,)


def _distances(release: ReleasedMonth, words: Words) -> dict[str, str]:
    donut = release.donut
    if donut is None:
        return {}
    named = {"nearest": donut.nearest, "farthest": donut.farthest}
    return {name: number_label(metres / _METRES, lang=words.lang) for name, metres in named.items()}
