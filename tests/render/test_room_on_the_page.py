"""However much a page has to say, nothing is cut, nothing overlaps, nothing is dropped in silence."""

from dataclasses import replace

import pytest
import shapely
from matplotlib.colors import to_hex
from page_texts import page_texts, texts_outside, texts_overlapping
from square_country import square_page, square_spec

from annexmaps.render.ground import lay_ground, project_ground
from annexmaps.render.labels import Obstacles
from annexmaps.render.stacks import place_stacks
from annexmaps.render.static import draw_figure, main_frame_of
from annexmaps.render.symbols import place_circles
from annexmaps.spec import Circle, Label, Legend, LegendLine, ListItem, Mark, SideTable, Stack, Symbol

REGIONS = ["Mopti", "Tombouctou", "Gao", "Ségou", "Ménaka", "Kidal", "Koulikoro", "Sikasso", "Kayes", "Bamako"]
SYMBOLS = {"a": Symbol("triangle", "#9b0f26", "#ffffff", size=3.6)}


def long_legend(lines):
    symbol = Symbol("square", "#336699", size=2.6)
    return Legend(
        "Une légende", tuple(LegendLine(str(n), f"Ligne {n} d’une légende", symbol, str(n * 37)) for n in range(lines))
    )


def wide_table(rows, columns):
    headers = ("Région", *(f"Colonne au nom long {n}" for n in range(columns)))
    names = [f"{REGIONS[n % len(REGIONS)]} {n}" for n in range(rows)]
    return SideTable("Un tableau", headers, tuple((name, *["1 234"] * columns) for name in names))


def items(count):
    return tuple(
        ListItem(f"n{n}", f"Commune {n} (Cercle, Région), attaque de village, 120 personnes", "a") for n in range(count)
    )


def crowd(count):
    places = [(-1.9 + 3.8 * (n * 0.618 % 1), 13.1 + 3.8 * n / count) for n in range(count)]
    return tuple(
        Circle(f"C{n}", x, y, 2 + n % 9, (("#0072b2", 0.5), ("#e8b114", 0.5)), str(n))
        for n, (x, y) in enumerate(places)
    )


def names(count):
    kinds = ("region", "cercle", "town", "river", "country")
    return tuple(Label(f"Nom {n}", -2 + 4 * (n * 0.381 % 1), 13 + 4 * n / count, kinds[n % 5], n) for n in range(count))


PAGES = {
    "plain": square_spec(),
    "40 lines of legend": square_spec(legends=(long_legend(40),)),
    "a table of 12 by 8": square_spec(tables=(wide_table(12, 8),)),
    "12 numbered alerts": square_spec(
        area_layers=(),
        items=items(12),
        marks=tuple(Mark(-1.5 + n / 4, 14 + n % 3, "a", str(n)) for n in range(12)),
        mark_symbols=SYMBOLS,
    ),
    "everything": square_spec(
        legends=(long_legend(30), long_legend(12)),
        tables=(wide_table(12, 8), wide_table(20, 4)),
        items=items(40),
        mark_symbols=SYMBOLS,
        page=square_page(title="Annexe 9 – " + "Carte d’essai " * 14, subtitle="Sous-titre " * 40),
    ),
    "more tables than the column holds": square_spec(tables=(wide_table(30, 3),) * 14),
    "a long foot": square_spec(page=square_page(notes=("Les comptes reflètent la présence des moniteurs. " * 9,) * 4)),
    "a word without end": square_spec(page=square_page(title="A" * 300, notes=("B" * 900,), sharing="C" * 200)),
    "a crowd of circles": square_spec(area_layers=(), circles=crowd(150), labels=names(40)),
    "a crowd in an inset": square_spec(
        area_layers=(), circles=crowd(80), labels=names(60), inset=(-0.5, 14.5, 0.5, 15.2)
    ),
    "empty, schematic, fictitious": square_spec(
        area_layers=(),
        page=square_page(empty="Aucune donnée pour ce mois", schematic="Limites schématiques", ribbon="FICTIF"),
    ),
}


@pytest.fixture(scope="module", params=list(PAGES))
def figure(request):
    return draw_figure(PAGES[request.param])


def test_no_text_leaves_the_page(figure):
    assert texts_outside(figure) == []


def test_no_two_texts_overlap(figure):
    assert texts_overlapping(figure) == []


def test_lines_without_room_are_counted():
    said = [text.get_text() for text in page_texts(draw_figure(PAGES["everything"]))]
    shown = sum(text.startswith("Ligne ") for text in said)
    assert shown < 42
    assert any(text.startswith("+ ") and text.endswith(" autres") for text in said)


def test_every_mark_has_its_number_where_there_is_room():
    said = [text.get_text() for text in page_texts(draw_figure(PAGES["12 numbered alerts"]))]
    assert {str(n) for n in range(12)} <= set(said)


