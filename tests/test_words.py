import re
import string

import pytest

from annexmaps.vocabulary.folding import fold
from annexmaps.words import Joined, Phrase, Words, in_every_language, in_language, keys, language_of_locale, languages


def test_every_language_has_the_same_keys() -> None:
    assert {lang: keys(lang) ^ keys("fr") for lang in languages()} == {"fr": frozenset(), "en": frozenset()}


def test_a_sentence_fills_in_the_same_values_in_every_language() -> None:
    differing = [key for key in keys("fr") if len({values_of(text) for text in in_every_language(key).values()}) > 1]
    assert differing == []


def values_of(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_a_counted_word_follows_its_number_as_the_language_has_it() -> None:
    told = {
        lang: [Words(lang)("build.summary", files=files, folder="m") for files in (0, 1, 2)] for lang in languages()
    }
    assert told == {
        "fr": ["0 fichier dans m", "1 fichier dans m", "2 fichiers dans m"],
        "en": ["0 files in m", "1 file in m", "2 files in m"],
    }


def test_a_counted_word_has_two_forms_and_none_is_left_to_the_reader() -> None:
    texts = {(lang, key): text for key in keys("fr") for lang, text in in_every_language(key).items()}
    forms = [form for text in texts.values() for _, name, form, _ in string.Formatter().parse(text) if name and form]
    assert {form.count("|") for form in forms} == {1}
    assert [
        key for key, text in texts.items() if re.search(r"\w\((s|e|es|x)\)(?!\w)", text) and "http(s)" not in text
    ] == []


def test_a_value_is_text_and_never_a_template() -> None:
    assert Words("en")("error.usage.lang", value="{known.__class__}", known="fr") == (
        "There is no language “{known.__class__}”. Languages: fr."
    )


def test_french_signs_stand_behind_a_no_break_space() -> None:
    french = {key: in_every_language(key)["fr"] for key in keys("fr")}
    assert [key for key, text in french.items() if re.search(" [:;?!»%]|« ", text)] == []


@pytest.mark.parametrize(
    ("environment", "lang"),
    [({}, "fr"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "fr_ML", "LANG": "en_US"}, "fr"), ({"LANG": "C"}, "fr")],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], lang: str) -> None:
    assert language_of_locale(environment) == lang


@pytest.mark.parametrize("spelling", ["Ménaka", "MENAKA", "menaka ", "MÃ©naka", "Me\u0301naka"])
def test_spellings_of_one_name_fold_to_one_form(spelling: str) -> None:
    assert fold(spelling) == "menaka"


@pytest.mark.parametrize("apostrophe", "'’ʼ`‘´")
def test_apostrophes_fold_away(apostrophe: str) -> None:
    assert fold(f"N{apostrophe}Koumandougou") == "nkoumandougou"


@pytest.mark.parametrize(("lang", "shown"), [("fr", "14,5\u202f; -3"), ("en", "14.5, -3")])
def test_a_part_of_a_sentence_and_its_decimals_are_in_the_language_of_the_sentence(lang: str, shown: str) -> None:
    point = Phrase("coordinates.pair", {"latitude": 14.5, "longitude": -3.0})
    assert in_language({"given": point, "parts": Joined((1.5, "x"), by="together")}, lang) == {
        "given": shown,
        "parts": {"fr": "1,5 + x", "en": "1.5 + x"}[lang],
    }


def test_a_text_of_a_table_in_a_part_of_a_sentence_stays_text() -> None:
    name = "{place.__class__}"
    assert Phrase("unit.commune_alone", {"name": name}).sentence("fr") == f"commune {name}"
