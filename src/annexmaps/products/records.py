"""What an interactive page lets its reader filter and recount: released counts per unit and class."""

from collections import Counter

import pandas as pd

from annexmaps.kept import made_once
from annexmaps.spec import Record


@made_once
def finest_pcode(table: pd.DataFrame) -> pd.Series:
    """Return the P-code of the lowest unit that each row of a released `table` tells; "" where it tells none."""
    finest = table["commune_pcode"].where(table["commune_pcode"] != "", table["cercle_pcode"])
    return finest.where(finest != "", table["region_pcode"])


@made_once
def counted_records(table: pd.DataFrame, *, by: str) -> tuple[Record, ...]:
    """Return the rows of a released `table` counted per lowest told unit and class `by`, in their order."""
    counts = Counter(zip(finest_pcode(table), table[by], strict=True))
    return tuple(Record(pcode, key, count) for (pcode, key), count in sorted(counts.items()))
