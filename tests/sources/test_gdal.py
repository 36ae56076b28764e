"""GDAL is loaded with two drivers and reports nothing."""

import subprocess
import sys

LIST = "from annexmaps.sources.gdal import load_gdal; print(sorted(load_gdal().list_drivers()))"


def test_only_two_drivers_are_on_when_gdal_loads() -> None:
    made = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=True)
    assert (made.stdout, made.stderr) == ("['ESRI Shapefile', 'GPKG']\n", "")
