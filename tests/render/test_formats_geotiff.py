"""The map frame as a GeoTIFF: it lies where it belongs."""

from contextlib import contextmanager

import numpy as np
import pytest
import rasterio
from marked_page import marked_spec
from rasterio.warp import transform
from square_country import PROJECTION, square_spec

from annexmaps.render.geotiff import draw_geotiff, is_sound_geotiff
from annexmaps.spec import Circle
from annexmaps.theme import Theme

GREEN = "#00ff00"  # of nothing else
PLACES = [(-1.5, 13.5), (1.5, 13.5), (-1.5, 16.5), (1.5, 16.5), (0.2, 15.1)]  # longitude, latitude


@contextmanager
def opened(content):
    with rasterio.MemoryFile(content) as memory, memory.open() as picture:
        yield picture


@pytest.fixture(scope="module")
def made():
    return draw_geotiff(marked_spec())


@pytest.mark.parametrize("place", PLACES)
def test_a_place_lands_within_a_dot(place):
    longitude, latitude = place
    circles = (Circle("C", longitude, latitude, 6.0, ((GREEN, 1.0),)),)
    with opened(draw_geotiff(square_spec(area_layers=(), circles=circles))) as picture:
        green = (picture.read() == np.array([0, 255, 0])[:, None, None]).all(axis=0)
        rows, columns = np.nonzero(green)
        (x,), (y,) = transform("EPSG:4326", picture.crs, [longitude], [latitude])
        wide, tall = picture.res
        column, row = (x - picture.bounds.left) / wide, (picture.bounds.top - y) / tall
    # the middle of dot n is at n + 0.5
    assert (abs(columns.mean() + 0.5 - column) < 1, abs(rows.mean() + 0.5 - row) < 1) == (True, True)


def test_it_is_in_the_projection_of_the_map(made):
    with opened(made) as picture:
        assert picture.crs == rasterio.crs.CRS.from_string(PROJECTION)


def test_a_dot_is_as_large_on_the_ground_as_the_scale_says(made):
    from annexmaps.render.static import main_frame_of

    spec = marked_spec(inset=None)
    with opened(made) as picture:
        assert picture.res == pytest.approx((main_frame_of(spec).denominator * 0.0254 / 300,) * 2, rel=2e-4)


def test_it_says_title_sharing_and_resolution_and_nothing_else(made):
    with opened(made) as picture:
        assert picture.tags() == {
            "TIFFTAG_DOCUMENTNAME": "Annexe 9 – Carte d’essai (Novembre 2021)",
            "TIFFTAG_IMAGEDESCRIPTION": "Partenaires, DONNÉES FICTIVES",
            "TIFFTAG_XRESOLUTION": "300",
            "TIFFTAG_YRESOLUTION": "300",
            "TIFFTAG_RESOLUTIONUNIT": "2 (pixels/inch)",
            "AREA_OR_POINT": "Area",
        }
        assert picture.tag_namespaces() == ["IMAGE_STRUCTURE", "DERIVED_SUBDATASETS"]


def test_it_is_compressed_without_loss(made):
    with opened(made) as picture:
        assert picture.profile["compress"] == "deflate"
        assert [colour.name for colour in picture.colorinterp] == ["red", "green", "blue"]


def test_the_inset_is_left_out(made):
    assert made == draw_geotiff(marked_spec(inset=None))


def test_the_sharing_level_is_written_in_the_corner(made):
    with opened(made) as picture:
        corner = picture.read(window=((0, 60), (picture.width - 300, picture.width)))
    accent = np.array([*bytes.fromhex(Theme().colours.accent[1:])])[:, None, None]
    assert (corner == accent).all(axis=0).sum() > 200


def test_a_torn_file_is_not_sound(made):
    assert [is_sound_geotiff(content) for content in (made, made[: len(made) // 2], b"")] == [True, False, False]
