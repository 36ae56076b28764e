"""Files of data of a month: named as files of the edition, the classes and colours of its maps, and no more than it shows."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from tests.data_of_files import NAMESPACE, features_of, fields_named, fills_of, parsed, rows_of

from annexmaps import build, specify
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.production.composing import Composer
from annexmaps.production.data_files import DATA_FORMATS
from annexmaps.products import all_products
from annexmaps.render.formats import RENDERERS
from annexmaps.render.geodata.classes import area_classes, circle_classes, mark_classes
from annexmaps.render.geodata.layers import layer_name
from annexmaps.render.geodata.units import told_layers
from annexmaps.spec import MapSpec

COVERAGE = "région,cercle,commune,statut\nMopti,Douentza,Hairé,couvert\n"
SCORES = {"Hairé": 5, "Mondoro": 6, "Hombori": 14, "Dangol Boré": 15, "Djaptodji": 19, "Korarou": 20}
LEVELS = dict(zip(SCORES, ("stable", "moderee", "moderee", "serieuse", "serieuse", "critique"), strict=True))
UNITS = {2: "cercles", 3: "communes"}


@pytest.fixture(scope="module", params=EDITIONS)
def made(request: pytest.FixtureRequest, november: LocatedMonth) -> tuple[list[MapSpec], dict[str, bytes]]:
    """The maps of an edition of November, and its files of data by name."""
    composer = Composer(release(november, edition_rules(request.param)), Config(), "fr")
    pages = [
        page for product in all_products() for page in product.pages if page.kind == "map" and composer.can_make(page)
    ]
    specs = [spec for spec in map(composer.compose, pages) if isinstance(spec, MapSpec)]
    files = {
        f"{spec.slug}{spec.variant}.{name}": RENDERERS[name].draw(spec)
        for name in DATA_FORMATS
        for spec in specs
        if RENDERERS[name].kind == "data"
    }
    return specs, {**files, "month.gpkg": RENDERERS["gpkg"].draw(specs)}


def tables_of(files: dict[str, bytes], folder: Path) -> dict[str, list[dict[str, Any]]]:
    content = files["month.gpkg"]
    names = [row["table_name"] for row in rows_of(content, "gpkg_contents", folder)]
    return {name: rows_of(content, name, folder) for name in names}


def test_every_class_of_every_map_has_its_colour_and_label_in_its_layer(
    made: tuple[list[MapSpec], dict[str, bytes]], tmp_path: Path
) -> None:
    specs, files = made
    tables = tables_of(files, tmp_path)
    styles = {row["f_table_name"]: row["styleQML"] for row in tables["layer_styles"]}
    for spec in specs:
        layers = {layer_name(spec, UNITS[spec.data_level]): layer for layer in told_layers(spec)[:1]}
        layers |= {layer_name(spec, layer.name): layer for layer in told_layers(spec)[1:]}
        for name, layer in layers.items():
            expected = {key: (label, symbol.fill or "#000000") for key, label, symbol in area_classes(layer, spec)}
            assert fills_of(styles[name]) == expected
            told = {row["pcode"]: row[layer.name] for row in tables[name] if row[layer.name]}
            assert told == {area.pcode: area.key for area in layer.areas}
        for what, classes in (
            ("circles", circle_classes(spec)),
            ("points", mark_classes(spec)),
            ("marks", mark_classes(spec)),
        ):
            name = layer_name(spec, what)
            if classes and name in styles:
                assert fills_of(styles[name]) == {key: (label, symbol.fill) for key, label, symbol in classes}


def test_every_style_is_xml_that_names_only_columns_of_its_layer(
    made: tuple[list[MapSpec], dict[str, bytes]], tmp_path: Path
) -> None:
    tables = tables_of(made[1], tmp_path)
    for row in tables["layer_styles"]:
        assert fields_named(row["styleQML"]) <= set(tables[row["f_table_name"]][0])


def test_circles_are_as_large_as_on_the_map_and_count_as_much(
    made: tuple[list[MapSpec], dict[str, bytes]], tmp_path: Path
) -> None:
    specs, files = made
    tables = tables_of(files, tmp_path)
    for spec in (spec for spec in specs if spec.circles):
        rows = {row["pcode"]: row for row in tables[layer_name(spec, "circles")]}
        assert {c.pcode: round(c.diameter, 3) for c in spec.circles} == {
            p: row["diameter_mm"] for p, row in rows.items()
        }
        counted = {c.pcode: sum(count for _, count in c.counts) for c in spec.circles if c.counts}
        assert counted == {pcode: rows[pcode]["count"] for pcode in counted}


def test_outside_the_office_no_file_has_a_point(made: tuple[list[MapSpec], dict[str, bytes]], tmp_path: Path) -> None:
    specs, files = made
    kinds = {row["geometry_type_name"] for row in rows_of(files["month.gpkg"], "gpkg_geometry_columns", tmp_path)}
    points = [
        f for name, content in files.items() if name.endswith(".geojson") for f in features_of(content) if is_point(f)
    ]
    points += [p for name, c in files.items() if name.endswith(".kml") for p in parsed(c).iter(f"{NAMESPACE}Point")]
    internal = specs[0].edition == "internal"
    assert ("POINT" in kinds, bool(points)) == (internal, internal)


def is_point(feature: dict[str, Any]) -> bool:
    return bool(feature["geometry"]) and feature["geometry"]["type"] == "Point"


def test_counts_of_a_file_add_up_to_the_total_of_the_map(made: tuple[list[MapSpec], dict[str, bytes]]) -> None:
    specs, files = made
    spec = specs[0]
    content = files["incidents.hxl"]
    names, _, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    if spec.edition == "public":
        assert [name for name in names if name.startswith("count")] == ["count_class", "count_class_label"]
        return
    at = names.index("count")
    total = sum(int(row[at]) for row in rows if row[at])
    assert f"{total} violations" in spec.page.subtitle


def test_the_public_is_told_no_score(made: tuple[list[MapSpec], dict[str, bytes]]) -> None:
    specs, files = made
    told = any("score" in feature["properties"] for feature in features_of(files["risk-index.geojson"]))
    assert told == (specs[0].edition != "public")


def test_levels_at_the_limits_have_the_class_and_colour_of_the_map(
    write_month: Callable[..., Path], tmp_path: Path
) -> None:
    lines = [f"Mopti,Douentza,{commune},{score}" for commune, score in SCORES.items()]
    month = write_month(indice_risque="\n".join(("région,cercle,commune,total", *lines)))
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("3",), formats=("geojson", "gpkg"))
    assert [path.name for path in report.files] == [
        "2021-11_annexe-3_risk-index_partners_fr.geojson",
        "2021-11_geodonnees_partners_fr.gpkg",
    ]
    told = [f["properties"] for f in features_of(report.files[0].read_bytes()) if "score" in f["properties"]]
    assert {one["name"]: (one["score"], one["level"]) for one in told} == {c: (SCORES[c], LEVELS[c]) for c in SCORES}
    spec = specify(month, annex="3", boundaries="schematic")
    assert isinstance(spec, MapSpec)
    content = report.files[1].read_bytes()
    styles = {row["f_table_name"]: row["styleQML"] for row in rows_of(content, "layer_styles", tmp_path)}
    colours = {row["name"]: fills_of(styles["annexe_3_communes"])[row["level"]][1]
               for row in rows_of(content, "annexe_3_communes", tmp_path) if row["name"] in SCORES}  # fmt: skip
    assert colours == {commune: spec.area_layers[0].symbols[level].fill for commune, level in LEVELS.items()}


def test_formats_of_data_are_files_of_their_own(write_month: Callable[..., Path], tmp_path: Path) -> None:
    report = build(
        write_month(couverture=COVERAGE),
        out=tmp_path / "maps",
        boundaries="schematic",
        only=("5",),
        formats=DATA_FORMATS,
        lang="en",
    )
    assert [path.name for path in report.files] == [
        "2021-11_annexe-5_coverage_partners_en.geojson",
        "2021-11_annexe-5_coverage_topojson_partners_en.json",
        "2021-11_annexe-5_coverage_hxl_partners_en.csv",
        "2021-11_annexe-5_coverage_hxl-dictionnaire_partners_en.csv",
        "2021-11_annexe-5_coverage_partners_en.kml",
        "2021-11_geodonnees_partners_en.gpkg",
    ]


def test_topologies_are_small_and_every_commune_has_a_shape(made: tuple[list[MapSpec], dict[str, bytes]]) -> None:
    for name, content in made[1].items():
        if name.endswith(".topojson"):
            (told,) = json.loads(content)["objects"].values()
            assert {one["type"] for one in told["geometries"]} <= {"Polygon", "MultiPolygon"}
            assert len(content) < 400_000


def test_outlines_of_a_geojson_are_sound_polygons(made: tuple[list[MapSpec], dict[str, bytes]]) -> None:
    content = made[1]["incidents.geojson"]
    shapes = [shapely.geometry.shape(f["geometry"]) for f in features_of(content) if f["geometry"]]
    assert [shape for shape in shapes if not shape.is_valid or shape.is_empty] == []
    # as many decimals in each number of each outline
    written = re.findall(rb"\[-?\d+\.(\d+),-?\d+\.(\d+)\]", content)
    assert {len(decimals) for pair in written for decimals in pair} == {5}
