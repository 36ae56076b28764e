"""What a page shows is what the map's specification and the released table say."""

from collections.abc import Callable

import pandas as pd
import pytest
from opened_pages import Opened, specs_of

from annexmaps import read_month
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec
from annexmaps.theme import Symbol

Open = Callable[..., Opened]
FILLS = "() => Object.fromEntries(ground.communes.map((polygon, number) => [communes[number][0], polygon.options.fillColor]))"
CIRCLES = "() => visibleCircles(shown()).map(({ unit, parts, text }) => [units[unit].pcode, text, parts])"
MARKS = "() => ground.marks.things.marks.map(([unit, , , key]) => [units[unit].pcode, key, ground.marks.things.symbols[key].fill || ''])"
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
