"""GDAL with two drivers: the environment switches all others off before the library loads."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KEPT_DRIVERS = ("ESRI Shapefile", "GPKG")
# every other vector driver of GDAL 3.12, and older ones; a name that a build does not have is passed over by GDAL
SKIPPED_DRIVERS = (
    "ADBC", "AIVector", "ARCGEN", "AVCBin", "AVCE00", "AeronavFAA", "AmigoCloud", "Arrow", "BNA", "CAD", "CSV", "CSW",
    "Carto", "Cloudant", "CouchDB", "DB2ODBC", "DGN", "DODS", "DWG", "DXF", "EDIGEO", "EEDA", "ESRIC", "ESRIJSON",
    "ElasticSearch", "Elasticsearch", "FileGDB", "FlatGeobuf", "GDALG", "GFT", "GML", "GMLAS", "GPSBabel",
    "GPSTrackMaker", "GPX", "GTFS", "GTM", "GeoJSON", "GeoJSONSeq", "GeoRSS", "Geoconcept", "Geomedia", "HANA", "HTF",
    "HTTP", "IDB", "INGRES", "Idrisi", "Interlis 1", "Interlis 2", "JML", "JSONFG", "KML", "LIBKML", "LVBAG",
    "MBTiles", "MDB", "MEM", "MSSQLSpatial", "MVT", "MapInfo File", "MapML", "Memory", "MiraMonVector", "MongoDB",
    "MongoDBv3", "MySQL", "NAS", "NGW", "OAPIF", "OCI", "ODBC", "ODS", "OGCAPI", "OGDI", "OGR_DODS", "OGR_GMT",
    "OGR_PDS", "OGR_SDE", "OGR_VRT", "OSM", "OpenAir", "OpenFileGDB", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PGeo",
    "PLSCENES", "PMTiles", "Parquet", "PostgreSQL", "REC", "S57", "SDTS", "SEGUKOOA", "SEGY", "SQLite", "SUA", "SVG",
    "SXF", "Selafin", "TIGER", "TopoJSON", "UK .NTF", "VDV", "VFK", "VICAR", "WAsP", "WFS", "WFS3", "Walk", "XLS",
    "XLSX", "XODR", "XPLANE", "netCDF",
)  # fmt: skip
_LOADED = "pyogrio"
_ENVIRONMENT = {
    "OGR_SKIP": ",".join(SKIPPED_DRIVERS),
    "CPL_LOG": os.devnull,  # where GDAL would list the names it does not have
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
}


def load_gdal() -> Any:
    """Return pyogrio, loaded with the drivers of Shapefile and GeoPackage only and without access to the network.

    Where someone else has loaded it before, as in a notebook, all drivers are there: the readers compare the driver too.
    """
    if _LOADED in sys.modules:
        import pyogrio

        return pyogrio
    with hold_environment("OGR_SKIP"):
        os.environ.update(_ENVIRONMENT)
        import pyogrio

        # a library knows its drivers once it has listed them; the raster library must have its own
        pyogrio.list_drivers()
        return pyogrio


@contextmanager
def hold_environment(*names: str) -> Iterator[None]:
    """Put the environment variables `names` back as they were before, also where they were not set."""
    before = {name: os.environ.get(name) for name in names}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
