"""Made-up boundary sets of a few squares, for the tests of boundary reading."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
from shapely.geometry import box

# pcode, name, cercle, its name, région, its name: codes of different lengths, no code starts with its parent's
PLACES = (
    ("X0101", "Tarka", "Y01", "Adar", "Z1", "Est"),
    ("X0102", "Béré", "Y01", "Adar", "Z1", "Est"),
    ("X0203", "Dalo", "Y0002", "Goro", "Z1", "Est"),
    ("X0304", "Sana", "Y03", "Kala", "Z22", "Ouest"),
)
FIELDS = ("pcode", "name", "cercle_pcode", "cercle_name", "region_pcode", "region_name")
TOLD = {"ADM0_PCODE": "BJ", "date": "2020-01-01"}

DIALECTS: dict[str, Mapping[str, str]] = {
    "map service": {
        "pcode": "admin3Pcode",
        "name": "admin3Name_fr",
        "cercle_pcode": "admin2Pcode",
        "cercle_name": "admin2Name_fr",
        "region_pcode": "admin1Pcode",
        "region_name": "admin1Name_fr",
    },
    "10-character shapefile": {
        "pcode": "admin3Pcod",
        "name": "admin3Name",
        "cercle_pcode": "admin2Pcod",
        "cercle_name": "admin2Name",
        "region_pcode": "admin1Pcod",
        "region_name": "admin1Name",
    },
    "shapefile": {
        "pcode": "ADM3_PCODE",
        "name": "ADM3_FR",
        "cercle_pcode": "ADM2_PCODE",
        "cercle_name": "ADM2_FR",
        "region_pcode": "ADM1_PCODE",
        "region_name": "ADM1_FR",
    },
    "2025": {
        "pcode": "adm3_pcode",
        "name": "adm3_name",
        "cercle_pcode": "adm2_pcode",
        "cercle_name": "adm2_name",
        "region_pcode": "adm1_pcode",
        "region_name": "adm1_name",
    },
    "HXL": {
        "pcode": "#adm3+code",
        "name": "#adm3+name",
        "cercle_pcode": "#adm2+code",
        "cercle_name": "#adm2+name",
        "region_pcode": "#adm1+code",
        "region_name": "#adm1+name",
    },
    "FieldMaps": {
        "pcode": "adm3_src",
        "name": "adm3_name",
        "cercle_pcode": "adm2_src",
        "cercle_name": "adm2_name",
        "region_pcode": "adm1_src",
        "region_name": "adm1_name",
    },
}


def squares(
    places: Sequence[Sequence[str]] = PLACES, *, dialect: str = "shapefile", **more: object
) -> gpd.GeoDataFrame:
    """Return one unit square for each of `places`, side by side from 0° E 10° N, with the columns of `dialect`.

    They tell a country and a date, as boundaries must, in the columns that are read last, so that any of `more` goes before.
    """
    headers = DIALECTS[dialect]
    columns = {headers[field]: [place[number] for place in places] for number, field in enumerate(FIELDS)}
    shapes = [box(east, 10, east + 1, 11) for east in range(len(places))]
    return gpd.GeoDataFrame({**columns, **TOLD, **more}, geometry=shapes, crs="EPSG:4326")


def write_geojson(table: gpd.GeoDataFrame, path: Path) -> Path:
    """Write `table` as GeoJSON and return where."""
    table.to_file(path, driver="GeoJSON")
    return path


def write_shapefile_zip(table: gpd.GeoDataFrame, path: Path, *, without: Sequence[str] = ()) -> Path:
    """Write `table` as a zipped Shapefile, some of its files left out, and return where."""
    folder = path.parent / f"{path.stem}-parts"
    folder.mkdir()
    table.to_file(folder / "units.shp", driver="ESRI Shapefile")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix not in without:
                archive.write(part, f"data/{part.name}")
    return path
