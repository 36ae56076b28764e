"""Files of data in the audit: a leak in a style, geometry, element, tag or key is found; borders are let through."""

import json
import sqlite3

import numpy as np
import pytest
import shapely
import tests.audit.planted as make

from annexmaps.audit.restricted import allowed_texts, make_restricted
from annexmaps.audit.scan import audit_file, make_gate
from annexmaps.disclosure.rules import edition_rules

NAME = "Ousmane Ag Mohamédoun Traoré"
POINT = (-3.194724, 14.496313)
BORDER = (-4.123, 14.567)  # a corner of a commune, and by chance a place of the tables
SQUARE = shapely.box(-4.2, 14.1, -4.1, 14.2)
STYLES = "CREATE TABLE layer_styles (f_table_name TEXT, styleQML TEXT)"


def gate_of(edition):
    rules = edition_rules(edition)
    allowed = allowed_texts(rules, None, ["Hairé"])
    restricted = make_restricted([NAME], [POINT, BORDER], borders=np.array([BORDER]), allowed=allowed)
    return make_gate(rules, allowed, restricted)


@pytest.fixture(scope="module")
def gate():
    return gate_of("partners")


def kinds(gate, name, content):
    return {finding.kind for finding in audit_file(name, content, gate)}


def kml(inside):
    head = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}<name>{make.LEVEL}</name>{inside}</Document></kml>".encode()


def data(name, value="x"):
    return kml(f'<Placemark><ExtendedData><Data name="{name}"><value>{value}</value></Data></ExtendedData></Placemark>')


def ring(*points):
    places = " ".join(f"{x},{y}" for x, y in (*points, *make_square()))
    return (
        f"<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{places}</coordinates></LinearRing></outerBoundaryIs>"
        "</Polygon></Placemark>"
    )


def make_square():
    return shapely.get_coordinates(SQUARE).tolist()


def geojson(geometry, **properties):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    members = {"sharing": make.LEVEL, "bbox": [-4.12345, 14.12345, 0, 1], "features": [feature]}
    return json.dumps({"type": "FeatureCollection", **members}, ensure_ascii=False).encode()


def polygon(*points):
    return {"type": "Polygon", "coordinates": [[*points, *make_square()]]}


def topology(properties):
    geometry = {"type": "Polygon", "arcs": [[0]], "id": "ML01", "properties": properties}
    objects = {"communes": {"type": "GeometryCollection", "geometries": [geometry]}}
    members = {"sharing": make.LEVEL, "objects": objects, "arcs": [[[-8000, 35000], [5, 0], [0, 5]]]}
    return json.dumps({"type": "Topology", **members}, ensure_ascii=False).encode()


def table_of(*lines):
    return "\r\n".join(("pcode,name,sharing", *lines, f"ML01,Hairé,{make.LEVEL}")).encode()


LEAKS = {
    "a value of KML": ("a.kml", data("name", NAME), "input_value"),
    "a column of KML": ("a.kml", data("auteur"), "name"),
    "a description escaped twice": ("a.kml", kml(f"<description>{make.entities(NAME).replace('&', '&amp;')}</description>"), "input_value"),
    "a network link": ("a.kml", kml("<NetworkLink><Link><href>https://example.org/a</href></Link></NetworkLink>"), "unexpected_part"),
    "an icon": ("a.kml", kml("<Style><IconStyle><Icon><href>a.png</href></Icon></IconStyle></Style>"), "unexpected_part"),
    "a template of a balloon": ("a.kml", kml("<Style><BalloonStyle><text>$[name]</text></BalloonStyle></Style>"), "unexpected_part"),
    "an exact point of KML": ("a.kml", kml("<Placemark><Point><coordinates>-3.5123,14.4</coordinates></Point></Placemark>"), "points"),
    "a corner of KML": ("a.kml", kml(ring((-3.19472, 14.49631))), "coordinates"),
    "a corner of GeoJSON": ("a.geojson", geojson(polygon((-3.19472, 14.49631))), "coordinates"),
    "an exact point of GeoJSON": ("a.geojson", geojson({"type": "Point", "coordinates": [-3.5123, 14.4]}), "points"),
    "several points of GeoJSON": ("a.geojson", geojson({"type": "MultiPoint", "coordinates": [[-3.51, 14.4]]}), "unexpected_part"),
    "a key of a topology": ("a.json", topology({"auteur": "x"}), "name"),
    "a value of a topology": ("a.json", topology({"name": NAME}), "input_value"),
    "a tag that is none of HXL's": ("a.csv", table_of("#adm3+code,#adm3+name,#victime+nom"), "name"),
    "a column of an HXL file": ("a.csv", table_of("#adm3+code,#adm3+name,#meta+sharing").replace(b"name", b"victime"), "name"),
}  # fmt: skip


