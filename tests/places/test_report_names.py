"""Every place that the two reports print, with the parents they print, and the P-code it must have.

Facts retyped from the monthly protection monitoring reports of September 2020 and November 2021; an empty cell is a parent that the
report does not give.
"""

import pytest

from annexmaps.months import Month
from annexmaps.places.declarations import Declaration
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.near_names import nearest_places
from annexmaps.places.placing import place_declaration
from annexmaps.sources.boundaries import load_boundaries

# région, cercle, commune, P-code
SEPTEMBER_2020 = (
    ("Gao", "", "", "ML07"),
    ("Kidal", "", "", "ML08"),
    ("Menaka", "", "", "ML10"),
    ("Ménaka", "", "", "ML10"),
    ("Mopti", "", "", "ML05"),
    ("Segou", "", "", "ML04"),
    ("Ségou", "", "", "ML04"),
    ("Tombouctou", "", "", "ML06"),
    ("Kayes", "", "", "ML01"),
    ("Sikasso", "", "", "ML03"),
    ("Bamako", "", "", "ML09"),
    ("Mopti", "Koro", "", "ML0505"),
    ("Mopti", "Bandiagara", "", "ML0501"),
    ("Mopti", "Bankass", "", "ML0502"),
    ("Mopti", "Douentza", "", "ML0504"),
    ("Mopti", "Djenné", "", "ML0503"),
    ("Mopti", "Tenenkou", "", "ML0507"),
    ("Ségou", "Niono", "", "ML0404"),
    ("Ségou", "Ségou", "", "ML0406"),
    ("Ségou", "Macina", "", "ML0403"),
    ("Ségou", "San", "", "ML0405"),
    ("Tombouctou", "Ghourma-Rharous", "", "ML0603"),
    ("Tombouctou", "Gourma-Rharous", "", "ML0603"),
    ("Tombouctou", "Tombouctou", "", "ML0605"),
    ("Tombouctou", "Goundam", "", "ML0602"),
    ("Tombouctou", "Dire", "", "ML0601"),
    ("", "Ansongo", "", "ML0701"),
    ("", "Gao", "", "ML0703"),
    ("", "Kati", "", "ML0204"),
    ("Tombouctou", "", "Diré", "ML060105"),
    ("Ségou", "Niono", "Diabaly", "ML040401"),
    ("Mopti", "", "Kassa", "ML050509"),
    ("Mopti", "", "Pignari", "ML050115"),
    ("Mopti", "Koro", "Bamba", "ML050501"),
    ("Mopti", "", "Borko", "ML050103"),
    ("Mopti", "Koro", "Koro", "ML050512"),
)
NOVEMBER_2021 = (
    ("Région de Bandiagara", "Koro", "", "ML0505"),
    ("Région de Bandiagara", "Bandiagara", "", "ML0501"),
    ("Région de Bandiagara", "Bankass", "", "ML0502"),
    ("Région de Bandiagara", "", "", "ML05"),
    ("Tombouctou", "Tombouctou", "", "ML0605"),
    ("Région de Ségou", "Niono", "", "ML0404"),
    ("Région de Mopti", "Djenné", "", "ML0503"),
    ("région de Mopti", "cercle de Douentza", "Dianvely", "ML050404"),
    ("Ségou", "Macina", "", "ML0403"),
    ("Ségou", "Segou", "", "ML0406"),
    ("Ségou", "San", "", "ML0405"),
    ("Ségou", "Baraoueli", "", "ML0401"),
    ("Ségou", "Bla", "", "ML0402"),
    ("Gao", "Ansongo", "Bara", "ML070102"),
    ("Ségou", "Niono", "Kala Siguida", "ML040403"),
    ("Ségou", "Niono", "Sirifila Boundy", "ML040409"),
    ("Ségou", "", "N'Koumandougou", "ML040619"),
    ("Ségou", "Ségou", "Souba", "ML040629"),
    ("Ségou", "Ségou", "Farako", "ML040610"),
    ("Ségou", "Ségou", "Dougabougou", "ML040609"),
    ("Mopti", "Douentza", "Mondoro", "ML050413"),
    ("Mopti", "Douentza", "Hombori", "ML050409"),
    ("Mopti", "Douentza", "Gandamia", "ML050407"),
    ("Mopti", "Douentza", "Haire", "ML050408"),
    ("Mopti", "Bandiagara", "Bandiagara", "ML050101"),
    ("Mopti", "Bandiagara", "Pignari-Bana", "ML050116"),
    ("Mopti", "Bandiagara", "Pignari", "ML050115"),
    ("Mopti", "Bandiagara", "Doucombo", "ML050107"),
    ("Mopti", "Bandiagara", "Bara-Sara", "ML050102"),
    ("Mopti", "", "Yoro", "ML050515"),
    ("Mopti", "Djenné", "Femaye", "ML050305"),
    ("Mopti", "Djenné", "Kewa", "ML050306"),
    ("Mopti", "Koro", "", "ML0505"),
    ("Mopti", "Mopti", "", "ML0506"),
    ("Mopti", "Mopti", "Sio", "ML050613"),
    ("Mopti", "Mopti", "Sassalbe", "ML050612"),
    ("Mopti", "Mopti", "Koubaye", "ML050607"),
    ("Mopti", "Mopti", "Socoura", "ML050614"),
    ("Mopti", "Youyarou", "", "ML0508"),
    ("Mopti", "Ténenkou", "", "ML0507"),
    ("Mopti", "Youwarou", "Farimake", "ML050805"),
    ("Mopti", "Youwarou", "Deboye", "ML050802"),
    ("Mopti", "Youwarou", "N'dodjiga", "ML050806"),
    ("Mopti", "Youwarou", "Dogo", "ML050804"),
    ("Tombouctou", "", "Gossi", "ML060303"),
    ("Tombouctou", "", "Ouinerdene", "ML060307"),
    ("Tombouctou", "Gourma-Rharous", "", "ML0603"),
    ("Tombouctou", "Gourma-Rharous", "Hamzakoma", "ML060304"),
    ("Tombouctou", "Gourma-Rharous", "Inadjatafane", "ML060306"),
    ("Tombouctou", "", "Ber", "ML060502"),
    ("Tombouctou", "Goundam", "", "ML0602"),
    ("Tombouctou", "", "Lafia", "ML060504"),
    ("Tombouctou", "", "Rharous", "ML060308"),
    ("Tombouctou", "", "Diré", "ML060105"),
    ("Tombouctou", "Nianfunké", "", "ML0604"),
    ("Gao", "Gao", "", "ML0703"),
    ("Gao", "", "Tilemsi", "ML070307"),
    ("Gao", "", "Gao", "ML070303"),
    ("Gao", "", "Ouatagouna", "ML070104"),
    ("Gao", "", "Talataye", "ML070105"),
    ("Kidal", "", "", "ML08"),
    ("Ménaka", "", "", "ML10"),
)


