"""GDAL for rasters with one driver: the environment switches all others off before the library loads."""

import os
import sys
from typing import Any

from annexmaps.sources.gdal import hold_environment

# every raster driver of GDAL 3.10 but GTiff and MEM (arrays of our own), and those of fuller builds
SKIPPED_DRIVERS = (
    "AAIGrid", "ACE2", "ADBC", "ADRG", "AIG", "AirSAR", "AVCBin", "AVCE00", "AVIF", "BAG", "BASISU", "BIGGIF", "BLX",
    "BMP", "BSB", "BT", "BYN", "CAD", "CALS", "CEOS", "COASP", "COG", "COSAR", "CPG", "CTable2", "CTG", "DAAS", "DDS",
    "DERIVED", "DGN", "DIMAP", "DIPEx", "DOQ1", "DOQ2", "DTED", "ECRGTOC", "ECW", "EEDA", "EEDAI", "EHdr", "EIR",
    "ELAS", "ENVI", "ERS", "ESAT", "ESRI Shapefile", "ESRIC", "ESRIJSON", "EXR", "FAST", "FIT", "FITS", "GDALG",
    "GenBin", "GeoJSON", "GeoJSONSeq", "GeoRaster", "GFF", "GIF", "GNMDatabase", "GNMFile", "GPKG", "GRASSASCIIGrid",
    "GRIB", "GS7BG", "GSAG", "GSBG", "GSC", "GTI", "GTX", "GXF", "HDF4", "HDF4Image", "HDF5", "HDF5Image", "HEIF",
    "HF2", "HFA", "HTTP", "Idrisi", "ILWIS", "IRIS", "ISCE", "ISG", "ISIS2", "ISIS3", "JAXAPALSAR", "JDEM", "JP2ECW",
    "JP2KAK", "JP2OpenJPEG", "JPEG", "JPEGXL", "KMLSUPEROVERLAY", "KRO", "KTX2", "L1B", "LAN", "LCP", "Leveller",
    "LIBERTIFF", "LOSLAS", "MAP", "MBTiles", "Memory", "MFF", "MFF2", "MRF", "MrSID", "MSG", "MSGN", "MVT", "NDF",
    "netCDF", "NGSGEOID", "NGW", "NITF", "NOAA_B", "NSIDCbin", "NTv2", "NULL", "NWT_GRC", "NWT_GRD", "OGCAPI", "OSM",
    "OZI", "PAux", "PCIDSK", "PCRaster", "PDF", "PDS", "PDS4", "PLMOSAIC", "PNG", "PNM", "PostGISRaster", "PRF", "R",
    "Rasterlite", "RDA", "RIK", "RMF", "ROI_PAC", "RPFTOC", "RRASTER", "RS2", "RST", "S102", "S104", "S111", "S57",
    "SAFE", "SAGA", "SAR_CEOS", "SDTS", "SENTINEL2", "SGI", "SIGDEM", "SNAP_TIFF", "SNODAS", "SQLite", "SRP",
    "SRTMHGT", "STACIT", "STACTA", "Terragen", "TGA", "TIL", "TileDB", "TopoJSON", "TSX", "USGSDEM", "VICAR", "VRT",
    "WCS", "WEBP", "WMS", "WMTS", "XPM", "XYZ", "Zarr", "ZMap",
)  # fmt: skip
_LOADED = "rasterio._env"
_ENVIRONMENT = {
    "GDAL_SKIP": ",".join(SKIPPED_DRIVERS),
    "CPL_LOG": os.devnull,  # where GDAL would list the names it does not have
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
}


def load_rasterio() -> Any:
    """Return rasterio, loaded with the driver of GeoTIFF only and without access to the network.

    Where someone else has loaded it before, as in a notebook, all drivers are there: the readers name the driver too.
    """
    if _LOADED in sys.modules:
        import rasterio

        return rasterio
    with hold_environment("GDAL_SKIP", "OGR_SKIP"):
        os.environ.pop("OGR_SKIP", None)
        os.environ.update(_ENVIRONMENT)
        import rasterio

        with rasterio.Env():
            # a library knows its drivers once its environment has been opened
            return rasterio
