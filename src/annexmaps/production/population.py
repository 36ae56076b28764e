"""Which population raster a build counts people from: the command's, else the configuration's."""

from pathlib import Path

from annexmaps.config import Config
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.population import Population, read_population


def population_file(month_folder: Path, given: str | Path | None, config: Config) -> Path | None:
    """Return the raster `given`, else the one that `config` names, as found from the folder beside the month folders; None without."""
    if given:
        return Path(given)
    named = config.population.file
    return month_folder.resolve().parent / named if named else None


def population_of(boundaries: Boundaries, path: Path | None, config: Config, *, source: str = "") -> Population | None:
    """Return the people of each commune by the raster `path`, None without one; `source` goes before the configuration's."""
    if path is None:
        return None
    return read_population(path, boundaries.communes, source=source or config.population.source)
