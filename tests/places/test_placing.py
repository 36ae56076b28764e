import pytest

from annexmaps.months import Month
from annexmaps.places.declarations import Declaration
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.placing import place_declaration
from annexmaps.sources.boundaries import Boundaries, load_boundaries


@pytest.fixture(scope="module")
def mali() -> Gazetteer:
    return make_gazetteer(load_boundaries("schematic", month=Month(2021, 11)))


@pytest.fixture
def square_places(squares: Boundaries) -> Gazetteer:
    return make_gazetteer(squares)


@pytest.mark.parametrize(
    ("declared", "pcode", "how"),
    [
        (Declaration(pcode="XX010101"), "XX010101", "pcode"),
        (Declaration(pcode="xx 010101"), "XX010101", "pcode_repaired"),
        (Declaration(pcode="XXX010101"), "XX010101", "pcode_repaired"),
        (Declaration(pcode="10101"), "XX010101", "pcode_repaired"),
        (Declaration("Nord", "Haut", "Pont"), "XX010102", "name"),
        (Declaration("Aval", "Ouest", "Pont"), "XX020101", "name"),
        (Declaration("Nord", "", "Pont"), "XX010102", "name"),
        (Declaration("région de  NORD", "cercle de haut", "commune de Alba"), "XX010101", "name"),
        (Declaration("Aval", "Bas", "N’DOURI"), "XX020201", "name"),
        (Declaration("Aval", "Bas", "N Douri"), "XX020201", "name"),
        (Declaration("Nord", "Est", "MÃ©nara"), "XX010201", "name"),
    ],
)
def test_a_commune_is_found(square_places: Gazetteer, declared: Declaration, pcode: str, how: str) -> None:
    placement = place_declaration(declared, square_places)
    assert (placement.place.commune_pcode, placement.how, placement.reason) == (pcode, how, "")


@pytest.mark.parametrize(
    ("declared", "pcode", "reason"),
    [
        (Declaration(), "", "place_empty"),
        (Declaration("", "", "Alba"), "", "commune_without_parent"),
        (Declaration("Nulle", "Haut", "Alba"), "", "region_unknown"),
        (Declaration("Nord", "Nulle", "Alba"), "XX01", "cercle_unknown"),
        (Declaration("Nord", "Haut", "Nulle"), "XX0101", "commune_unknown"),
        (Declaration("Nord", "Haut", "Sud"), "XX0101", "commune_elsewhere"),
        (Declaration("Nord", "Bas", "Sud"), "", "cercle_in_another_region"),
        (Declaration("Nord", "Haut"), "XX0101", "commune_empty"),
        (Declaration("Nord", "Haut", "Flottante"), "", "commune_without_polygon"),
        (Declaration(pcode="XX01"), "XX01", "pcode_above_commune"),
    ],
)
def test_what_is_not_sure_stops_at_the_last_sure_parent(
    square_places: Gazetteer, declared: Declaration, pcode: str, reason: str
) -> None:
    placement = place_declaration(declared, square_places)
    assert (placement.place.pcode, placement.reason) == (pcode, reason)


def test_an_unknown_pcode_is_said_and_the_name_is_used(square_places: Gazetteer) -> None:
    placement = place_declaration(Declaration("Nord", "Haut", "Alba", "XX999999"), square_places)
    assert (placement.place.pcode, placement.warnings) == ("XX010101", ("pcode_unknown",))


def test_a_pcode_and_a_name_that_differ_are_said(square_places: Gazetteer) -> None:
    placement = place_declaration(Declaration("Nord", "Haut", "Alba", "XX020202"), square_places)
    assert (placement.place.pcode, placement.warnings) == ("XX020202", ("pcode_and_name_differ",))


@pytest.mark.parametrize(
    "declared",
    [
        Declaration("Nord", "Haut", "Sud", "XX010101"),  # a commune of another cercle
        Declaration("Nord", "Haut", "Pont", "XX010101"),  # another of the same cercle
        Declaration("Aval", "Haut", "Alba", "XX010101"),  # the région only
        Declaration("", "", "Sud", "XX010101"),
        Declaration("Aval", pcode="XX0101"),
    ],
)
def test_one_known_name_against_the_pcode_is_enough_to_say_so(square_places: Gazetteer, declared: Declaration) -> None:
    placement = place_declaration(declared, square_places)
    assert (placement.place.pcode, placement.warnings) == (declared.pcode, ("pcode_and_name_differ",))


@pytest.mark.parametrize("name", ["Alba", "Pont", "Albba", "Hameau inconnu", ""])
def test_a_pcode_that_no_known_name_is_against_is_followed(square_places: Gazetteer, name: str) -> None:
    placement = place_declaration(
        Declaration("Nord", "Haut", name, "XX010102" if name == "Pont" else "XX010101"), square_places
    )
    assert (placement.how, placement.warnings, placement.question) == ("pcode", (), None)


def test_a_name_inside_the_unit_of_a_coarser_pcode_says_more(square_places: Gazetteer) -> None:
    placement = place_declaration(Declaration("Nord", "Haut", "Alba", "XX0101"), square_places)
    assert (placement.place.pcode, placement.how) == ("XX010101", "name")


@pytest.mark.parametrize(
    ("declared", "pcode"),
    [
        (Declaration("Mopti", "Youwarou", "Dogo"), "ML050804"),  # Dongo, never Dogo of Bougouni
        (Declaration("Mopti", "Bandiagara", "Doucombo"), "ML050107"),
        (Declaration("Région de Bandiagara", "Bankass", "Bankass"), "ML050201"),
        (Declaration("Gao", "Menaka", "Inékar"), "ML070402"),  # the division of 2012 in a month of 2016
        (Declaration("Ménaka", "Inékar", "Inékar"), "ML070402"),
        (Declaration("Mopti", "Douentza", "Haire"), "ML050408"),
        (Declaration("Tombouctou", "Ghourma-Rharous", "Ouinerdene"), "ML060307"),
    ],
)
def test_names_printed_in_the_reports_are_found(mali: Gazetteer, declared: Declaration, pcode: str) -> None:
    assert place_declaration(declared, mali).place.commune_pcode == pcode


def test_tilemsi_without_a_cercle_is_asked_about(mali: Gazetteer) -> None:
    assert place_declaration(Declaration(commune="Tilemsi"), mali).reason == "commune_without_parent"


def test_kidalet_is_not_a_commune(mali: Gazetteer) -> None:
    placement = place_declaration(Declaration("Kidal", "Kidal", "Kidalet"), mali)
    assert (placement.place.pcode, placement.reason) == ("ML0802", "commune_unknown")


def test_alata_has_no_polygon_and_counts_for_its_cercle(mali: Gazetteer) -> None:
    placement = place_declaration(Declaration("Ménaka", "Ménaka", "Alata"), mali)
    assert (placement.place.region_pcode, placement.reason) == ("ML10", "commune_without_polygon")
