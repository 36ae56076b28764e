"""Folding for the audit says the same of every text, however fast."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.audit.folding import squeeze

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ɲ": "n", "ŋ": "n", "ɛ": "e", "ɔ": "o"})
OURS = st.text(st.sampled_from("Nn'’ ŋɔœÉéà12_–\n\u00a0\u00ad\u200b\u0301Ⅷﬁ①"), max_size=40)


def folded_letter_by_letter(text):
    folded = unicodedata.normalize("NFKC", text).casefold().translate(LIGATURES)
    return re.sub(r"[^\w\n]+|_+", "", unicodedata.normalize("NFD", folded)).encode("utf-8", errors="replace")


@given(OURS | st.text(max_size=40))
def test_every_text_is_folded_as_letter_by_letter(text):
    assert squeeze(text) == folded_letter_by_letter(text)


@pytest.mark.parametrize(
    ("text", "squeezed"), [("N’Koumandougou", b"nkoumandougou"), ("Hairé\u00a0_\n7", b"haire\n7"), ("Œuvre", b"oeuvre")]
)
def test_accents_signs_and_ligatures_are_left_out(text, squeezed):
    assert squeeze(text) == squeezed


def test_letters_of_other_scripts_stay():
    assert squeeze("Тест é") == "тестe".encode()
