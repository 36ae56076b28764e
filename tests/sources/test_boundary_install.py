"""Installing, listing and describing boundary sets."""

import json
import zipfile

import geopandas as gpd
import pytest
from boundary_samples import DIALECTS, squares, write_geojson, write_shapefile_zip

from annexmaps.errors import BoundariesError
from annexmaps.months import Month
from annexmaps.sources import boundary_store
from annexmaps.sources.boundaries import load_boundaries
from annexmaps.sources.boundary_catalogue import read_catalogue
from annexmaps.sources.boundary_info import Kind, boundary_info, list_boundaries
from annexmaps.sources.boundary_install import install_boundaries
from annexmaps.words import languages

MONTH = Month(2021, 11)


@pytest.fixture
def units(tmp_path):
    return write_geojson(squares(ADM0_PCODE="NE", validOn="2019-08-02"), tmp_path / "Mes limites (2019).geojson")


def install(path, home, name="test", **said):
    return install_boundaries(str(path), name=name, frame=said.pop("frame", None), home=home, **said)


def key_of_refusal(path, home, **said):
    with pytest.raises(BoundariesError) as refusal:
        install(path, home, **said)
    return refusal.value.key.removeprefix("boundaries.")


def kept(home):
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_an_installed_set_is_loaded_by_its_name(units, tmp_path):
    install(units, tmp_path)
    assert load_boundaries("test", month=MONTH, home=tmp_path).communes["name"].tolist() == [
        "Tarka",
        "Béré",
        "Dalo",
        "Sana",
    ]


def test_the_report_counts_the_units_of_each_level(units, tmp_path):
    assert install(units, tmp_path).units == {1: 2, 2: 3, 3: 4}


def test_what_the_user_says_goes_before_what_the_file_says(units, tmp_path):
    facts = install(units, tmp_path, source="OCHA", licence="CC BY", date="2020-01-01", frame="2016").facts
    assert (facts.source, facts.licence, facts.date, facts.frame) == ("OCHA", "CC BY", "2020-01-01", "2016")


def test_the_facts_are_kept_beside_the_geometry(units, tmp_path):
    install(units, tmp_path, source="OCHA")
    facts = json.loads((tmp_path / "boundaries" / "test" / "meta.json").read_text(encoding="utf-8"))
    shown = ("name", "title", "country", "frame", "date", "source")
    assert [facts[name] for name in shown] == ["test", "OCHA, Niger, 2019-08-02", "NER", "2019", "2019-08-02", "OCHA"]


def test_a_set_is_named_after_its_file(units, tmp_path):
    assert install(units, tmp_path, name=None).facts.name == "mes-limites-2019"


def test_the_folder_of_sets_can_be_moved_by_the_environment(units, tmp_path, monkeypatch):
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "elsewhere"))
    assert install(units, None).folder == tmp_path / "elsewhere" / "boundaries" / "test"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_goes_through_install(dialect, tmp_path):
    path = write_geojson(squares(dialect=dialect), tmp_path / "units.geojson")
    assert install(path, tmp_path).units == {1: 2, 2: 3, 3: 4}


def test_the_finest_layer_of_a_geopackage_is_taken(tmp_path):
    path = tmp_path / "units.gpkg"
    table = squares()
    regions = table[["ADM1_PCODE", "ADM1_FR", "geometry"]].dissolve("ADM1_PCODE", as_index=False)
    cercles = table[["ADM1_PCODE", "ADM2_PCODE", "geometry"]].dissolve("ADM2_PCODE", as_index=False)
    for layer, level in (
        ("adm1", regions),
        ("adm2", cercles),
        ("adm3", table),
        ("points", table.set_geometry(table.representative_point())),
    ):
        gpd.GeoDataFrame(level).to_file(path, driver="GPKG", layer=layer)
    report = install(path, tmp_path)
    assert (report.layer, report.units) == ("adm3", {1: 2, 2: 3, 3: 4})


def test_a_zip_with_three_levels_gives_the_finest(tmp_path):
    communes = squares(dialect="10-character shapefile")
    levels = {
        "mli_adm1": communes[["admin1Pcod", "admin1Name", "geometry"]],
        "mli_adm3": communes,
        "mli_adm2": communes[["admin2Pcod", "admin1Pcod", "geometry"]],
    }
    with zipfile.ZipFile(tmp_path / "levels.zip", "w") as archive:
        for name, table in levels.items():
            archive.writestr(f"{name}.geojson", table.to_json())
    report = install(tmp_path / "levels.zip", tmp_path)
    assert (report.layer, report.units) == ("mli_adm3", {1: 2, 2: 3, 3: 4})


def test_a_zip_in_the_shapefile_dialect_is_installed(tmp_path):
    path = write_shapefile_zip(squares(dialect="10-character shapefile"), tmp_path / "units.zip")
    assert install(path, tmp_path).layer == "units"


def test_accents_survive_a_shapefile_that_does_not_tell_its_encoding(tmp_path):
    path = write_shapefile_zip(squares(), tmp_path / "units.zip", without=(".cpg",))
    install(path, tmp_path)
    assert "Béré" in load_boundaries("test", month=MONTH, home=tmp_path).communes["name"].tolist()


def test_a_set_without_communes_says_so(tmp_path):
    table = squares().drop(columns=["ADM3_PCODE", "ADM3_FR"]).iloc[[0, 2, 3]]
    report = install(write_geojson(table, tmp_path / "units.geojson"), tmp_path)
    assert (report.units, [finding.key for finding in report.findings]) == ({1: 2, 2: 3}, ["no_communes"])


