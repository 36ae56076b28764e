"""GeoPackage of a month: the layers of its maps with their styles for QGIS, a data dictionary, and what the file says of itself."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from annexmaps.render.geodata.about import about, dictionary
from annexmaps.render.geodata.columns import INTEGER, REAL
from annexmaps.render.geodata.ground_layers import border_layers, ground_layers
from annexmaps.render.geodata.layers import Layer, map_layers
from annexmaps.sources.gdal import load_gdal
from annexmaps.spec import MapSpec

STYLES, DICTIONARY, ABOUT = "layer_styles", "data_dictionary", "metadata"
_DATE = "1980-01-01T00:00:00.000Z"  # where the format asks for a date: same input, same bytes
_GEOMETRY = "geom"
_PANDAS = {INTEGER: "Int64", REAL: "Float64"}
_OPTIONS: dict[str, Any] = {"driver": "GPKG", "SPATIAL_INDEX": "NO", "VERSION": "1.3"}


def write_geopackage(specs: Sequence[MapSpec]) -> bytes:
    """Return the maps `specs` of one month, edition and language as one GeoPackage (EPSG:4326).

    Layers stand in the order they are drawn, the uppermost first. Each has a row in `layer_styles`, which QGIS takes by default;
    `data_dictionary` says what each column means, `metadata` where the file comes from and who may have it.
    """
    layers = [layer for spec in specs for layer in map_layers(spec)]
    layers += [*border_layers(specs[0]), *ground_layers(specs[0])]
    marking = specs[0].page.marking
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        with _fixed_date():
            for layer in layers:
                _write_layer(path, layer, marking)
            for name, table in _tables(specs, layers).items():
                _write(path, table, layer=name, FID="id" if name == STYLES else "fid")
        return path.read_bytes()


def _write_layer(path: Path, layer: Layer, marking: str) -> None:
    columns = {
        column.name: pd.Series([row.get(column.name) for row in layer.rows], dtype=_PANDAS.get(column.kind, "object"))
        for column in layer.columns
    }
    table = gpd.GeoDataFrame(columns, geometry=list(layer.shapes), crs=4326)
    said = {"IDENTIFIER": layer.title, "DESCRIPTION": marking, "GEOMETRY_NAME": _GEOMETRY}
    _write(
        path, table, layer=layer.name, geometry_type=layer.geometry, promote_to_multi=layer.geometry != "Point", **said
    )


def _write(path: Path, table: pd.DataFrame, **options: Any) -> None:
    load_gdal().write_dataframe(table, path, append=path.exists(), **_OPTIONS, **options)


def _tables(specs: Sequence[MapSpec], layers: Sequence[Layer]) -> dict[str, pd.DataFrame]:
    entries = [{"layer": layer.name, **entry} for layer in layers for entry in dictionary(layer.columns)]
    told = [
        {"map": ".".join(filter(None, (spec.product, spec.variant))), "name": name, "value": text}
        for spec in specs
        for name, text in about(spec).items()
    ]
    return {
        STYLES: pd.DataFrame([_style(layer) for layer in layers]),
        DICTIONARY: pd.DataFrame(entries),
        ABOUT: pd.DataFrame(told),
    }


def _style(layer: Layer) -> dict[str, Any]:
    """Return the row of a layer's style as QGIS keeps it."""
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": layer.name,
        "f_geometry_column": _GEOMETRY,
        "styleName": layer.name,
        "styleQML": layer.style,
        "styleSLD": "",
        "useAsDefault": True,
        "description": layer.title,
        "owner": "",
        "ui": "",
        "update_time": pd.Timestamp(_DATE),
    }


@contextmanager
def _fixed_date() -> Iterator[None]:
    pyogrio = load_gdal()
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
