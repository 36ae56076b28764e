"""The ground of a page taken from the dots of an earlier one is the ground that would have been drawn."""

from dataclasses import replace

from square_country import square_spec

from annexmaps.render import backdrop
from annexmaps.render.static import draw_png
from annexmaps.render.vector import draw_pdf
from annexmaps.theme import Paper, Theme


def test_a_page_over_kept_dots_is_the_page_drawn_afresh():
    spec = square_spec()
    backdrop._PLATES.cache_clear()
    fresh = draw_png(spec)
    assert draw_png(spec) == fresh


def test_another_page_on_the_same_ground_takes_nothing_of_the_first():
    first = square_spec()
    second = replace(first, page=replace(first.page, title="Une autre page"), circles=())
    backdrop._PLATES.cache_clear()
    fresh = draw_png(second)
    backdrop._PLATES.cache_clear()
    draw_png(first)
    assert draw_png(second) == fresh


def test_other_colours_of_the_paper_are_drawn_anew():
    draw_png(square_spec())
    kept = draw_png(square_spec(theme=Theme(paper=Paper(land="#fffdf5"))))
    backdrop._PLATES.cache_clear()
    assert draw_png(square_spec(theme=Theme(paper=Paper(land="#fffdf5")))) == kept


def test_a_pdf_s_picture_of_marks_has_no_ground_in_it():
    spec = square_spec()
    backdrop._PLATES.cache_clear()
    fresh = draw_pdf(spec)
    draw_png(spec)
    assert draw_pdf(spec) == fresh
