"""The same pages the obvious way, one after another in one process: geopandas and matplotlib, folium, pandas' `to_excel`.

Called with a pickle of specifications, which the benchmark wrote, a folder, and what to write: png, html, xlsx.
"""

import pickle
import sys
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import plain_maps
from folium.plugins import MarkerCluster
from plain_ground import load_layers
from plain_pages import communes_of

from annexmaps.spec import MapSpec


def main() -> None:
    """Write the pages."""
    specifications, folder, wanted = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(",")
    specs = pickle.loads(specifications.read_bytes())  # noqa: S301 - written by the benchmark itself
    folder.mkdir(parents=True, exist_ok=True)
    layers = None
    for number, spec in enumerate(specs):
        name = f"{number:03d}_{spec.slug}_{spec.month}"
        if not isinstance(spec, MapSpec):
            pd.DataFrame(spec.rows, columns=list(spec.columns)).to_excel(folder / f"{name}.xlsx", engine="xlsxwriter")
            continue
        layers = layers or load_layers(spec)
        if "png" in wanted:
            (folder / f"{name}.png").write_bytes(plain_maps.save_page(plain_maps.draw_page(spec, layers)))
        if "html" in wanted:
            (folder / f"{name}.html").write_text(folium_page(spec), encoding="utf-8")


def folium_page(spec: MapSpec) -> str:
    """Return the page of `spec`: communes in the colours of their classes, a marker with a popup for each circle, mark and row."""
    communes, page = communes_of(spec), folium.Map(tiles=None)
    colours = {
        area.pcode: layer.symbols[area.key].fill for layer in spec.area_layers for area in layer.areas if area.key
    }

    def look(feature: dict[str, dict[str, str]]) -> dict[str, object]:
        fill = colours.get(feature["properties"]["pcode"]) or spec.theme.paper.land
        return {"fillColor": fill, "fillOpacity": 1, "color": "#8f8f8f", "weight": 0.5}

    tooltip = folium.GeoJsonTooltip(["commune", "cercle"])
    folium.GeoJson(communes, tooltip=tooltip, style_function=look).add_to(page)
    for circle in spec.circles:
        _marker(page, circle.latitude, circle.longitude, circle.diameter * 2, circle.parts[0][0], circle.text)
    for mark in spec.marks:
        _marker(page, mark.latitude, mark.longitude, 5, spec.mark_symbols[mark.key].fill or "#333333", mark.text)
    _add_rows(page, spec, communes)
    west, south, east, north = communes.total_bounds
    page.fit_bounds([[south, west], [north, east]])
    return str(page.get_root().render())


def _add_rows(page: folium.Map, spec: MapSpec, communes: Any) -> None:
    # each row is a marker at its commune, clustered, with a popup of what it says, as our page lists, counts and filters it
    places, cluster = communes.set_index("pcode").geometry.representative_point(), MarkerCluster().add_to(page)
    rows = [record for record in spec.records for _ in range(record.count) if record.pcode in places.index]
    for record in rows:
        at, cells = places[record.pcode], (record.key, *record.details)
        popup = folium.Popup("<br>".join(f"<b>{cell}</b>" for cell in cells), max_width=300)
        folium.Marker((at.y, at.x), popup=popup, icon=folium.Icon(color="blue")).add_to(cluster)


def _marker(page: folium.Map, latitude: float, longitude: float, radius: float, colour: str, text: str) -> None:
    popup = folium.Popup(text, max_width=300)
    folium.CircleMarker((latitude, longitude), radius=radius, popup=popup, color=colour, fill=True).add_to(page)


if __name__ == "__main__":
    main()
