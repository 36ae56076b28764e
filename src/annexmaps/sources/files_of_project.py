"""Where the project's own boundary files are: inside an installed package, or at the top of a checkout."""

from pathlib import Path


def boundaries_folder() -> Path:
    """Return the folder that holds communes.csv, schematic.parquet and their neighbours."""
    package = Path(__file__).parents[1]
    shipped = package / "boundaries"
    return shipped if shipped.is_dir() else package.parents[1] / "boundaries"
