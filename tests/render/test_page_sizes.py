"""Every annex stands whole on every size of paper: nothing outside, nothing over another, nothing dropped in silence."""

import io
from dataclasses import replace

import pytest
from page_texts import page_texts, texts_outside, texts_overlapping
from PIL import Image
from square_country import square_page, square_spec
from test_room_on_the_page import PAGES as CROWDED

from annexmaps import specify
from annexmaps.lint.checks import lint_page
from annexmaps.lint.finding import errors_of
from annexmaps.products import all_products
from annexmaps.render.layout import lay_out
from annexmaps.render.small_png import draw_small_png
from annexmaps.render.static import draw_figure, draw_page, draw_png, main_frame_of
from annexmaps.theme import PAGE_SIZES, Theme

ANNEXES = [page for product in all_products() for page in product.pages if product.kind == "map"]
OTHERS = [name for name in PAGE_SIZES if name != "a4"]


def on(page, spec):
    return replace(spec, theme=replace(spec.theme, page=PAGE_SIZES[page]))


def flaws(figure):
    return texts_outside(figure), texts_overlapping(figure)


@pytest.mark.parametrize("page", PAGE_SIZES)
@pytest.mark.parametrize("annex", ANNEXES, ids=lambda page: f"{page.annex}{page.variant}")
def test_a_full_month_stands_on_the_page(november, annex, page):
    spec = specify(november, annex=annex.annex, variant=annex.variant, edition="partners", page=page)
    drawn = draw_page(spec)
    assert ([found.sentence("en") for found in lint_page(drawn.inventory())], texts_outside(drawn.figure)) == ([], [])


@pytest.mark.parametrize("page", ["a4-portrait", "a3"])
@pytest.mark.parametrize("crowd", CROWDED)
def test_a_page_with_much_to_say_stands_on_other_paper(crowd, page):
    assert flaws(draw_figure(on(page, CROWDED[crowd]))) == ([], [])


@pytest.mark.parametrize("page", OTHERS)
def test_the_internal_edition_of_a_full_month_stands_on_other_paper(november, page):
    inventory = draw_page(specify(november, annex="1", edition="internal", page=page)).inventory()
    assert [found.sentence("en") for found in errors_of(lint_page(inventory))] == []


@pytest.mark.parametrize(
    ("page", "dots"),
    [("a4", (3508, 2480)), ("a4-portrait", (2480, 3508)), ("a3", (4961, 3508)), ("a3-portrait", (3508, 4961))],
)
def test_a_picture_has_the_dots_of_its_paper(page, dots):
    with Image.open(io.BytesIO(draw_png(on(page, square_spec())))) as picture:
        assert picture.size == dots


@pytest.mark.parametrize(("page", "dots"), [("a3", (1600, 1131)), ("a3-portrait", (1131, 1600))])
def test_the_small_picture_is_that_of_an_a4_page_the_same_way_up(page, dots):
    png = draw_small_png(on(page, square_spec()))
    a4 = page.replace("a3", "a4")
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.size, png == draw_small_png(on(a4, square_spec()))) == (dots, True)


@pytest.mark.parametrize(("page", "said"), [("a4", "à A4"), ("a3", "à A3"), ("a3-portrait", "à A3")])
def test_the_scale_says_on_which_paper_it_holds(page, said):
    words = {"north": "N", "scale": "à {paper}"}
    texts = page_texts(draw_figure(on(page, square_spec(page=square_page(words=words)))))
    assert [text.get_text() for text in texts if text.get_text().endswith(said)] != []


def test_a_map_is_larger_on_larger_paper():
    scales = [main_frame_of(on(page, square_spec())).denominator for page in ("a4", "a3")]
    assert scales[1] < scales[0] * 0.75


def test_an_upright_page_has_its_map_over_its_columns_across_the_whole_width():
    layout = lay_out(PAGE_SIZES["a4-portrait"], bottom=30, top=280, fits=lambda _columns: True)
    assert (layout.map.left, layout.map.right, layout.map.top) == (7, 203, 280)
    assert max(column.top for column in layout.columns) < layout.map.bottom
    assert not any(column.overlaps(layout.strip) for column in layout.columns)


def test_an_upright_map_gives_way_to_columns_that_need_room():
    heights = [
        lay_out(PAGE_SIZES["a4-portrait"], bottom=30, top=280, fits=lambda _columns, fit=fit: fit).map.height
        for fit in (True, False)
    ]
    assert heights[0] > heights[1]


def test_a_list_goes_on_in_the_next_column_of_an_upright_page():
    spec = on("a4-portrait", CROWDED["12 numbered alerts"])
    texts = page_texts(draw_figure(spec))
    numbers = [text for text in texts if text.get_text() in {f"n{n}" for n in range(12)}]
    assert len(numbers) == 12


@pytest.mark.parametrize("page", OTHERS)
def test_the_same_page_is_the_same_bytes(page):
    spec = on(page, square_spec(theme=Theme()))
    assert draw_png(spec) == draw_png(spec)
