"""Crowds: so many violations at one point that their marks would cover the land about it; their commune's circle counts them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from annexmaps.disclosure.masking import MASKED_COLUMNS
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.products.masked import has_masked_points
from annexmaps.spec import Legend
from annexmaps.words import Words

MOST_AT_A_POINT = 24  # marks: spread about their point they reach 4 mm, forty kilometres on an A4 page
_SAME_POINT = 0.03  # degrees: a third of a millimetre on an A4 page
_POINT_COLUMNS = ("longitude", "latitude")


@made_once
def crowded(incidents: pd.DataFrame) -> pd.Series:
    """Tell which rows of `incidents` share their point with so many others that a mark each is no longer read."""
    columns = list(_columns_of(incidents))
    if not set(columns) <= set(incidents.columns):
        return pd.Series(False, index=incidents.index)
    cells = (incidents[columns].astype(float) / _SAME_POINT).round()
    # rows without a point have no cell, hence no size
    return cells.groupby(columns)[columns[0]].transform("size") > MOST_AT_A_POINT


@made_once
def without_crowds(incidents: pd.DataFrame) -> pd.DataFrame:
    """Return `incidents`, those of a crowd without their point: they count in the circle of their commune."""
    many = crowded(incidents)
    return (
        incidents.assign(**{name: incidents[name].mask(many) for name in _columns_of(incidents)})
        if many.any()
        else incidents
    )


def crowd_notes(incidents: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[str, ...]:
    """Return the sentence that counts the violations of `incidents` that are in a crowd; nothing where the edition shows no points."""
    count = int(crowded(incidents).sum()) if release.tells_rows else 0
    told = {"count": number_label(count, lang=words.lang), "most": number_label(MOST_AT_A_POINT, lang=words.lang)}
    return (words("annex_1.crowded", **told),) if count else ()


def titled_for_crowds(legends: Sequence[Legend], words: Words) -> tuple[Legend, ...]:
    """Return `legends` where the sizes of circles, after the categories, stand for violations with a crowded point too."""
    categories, *sizes = legends
    return (categories, *(replace(legend, title=words("annex_1.sizes_without_mark")) for legend in sizes))


def _columns_of(incidents: pd.DataFrame) -> tuple[str, ...]:
    return MASKED_COLUMNS if has_masked_points(incidents) else _POINT_COLUMNS
