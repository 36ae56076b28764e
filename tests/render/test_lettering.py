"""Text measured, wrapped and shortened in millimetres."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.render.lettering import shorten_text, text_width, wrap_text
from annexmaps.render.typefaces import typeface

TEXTS = st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cc",)), max_size=60)


@given(TEXTS)
def test_wrapping_loses_no_character_but_blanks(text):
    assert "".join(wrap_text(text, 30, 7)).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.floats(8, 60))
def test_no_wrapped_line_is_wider_than_asked(text, width):
    assert [line for line in wrap_text(text, width, 7) if text_width(line, 7) > width and len(line) > 1] == []


def test_no_break_spaces_hold_their_words_together():
    assert wrap_text("il y a 6\u202f039 lignes", 11, 7) == ("il y a", "6\u202f039", "lignes")


def test_a_short_text_is_left_alone():
    assert shorten_text("Mopti", 30, 7) == "Mopti"


def test_a_long_text_ends_in_an_ellipsis():
    assert shorten_text("Gourma-Rharous et environs", 12, 7).endswith("…")


def test_figures_are_all_as_wide_as_each_other():
    assert len({round(text_width(figure * 10, 7), 3) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("bold", [False, True])
def test_the_typeface_is_a_file_of_the_package(bold):
    from matplotlib.font_manager import fontManager

    assert "annexmaps/render/fonts" in str(fontManager.findfont(typeface(7, bold=bold))).replace("\\", "/")


def test_the_fallback_comes_last():
    assert typeface(7.0).get_family() == ["annexmaps sans", "annexmaps fallback"]
