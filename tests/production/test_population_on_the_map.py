"""People in Annex 3: in the legend, the sources line and the manifest."""

import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from annexmaps import build, specify
from annexmaps.places.located import LocatedMonth
from annexmaps.products.people import people_label
from annexmaps.sources.population import Population, read_population
from annexmaps.words import Words

sys.path.append(str(Path(__file__).parents[1] / "sources"))
from rasters import write_tif

REAL = Path(__file__).parents[3] / "shared/data/boundaries/mli_codab_20190802_adm3.geojson"


def ones(communes: gpd.GeoDataFrame, each: float = 1000.0) -> Population:
    return Population(dict.fromkeys(communes["pcode"], each), "WorldPop, 2020")


@pytest.mark.parametrize(
    ("people", "fr", "en"),
    [
        (0, "0", "0"),
        (0.4, "< 1 000", "< 1,000"),
        (1_499, "1 000", "1,000"),
        (456_789, "457 000", "457,000"),
        (999_999, "1 000 000", "1,000,000"),
        (1_243_567, "1 240 000", "1,240,000"),
        (20_250_833, "20 300 000", "20,300,000"),
    ],
)
def test_people_are_rounded_to_thousands_or_three_figures(people: float, fr: str, en: str) -> None:
    shown = [people_label(people, Words(lang)).replace("\u202f", " ") for lang in ("fr", "en")]
    assert shown == [fr, en]


@pytest.mark.parametrize("edition", ["internal", "partners", "public"])
def test_every_line_of_the_levels_and_states_says_how_many_people_live_there(
    november: LocatedMonth, edition: str
) -> None:
    spec = specify(november, annex="3", edition=edition, population=ones(november.boundaries.communes))
    lines = [line for legend in (spec.legends[0], spec.legends[2]) for line in legend.lines]
    told = {line.key: line.beside.replace("\u202f", "").replace("\u00a0", " ") for line in lines}
    expected = {line.key: f"{line.count}000 hab." for line in lines if line.count != "0"}
    assert {key: text for key, text in told.items() if key in expected} == expected


def test_without_a_population_the_legend_is_as_it_was(november: LocatedMonth) -> None:
    spec = specify(november, annex="3")
    assert {line.beside for legend in spec.legends for line in legend.lines} == {""}


def test_the_source_stands_in_the_sources_line_of_annex_3_only(november: LocatedMonth) -> None:
    people = ones(november.boundaries.communes)
    pages = {annex: specify(november, annex=annex, population=people).page.sources for annex in ("1", "3")}
    assert [annex for annex, sources in pages.items() if "Population\u00a0: WorldPop, 2020." in sources] == ["3"]


def raster_of(folder: Path) -> Path:
    # 0.1° over all of Mali
    return write_tif(folder / "people.tif", np.full((160, 180), 900, np.int32), west=-13, north=25.5, step=0.1)


def test_the_raster_is_hashed_in_the_manifest_and_counted(sample_folder: Path, tmp_path: Path) -> None:
    options = {"only": ("3",), "out": tmp_path / "maps", "boundaries": "schematic"}
    report = build(sample_folder / "2021-11", population=raster_of(tmp_path), population_source="Essai", **options)
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["population"] == report.population.sha256


def test_the_configuration_names_the_raster_from_its_own_folder(write_month, tmp_path: Path) -> None:
    folder = write_month(indice_risque="commune,cercle,total\nSégou,Ségou,18\n")
    raster_of(tmp_path)
    (tmp_path / "annexmaps.toml").write_text('[population]\nfile = "people.tif"\nsource = "Essai"\n', encoding="utf-8")
    report = build(folder, only=("3",), formats=("small",), out=tmp_path / "maps", boundaries="schematic")
    assert report.population.source == "Essai"


@pytest.mark.skipif(not REAL.is_file(), reason="real boundaries are not on this machine")
def test_the_country_keeps_its_people_on_real_boundaries(tmp_path: Path) -> None:
    communes = gpd.read_file(REAL).rename(columns={"ADM3_PCODE": "pcode", "ADM3_FR": "name"})
    cells = np.random.default_rng(2).integers(0, 9000, (320, 360)).astype(np.int32)
    found = read_population(write_tif(tmp_path / "p.tif", cells, west=-13, north=25.5, step=0.05), communes)
    country = communes.union_all()
    shapely.prepare(country)
    x, y = np.meshgrid(-13 + 0.05 * (np.arange(360) + 0.5), 25.5 - 0.05 * (np.arange(320) + 0.5))
    assert found.total == cells[shapely.contains_xy(country, x, y)].sum()
