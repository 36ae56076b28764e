"""The reports' house style: per cercle, the letters of the categories with their counts, "E 5 · C 3"."""

import pandas as pd

from annexmaps.join import count_by_pcode, names_by_pcode
from annexmaps.months import number_label
from annexmaps.products.product import centres
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import Stack
from annexmaps.theme import Theme
from annexmaps.vocabulary import codes
from annexmaps.words import Words

CATEGORIES = codes("category")


def category_stacks(boundaries: Boundaries, incidents: pd.DataFrame, words: Words, theme: Theme) -> tuple[Stack, ...]:
    """Return a stack for each cercle of the released `incidents`, the fullest cercle first, its largest category first.

    Rows known only at the région are in no stack, so that a place made coarser stays so.
    """
    counts = count_by_pcode(incidents, admin_level=2, by="category").reindex(columns=list(CATEGORIES), fill_value=0)
    at, names = centres(boundaries, admin_level=2), names_by_pcode(boundaries.cercles)
    totals = counts.sum(axis=1)
    order = sorted(counts.index, key=lambda pcode: (-totals[pcode], pcode))
    return tuple(Stack(pcode, *at[pcode], names[pcode], _parts(counts.loc[pcode], words, theme)) for pcode in order)


def _parts(counts: pd.Series, words: Words, theme: Theme) -> tuple[tuple[str, str, str], ...]:
    present = sorted((code for code in CATEGORIES if counts[code]), key=lambda code: (-counts[code], code))
    colours = theme.colours.categories
    return tuple((code, colours[code], number_label(int(counts[code]), lang=words.lang)) for code in present)
