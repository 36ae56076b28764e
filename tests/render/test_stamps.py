"""A stamp changes a picture as drawing does, to the last dot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform
from square_country import square_spec

from annexmaps.render import written_line
from annexmaps.render.kept_lines import KeptLines
from annexmaps.render.stamps import Coat, Stamps, dots_of, make_stamp
from annexmaps.render.static import draw_png
from annexmaps.render.typefaces import font_in_force

WIDTH, HEIGHT, DPI = 60, 40, 100.0
ZIGZAG = Path([(3.3, 4.1), (50.2, 30.7), (20.4, 33.6), (41.9, 5.2)])


def grounded(seed):
    picture = RendererAgg(WIDTH, HEIGHT, DPI)
    ground = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)
    ground[..., 3] = 255
    np.asarray(picture.buffer_rgba())[:] = ground
    return picture


def stroke(colour, width):
    def draw(renderer):
        gc = renderer.new_gc()
        gc.set_snap(False)
        gc.set_foreground(colour)
        gc.set_linewidth(width)
        renderer.draw_path(gc, ZIGZAG, IdentityTransform())
        gc.restore()

    return Coat(to_rgba(colour), draw)


def drawn(picture):
    return dots_of(picture).reshape(HEIGHT, WIDTH).copy()


@given(st.integers(0, 2**32 - 1), st.tuples(*[st.integers(0, 255)] * 3), st.floats(0.1, 9))
def test_a_line_laid_is_the_line_drawn(seed, rgb, width):
    coat = stroke("#{:02x}{:02x}{:02x}".format(*rgb), width)
    laid, wanted = grounded(seed), grounded(seed)
    make_stamp(laid, [coat], (0, 0, WIDTH, HEIGHT)).lay(laid)
    coat.draw(wanted)
    assert (drawn(laid) == drawn(wanted)).all()


def test_coats_over_one_another_are_laid_as_they_are_drawn():
    coats = [stroke("#ffffff", 7.0), stroke("#9b0f26", 3.0), stroke("#123456", 0.4)]
    laid, wanted = grounded(1), grounded(1)
    make_stamp(laid, coats, (0, 0, WIDTH, HEIGHT)).lay(laid)
    for coat in coats:
        coat.draw(wanted)
    assert (drawn(laid) == drawn(wanted)).all()


def test_nothing_of_a_stamp_is_left_on_the_sheet_it_was_made_on():
    picture = grounded(1)
    first = make_stamp(picture, [stroke("#000000", 3.0)], (0, 0, WIDTH, HEIGHT))
    make_stamp(picture, [stroke("#ff0000", 9.0)], (0, 0, WIDTH, HEIGHT))
    again = make_stamp(picture, [stroke("#000000", 3.0)], (0, 0, WIDTH, HEIGHT))
    assert first.size == again.size
    assert (first.covered == again.covered).all()


@pytest.mark.parametrize(("x", "y"), [(0, 0), (7, -3), (-2, 4)])
def test_letters_laid_are_the_letters_drawn(x, y):
    line = written_line._outlines("Gào", False, False, font_in_force())
    scale, ink = 12.0, written_line.Ink(12.0, colour="#1f1f1f", halo="#ffffff", halo_width=1.4)
    laid, wanted = grounded(2), grounded(2)
    written_line._lay_line(laid, line, scale, ink, ink.colour, (10 + x, 12 + y))
    for coat in written_line._coats(
        line.path, Affine2D.from_values(scale, 0, 0, scale, 10 + x, 12 + y), ink, ink.colour
    ):
        coat.draw(wanted)
    assert (drawn(laid) == drawn(wanted)).all()


def test_letters_that_run_off_the_page_are_cut_at_its_edge():
    line = written_line._outlines("Gao", False, False, font_in_force())
    scale, ink = 30.0, written_line.Ink(30.0, colour="#000000")
    picture = grounded(3)
    before = drawn(picture)
    written_line._lay_line(picture, line, scale, ink, ink.colour, (45, 12))
    changed = (drawn(picture) != before).any(axis=0)
    assert changed[46:].any()
    assert not changed[:44].any()


def picture_of(lines):
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, HEIGHT)
    axes.add_collection(lines, autolim=False)
    lines.set_clip_box(Bbox.from_extents(10, 8, 40, 30))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def test_lines_kept_are_laid_as_they_would_be_drawn_in_the_box_they_are_cut_to():
    look = {"facecolors": "none", "edgecolors": "#3c3c3c", "linewidths": 2.0, "joinstyle": "round"}
    wanted = picture_of(PathCollection([ZIGZAG], **look))
    for _ in range(2):
        assert (picture_of(KeptLines(ZIGZAG, colour="#3c3c3c", width=2.0)) == wanted).all()


def test_what_was_used_longest_ago_leaves_when_there_is_no_room(monkeypatch):
    monkeypatch.setattr("annexmaps.render.stamps._ROOM", 0)
    stamps, made = Stamps(), []

    def make():
        made.append(1)
        return make_stamp(grounded(1), [stroke("#000000", 3.0)], (0, 0, WIDTH, HEIGHT))

    stamps.get("a", make)
    stamps.get("a", make)
    assert len(made) == 2


def test_a_page_is_the_same_whatever_was_drawn_before_it(monkeypatch):
    monkeypatch.setattr(written_line, "STAMPS", Stamps())
    fresh = draw_png(square_spec())
    assert draw_png(square_spec()) == fresh
