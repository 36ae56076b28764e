"""Make schematic.parquet, the embedded default: python boundaries/make_schematic.py."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from annexmaps.sources.thiessen import thiessen_polygons

FOLDER = Path(__file__).parent
# equal-area, centred on Mali
LAEA_MALI = "+proj=laea +lat_0=17 +lon_0=-4 +datum=WGS84 +units=m +no_defs"
GRID = 0.001  # degrees, about 100 m: far finer than the method, coarse enough for a small file


def make_schematic(folder: Path = FOLDER) -> gpd.GeoDataFrame:
    """Return the schematic communes, `pcode` and `geometry`, EPSG:4326, computed from the facts in `folder`."""
    return thiessen_polygons(_read_points(folder), _read_outline(folder), crs=LAEA_MALI, grid=GRID)


def _read_points(folder: Path) -> gpd.GeoDataFrame:
    communes = pd.read_csv(folder / "communes.csv", dtype=str, keep_default_na=False)
    communes = communes[communes["polygon"] == "oui"].reset_index(drop=True)
    places = gpd.points_from_xy(communes["longitude"].astype(float), communes["latitude"].astype(float))
    return gpd.GeoDataFrame(communes[["pcode"]], geometry=places, crs="EPSG:4326")


def _read_outline(folder: Path) -> shapely.Polygon:
    context = pd.read_csv(folder / "context.csv")
    outline = context[context["kind"] == "outline"].sort_values("order")
    return shapely.Polygon(outline[["longitude", "latitude"]].to_numpy())


def main() -> None:
    """Write schematic.parquet beside this script."""
    communes = make_schematic()
    communes.to_parquet(FOLDER / "schematic.parquet", compression="zstd", write_covering_bbox=False)
    points = shapely.get_num_coordinates(communes.geometry.array).sum()
    print(f"schematic.parquet: {len(communes)} communes, {points} points")


if __name__ == "__main__":
    main()
