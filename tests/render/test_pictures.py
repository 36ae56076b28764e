"""Two pages against pictures that were looked at; `python tests/render/test_pictures.py` draws the pictures anew."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from square_country import LEVELS, square_page, square_spec

from annexmaps.render.static import draw_png
from annexmaps.spec import Area, AreaLayer, Circle, Label, Legend, LegendLine, ListItem, Mark, SideTable, Stack, Symbol
from annexmaps.theme import Theme
from annexmaps.theme.symbols import alert_symbols, move_signs, state_symbols

BASELINES = Path(__file__).parent.parent / "baseline"
SIZE = (1169, 827)  # dots of a stored picture
TOLERANCE = 0.004  # share of dots that may differ plainly
PLAINLY = 48  # levels of 255


def page_of_levels():
    spec = square_spec()
    states = {
        key: Symbol("area", s.fill, hatch=s.hatch, hatch_colour=s.hatch_colour)
        for key, s in state_symbols(Theme()).items()
    }
    symbols = spec.area_layers[0].symbols | states
    keys = [*LEVELS, "incomplete", "no_report", "not_covered", "suspended"]
    signs = ["", "up", "", "down"]
    areas = tuple(Area(unit.pcode, keys[n % 7], str(n % 7), signs[n % 4]) for n, unit in enumerate(spec.base.communes))
    lines = tuple(LegendLine(key, key, symbols[key], str(n)) for n, key in enumerate(keys))
    rows = tuple((f"Région {n}", str(n * 7), str(n * 1111)) for n in range(3))
    return replace(
        spec,
        area_layers=(AreaLayer(3, areas, symbols, move_signs(Theme())),),
        legends=(Legend("Niveaux et états", lines, "Une note."),),
        tables=(SideTable("Tableau", ("Région", "Communes", "Points"), rows, total_row=True),),
        labels=(
            Label("Région 0", -1, 15, "region"),
            Label("Ville", 0.5, 14.5, "town"),
            Label("Cercle 3", 1.5, 16, "cercle"),
        ),
        page=square_page(schematic="Limites schématiques"),
    )


def page_of_circles():
    parts = tuple((colour, 1 / 6) for colour in Theme().colours.categories.values())
    circles = tuple(Circle(f"C{n}", -1.5 + n, 13.5 + n, 4.0 * n + 2, parts, str(n * 9 + 1)) for n in range(4))
    symbols = {
        key: Symbol(s.shape, s.fill, s.edge, s.edge_width, size=s.size) for key, s in alert_symbols(Theme()).items()
    }
    marks = tuple(Mark(-1.7 + n * 0.45, 16.4 - n * 0.1, key, str(n + 1)) for n, key in enumerate(symbols))
    sizes = tuple(LegendLine(str(d), f"{d} mm", Symbol("circle", "", "#5c5c5c", size=d)) for d in (14, 8, 3))
    letters = tuple((code, colour, str(n * 7)) for n, (code, colour) in enumerate(Theme().colours.categories.items()))
    stacks = tuple(Stack(f"B{n}", -1.5 + n, 14.2, f"Cercle {n}", letters[: n + 2]) for n in range(4))
    return square_spec(
        area_layers=(),
        circles=circles,
        stacks=stacks,
        marks=marks,
        mark_symbols=symbols,
        items=tuple(ListItem(str(n + 1), f"Alerte : {key}", key) for n, key in enumerate(symbols)),
        legends=(Legend("Surface du cercle", sizes),),
        inset=(-0.9, 14.1, -0.1, 14.9),
        page=square_page(ribbon="DONNÉES FICTIVES"),
    )


PAGES = {"levels": page_of_levels, "circles": page_of_circles}


def small(png):
    return Image.open(io.BytesIO(png)).convert("RGB").resize(SIZE, Image.Resampling.BOX)


@pytest.mark.parametrize("name", list(PAGES))
def test_the_page_looks_as_it_did(name):
    drawn = np.asarray(small(draw_png(PAGES[name]()))).astype(int)
    kept = np.asarray(Image.open(BASELINES / f"page_of_{name}.png").convert("RGB")).astype(int)
    assert (abs(drawn - kept).max(axis=2) > PLAINLY).mean() < TOLERANCE


if __name__ == "__main__":
    BASELINES.mkdir(exist_ok=True)
    for page_name, page in PAGES.items():
        small(draw_png(page())).quantize(256).save(BASELINES / f"page_of_{page_name}.png", optimize=True)
