"""The small picture for a telephone."""

import io

import numpy as np
import pytest
from marked_page import BLUE, marked_spec
from PIL import Image

from annexmaps import specify
from annexmaps.render.small_png import draw_small_png

LARGEST = 250_000  # bytes


def test_it_is_as_wide_as_messaging_keeps_and_an_a4_page_on_paper():
    with Image.open(io.BytesIO(draw_small_png(marked_spec()))) as picture:
        assert picture.size == (1600, 1131)
        assert round(picture.size[0] / picture.info["dpi"][0] * 25.4) == 297


def test_it_carries_its_title_and_sharing_level_and_nothing_of_the_machine():
    with Image.open(io.BytesIO(draw_small_png(marked_spec()))) as picture:
        assert picture.text == {
            "Title": "Annexe 9 – Carte d’essai (Novembre 2021)",
            "Description": "Pays · 16 communes · 6 039 lignes",
            "Comment": "Partenaires, DONNÉES FICTIVES",
        }


def test_colours_of_classes_are_kept():
    picture = np.asarray(Image.open(io.BytesIO(draw_small_png(marked_spec()))).convert("RGB"))
    blue = tuple(bytes.fromhex(BLUE[1:]))
    assert (picture == blue).all(axis=2).sum() > 100


@pytest.mark.parametrize("annex", ["1", "2", "3", "5"])
def test_a_full_month_stays_small(november, annex):
    assert len(draw_small_png(specify(november, annex=annex))) < LARGEST