def test_a_layer_without_parents_is_refused(tmp_path):
    table = squares().drop(columns="ADM1_PCODE")
    assert key_of_refusal(write_geojson(table, tmp_path / "units.geojson"), tmp_path) == "no_parents"


def test_a_layer_without_codes_is_refused_with_its_columns(tmp_path):
    path = write_geojson(squares()[["ADM3_FR", "geometry"]], tmp_path / "units.geojson")
    with pytest.raises(BoundariesError, match="ADM3_FR"):
        install(path, tmp_path)


def test_a_shapefile_without_a_coordinate_system_is_refused(tmp_path):
    path = write_shapefile_zip(squares(), tmp_path / "units.zip", without=(".prj",))
    assert key_of_refusal(path, tmp_path) == "no_crs"


def test_a_refused_file_leaves_nothing_behind(tmp_path):
    path = write_geojson(squares()[["ADM3_FR", "geometry"]], tmp_path / "units.geojson")
    key_of_refusal(path, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_set_of_the_same_name_is_replaced(units, tmp_path):
    install(units, tmp_path)
    install(write_geojson(squares().iloc[:2], tmp_path / "two.geojson"), tmp_path)
    assert len(load_boundaries("test", month=MONTH, home=tmp_path).communes) == 2


def test_an_interrupted_replacement_keeps_the_former_set(units, tmp_path, monkeypatch):
    install(units, tmp_path)

    def fail(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(gpd.GeoDataFrame, "to_parquet", fail)
    refusal = key_of_refusal(units, tmp_path)
    home = tmp_path / "boundaries"
    assert (refusal, kept(home), len(load_boundaries("test", month=MONTH, home=tmp_path).communes)) == (
        "not_written",
        ["test/meta.json", "test/units.parquet"],
        4,
    )


def test_a_damaged_set_is_named(units, tmp_path):
    report = install(units, tmp_path)
    path = report.folder / boundary_store.UNITS_FILE
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BoundariesError, match=r"«\stest\s»"):
        load_boundaries("test", month=MONTH, home=tmp_path)


def test_unreadable_facts_are_named(units, tmp_path):
    report = install(units, tmp_path)
    (report.folder / boundary_store.FACTS_FILE).write_text("{")
    with pytest.raises(BoundariesError, match=r"«\stest\s»"):
        list_boundaries(home=tmp_path)


@pytest.mark.parametrize("name", ["schematic", "../up", "Majuscule", "con", "cod.ab", "", "a/b", ".hidden", "a" * 80])
def test_a_bad_name_is_refused(name, units, tmp_path):
    assert key_of_refusal(units, tmp_path, name=name) == "bad_name"


def test_a_bad_date_is_refused(units, tmp_path):
    assert key_of_refusal(units, tmp_path, date="02/08/2019") == "bad_date"


def test_a_bad_frame_is_refused(units, tmp_path):
    assert key_of_refusal(units, tmp_path, frame="ancien") == "bad_frame"


def test_an_unknown_set_is_refused_with_the_names_there_are(units, tmp_path):
    install(units, tmp_path)
    with pytest.raises(BoundariesError, match="schematic, test"):
        load_boundaries("cod", month=MONTH, home=tmp_path)


def test_a_file_that_is_not_there_is_not_taken_for_a_name(tmp_path):
    with pytest.raises(BoundariesError, match=r"limites\.geojson"):
        load_boundaries("limites.geojson", month=MONTH, home=tmp_path)


@pytest.mark.parametrize("text", ["x" * 5000, "a\0b", ".", ""])
def test_a_path_that_no_file_can_have_is_refused(text, tmp_path):
    assert key_of_refusal(text, tmp_path) == "no_file"


def test_a_known_set_that_is_not_installed_says_how_to_install_it(tmp_path):
    with pytest.raises(BoundariesError, match="annexmaps boundaries install geoboundaries-mli"):
        load_boundaries("geoboundaries-mli", month=MONTH, home=tmp_path)


def test_the_report_speaks_every_language(units, tmp_path):
    report = install(units, tmp_path)
    assert [sentence.count("4 communes") for lang in languages() for sentence in report.sentences(lang)] == [1, 1]


def test_the_list_has_schematic_then_installed_then_catalogue(units, tmp_path):
    install(units, tmp_path)
    listed = [(info.name, info.kind) for info in list_boundaries(home=tmp_path)]
    catalogue = [(name, Kind.CATALOGUE) for name in read_catalogue()]
    assert listed == [("schematic", Kind.SCHEMATIC), ("test", Kind.INSTALLED), *catalogue]


def test_the_schematic_set_says_how_exact_it_is(tmp_path):
    info = boundary_info("schematic", home=tmp_path)
    assert (info.units, info.notes) == ({1: 10, 2: 53, 3: 701}, ("boundaries.schematic.accuracy",))


@pytest.mark.parametrize("name", read_catalogue())
def test_a_catalogue_entry_says_what_to_know_before(name, tmp_path):
    info = boundary_info(name, home=tmp_path)
    assert "boundaries.note.unverified" in info.notes
    assert [len(info.note_sentences(lang)) for lang in languages()] == [len(info.notes)] * 2


def test_information_on_an_unknown_set_is_refused(tmp_path):
    with pytest.raises(BoundariesError, match=r"«\snowhere\s»"):
        boundary_info("nowhere", home=tmp_path)


@pytest.mark.parametrize("entry", read_catalogue().values(), ids=read_catalogue())
def test_catalogue_entries_can_be_installed_under_their_name(entry):
    assert (boundary_store.check_name(entry.name), entry.url.startswith("https://"), entry.country) == (
        entry.name,
        True,
        "MLI",
    )
