"""A whole page: its size, its colours, its words, the same bytes every time."""

import hashlib
import io
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from page_texts import page_texts
from PIL import Image
from square_country import LEVELS, square_base, square_page, square_spec

from annexmaps.render.ground import project_ground
from annexmaps.render.marginalia import WATERMARK
from annexmaps.render.static import draw_figure, draw_png
from annexmaps.render.symbols import place_circles
from annexmaps.spec import Circle, Mark, Symbol
from annexmaps.theme import Theme


@pytest.fixture(scope="module")
def page():
    return draw_png(square_spec())


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def words_of(spec):
    return [text.get_text() for text in page_texts(draw_figure(spec))]


def colours_at_commune_middles(png, spec):
    frame = main_frame(spec)
    picture = pixels(png)
    found = {}
    for unit in spec.base.communes:
        point = unit.geometry.representative_point()
        # a little off the middle, where a name or number could stand
        x, y = frame.locate(np.array([point.x + 0.3]), np.array([point.y + 0.3]))[0]
        column, row = round(x / 297 * picture.shape[1]), round((210 - y) / 210 * picture.shape[0])
        # most dots of a small patch: a thin line of the ribbon's words may cross it
        patch = picture[row - 4 : row + 5, column - 4 : column + 5].reshape(-1, 3)
        (dot, _), *_ = Counter(map(tuple, patch.tolist())).most_common(1)
        found[unit.pcode] = "#{:02x}{:02x}{:02x}".format(*dot)
    return found


def main_frame(spec):
    from annexmaps.render import static

    return static.main_frame_of(spec)


def test_the_page_is_a4_at_300_dots_per_inch(page):
    picture = Image.open(io.BytesIO(page))
    assert (picture.size, tuple(round(n) for n in picture.info["dpi"])) == ((3508, 2480), (300, 300))


def test_the_page_carries_its_title_and_nothing_of_the_machine(page):
    assert Image.open(io.BytesIO(page)).text == {
        "Title": "Annexe 9 – Carte d’essai (Novembre 2021)",
        "Description": "Pays · 16 communes · 6 039 lignes",
        "Comment": "Partenaires",
    }


def test_every_commune_has_the_colour_of_its_class(page):
    spec = square_spec()
    expected = {area.pcode: LEVELS[area.key] for area in spec.area_layers[0].areas}
    assert colours_at_commune_middles(page, spec) == expected


def test_a_ribbon_leaves_the_colours_of_the_classes_alone():
    spec = square_spec(page=square_page(ribbon="DONNÉES FICTIVES"))
    expected = {area.pcode: LEVELS[area.key] for area in spec.area_layers[0].areas}
    assert colours_at_commune_middles(draw_png(spec), spec) == expected


def test_the_bytes_are_the_same_in_two_processes(page):
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from square_country import square_spec;"
        "from annexmaps.render.static import draw_png; print(hashlib.sha256(draw_png(square_spec())).hexdigest())"
    )
    here = str(Path(__file__).parent)
    other = subprocess.run([sys.executable, "-c", code, here], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(page).hexdigest()


def test_a_readers_matplotlib_settings_do_not_change_the_page(page):
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": False, "savefig.dpi": 50}):
        assert draw_png(square_spec()) == page


def test_an_empty_map_says_so():
    spec = square_spec(area_layers=(), page=square_page(empty="Aucun incident en novembre 2021"))
    assert "Aucun incident en novembre 2021" in words_of(spec)


def test_a_ribbon_stands_over_the_page_and_across_the_frame():
    figure = draw_figure(square_spec(page=square_page(ribbon="DONNÉES FICTIVES")))
    said = [text.get_text() for text in page_texts(figure)]
    across = [collection for collection in figure.axes[0].collections if collection.get_gid() == WATERMARK]
    assert (said.count("DONNÉES FICTIVES"), len(across)) == (1, 2)


def test_schematic_borders_are_named_in_the_frame():
    assert "Limites schématiques" in words_of(square_spec(page=square_page(schematic="Limites schématiques")))


@pytest.mark.parametrize("text", [r"$x_2$", r"\alpha \frac{1}{2}", "a $ b $ c", "{braces}", "100 % ^ _ ~"])
def test_text_from_a_table_is_never_a_formula(text):
    spec = square_spec(page=square_page(notes=(text,)))
    found = [t for t in page_texts(draw_figure(spec)) if t.get_text() == text]
    assert [t.get_parse_math() for t in found] == [False]


@pytest.mark.parametrize("text", ["حماية المدنيين", "保護", "ߒߞߏ", "Ɛɲɛ Ŋɔ", "↗ ↘ ▲", "\u200f\u202e", "é\u0301\x07"])
def test_other_scripts_are_drawn_without_a_stop(text):
    assert len(draw_png(square_spec(page=square_page(title=text)))) > 0


def test_circles_are_drawn_large_ones_first():
    circles = [Circle("C00", -1.5, 13.5, 3, ()), Circle("C11", -0.5, 14.5, 9, ()), Circle("C22", 0.5, 15.5, 6, ())]
    placed, _ = place_circles(circles, main_frame(square_spec()))
    assert [circle.diameter for circle in placed] == [9, 6, 3]


def test_a_sector_has_the_colour_of_its_category():
    parts = ((Theme().colours.categories["A"], 0.5), (Theme().colours.categories["E"], 0.5))
    spec = square_spec(area_layers=(), circles=(Circle("C11", -0.5, 14.5, 12.0, parts),))
    frame, picture = main_frame(spec), pixels(draw_png(spec))
    x, y = frame.locate(np.array([-0.5]), np.array([14.5]))[0]
    east, west = (picture[round((210 - y) / 210 * 2480), round((x + d) / 297 * 3508)] for d in (3, -3))
    assert ["#{:02x}{:02x}{:02x}".format(*dot) for dot in (east, west)] == [parts[0][0], parts[1][0]]


def test_marks_at_one_place_are_all_seen():
    symbols = {"a": Symbol("circle", "#0072b2", "#ffffff", size=3.0)}
    marks = tuple(Mark(0.5, 14.5, "a", str(n)) for n in range(1, 6))
    said = words_of(square_spec(area_layers=(), marks=marks, mark_symbols=symbols))
    assert {"1", "2", "3", "4", "5"} <= set(said)


def test_an_inset_is_drawn_with_its_own_scale():
    said = words_of(square_spec(inset=(-0.5, 14.0, 0.5, 15.0)))
    assert len([text for text in said if text.endswith("km")]) == 2


def test_a_base_of_nothing_but_a_country_is_drawn():
    bare = replace(square_base(), communes=(), cercles=(), regions=())
    assert len(draw_png(square_spec(base=bare, area_layers=()))) > 0


def test_geometries_are_projected_once_in_metres():
    spec = square_spec()
    ground = project_ground(spec.base, main_frame(spec).projection)
    assert round(ground.country[0].area / 1e9) == 190  # 4° × 4° about 15° N: 444 km × 428 km


def test_a_page_in_english_groups_thousands_with_commas():
    assert any(text.startswith("1\u00a0:\u00a0") and "," in text for text in words_of(square_spec(lang="en")))
