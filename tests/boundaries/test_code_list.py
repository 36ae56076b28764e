"""The code list of Mali: communes, their parents in each frame, other spellings."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from annexmaps.vocabulary.folding import fold

FILES = ["aliases.csv", "communes.csv", "context.csv", "frames.csv", "towns.csv", "units.csv"]
MENAKA_2016 = {"ML070401": "ML1002", "ML070402": "ML1003", "ML070403": "ML1001", "ML070404": "ML1004"}
REPEATED = 13  # names of communes found in several cercles
ACCENTS_RESTORED = {"Bafoulabé", "Diéma", "Dialloubé", "Toguéré-Coumbé", "Boky Wéré", "Pel Maoudé"}


def test_701_communes_have_a_code_and_two_have_none(communes):
    assert Counter(communes["pcode"] != "") == {True: 701, False: 2}


def test_the_two_communes_of_2005_have_no_polygon(communes):
    without = communes[communes["polygon"] == "non"]
    assert list(without["name"]) == ["Alata", "Intadjédite"]
    assert set(without[["pcode", "latitude", "longitude"]].to_numpy().ravel()) == {""}


def test_codes_are_unique_and_sorted(communes):
    coded = list(communes["pcode"][communes["pcode"] != ""])
    assert coded == sorted(set(coded))


@pytest.mark.parametrize("frame", ["2012", "2016"])
def test_every_commune_has_its_parents_in_the_frame(communes, units, frame):
    parents = {
        (unit.admin_level, unit.pcode): unit.parent_pcode for unit in units[units["frame"] == frame].itertuples()
    }
    found = [
        parents.get((2, cercle)) == region and (1, region) in parents
        for cercle, region in communes[[f"cercle_pcode_{frame}", f"region_pcode_{frame}"]].itertuples(index=False)
    ]
    assert Counter(found) == {True: 703}


@pytest.mark.parametrize("frame", ["2012", "2016"])
def test_every_unit_of_a_frame_holds_a_commune(communes, units, frame):
    listed = set(units[units["frame"] == frame]["pcode"])
    assert listed == set(communes[f"cercle_pcode_{frame}"]) | set(communes[f"region_pcode_{frame}"])


def test_codes_nest_in_2012(communes):
    coded = communes[communes["pcode"] != ""]
    assert (coded["pcode"].str[:6] == coded["cercle_pcode_2012"]).all()
    assert (coded["pcode"].str[:4] == coded["region_pcode_2012"]).all()


def test_only_the_communes_of_menaka_move_in_2016(communes):
    coded = communes[communes["pcode"] != ""]
    moved = coded[coded["cercle_pcode_2016"] != coded["cercle_pcode_2012"]]
    assert dict(zip(moved["pcode"], moved["cercle_pcode_2016"], strict=True)) == MENAKA_2016
    assert set(moved["region_pcode_2016"]) == {"ML10"}


def test_regions_of_2023_have_names_and_no_code(communes, units):
    regions = units[units["frame"] == "2023"]
    assert set(regions["pcode"]) == {""}
    assert set(regions["name"]) == set(communes["region_2023"])
    assert len(regions) == 19


def test_a_region_of_2023_is_made_of_whole_cercles(communes):
    assert (communes.groupby("cercle_pcode_2012")["region_2023"].nunique() == 1).all()


def test_13_names_repeat_and_only_in_different_cercles(communes):
    folded = communes.assign(name=communes["name"].map(fold))
    assert not folded.duplicated(["name", "cercle_pcode_2012"]).any()
    assert (folded["name"].value_counts() > 1).sum() == REPEATED


def test_coordinates_have_two_decimals(communes):
    coded = communes[communes["polygon"] == "oui"]
    assert coded["latitude"].str.fullmatch(r"\d\d\.\d\d").all()
    assert coded["longitude"].str.fullmatch(r"-?\d\d?\.\d\d").all()


def test_frames_are_in_the_order_of_their_dates(frames):
    assert list(frames["frame"]) == ["2012", "2016", "2023"]
    assert list(frames["valid_from"]) == sorted(frames["valid_from"])
    assert list(frames["valid_from"][1:]) == ["2016-01-01", "2023-03-13"]


def test_aliases_point_to_a_unit_with_the_name_they_give(aliases, communes, units):
    names = {(unit.admin_level, unit.pcode): unit.name for unit in units.itertuples() if unit.pcode}
    names |= {(3, commune.pcode): commune.name for commune in communes.itertuples() if commune.pcode}
    given = {(alias.admin_level, alias.pcode): alias.name for alias in aliases.itertuples()}
    assert given == {key: names.get(key) for key in given}


def test_an_alias_is_not_an_official_name_of_its_parent(aliases, communes, units):
    cercles = units[units["admin_level"] == 2].drop_duplicates("pcode").set_index("pcode")["name"]
    official = {(fold(cercles[row.cercle_pcode_2012]), fold(row.name)) for row in communes.itertuples()}
    spelt = {(fold(row.parent), fold(row.spelling)) for row in aliases[aliases["admin_level"] == 3].itertuples()}
    assert not spelt & official


def test_an_alias_names_one_unit(aliases):
    assert not aliases.duplicated(["admin_level", "parent", "spelling"]).any()


@pytest.mark.parametrize(
    ("spelling", "pcode"),
    [("Dogo", "ML050804"), ("Doucombo", "ML050107"), ("Youyarou", "ML0508"), ("Nianfunké", "ML0604")],
)
def test_a_spelling_of_the_reports_leads_to_its_unit(aliases, spelling, pcode):
    assert list(aliases[aliases["spelling"] == spelling]["pcode"]) == [pcode]


def test_kidalet_has_no_alias(aliases):
    assert "kidalet" not in set(aliases["spelling"].map(fold))


@pytest.mark.parametrize("name", FILES)
def test_files_are_utf_8_with_plain_line_ends(name):
    content = (Path(__file__).parents[2] / "boundaries" / name).read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8").endswith("\n")


def test_names_are_those_of_the_official_list(communes, shared):
    official = pd.read_csv(shared / "boundaries" / "mli_pcodes_20190802.csv", dtype=str, keep_default_na=False)
    listed = dict(zip(communes["pcode"], communes["name"], strict=True))
    changed = {listed[row.ADM3_PCODE] for row in official.itertuples() if listed[row.ADM3_PCODE] != row.ADM3_FR}
    assert changed == ACCENTS_RESTORED
    assert {code: fold(listed[code]) for code in official["ADM3_PCODE"]} == dict(
        zip(official["ADM3_PCODE"], official["ADM3_FR"].map(fold), strict=True)
    )
