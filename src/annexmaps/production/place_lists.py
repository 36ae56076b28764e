"""Lists of régions, cercles and communes to choose from, each inside its parents."""

from collections.abc import Mapping

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.render.template import BETWEEN, DropDown
from annexmaps.sources.boundaries import Boundaries


def place_lists(boundaries: Boundaries) -> dict[str, DropDown]:
    """Return the lists of the columns `region`, `cercle` and `commune`, sorted by their parents' names and their own.

    Communes without a polygon are in it: a violation may have happened there. A value that is not in a list is asked about, not
    refused, since partners know places that no list has.
    """
    regions = _names(boundaries.regions)
    cercles = {row["pcode"]: (regions[row["region_pcode"]], row["name"]) for row in rows_of(_plain(boundaries.cercles))}
    known = pd.concat([_plain(boundaries.communes), boundaries.without_polygon])
    communes = [(cercles[row["cercle_pcode"]], row["name"]) for row in rows_of(known) if row["cercle_pcode"] in cercles]
    in_cercles = sorted({(BETWEEN.join(parents), name) for parents, name in communes})
    return {
        "region": DropDown("region", tuple(("", name) for name in sorted(regions.values())), strict=False),
        "cercle": DropDown("cercle", tuple(sorted(cercles.values())), ("region",), strict=False),
        "commune": DropDown("commune", tuple(in_cercles), ("region", "cercle"), strict=False),
    }


def _names(units: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(units["pcode"], units["name"], strict=True))


def _plain(units: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(units.drop(columns="geometry"))
