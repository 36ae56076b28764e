"""The tables of the plain script, projected once, and the ground drawn from them with geopandas `plot`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes

import annexmaps
from annexmaps.spec import MapSpec, Unit
from annexmaps.theme import Theme

PAPER = Theme().paper
LINE_WIDTHS = Theme().lines

FONTS = Path(annexmaps.__file__).parent / "render" / "fonts"
HATCHES = {"": "", "diagonal": "//////", "cross": "xxxxxxx", "dots": "........", "lines": "-----"}


@dataclass(frozen=True)
class Layers:
    """The tables that every page is drawn from, projected once."""

    tables: Mapping[str, geopandas.GeoDataFrame]
    projection: str

    def __getitem__(self, name: str) -> geopandas.GeoDataFrame:
        """Return one table."""
        return self.tables[name]

    def points(self, things: Any) -> np.ndarray:
        """Return the places of `things` with a longitude and a latitude, projected metres."""
        at = geopandas.points_from_xy([t.longitude for t in things], [t.latitude for t in things], crs="EPSG:4326")
        return np.column_stack([at.to_crs(self.projection).x, at.to_crs(self.projection).y])


def load_layers(spec: MapSpec) -> Layers:
    """Return the boundaries and surroundings of `spec` as projected tables; done once for all pages."""
    mpl.rcParams.update({"font.family": ["Roboto", "DejaVu Sans"], "hatch.linewidth": 0.35})
    for file in FONTS.glob("*.ttf"):
        font_manager.fontManager.addfont(file)
    base = spec.base
    kinds = {"communes": base.communes, "cercles": base.cercles, "regions": base.regions, "country": (base.country,),
             "neighbours": base.neighbours, "rivers": base.rivers, "lakes": base.lakes}  # fmt: skip
    return Layers({name: _table(units, base.projection) for name, units in kinds.items()}, base.projection)


def _table(units: tuple[Unit, ...], projection: str) -> geopandas.GeoDataFrame:
    rows = {"pcode": [unit.pcode for unit in units], "name": [unit.name for unit in units]}
    shapes = [unit.geometry for unit in units]
    return geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326").to_crs(projection)


def draw_ground(axes: Axes, spec: MapSpec, layers: Layers, thin: float) -> None:
    """Draw land, water, fills and borders into `axes`; borders of communes `thin` pt."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    seen = {name: table.cx[west:east, south:north] for name, table in layers.tables.items()}
    seen = {name: table for name, table in seen.items() if len(table)}
    for name, look in _looks(thin):
        if name in seen:
            seen[name].plot(ax=axes, **look)
    for layer in spec.area_layers:
        table = layers[("", "regions", "cercles", "communes")[layer.admin_level]].cx[west:east, south:north]
        keys = table["pcode"].map({area.pcode: area.key for area in layer.areas})
        for key, symbol in layer.symbols.items():
            members = table[keys == key]
            if not len(members):
                continue
            if symbol.fill:
                members.plot(ax=axes, facecolor=symbol.fill, edgecolor="none", zorder=1)
            if symbol.hatch:
                members.plot(ax=axes, facecolor="none", edgecolor=symbol.hatch_colour, linewidth=0,
                             hatch=HATCHES[symbol.hatch], zorder=1.1)  # fmt: skip
            if symbol.edge:
                members.plot(ax=axes, facecolor="none", edgecolor=symbol.edge, linewidth=symbol.edge_width, zorder=2.5)


def _looks(thin: float) -> list[tuple[str, dict[str, Any]]]:
    widths, line = LINE_WIDTHS, {"facecolor": "none"}
    return [
        (
            "neighbours",
            {"color": PAPER.neighbour, "edgecolor": PAPER.neighbour_border, "linewidth": 0.4, "zorder": 0.1},
        ),
        ("country", {"color": PAPER.land, "edgecolor": PAPER.country_halo, "linewidth": 4.0, "zorder": 0.3}),
        ("communes", {**line, "edgecolor": PAPER.border_commune, "linewidth": thin, "zorder": 1.4}),
        ("rivers", {"color": PAPER.water_line, "linewidth": widths.river, "zorder": 1.5}),
        ("lakes", {"color": PAPER.water, "zorder": 1.6}),
        ("cercles", {**line, "edgecolor": PAPER.border_cercle, "linewidth": widths.cercle, "zorder": 2.2}),
        ("regions", {**line, "edgecolor": PAPER.border_region, "linewidth": widths.region, "zorder": 2.3}),
        ("country", {**line, "edgecolor": PAPER.border_country, "linewidth": widths.country, "zorder": 2.4}),
    ]
