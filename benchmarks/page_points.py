"""Made-up points for the benchmark of pages: the same ones as a specification of ours and as a table for the usual way."""

from collections.abc import Sequence
from dataclasses import replace

import geopandas
import numpy as np
import shapely

from annexmaps.spec import MapSpec, Mark, Record

COLUMNS = ("N°", "Date", "Catégorie", "Commune", "Cercle", "Région")
_DAYS = 30
_SEED = 20211130


def make_points(spec: MapSpec, count: int) -> geopandas.GeoDataFrame:
    """Return `count` made-up points, each inside a commune of `spec`: COLUMNS, key, pcode, and a geometry in EPSG:4326.

    Coordinates have three decimals in both ways: finer would only make the usual way's files larger.
    """
    chance = np.random.default_rng(_SEED)
    communes = spec.base.communes
    keys = list(spec.mark_symbols)
    labels = {line.key: line.label for legend in spec.legends for line in legend.lines}
    cercles = {unit.pcode: unit for unit in spec.base.cercles}
    regions = {unit.pcode: unit for unit in spec.base.regions}
    chosen, key = chance.integers(len(communes), size=count), chance.integers(len(keys), size=count)
    of = [communes[number] for number in chosen]
    middles = shapely.get_coordinates(shapely.point_on_surface([unit.geometry for unit in communes]))
    places = np.round(middles[chosen] + chance.normal(0, 0.02, size=(count, 2)), 3)
    told = [cercles[unit.parent] for unit in of]
    values = {
        "N°": [str(number + 1) for number in range(count)],
        "Date": [f"2021-11-{day + 1:02d}" for day in chance.integers(_DAYS, size=count)],
        "Catégorie": [labels[keys[number]] for number in key],
        "Commune": [unit.name for unit in of],
        "Cercle": [unit.name for unit in told],
        "Région": [regions[unit.parent].name for unit in told],
        "key": [keys[number] for number in key],
        "pcode": [unit.pcode for unit in of],
    }
    return geopandas.GeoDataFrame(values, geometry=geopandas.points_from_xy(*places.T), crs="EPSG:4326")


def with_points(spec: MapSpec, points: geopandas.GeoDataFrame) -> MapSpec:
    """Return `spec` with a mark and a record for each of `points` and nothing else that is counted."""
    told: Sequence[tuple[str, str, str, str]] = list(
        zip(points["N°"], points["Date"], points["key"], points["pcode"], strict=True)
    )
    places = shapely.get_coordinates(points.geometry)
    marks = tuple(
        Mark(longitude, latitude, key, number, pcode)
        for (longitude, latitude), (number, _, key, pcode) in zip(places.tolist(), told, strict=True)
    )
    records = tuple(Record(pcode, key, 1, (number, date)) for number, date, key, pcode in told)
    return replace(
        spec, marks=marks, records=records, record_columns=COLUMNS[:2], circles=(), items=(), stacks=(), tables=()
    )