def test_blocks_without_room_are_counted_together():
    said = [text.get_text() for text in page_texts(draw_figure(PAGES["more tables than the column holds"]))]
    assert any(text.startswith("+ ") and int(text.split()[1]) > 30 for text in said)


def stack(number, longitude, latitude, letters="EAD"):
    parts = tuple((letter, "#0072b2", str(n + 1)) for n, letter in enumerate(letters))
    return Stack(f"B{number}", longitude, latitude, f"Cercle {number}", parts)


WORDS = {"unplaced": "Sans place :", "unplaced_names": "noms {count}", "unplaced_numbers": "numéros {count}",
         "unplaced_stacks": "étiquettes {count}"}  # fmt: skip


def corner(**changes):
    said = [text.get_text() for text in page_texts(draw_figure(square_spec(page=square_page(words=WORDS), **changes)))]
    return [text for text in said if text.startswith("Sans place")]


def placed_stacks(stacks, *, circles=()):
    spec = square_spec(circles=circles, stacks=stacks)
    frame = main_frame_of(spec)
    laid = lay_ground(project_ground(spec.base, frame.projection), frame)
    obstacles = Obstacles()
    found, places = place_circles(circles, frame)
    obstacles.add_discs(places, [circle.diameter for circle in found])
    return frame, *place_stacks(stacks, frame, laid, obstacles)


def test_stacks_stand_clear_of_circles_and_of_one_another():
    stacks = tuple(stack(n, -1.5 + n, 15.0, "ABCDEF"[: n + 2]) for n in range(4))
    circles = tuple(Circle(f"C{n}", -1.5 + n, 15.0, 15.0, (("#e8b114", 1.0),), "9") for n in range(4))
    frame, placed, left = placed_stacks(stacks, circles=circles)
    plates = [shapely.box(p.box.left, p.box.bottom, p.box.right, p.box.top) for p in placed]
    _, middles = place_circles(circles, frame)
    discs = [shapely.Point(middle).buffer(7.4) for middle in middles]
    assert (len(placed), left) == (4, [])
    assert [n for n, plate in enumerate(plates) for other in (*plates[:n], *discs) if plate.intersects(other)] == []


def test_a_stack_with_room_in_its_area_has_no_line():
    _, placed, _ = placed_stacks((stack(0, -1.5, 15.0),))
    assert [one.tied for one in placed] == [False]


def test_a_stack_without_room_is_counted_in_the_corner():
    everywhere = Circle("C0", 0.0, 15.0, 190.0, (("#e8b114", 1.0),))
    assert corner(stacks=(stack(1, 0.1, 15.0),), circles=(everywhere,)) == ["Sans place : étiquettes 1"]


def test_numbers_and_names_without_room_are_counted_in_the_corner():
    marks = tuple(Mark(0.5, 15.5, "a", str(n)) for n in range(70))
    labels = (Label("Ville", 0.5, 15.5, "town"), Label("Ailleurs", -1.5, 13.5, "town"))
    said = corner(marks=marks, mark_symbols={"a": Symbol("circle", "#9b0f26", size=8.0)}, labels=labels)
    assert len(said) == 1
    assert said[0].startswith("Sans place : noms 1, numéros ")


def test_a_page_with_room_for_all_says_nothing_of_it():
    assert corner(labels=(Label("Ville", 0.5, 15.5, "town"),)) == []


def test_a_long_list_of_short_lines_stands_in_two_columns():
    short = tuple(ListItem(str(n + 1), f"Commune {n}", "a") for n in range(40))
    texts = {t.get_text(): t for t in page_texts(draw_figure(square_spec(items=short, mark_symbols=SYMBOLS)))}
    assert {f"Commune {n}" for n in range(40)} <= set(texts)
    assert texts["Commune 0"].get_position()[1] == texts["Commune 20"].get_position()[1]


def test_every_sign_of_an_area_is_drawn_with_its_number_or_alone():
    spec = square_spec()
    signs = {"up": Symbol("triangle", "#1f1f1f", "#ffffff", size=1.9)}
    areas = tuple(replace(area, text="4", sign="up") for area in spec.area_layers[0].areas)
    layer = replace(spec.area_layers[0], areas=areas, signs=signs)
    figure = draw_figure(replace(spec, area_layers=(layer,)))
    assert triangles_of(figure) - triangles_of(draw_figure(spec)) == 16


def triangles_of(figure):
    dark = [c for c in figure.axes[0].collections if to_hex([*c.get_facecolor(), (1, 1, 1)][0]) == "#1f1f1f"]
    return sum(len(path.vertices) == 4 for collection in dark for path in collection.get_paths())