@pytest.mark.parametrize("case", LEAKS)
def test_a_leak_in_a_file_of_data_is_found(gate, case):
    name, content, kind = LEAKS[case]
    assert kind in kinds(gate, name, content)


SOUND = {
    "a.kml": kml(ring(BORDER) + "<Placemark><Point><coordinates>-3.51000,14.40000</coordinates></Point></Placemark>"),
    "a.geojson": geojson(polygon(BORDER), name="Hairé"),
    "a.json": topology({"name": "Hairé", "pcode": "ML01"}),
    "a.csv": table_of("#adm3+code,#adm3+name,#meta+sharing"),
}


@pytest.mark.parametrize("name", SOUND)
def test_corners_of_the_boundaries_and_masked_points_raise_no_alarm(gate, name):
    assert list(audit_file(name, SOUND[name], gate)) == []


def test_the_office_s_own_files_may_have_points():
    _, content, _ = LEAKS["an exact point of KML"]
    assert "points" not in kinds(gate_of("internal"), "a.kml", content)


def style(inside):
    return f'<qgis version="3.22.0"><renderer-v2 type="nullSymbol"/>{inside}</qgis>'


STYLE_LEAKS = {
    "a value": (style(f'<aliases><alias field="name" name="{NAME}"/></aliases>'), "input_value"),
    "a script of a form": (style("<editforminitcode>import os</editforminitcode>"), "unexpected_part"),
    "a tip in HTML": (style("<mapTip>x</mapTip>"), "unexpected_part"),
    "a picture from elsewhere": (
        style('<symbols><symbol><layer class="SvgMarker"/></symbol></symbols>'),
        "unexpected_part",
    ),
    "an expression that reads a file": (style('<Option name="expression" value="env(\'HOME\')"/>'), "script"),
    "a document type": ("<!DOCTYPE qgis SYSTEM 'http://www.w3.org/x'>" + style(""), "unexpected_part"),
}


@pytest.mark.parametrize("case", STYLE_LEAKS)
def test_a_leak_in_a_style_is_found(gate, tmp_path, case):
    text, kind = STYLE_LEAKS[case]
    quoted = text.replace("'", "''")
    content = make.database(tmp_path, STYLES, f"INSERT INTO layer_styles VALUES ('communes', '{quoted}')")  # noqa: S608 made here
    assert kind in kinds(gate, "a.gpkg", content)


def with_geometry(tmp_path, shape):
    blob = b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(shape)
    insert = f"INSERT INTO communes VALUES ('Hairé', '', x'{blob.hex()}')"  # noqa: S608 made here
    return make.database(tmp_path, "ALTER TABLE communes ADD COLUMN geom BLOB", insert)


def test_a_geometry_is_read_to_its_last_byte(gate, tmp_path):
    assert kinds(gate, "a.gpkg", with_geometry(tmp_path, SQUARE)) == set()
    assert kinds(gate, "a.gpkg", with_geometry(tmp_path, shapely.Point(-3.51, 14.4))) == set()
    assert kinds(gate, "a.gpkg", with_geometry(tmp_path, shapely.Point(-3.5123, 14.4))) == {"points"}
    corner = shapely.Polygon([POINT, (-3, 14), (-3.5, 15)])
    assert kinds(gate, "a.gpkg", with_geometry(tmp_path, corner)) == {"coordinates"}
    at_border = shapely.Polygon([BORDER, (-3, 14), (-3.5, 15)])
    assert kinds(gate, "a.gpkg", with_geometry(tmp_path, at_border)) == set()


def test_a_table_that_none_of_our_files_has_is_found(gate, tmp_path):
    assert "name" in kinds(gate, "a.gpkg", make.database(tmp_path, "CREATE TABLE victimes (name TEXT)"))


def test_a_view_that_makes_up_rows_without_end_is_stopped(gate, tmp_path):
    endless = (
        "CREATE VIEW rivers AS WITH RECURSIVE more(name) AS (SELECT hex(zeroblob(400000)) UNION ALL SELECT name FROM more) "
        "SELECT name FROM more"
    )
    assert "too_deep" in kinds(gate, "a.gpkg", make.database(tmp_path, endless))


def test_a_function_that_would_load_something_is_not_there(gate, tmp_path):
    view = "CREATE VIEW rivers AS SELECT load_extension('x') AS name"
    path = tmp_path / "view.gpkg"
    with sqlite3.connect(path) as database:
        database.execute(view)
        database.execute("CREATE TABLE communes (name TEXT)")
        database.execute("INSERT INTO communes VALUES (?)", (make.LEVEL,))
    assert "damaged" not in kinds(gate, "a.gpkg", path.read_bytes())
