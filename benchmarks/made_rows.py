"""Rows of a made-up year: clusters about villages, a part anywhere in the country, one in a hundred outside; always the same."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from annexmaps.places.points import communes_at
from annexmaps.sources.boundaries import Boundaries

VILLAGES = 12_000
SPREAD = 0.02  # degrees about a village
ANYWHERE, OUTSIDE = 0.2, 0.01  # shares of the rows
TAIL = 1.2  # Pareto's: a few villages have most rows
SEED = 20211


def make_rows(count: int, ground: Boundaries) -> pd.DataFrame:
    """Return `count` rows of 2021 in `ground`: date, category, longitude, latitude, and the P-code of the commune ("" outside)."""
    dice = np.random.default_rng(SEED)
    villages = _inside(VILLAGES, ground, dice)
    weights = dice.pareto(TAIL, VILLAGES) + 1
    chosen = dice.choice(VILLAGES, count, p=weights / weights.sum())
    points = villages[chosen] + dice.normal(0, SPREAD, (count, 2))
    kind = dice.random(count)
    anywhere, outside = kind < ANYWHERE, kind > 1 - OUTSIDE
    points[anywhere] = _inside(int(anywhere.sum()), ground, dice)
    west, _, _, north = ground.communes.total_bounds
    points[outside] = dice.uniform((west - 5, north - 15), (west - 0.1, north), (int(outside.sum()), 2))
    east, north_south = points.round(6).T
    days = np.datetime64("2021-01-01") + dice.integers(0, 365, count)
    categories = np.array(list("ABCDEF"))[dice.integers(0, 6, count)]
    columns = {"date": days, "category": categories, "longitude": east, "latitude": north_south}
    return pd.DataFrame({**columns, "pcode": communes_at(east, north_south, ground)})


def write_rows(rows: pd.DataFrame, folder: Path) -> dict[str, Path]:
    """Write `rows` to `folder` in the ways a year comes: by their points in three formats, and by their P-codes."""
    points, names = rows.drop(columns="pcode"), ("CSV", "Parquet", "GeoParquet", "Parquet, P-codes")
    paths = dict(
        zip(
            names,
            (folder / name for name in ("points.csv", "points.parquet", "geo.parquet", "pcodes.parquet")),
            strict=True,
        )
    )
    points.to_csv(paths["CSV"], index=False, float_format="%.6f")
    points.to_parquet(paths["Parquet"])
    shapes = gpd.points_from_xy(rows["longitude"], rows["latitude"], crs=4326)
    gpd.GeoDataFrame(rows[["date", "category"]], geometry=shapes).to_parquet(paths["GeoParquet"])
    rows.loc[rows["pcode"] != "", ["date", "category", "pcode"]].to_parquet(paths["Parquet, P-codes"])
    return paths


def _inside(count: int, ground: Boundaries, dice: np.random.Generator) -> np.ndarray:
    west, south, east, north = ground.communes.total_bounds
    # about a third of the box is country
    points = dice.uniform((west, south), (east, north), (4 * count + 1_000, 2))
    return points[communes_at(*points.T, ground) != ""][:count]
