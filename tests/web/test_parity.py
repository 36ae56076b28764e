"""What a page shows is what the map's specification, the dots of the map's picture and the released table say."""

import io
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opened_pages import Opened, specs_of
from PIL import Image

from annexmaps import read_month
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.render.frame import Frame
from annexmaps.render.static import draw_png, frames_of
from annexmaps.render.symbols import place_circles, place_marks
from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec
from annexmaps.theme import Symbol

sys.path.append(str(Path(__file__).parents[1] / "lint"))
from pixel_probe import classes_seen

Open = Callable[..., Opened]
FILLS = "() => Object.fromEntries(ground.communes.map((polygon, number) => [communes[number][0], polygon.options.fillColor]))"
CIRCLES = "() => visibleCircles(shown()).map(({ unit, parts, text }) => [units[unit].pcode, text, parts])"
MARKS = "() => ground.marks.things.marks.map(([unit, , , key]) => [units[unit].pcode, key, ground.marks.things.symbols[key].fill || ''])"
LARGE = 0.06  # square degrees: some 6 mm² on the picture
SCORES = {5: "stable", 6: "moderee", 14: "moderee", 15: "serieuse", 19: "serieuse", 20: "critique"}


@pytest.fixture(scope="session")
def tables(november: LocatedMonth) -> dict[str, pd.DataFrame]:
    return dict(release(november, edition_rules("partners")).tables)


def french(specs: list[MapSpec], product: str) -> MapSpec:
    return next(spec for spec in specs if (spec.product, spec.variant, spec.lang) == (product, "", "fr"))


def fill_of(symbol: Symbol) -> str:
    hatch = f"url(#hatch-{symbol.hatch}-{symbol.hatch_colour[1:]}-{symbol.fill[1:]})"
    return hatch if symbol.hatch else symbol.fill


def test_circles_are_cut_as_the_specification_and_the_table_say(
    tables: dict[str, pd.DataFrame], november_specs: list[MapSpec], look: Open
) -> None:
    spec = french(november_specs, "1")
    shown = {pcode: (text, parts) for pcode, text, parts in look().ask(CIRCLES)}  # type: ignore[attr-defined]
    drawn = {
        circle.pcode: [[colour, pytest.approx(share)] for colour, share in circle.parts] for circle in spec.circles
    }
    assert {pcode: parts for pcode, (_, parts) in shown.items()} == drawn
    placed = tables["incidents"].query("commune_pcode != ''").groupby("commune_pcode").size()
    assert {pcode: text for pcode, (text, _) in shown.items()} == {pcode: str(n) for pcode, n in placed.items()}


def test_marks_have_the_colour_of_their_kind(
    tables: dict[str, pd.DataFrame], november_specs: list[MapSpec], look: Open
) -> None:
    spec = french(november_specs, "2")
    shown = sorted(look("2").ask(MARKS))  # type: ignore[call-overload]
    assert shown == sorted([mark.pcode, mark.key, spec.mark_symbols[mark.key].fill] for mark in spec.marks)
    kinds = sorted(zip(tables["flash_alerts"]["commune_pcode"], tables["flash_alerts"]["kind"], strict=True))
    assert sorted((pcode, key.split(".")[0]) for pcode, key, _ in shown) == kinds


@pytest.mark.parametrize(("product", "table", "column"), [("3", "risk_index", "level"), ("5", "coverage", "status")])
def test_communes_have_the_colour_of_their_class(
    tables: dict[str, pd.DataFrame], november_specs: list[MapSpec], look: Open,
    product: str, table: str, column: str,
) -> None:  # fmt: skip
    layer = french(november_specs, product).area_layers[0]
    fills = look(product).ask(FILLS)
    assert isinstance(fills, dict)
    assert {area.pcode: fills[area.pcode] for area in layer.areas} == {
        area.pcode: fill_of(layer.symbols[area.key]) for area in layer.areas
    }
    keys = {area.pcode: area.key for area in layer.areas}
    told = tables[table].query(f"{column} != '' and commune_pcode != ''").set_index("commune_pcode")[column]
    assert {pcode: keys[pcode] for pcode in told.index if keys[pcode] in set(told)} == {
        pcode: state for pcode, state in told.items() if keys[pcode] in set(told)
    }
    assert {keys[pcode] for pcode in told.index} >= set(told)


def test_scores_at_the_edges_of_classes_have_the_colour_of_their_level(
    november: LocatedMonth, write_month: Callable[..., object], open_page: Open
) -> None:
    communes = [unit for unit in november.boundaries.communes.itertuples() if unit.name not in ("Mopti", "Gao")]
    pcodes = [str(unit.pcode) for unit in communes[: len(SCORES)]]
    lines = "".join(f"{pcode},2021-11,{score}\n" for pcode, score in zip(pcodes, SCORES, strict=True))
    folder = write_month(indice_risque=f"pcode,mois,total\n{lines}")
    month = read_month(str(folder), boundaries="schematic")
    specs = specs_of(month, [("3", "")], langs=["fr"])
    fills = open_page(draw_html(specs, lang="fr")).ask(FILLS)
    assert isinstance(fills, dict)
    symbols = specs[0].area_layers[0].symbols
    assert [fills[pcode] for pcode in pcodes] == [symbols[level].fill for level in SCORES.values()]
    seen = classes_seen(specs[0], colours_of(specs[0]), only=pcodes)
    assert [seen[pcode] for pcode in pcodes] == list(SCORES.values())


