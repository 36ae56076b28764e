from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import make_boundaries
from tests.places.corruptions import CORRUPTIONS

from annexmaps.months import Month
from annexmaps.places.declarations import Declaration
from annexmaps.places.gazetteer import make_gazetteer
from annexmaps.places.placing import place_declaration
from annexmaps.places.spelling import affixes, fold_name, telling_words
from annexmaps.sources.boundaries import load_boundaries

MALI = make_gazetteer(load_boundaries("schematic", month=Month(2021, 11)))


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("  MÉNAKA. ", "menaka"),
        ("MÃ©naka", "menaka"),
        ("commune de Ménaka", "menaka"),
        ("Commune rurale d'Ansongo", "ansongo"),
        ("Commune  urbaine  de Gao", "gao"),
        ("Région de Ségou", "segou"),
        ("Mopti Region", "mopti"),
        ("District de Bamako", "bamako"),
        ("N' Dodjiga", "ndodjiga"),
        ("N`dodjiga", "ndodjiga"),
        ("Commune IV", "communeiv"),
        ("Commune 4", "communeiv"),
        ("Commune I du District de Bamako", "communei"),
        ("Dougouténé 2", "dougouteneii"),
        ("Pignari-Bana", "pignaribana"),
        ("commune", "commune"),
        ("تمبكتو", "تمبكتو"),
    ],
)
def test_spellings_of_one_name_fold_to_one_form(spelling: str, folded: str) -> None:
    assert fold_name(spelling) == folded


@pytest.mark.parametrize(
    ("declared", "pcode"),
    [
        (Declaration("Mopti", "Douentza", "Mondorro"), "ML050413"),
        (Declaration("Tombouctu", "Goundam", "Tilemsi"), "ML060214"),
        (Declaration("Mopti", "Bandiagra", "Doucombo"), "ML050107"),
        (Declaration("Mopti", "Bandiagara", "Doucombbo"), "ML050107"),  # an edit from an alias
        (Declaration("Mopti", "Bandiagara", "Pgnari Bana"), "ML050116"),
    ],
)
def test_a_long_name_one_edit_away_is_read(declared: Declaration, pcode: str) -> None:
    placement = place_declaration(declared, MALI)
    assert (placement.place.pcode, placement.how) == (pcode, "one_edit")
    assert len(placement.readings) == 1


@pytest.mark.parametrize(
    "declared",
    [
        Declaration("Mopti", "Koro", "Yorro"),  # short
        Declaration("Kayes", "Kita", "Gadougou"),  # I or II
        Declaration("Kayes", "Kita", "Gadougou III"),
        Declaration("Kayes", "Kita", "Gadougou 1I"),
        Declaration("Kayes", "Kita", "Kita Nurd"),  # compass word
        Declaration("Kayes", "Kita", "Séféto Nor"),
        Declaration("Mopti", "Bandiagara", "Pignari Bano"),  # the word that tells it from Pignari
        Declaration("Mopti", "Bandiagara", "Bara Sira"),
        Declaration("Koulikoro", "Kati", "Dialakorodju"),  # prolongs Dialakoro
        Declaration("Mopti", "Bandiagara", "Mondorro"),  # one edit from a commune of another cercle
        Declaration("Mopti", "", "Mondorro"),  # the cercle is not declared
        Declaration("Mopti", "Youwarou", "Kouoro"),
        Declaration("Bamako", "Bamako", "Commune VII"),
    ],
)
def test_what_one_letter_may_tell_apart_is_asked(declared: Declaration) -> None:
    placement = place_declaration(declared, MALI)
    assert placement.question is not None
    assert (placement.question.spelling, placement.place.commune_pcode) == (declared.commune, "")


def test_the_very_name_of_a_commune_elsewhere_is_never_read_as_one_near() -> None:
    # Fangasso is in Tominian, Yangasso in Bla: one letter, and each exists
    placement = place_declaration(Declaration("Ségou", "Bla", "Fangasso"), MALI)
    assert (placement.place.pcode, placement.reason) == ("ML0402", "commune_elsewhere")


def test_words_that_alone_tell_two_places_apart_are_found() -> None:
    names = ["Kita", "Kita Nord", "Kita Ouest", "Pignari", "Pignari Bana", "Bara Sara", "Koro"]
    assert telling_words(names) == {"nord", "ouest", "bana"}


def test_what_prolongs_another_name_is_found() -> None:
    assert affixes(["dialakoro", "dialakoroba", "lafia", "alafia", "san", "sana"]) == {
        "dialakoroba": (("", "ba"),),
        "alafia": (("a", ""),),
    }


NAMES = st.sampled_from(["Nord", "Aval", "Haut", "Bas", "Pont", "Alba", "Sud", "Ménara", "n'douri"]) | st.text(
    max_size=9
)


@settings(deadline=None)
@given(NAMES, NAMES, NAMES)
def test_matching_never_leaves_the_declared_parent(region: str, cercle: str, commune: str) -> None:
    gazetteer = make_gazetteer(make_boundaries())
    declared = Declaration(region, cercle, commune)
    place = place_declaration(declared, gazetteer).place
    for level, name, reached in ((1, region, place.region_pcode), (2, cercle, place.cercle_pcode)):
        exact = {found.pcode for found in gazetteer.find(level, name)} if name else set()
        if exact and reached:
            assert reached in exact


PLACES = {
    level: sorted(place.pcode for place in MALI.by_pcode.values() if place.admin_level == level) for level in (1, 2, 3)
}


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(PLACES[1]),
    st.sampled_from(["", *PLACES[2]]),
    st.sampled_from(PLACES[3]),
    st.sampled_from(list(CORRUPTIONS)),
    st.integers(0, 99),
)
def test_a_misspelt_commune_is_never_read_outside_the_parents_it_is_declared_in(
    region: str, cercle: str, commune: str, kind: str, seed: int
) -> None:
    spelling = CORRUPTIONS[kind](MALI.by_pcode[commune].name, Random(seed))  # noqa: S311 a seed, not a secret
    parents = [MALI.by_pcode[pcode] for pcode in (region, cercle) if pcode]
    names = [parent.name for parent in parents]
    place = place_declaration(Declaration(names[0], *(names[1:] or [""]), spelling), MALI).place
    assert place.admin_level == 0 or all(place.is_inside(parent) or parent.is_inside(place) for parent in parents)


@pytest.mark.parametrize("part", [" ", "\t", "commune ", "du district de ", "\u00a0 ", "é", "Ã"])
def test_a_cell_of_endless_blanks_is_folded_at_once(part: str) -> None:
    begun = perf_counter()
    fold_name(f"x{part * 20_000}y")
    assert perf_counter() - begun < 1


@given(st.text(max_size=30))
def test_any_text_folds_to_one_form_only(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text) or not fold_name(text).isascii()
