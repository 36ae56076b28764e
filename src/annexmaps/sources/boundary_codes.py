"""P-codes for a file that has none (geoBoundaries): each polygon takes the commune whose place and name it has."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from annexmaps.sources import boundary_frames
from annexmaps.vocabulary.folding import fold, mend_mojibake

CRS = "EPSG:4326"
NEAR = 0.35  # degrees: how far from its commune's coordinate a polygon of that very name may be
NAME_COLUMN, LEVEL_COLUMN, COUNTRY_COLUMN = "shapeName", "shapeType", "shapeGroup"  # geoBoundaries
COMMUNES = "ADM3"


def lacks_codes(table: pd.DataFrame) -> bool:
    """Tell whether `table` holds geoBoundaries' communes of the code list's country: names, but no P-codes."""
    if not {NAME_COLUMN, LEVEL_COLUMN, COUNTRY_COLUMN} <= set(map(str, table.columns)) or not len(table):
        return False
    return {*table[LEVEL_COLUMN]} == {COMMUNES} and {*table[COUNTRY_COLUMN]} == {boundary_frames.COUNTRY}


def coded_units(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the tidy units of `table`, EPSG:4326, with P-codes of the code list and the parents of its oldest frame.

    A commune goes to the polygon that holds its coordinate (its centroid, rounded to 0.01°) if the folded names agree,
    else to the only polygon of its name within `NEAR`; a polygon that no commune claims has an empty P-code.
    """
    codes = boundary_frames.read_code_list()
    shapes = table.geometry if table.crs is None else table.geometry.to_crs(CRS)
    names = [mend_mojibake(str(name or "")) for name in table[NAME_COLUMN]]
    claims = _claims(shapes.to_numpy(), names, codes.coded)
    pcodes = [claims.get(row, "") for row in range(len(table))]
    columns = {"pcode": pcodes, "name": names} | _parents(pcodes, codes)
    return gpd.GeoDataFrame(columns, geometry=shapes.to_numpy(), crs=shapes.crs)


def _parents(pcodes: list[str], codes: boundary_frames.CodeList) -> dict[str, list[str]]:
    frame = codes.codes_frames[0]
    parents = boundary_frames.parents_in(frame, codes=codes).set_index("pcode")
    columns: dict[str, list[str]] = {}
    for name, level in (("cercle", 2), ("region", 1)):
        spelt = boundary_frames.unit_names(frame, level, codes=codes)
        above = [str(parents.at[pcode, f"{name}_pcode"]) if pcode else "" for pcode in pcodes]
        columns |= {f"{name}_pcode": above, f"{name}_name": [spelt.get(pcode, pcode) for pcode in above]}
    return columns


def _claims(shapes: np.ndarray, names: list[str], communes: pd.DataFrame) -> dict[int, str]:
    """Return the P-code of the commune that claims each polygon, by row; contested polygons are left out."""
    folded = [fold(name) for name in names]
    located = communes[(communes["longitude"] != "") & (communes["latitude"] != "")]
    points = shapely.points(located["longitude"].astype(float), located["latitude"].astype(float))
    wanted = [fold(name) for name in located["name"]]
    tree = shapely.STRtree(shapes)
    holding = tree.query(points, predicate="intersects").T.tolist()
    rows = {place: row for place, row in holding if folded[row] == wanted[place]}
    for place in set(range(len(located))) - set(rows):
        near = tree.query(points[place], predicate="dwithin", distance=NEAR).tolist()
        same = [row for row in near if folded[row] == wanted[place] and row not in rows.values()]
        rows |= {place: same[0]} if len(same) == 1 else {}
    contested = {row for row, count in Counter(rows.values()).items() if count > 1}
    return {row: str(located["pcode"].iloc[place]) for place, row in rows.items() if row not in contested}
