"""The usual ways to the same page: folium's GeoJson with MarkerCluster or FastMarkerCluster, and `geopandas.explore`."""

import sys
from collections.abc import Callable, Mapping
from types import SimpleNamespace

import folium
import geopandas
from folium.plugins import FastMarkerCluster, MarkerCluster
from page_points import COLUMNS

from annexmaps.spec import MapSpec

PIN_COLOURS = ("blue", "black", "orange", "pink", "beige", "darkgreen")  # of folium's icons
_GROUND = {"fillColor": "#e8dcc0", "fillOpacity": 1, "color": "#8f8f8f", "weight": 0.5}
_CALLBACK = """function (row) {
    const text = row[2].map((cell, number) => `<b>${%s[number]}</b>: ${cell}`).join("<br>");
    return L.marker(new L.LatLng(row[0], row[1])).bindPopup(text).bindTooltip(row[2][3]);
}"""

Communes = geopandas.GeoDataFrame
Points = geopandas.GeoDataFrame


def communes_of(spec: MapSpec) -> Communes:
    """Return the communes of `spec` as the table that a script would read from its file."""
    cercles = {unit.pcode: unit.name for unit in spec.base.cercles}
    units = spec.base.communes
    names = {
        "pcode": [u.pcode for u in units],
        "commune": [u.name for u in units],
        "cercle": [cercles.get(u.parent, "") for u in units],
    }
    return geopandas.GeoDataFrame(names, geometry=[unit.geometry for unit in units], crs="EPSG:4326")


def marker_cluster(communes: Communes, points: Points) -> str:
    """Return a page with a coloured marker, a popup of all fields and a tooltip for each of `points`, in clusters."""
    page, colours = _ground(communes), dict(zip(sorted(points["key"].unique()), PIN_COLOURS, strict=False))
    cluster = MarkerCluster().add_to(page)
    rows = zip(points.geometry.y, points.geometry.x, points["key"], points[list(COLUMNS)].to_numpy(), strict=True)
    for latitude, longitude, key, cells in rows:
        popup = folium.Popup(_told(cells), max_width=300)
        icon = folium.Icon(color=colours[key])
        folium.Marker((latitude, longitude), popup=popup, tooltip=cells[3], icon=icon).add_to(cluster)
    return str(page.get_root().render())


def fast_marker_cluster(communes: Communes, points: Points) -> str:
    """Return a page whose markers, all alike, and popups are made in the browser, in clusters."""
    page = _ground(communes)
    cells = points[list(COLUMNS)].to_numpy().tolist()
    rows = [[y, x, told] for y, x, told in zip(points.geometry.y, points.geometry.x, cells, strict=True)]
    FastMarkerCluster(rows, callback=_CALLBACK % list(COLUMNS)).add_to(page)
    return str(page.get_root().render())


def explore(communes: Communes, points: Points) -> str:
    """Return the page of `geopandas.explore`: circles in a colour of their category, all fields in popups."""
    # explore asks for mapclassify whatever it draws, and uses it only for classes, of which there are none here
    sys.modules.setdefault("mapclassify", SimpleNamespace(classify=None))  # type: ignore[arg-type]
    page = communes.explore(tiles=None, tooltip=["commune", "cercle"], style_kwds={"weight": 0.5})
    colours = dict(zip(sorted(points["key"].unique()), PIN_COLOURS, strict=False))
    points.drop(columns="key").explore(
        m=page, color=points["key"].map(colours), tooltip=["Commune"], popup=list(COLUMNS)
    )
    return str(page.get_root().render())


WAYS: Mapping[str, Callable[[Communes, Points], str]] = {
    "MarkerCluster": marker_cluster,
    "FastMarkerCluster": fast_marker_cluster,
    "geopandas.explore": explore,
}


def _ground(communes: Communes) -> folium.Map:
    west, south, east, north = communes.total_bounds
    page = folium.Map(tiles=None, max_zoom=18)
    tooltip = folium.GeoJsonTooltip(["commune", "cercle"])
    folium.GeoJson(communes, tooltip=tooltip, style_function=lambda _: _GROUND).add_to(page)
    page.fit_bounds([[south, west], [north, east]])
    return page


def _told(cells: list[str]) -> str:
    return "<br>".join(f"<b>{name}</b>: {cell}" for name, cell in zip(COLUMNS, cells, strict=True))
