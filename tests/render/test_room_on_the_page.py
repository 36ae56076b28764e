"""However much a page has to say, nothing is cut, nothing overlaps, nothing is dropped in silence."""

import pytest
from page_texts import page_texts, texts_outside, texts_overlapping
from square_country import square_page, square_spec

from annexmaps.render.static import draw_figure
from annexmaps.spec import Circle, Label, Legend, LegendLine, ListItem, Mark, SideTable, Symbol

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
