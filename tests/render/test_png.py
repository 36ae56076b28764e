"""The palette of a page: exact colours stay exact, blends come near."""

import io

import numpy as np
import pytest
from PIL import Image

from annexmaps.render.png import encode_pixels


def picture_of(colours, counts):
    rgb = np.repeat(np.array(colours, np.uint8), counts, axis=0)
    opaque = np.full((len(rgb), 1), 255, np.uint8)
    return np.hstack([rgb, opaque]).reshape(1, -1, 4)


def decoded(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))[0]


def test_a_rare_exact_colour_is_kept():
    noise = np.random.default_rng(1).integers(0, 256, (5000, 3))
    pixels = picture_of([*noise, (155, 15, 38)], [3] * 5000 + [1])
    assert tuple(decoded(encode_pixels(pixels, exact={"#9b0f26"}, texts={}))[-1]) == (155, 15, 38)


def test_few_colours_are_all_kept():
    colours = [(n, 2 * n, 255 - n) for n in range(20)]
    assert (decoded(encode_pixels(picture_of(colours, 2), exact=(), texts={}))[::2] == colours).all()


def test_a_picture_of_one_colour_is_encoded():
    assert (decoded(encode_pixels(picture_of([(1, 2, 3)], [64]), exact=(), texts={})) == (1, 2, 3)).all()


def test_the_file_says_its_resolution_and_texts():
    png = encode_pixels(picture_of([(1, 2, 3)], [64]), exact=(), texts={"Title": "Relevé · août", "Comment": ""})
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.info == {"dpi": (pytest.approx(300, abs=0.01),) * 2, "Title": "Relevé · août"}


def test_a_blend_gets_the_nearest_of_the_palette():
    grey = [(n, n, n) for n in range(256)]
    shown = decoded(encode_pixels(picture_of(grey, [300 - n for n in range(256)]), exact={"#ffffff"}, texts={}))
    palette = np.unique(shown[:, 0].astype(int))
    firsts = np.concatenate([[0], np.cumsum([300 - n for n in range(255)])])
    assert [abs(int(shown[at, 0]) - n) for at, n in zip(firsts, range(256), strict=True)] == [
        int(np.abs(palette - n).min()) for n in range(256)
    ]
