"""Thiessen polygons: schematic communes computed from one point each and an outline."""

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

INLAND = 2000.0  # metres: how far within the outline a point that lies outside it is put
BEYOND = 100_000.0  # metres: how far past the outline the borders are computed
WGS84 = "EPSG:4326"


def thiessen_polygons(points: gpd.GeoDataFrame, outline: BaseGeometry, *, crs: str, grid: float) -> gpd.GeoDataFrame:
    """Return the part of `outline` nearest to each of `points`, as `pcode` and `geometry`, sorted by `pcode`.

    `points` has the columns `pcode` and `geometry` (points, EPSG:4326); `outline` is a polygon in EPSG:4326.
    Nearness is measured in `crs`, in metres. Vertices lie on a `grid` of degrees and neighbours share theirs: the
    result is a valid coverage of `outline`. A point outside the outline counts from the nearest place `INLAND`
    metres within it, so that no commune is lost to a generalised border. Raise ValueError if two points are the
    same or a polygon comes out empty.
    """
    land = _project(outline, crs)
    sites = _put_inland(points.to_crs(crs).geometry.array, land)
    if len(np.unique(shapely.get_coordinates(sites), axis=0)) < len(sites):
        raise ValueError("two points are the same")
    faces = _cut(outline, _edges(sites, land, crs), grid)
    owners = _nearest(gpd.GeoSeries(faces, crs=WGS84).to_crs(crs), sites)
    polygons = gpd.GeoDataFrame({"pcode": points["pcode"].to_numpy()[owners]}, geometry=faces, crs=WGS84)
    communes = polygons.dissolve("pcode", method="coverage").reset_index()[["pcode", "geometry"]]
    if len(communes) < len(points):
        raise ValueError(f"no polygon for {sorted(set(points['pcode']) - set(communes['pcode']))}")
    communes["geometry"] = shapely.normalize(communes.geometry.array)
    return communes


def _project(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    return gpd.GeoSeries([geometry], crs=WGS84).to_crs(crs).iloc[0]


def _put_inland(sites: np.ndarray, land: BaseGeometry) -> np.ndarray:
    core = land.buffer(-INLAND)
    outside = ~shapely.covers(land, sites)
    nearest = shapely.get_point(shapely.shortest_line(core, sites), 0)
    return np.where(outside, nearest, sites)


def _edges(sites: np.ndarray, land: BaseGeometry, crs: str) -> BaseGeometry:
    frame = land.envelope.buffer(BEYOND)
    edges = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=frame, only_edges=True)
    # edges of points nearly in line run on far past what the projection can carry back to degrees
    return gpd.GeoSeries([shapely.intersection(edges, frame)], crs=crs).to_crs(WGS84).iloc[0]


def _cut(outline: BaseGeometry, edges: BaseGeometry, grid: float) -> list[BaseGeometry]:
    inner = shapely.intersection(edges, outline)
    # noding on the grid gives neighbours the same vertices, which clipping polygon by polygon would not
    lines = shapely.union_all([outline.boundary, *shapely.get_parts(inner)], grid_size=grid)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))


def _nearest(faces: gpd.GeoSeries, sites: np.ndarray) -> np.ndarray:
    inside = shapely.point_on_surface(faces.array)
    owners: np.ndarray = shapely.STRtree(sites).nearest(inside)
    return owners
