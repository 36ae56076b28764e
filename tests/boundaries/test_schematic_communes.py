"""The embedded default: schematic communes as stored in schematic.parquet."""

from pathlib import Path

import shapely

LARGEST = 300_000  # bytes
BAMAKO = [f"ML09010{number}" for number in range(1, 7)]


def test_there_is_one_polygon_for_each_coded_commune(schematic, communes):
    assert list(schematic["pcode"]) == list(communes["pcode"][communes["polygon"] == "oui"])
    assert not schematic.geometry.is_empty.any()


def test_they_are_a_valid_coverage_in_wgs_84(schematic):
    assert schematic.crs == "EPSG:4326"
    assert schematic.geometry.is_valid.all()
    assert shapely.coverage_is_valid(schematic.geometry.array)


def test_they_fill_the_outline(schematic, script):
    outline = script._read_outline(script.FOLDER)
    assert shapely.coverage_union_all(schematic.geometry.array).symmetric_difference(outline).area < 1e-3 * outline.area


def test_the_communes_of_bamako_survive(schematic):
    assert set(BAMAKO) <= set(schematic["pcode"])


def test_the_stored_file_is_what_the_script_makes(schematic, script):
    made = script.make_schematic()
    assert list(made["pcode"]) == list(schematic["pcode"])
    same = shapely.equals_exact(made.geometry.array, schematic.geometry.array, tolerance=script.GRID, normalize=True)
    assert list(made["pcode"][~same]) == []


def test_the_file_is_small(script):
    assert Path(script.FOLDER / "schematic.parquet").stat().st_size < LARGEST
