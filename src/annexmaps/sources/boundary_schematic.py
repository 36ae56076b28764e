"""The embedded default: schematic communes of Mali, drawn from one coordinate each, without parents of their own."""

from functools import cache

import geopandas as gpd

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_store import SCHEMATIC, SetFacts, sha256_of
from annexmaps.sources.files_of_project import boundaries_folder
from annexmaps.words import DEFAULT_LANGUAGE, Words

FILE = "schematic.parquet"


@cache
def schematic_facts() -> SetFacts:
    """Return what is known of the schematic set; its title is in the default language."""
    words = Words(DEFAULT_LANGUAGE)
    path = boundaries_folder() / FILE
    if not path.is_file():
        raise BoundariesError("boundaries.no_schematic", folder=path.parent)
    return SetFacts(
        name=SCHEMATIC,
        title=words("boundaries.schematic.title"),
        country=boundary_frames.COUNTRY,
        country_name=boundary_frames.COUNTRY_NAME,
        frame="",
        date="",
        source=words("boundaries.schematic.source"),
        licence=words("boundaries.schematic.licence"),
        sha256=sha256_of(path),
    )


@cache
def read_schematic() -> gpd.GeoDataFrame:
    """Return the schematic communes with the columns of an installed set; their parents come with the frame."""
    shapes = gpd.read_parquet(boundaries_folder() / FILE)
    empty = {f"{level}_{column}": "" for level in ("cercle", "region") for column in ("pcode", "name")}
    return shapes[["pcode", "geometry"]].assign(name="", **empty)