@pytest.fixture(scope="module")
def september() -> Gazetteer:
    return make_gazetteer(load_boundaries("schematic", month=Month(2020, 9)))


@pytest.fixture(scope="module")
def november() -> Gazetteer:
    return make_gazetteer(load_boundaries("schematic", month=Month(2021, 11)))


@pytest.mark.parametrize(("region", "cercle", "commune", "pcode"), SEPTEMBER_2020)
def test_places_of_september_2020_are_found(
    september: Gazetteer, region: str, cercle: str, commune: str, pcode: str
) -> None:
    placement = place_declaration(Declaration(region, cercle, commune), september)
    assert (placement.place.pcode, placement.question) == (pcode, None)


@pytest.mark.parametrize(("region", "cercle", "commune", "pcode"), NOVEMBER_2021)
def test_places_of_november_2021_are_found(
    november: Gazetteer, region: str, cercle: str, commune: str, pcode: str
) -> None:
    placement = place_declaration(Declaration(region, cercle, commune), november)
    assert (placement.place.pcode, placement.question) == (pcode, None)


@pytest.mark.parametrize(
    ("declared", "reason", "candidate"),
    [
        (
            Declaration("Gao", "", "Kidalet"),
            "commune_unknown",
            "ML070305",
        ),  # no such commune: N'Tillit is only the nearest
        (
            Declaration("Gao", "", "Adjelhoc"),
            "commune_elsewhere",
            "ML080301",
        ),  # printed among those of Gao; it is in Kidal
        (Declaration("", "Gao", "Bourem"), "commune_elsewhere", "ML070202"),  # printed in the cercle of Gao
        (Declaration(commune="Tilemsi"), "commune_without_parent", "ML060214"),  # of Goundam or of Gao
        (Declaration("Sikasso", "Bougouni", "Dongo"), "commune_elsewhere", "ML050804"),
    ],
)
def test_places_that_are_not_sure_are_asked_with_candidates(
    november: Gazetteer, declared: Declaration, reason: str, candidate: str
) -> None:
    placement = place_declaration(declared, november)
    assert placement.question is not None
    parents = [placement.question.parent] if placement.question.parent.pcode else []
    nearest = nearest_places(3, declared.commune, november, inside=parents)
    assert (placement.reason, nearest[0].place.pcode) == (reason, candidate)


def test_both_tilemsi_are_candidates(november: Gazetteer) -> None:
    nearest = nearest_places(3, "Tilemsi", november, inside=[])
    assert [one.place.pcode for one in nearest if not one.edits] == ["ML060214", "ML070307"]
