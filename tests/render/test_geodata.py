"""Files of data for other tools: what they hold, that other tools read them, and that no text in them does anything."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from full_page import HOSTILE, full_spec
from shapely.geometry import shape
from square_country import LEVELS, square_base
from tests.data_of_files import NAMESPACE, features_of, fields_named, fills_of, parsed, placemarks_of, rows_of

from annexmaps.render.formats import RENDERERS

DATA = [name for name, renderer in RENDERERS.items() if renderer.kind in ("data", "layers")]
HERE = Path(__file__).parent
# HXL 1.1, core hashtags
HASHTAGS = {
    "access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary", "capacity", "cause", "channel", "contact",
    "country", "crisis", "currency", "date", "delivery", "description", "event", "frequency", "geo", "group", "impact", "indicator",
    "inneed", "item", "loc", "meta", "modality", "need", "operations", "org", "output", "population", "reached", "region", "respondee",
    "sector", "service", "severity", "status", "subsector", "targeted", "value",
}  # fmt: skip
CODE = (
    "import hashlib, sys; sys.path[:0] = sys.argv[1:]; import test_geodata as t;"
    "[print(name, hashlib.sha256(t.written(name, t.full_spec())).hexdigest()) for name in t.DATA]"
)


def written(name, spec):
    return RENDERERS[name].draw([spec] if RENDERERS[name].kind == "layers" else spec)


def named_hostile(spec):
    communes = tuple(replace(unit, name=HOSTILE) if unit.pcode == "C11" else unit for unit in spec.base.communes)
    return replace(spec, base=replace(spec.base, communes=communes))


@pytest.fixture(scope="module")
def files():
    return {name: written(name, full_spec()) for name in DATA}


def test_the_bytes_are_the_same_on_another_day_in_another_place(files, tmp_path):
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "USER": "another", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", CODE, str(HERE), str(HERE.parents[1])]
    other = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=tmp_path, env={**os.environ, **elsewhere}
    )
    made = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert dict(line.split() for line in other.stdout.splitlines()) == made


@pytest.mark.parametrize("name", DATA)
def test_nothing_of_the_machine_is_in_the_file(files, name):
    told = [str(Path.home()), str(HERE), "site-packages", "GDAL", "pyogrio", "http://www.geopackage"]
    assert [words for words in told if len(words) > 3 and words.encode() in files[name]] == []


@pytest.mark.parametrize("name", DATA)
def test_each_file_says_month_division_licence_and_sharing_level(name):
    origin = replace(square_base().origin, frame="2016", title="Carrés 2019", licence="CC BY-IGO")
    spec = full_spec()
    text = written(name, replace(spec, base=replace(spec.base, origin=origin))).decode("utf-8", "replace")
    assert [
        said
        for said in ("2021-11", "2016", "Carrés 2019", "CC BY-IGO", "Partenaires, DONNÉES FICTIVES")
        if said not in text
    ] == []


# GeoJSON


def test_the_geojson_is_what_rfc_7946_asks_for(files):
    made = json.loads(files["geojson"])
    assert made["type"] == "FeatureCollection"
    assert "crs" not in made
    assert made["bbox"] == [-2.0, 13.0, 2.0, 17.0]
    assert {feature["type"] for feature in made["features"]} == {"Feature"}
    for polygon in (
        shape(f["geometry"]) for f in made["features"] if f["geometry"] and f["geometry"]["type"] != "Point"
    ):
        assert [ring.is_ccw for part in shapely.get_parts(polygon) for ring in (part.exterior,)] == [True] * len(
            shapely.get_parts(polygon)
        )
        assert shapely.get_coordinates(polygon)[0].tolist() == shapely.get_coordinates(polygon)[-1].tolist()


def test_holes_of_a_polygon_run_clockwise():
    spec = full_spec()
    holed = shapely.box(-2, 13, -1, 14) - shapely.box(-1.7, 13.3, -1.3, 13.7)
    communes = tuple(replace(u, geometry=holed) if u.pcode == "C00" else u for u in spec.base.communes)
    made = written("geojson", replace(spec, base=replace(spec.base, communes=communes)))
    polygon = shape(features_of(made)[0]["geometry"])
    assert (polygon.exterior.is_ccw, [hole.is_ccw for hole in polygon.interiors]) == (True, [False])


def test_units_carry_their_class_its_label_and_their_counts(files):
    by_code = {f["properties"].get("pcode"): f for f in features_of(files["geojson"]) if "level" in f["properties"]}
    told = by_code["C11"]["properties"]
    assert {name: told[name] for name in ("name", "cercle_pcode", "region", "level", "count", "count_a", "count_b")} == {
        "name": "Commune 11", "cercle_pcode": "B1", "region": "Région 0", "level": "low", "count": 4, "count_a": 3, "count_b": 1,
    }  # fmt: skip
    assert "count" not in by_code["C00"]["properties"]


def test_what_is_known_above_the_commune_has_no_geometry_and_is_counted_once(files):
    above = [f for f in features_of(files["geojson"]) if f["geometry"] is None]
    assert [
        (f["properties"].get("pcode"), f["properties"]["admin_level"], f["properties"]["count"]) for f in above
    ] == [
        (None, 0, 1),
        ("B2", 2, 2),
    ]
    assert sum(f["properties"].get("count", 0) for f in features_of(files["geojson"])) == 7


def test_only_a_mark_with_a_point_is_a_point(files):
    points = [f for f in features_of(files["geojson"]) if f["geometry"] and f["geometry"]["type"] == "Point"]
    assert [(f["geometry"]["coordinates"], f["properties"]["list_number"]) for f in points] == [([1.4, 15.4], 1)]


# TopoJSON


def decoded(topology):
    """The polygons of a topology by id, rings as arrays."""
    scale = topology["transform"]["scale"]
    arcs = [np.cumsum(arc, axis=0) * scale for arc in topology["arcs"]]

    def ring(numbers):
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    (objects,) = topology["objects"].values()
    return {
        one["id"]: [
            [ring(numbers) for numbers in part]
            for part in (one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]])
        ]
        for one in objects["geometries"]
    }


def test_a_topology_gives_the_communes_back_with_borders_kept_once(files):
    topology = json.loads(files["topojson"])
    polygons = {code: shapely.Polygon(parts[0][0]) for code, parts in decoded(topology).items()}
    assert {
        code: polygon.equals(u.geometry)
        for u in square_base().communes
        for code, polygon in polygons.items()
        if code == u.pcode
    } == dict.fromkeys(polygons, True)
    # sixteen squares have forty sides, those about a corner joined
    assert len(topology["arcs"]) < 40


def test_outer_rings_of_a_topology_run_clockwise(files):
    rings = [part[0] for parts in decoded(json.loads(files["topojson"])).values() for part in parts]
    assert {shapely.LinearRing(ring).is_ccw for ring in rings} == {False}


def test_a_shape_map_finds_p_code_name_and_class(files):
    first = json.loads(files["topojson"])["objects"]["communes"]["geometries"][0]
    assert (first["id"], first["properties"]) == (
        "C00",
        {
            "pcode": "C00",
            "name": "Commune 00",
            "region": "Région 0",
            "cercle": "Cercle 0",
            "level": "high",
            "level_label": "high",
        },
    )


# CSV with HXL tags


def lines_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_second_row_holds_hxl_tags(files):
    names, tags, *rows = lines_of(files["hxl"])
    assert [tag for tag in tags if not re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)] == []
    assert {re.match(r"#([a-z0-9_]+)", tag)[1] for tag in tags} <= HASHTAGS
    assert len(tags) == len(set(tags))
    assert dict(zip(names, tags, strict=True))["commune_pcode"] == "#adm3+code"
    assert {len(row) for row in rows} == {len(names)}


def test_the_csv_has_a_row_for_each_commune_and_one_for_what_is_above(files):
    names, _, *rows = lines_of(files["hxl"])
    told = [dict(zip(names, row, strict=True)) for row in rows]
    assert [(row["admin_level"], row["count"]) for row in told if row["count"]] == [("3", "4"), ("0", "1"), ("2", "2")]
    assert sum(row["admin_level"] == "3" for row in told) == 16


def test_a_name_that_a_spreadsheet_would_run_is_quoted_in_the_csv():
    _, _, *rows = lines_of(written("hxl", named_hostile(full_spec())))
    assert next(row[1] for row in rows if row[0] == "C11") == f"'{HOSTILE}"


# KML


def test_the_kml_fetches_and_runs_nothing(files):
    names = {element.tag.removeprefix(NAMESPACE) for element in parsed(files["kml"]).iter()}
    assert names & {"NetworkLink", "Link", "href", "Icon", "GroundOverlay", "BalloonStyle", "Snippet"} == set()
    assert b"http" not in files["kml"].replace(NAMESPACE.strip("{}").encode(), b"")


def test_units_of_the_kml_are_filled_in_the_colours_of_the_map(files):
    styles = {
        s.get("id"): s.findtext(f"{NAMESPACE}PolyStyle/{NAMESPACE}color")
        for s in parsed(files["kml"]).iter(f"{NAMESPACE}Style")
    }
    first = placemarks_of(files["kml"])[0]
    colour = styles[first.findtext(f"{NAMESPACE}styleUrl").removeprefix("#")]
    assert f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}" == LEVELS["high"]


def test_circles_of_the_kml_are_sectors_on_the_ground_and_only_a_point_is_a_point(files):
    names = [p.findtext(f"{NAMESPACE}name") for p in placemarks_of(files["kml"])]
    assert names[16:] == ["Commune 11 – Classe a : 3", "Commune 11 – Classe b : 1", "2 – Classe a – Commune 00", "1"]
    points = [p for p in placemarks_of(files["kml"]) if p.find(f"{NAMESPACE}Point") is not None]
    assert [p.findtext(f"{NAMESPACE}name") for p in points] == ["1"]


def test_text_of_a_description_is_text_to_a_reader_that_takes_it_for_html():
    made = written("kml", full_spec(page=replace(full_spec().page, subtitle=HOSTILE)))
    described = parsed(made).findtext(f"{NAMESPACE}Document/{NAMESPACE}description")
    assert "<" not in described
    assert "&lt;script&gt;" in described


# GeoPackage


@pytest.fixture(scope="module")
def opened(files, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "a.gpkg"
    path.write_bytes(files["gpkg"])
    return {name: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)}


def test_the_layers_open_and_stand_in_the_order_they_are_drawn(opened):
    assert list(opened) == [
        "annexe_9_points", "annexe_9_marks", "annexe_9_circles", "annexe_9_communes", "borders_country", "borders_regions",
        "borders_cercles", "borders_communes", "land", "layer_styles", "data_dictionary", "metadata",
    ]  # fmt: skip
    assert {table.crs.to_epsg() for table in opened.values() if hasattr(table, "crs")} == {4326}


def test_points_are_points_and_everything_else_has_the_geometry_of_its_commune(opened):
    kinds = {name: set(t.geom_type.dropna()) for name, t in opened.items() if hasattr(t, "geom_type")}
    assert kinds.pop("annexe_9_points") == {"Point"}
    assert set.union(*kinds.values()) == {"MultiPolygon"}
    circle = opened["annexe_9_circles"].iloc[0]
    assert (circle["pcode"], circle["count"], circle["count_a"], circle["diameter_mm"]) == ("C11", 4, 3, 14.0)
    assert circle.geometry.equals(shapely.box(-1, 14, 0, 15))


def test_a_mark_that_stands_for_its_commune_says_how_far_it_is_set_aside(opened):
    mark = opened["annexe_9_marks"].iloc[0]
    assert (mark["list_number"], mark["offset_east"], mark["offset_north"]) == (2, 0.3, 0.0)


def test_every_style_names_only_columns_of_its_layer(opened):
    for style in opened["layer_styles"].itertuples():
        assert fields_named(style.styleQML) <= set(opened[style.f_table_name].columns)
        assert style.useAsDefault
    assert len(opened["layer_styles"]) == 9


def test_the_categories_of_a_style_are_the_classes_of_the_map(opened):
    styles = dict(zip(opened["layer_styles"]["f_table_name"], opened["layer_styles"]["styleQML"], strict=True))
    assert fills_of(styles["annexe_9_communes"]) == {key: (key, fill) for key, fill in LEVELS.items()}


def test_the_dictionary_has_every_column_of_every_layer(opened):
    told = opened["data_dictionary"].groupby("layer")["column"].agg(set).to_dict()
    columns = {name: set(t.columns) - {"geometry"} for name, t in opened.items() if name in told}
    assert told == columns
    assert set(told) == set(opened["layer_styles"]["f_table_name"])


@pytest.mark.parametrize("name", ["geojson", "topojson", "kml"])
def test_a_hostile_name_survives_as_typed(name):
    content = written(name, named_hostile(full_spec()))
    if name == "kml":
        names = [p.findtext(f"{NAMESPACE}name") for p in placemarks_of(content)]
    elif name == "geojson":
        names = [f["properties"].get("name") for f in features_of(content)]
    else:
        names = [one["properties"]["name"] for one in json.loads(content)["objects"]["communes"]["geometries"]]
    assert HOSTILE in names


def test_a_hostile_name_survives_as_typed_in_a_geopackage(tmp_path):
    content = written("gpkg", named_hostile(full_spec()))
    assert HOSTILE in [row["name"] for row in rows_of(content, "annexe_9_communes", tmp_path)]
    assert rows_of(content, "sqlite_master", tmp_path)[-1]["name"] is not None


def test_a_hostile_label_is_the_label_of_its_category(tmp_path):
    spec = full_spec()
    lines = tuple(replace(line, label=HOSTILE) if line.key == "high" else line for line in spec.legends[0].lines)
    content = written("gpkg", replace(spec, legends=(replace(spec.legends[0], lines=lines),)))
    styles = {row["f_table_name"]: row["styleQML"] for row in rows_of(content, "layer_styles", tmp_path)}
    assert fills_of(styles["annexe_9_communes"])["high"] == (HOSTILE, LEVELS["high"])