def colours_of(spec: MapSpec) -> dict[str, str]:
    return {key: symbol.fill for key, symbol in spec.area_layers[0].symbols.items() if symbol.fill}


@pytest.mark.parametrize("tab", ["3", "3.change", "5"])
def test_the_picture_s_dots_have_the_class_that_the_page_has(
    november_specs: list[MapSpec], look: Open, tab: str
) -> None:
    product, _, variant = tab.partition(".")
    spec = next(one for one in november_specs if (one.product, one.variant, one.lang) == (product, variant, "fr"))
    keys = {fill_of(symbol): key for key, symbol in spec.area_layers[0].symbols.items()}
    fills = look(tab).ask(FILLS)
    assert isinstance(fills, dict)
    # the smaller ones have few dots of their own: they are read on real boundaries, closer, in tests/lint
    large = [unit.pcode for unit in spec.base.communes if unit.geometry.area > LARGE]
    seen = classes_seen(spec, colours_of(spec), only=large)
    # classes of one colour differ by their hatch only, whose lines are no dots of a class
    fill = colours_of(spec)
    assert {pcode: key for pcode, key in seen.items() if fill[keys[fills[pcode]]] != fill[key]} == {}
    assert len(seen) > 0.9 * len(large) > 150


def dots_of(spec: MapSpec) -> Callable[[float, float], str]:
    """The colour (#rrggbb) of the picture of `spec` at a place of its page, mm from the lower left."""
    picture = np.asarray(Image.open(io.BytesIO(draw_png(spec))).convert("RGB"))
    height, width = picture.shape[:2]

    def colour(x: float, y: float) -> str:
        dot = picture[int((1 - y / 210) * height), int(x / 297 * width)]
        return "#{:02x}{:02x}{:02x}".format(*dot)

    return colour


def is_on(frame: Frame, at: tuple[float, float], *, by: float) -> bool:
    box = frame.box.grown(by)
    return bool(box.left < at[0] < box.right and box.bottom < at[1] < box.top)


def frames_in(spec: MapSpec) -> Iterator[tuple[Frame, Frame | None]]:
    """Each frame of the page with the one that may lie over it."""
    frames = frames_of(spec)
    yield frames.main, frames.inset
    if frames.inset:
        yield frames.inset, None


def test_the_picture_s_circles_are_cut_in_the_colours_that_the_page_has(
    november_specs: list[MapSpec], look: Open
) -> None:
    spec = french(november_specs, "1")
    shown = {pcode: parts for pcode, _, parts in look().ask(CIRCLES)}  # type: ignore[attr-defined]
    colour, seen = dots_of(spec), dict[tuple[str, int], bool]()
    known = {part for circle in spec.circles for part, _ in circle.parts}
    for frame, over in frames_in(spec):
        circles, places = place_circles(spec.circles, frame)
        for number, (circle, (x, y)) in enumerate(zip(circles, places.tolist(), strict=True)):
            start = 0.0
            for part, (told, share) in enumerate(shown[circle.pcode]):
                angle, start = 2 * math.pi * (start + share / 2), start + share
                far = 0.36 * circle.diameter
                at = (x + far * math.sin(angle), y + far * math.cos(angle))
                later = zip(circles[number + 1 :], places[number + 1 :], strict=True)
                covered = any(math.dist(at, place) < other.diameter / 2 + 0.2 for other, place in later)
                outside = not is_on(frame, at, by=-1) or (over and is_on(over, at, by=1))
                if circle.diameter < 2 or share < 0.2 or covered or outside or (dot := colour(*at)) not in known:
                    continue  # too small, under another circle, or under a word
                seen[circle.pcode, part] = dot == told
    assert [which for which, same in seen.items() if not same] == []
    assert len(seen) > 60


def test_the_picture_s_marks_have_the_colours_that_the_page_has(november_specs: list[MapSpec], look: Open) -> None:
    spec = french(november_specs, "2")
    shown = look("2").ask(
        "() => ground.marks.things.marks.map(([, , , key, text]) => [text, ground.marks.things.symbols[key].fill || ''])"
    )
    told, colour, seen = dict(shown), dots_of(spec), dict[str, str]()  # type: ignore[call-overload]
    fills = {symbol.fill for symbol in spec.mark_symbols.values()} - {""}
    for frame, over in frames_in(spec):
        marks, places = place_marks(spec.marks, spec.mark_symbols, frame)
        for mark, at in zip(marks, places.tolist(), strict=True):
            if is_on(frame, at, by=-1) and not (over and is_on(over, at, by=1)):
                dot = colour(*at)
                seen[mark.text] = dot if dot in fills else ""
    assert seen == told
