"""Boundary sets: communes, cercles and régions of one country in one frame, and the context drawn around them."""

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd


@dataclass(frozen=True)
class Boundaries:
    """A boundary set, regrouped into one frame.

    `communes`, `cercles` and `regions` hold `pcode`, `name`, their parents' P-codes (`cercle_pcode`, `region_pcode`) and `geometry`,
    EPSG:4326, at full resolution, sorted by `pcode`. `without_polygon` lists communes that have no geometry: `name`, `cercle_pcode`,
    `region_pcode`.
    """

    name: str  # schematic, cod-ab…
    title: str  # for the sources line: "OCHA COD-AB Mali, 2019-08-02"
    country: str  # ISO 3166-1 alpha-3: MLI
    country_name: str  # Mali
    frame: str  # the division in force: 2012, 2016, 2023
    own_frame: str  # the frame the file itself is in; differs from `frame` when communes were regrouped
    date: str  # valid on, ISO
    source: str
    licence: str
    sha256: str  # of the geometry file
    schematic: bool
    communes: gpd.GeoDataFrame
    cercles: gpd.GeoDataFrame
    regions: gpd.GeoDataFrame
    without_polygon: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[str, ...] = ()  # word keys: what was done to it (regrouped, approximated)

    @property
    def regrouped(self) -> bool:
        """Whether communes were moved to another frame by the crosswalk."""
        return self.frame != self.own_frame
