"""Cercles and régions dissolved from the communes of one frame, so that their borders and P-codes nest."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

CRS = "EPSG:4326"


def dissolve(
    communes: gpd.GeoDataFrame, *, by: str, names: Mapping[str, str], parents: tuple[str, ...] = ()
) -> gpd.GeoDataFrame:
    """Return one unit for each value of the column `by` of `communes`, EPSG:4326, sorted by `pcode`.

    `names` are the units' names by P-code; `parents` the columns of `communes` that a unit keeps (each unit lies in one
    parent).
    """
    shapes = communes.geometry.to_numpy()
    rows = {str(pcode): np.asarray(places) for pcode, places in communes.groupby(by, sort=True).indices.items()}
    union = shapely.coverage_union_all if shapely.coverage_is_valid(shapes) else shapely.union_all
    first = [int(places[0]) for places in rows.values()]
    columns: dict[str, object] = {"pcode": list(rows), "name": [names.get(pcode, pcode) for pcode in rows]}
    columns |= {parent: communes[parent].to_numpy()[first] for parent in parents}
    geometry = [union(shapes[places]) for places in rows.values()]
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=geometry, crs=CRS)
