"""Attach by P-code, count by P-code, roll up to a higher level."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from annexmaps.kept import made_once

PCODE_COLUMNS = {1: "region_pcode", 2: "cercle_pcode", 3: "commune_pcode"}


@made_once
def count_by_pcode(table: pd.DataFrame, *, admin_level: int, by: str = "") -> pd.DataFrame:
    """Count the rows of `table` per unit of `admin_level`, and per value of the column `by` if given.

    Rows that do not reach the level are left out. Returns one line a unit, indexed by P-code, sorted: a column `count`, or one
    column for each value of `by`.
    """
    column = PCODE_COLUMNS[admin_level]
    reached = table[table[column] != ""]
    if not by:
        return reached.groupby(column, sort=True).size().rename("count").to_frame()
    return reached.groupby([column, by], sort=True).size().unstack(fill_value=0)


def names_by_pcode(*levels: pd.DataFrame) -> dict[str, str]:
    """Return the name of every unit of `levels` (tables with `pcode` and `name`)."""
    return {pcode: name for level in levels for pcode, name in zip(level["pcode"], level["name"], strict=True)}


def count_values(values: Iterable[str], keys: Iterable[str] = ()) -> dict[str, int]:
    """Count each of `values`; every one of `keys` is there, with 0 where it does not occur."""
    counted = Counter(values)
    return {**dict.fromkeys(keys, 0), **counted}
