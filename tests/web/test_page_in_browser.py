import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from opened_pages import DESKTOP, PHONE, Opened, open_file
from playwright.sync_api import Browser

from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.spec import MapSpec

Open = Callable[..., Opened]
TOTAL = "rowsShown().rows.reduce((sum, row) => sum + row.cells[row.cells.length - 1], 0)"
LINES = "[...document.querySelectorAll('#legend [data-key]')]"
TABS = ("1", "2", "3", "3.change", "5")


def legend_counts(opened: Opened) -> dict[str, str]:
    lines = opened.ask(f"() => {LINES}.map((line) => [line.dataset.key, line.querySelector('.count').textContent])")
    return {str(key): str(count) for key, count in lines}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("tab", TABS)
def test_every_page_of_the_dashboard_draws(dashboard: bytes, look: Open, tab: str, size: tuple[int, int]) -> None:
    opened = look(tab, size=size, of=dashboard)
    assert opened.ask("() => document.documentElement.scrollWidth") <= size[0]
    assert int(str(opened.ask("() => document.querySelectorAll('.annexmaps-commune').length"))) == 701
    opened.keep_picture(f"dashboard-{tab}-{size[0]}")


@pytest.mark.parametrize(
    ("folder", "count"), [("2021-10/partners", 5), ("2021-11/partners", 5), ("2021-11/internal", 1), ("2021-11/public", 1)]
)  # fmt: skip
def test_every_file_that_build_leaves_draws(built: Path, browser: Browser, folder: str, count: int) -> None:
    pages = sorted((built / folder).glob("*.html"))
    assert len(pages) == count
    for page in pages:
        opened = open_file(browser, page, size=PHONE)
        for width, height in (PHONE, DESKTOP):
            opened.page.set_viewport_size({"width": width, "height": height})
            assert opened.ask("() => document.documentElement.scrollWidth") <= width
            assert opened.ask("() => document.querySelectorAll('.annexmaps-commune').length") == 701
            opened.keep_picture(f"{page.stem}-{width}", whole=False)
        opened.refuse_requests()
        opened.page.context.close()


@pytest.mark.parametrize("tab", TABS)
def test_the_legend_says_what_the_specification_says(november_specs: list[MapSpec], look: Open, tab: str) -> None:
    spec = next(
        one for one in november_specs if one.lang == "fr" and ".".join(filter(None, (one.product, one.variant))) == tab
    )
    told = {line.key: line.count for legend in spec.legends for line in legend.lines}
    counts = legend_counts(look(tab))
    assert counts == {key: told[key] for key in counts}
    assert len(counts) >= 3


@pytest.mark.parametrize("tab", TABS)
def test_recounting_everything_gives_the_legend_s_own_numbers(look: Open, tab: str) -> None:
    opened = look(tab)
    recounted = opened.ask(
        "() => lineKeys(shown()).filter((key) => isCounted(shown(), key)).map((key) => [key, numberText(countOf(shown(), key))])"
    )
    assert dict(recounted) == legend_counts(opened)  # type: ignore[call-overload]


def test_each_commune_has_the_colour_of_its_class(november_specs: list[MapSpec], look: Open) -> None:
    spec = next(one for one in november_specs if one.product == "3" and not one.variant)
    layer = spec.area_layers[0]
    fills = look("3").ask(
        "() => Object.fromEntries(ground.communes.map((polygon, number) => [communes[number][0], polygon.options.fillColor]))"
    )
    assert isinstance(fills, dict)
    for area in layer.areas:
        symbol = layer.symbols[area.key]
        assert fills[area.pcode] == (
            symbol.fill
            if not symbol.hatch
            else f"url(#hatch-{symbol.hatch}-{symbol.hatch_colour[1:]}-{symbol.fill[1:]})"
        )


def test_filters_count_as_pandas_counts(november: LocatedMonth, look: Open) -> None:
    incidents = release(november, edition_rules("partners")).tables["incidents"]
    opened, chance = look(), Random(20211103)  # noqa: S311 - the same choices each time
    regions = sorted(set(incidents["region_pcode"]) - {""})
    for _ in range(12):
        region = chance.choice(regions)
        off = chance.sample(list("ABCDEF"), chance.randint(0, 4))
        opened.ask(
            "([region, off]) => change({ region: regions.findIndex(([pcode]) => pcode === region), off: new Set(off) })",
            [region, off],
        )
        kept = incidents[(incidents["region_pcode"] == region) & ~incidents["category"].isin(off)]
        counts = legend_counts(opened)
        of_region = incidents[incidents["region_pcode"] == region]["category"].value_counts()
        assert {key: counts[key] for key in "ABCDEF"} == {key: str(of_region.get(key, 0)) for key in "ABCDEF"}
        assert opened.ask(f"() => {TOTAL}") == len(kept)


def test_a_cercle_s_filter_counts_as_pandas_counts(november: LocatedMonth, look: Open) -> None:
    incidents = release(november, edition_rules("partners")).tables["incidents"]
    opened = look()
    counts = incidents[incidents["cercle_pcode"] != ""].groupby("cercle_pcode").size()
    shown = {
        pcode: opened.ask(
            "(pcode) => { change({ cercle: cercles.findIndex(([one]) => one === pcode) }); return " + TOTAL + "; }",
            pcode,
        )
        for pcode in counts.index
    }
    assert pd.Series(shown).to_dict() == counts.to_dict()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("haire", "Hairé"), ("nkoumandougou", "N'koumandougou"), ("SEGOU", "Ségou"), ("bara sara", "Bara Sara")],
)
def test_a_place_is_found_without_accents(look: Open, typed: str, found: str) -> None:
    opened = look()
    opened.page.fill("#search", typed)
    names = opened.ask(
        "() => [...document.querySelectorAll('#found button')].map((button) => button.firstChild.textContent)"
    )
    assert found in list(names)  # type: ignore[call-overload]


def test_english_is_one_press_away(look: Open) -> None:
    opened = look()
    opened.page.click("#languages button[lang=en]")
    assert opened.page.inner_text("#title") == "Annex 1 – Map of protection incidents (November 2021)"
    assert opened.ask("() => document.documentElement.lang") == "en"


def test_the_address_gives_the_same_view_again(november_page: bytes, open_page: Open, look: Open) -> None:
    opened = look()
    opened.page.click("#legend [data-key=E]")
    opened.page.select_option("#region", label="Mopti")
    address = str(opened.ask("() => location.hash"))
    again = open_page(november_page, address=address)
    assert again.ask("() => rowsShown().rows.map((row) => row.cells)") == opened.ask(
        "() => rowsShown().rows.map((row) => row.cells)"
    )
    assert again.page.get_attribute("#legend [data-key=E]", "aria-pressed") == "false"


def test_an_address_with_anything_in_it_is_harmless(november_page: bytes, open_page: Open) -> None:
    opened = open_page(
        november_page,
        address="#page=<img src=x onerror=alert(1)>&lang=xx&region=__proto__&off=%00~constructor&map=NaN~1~2&place=<script>",
    )
    assert opened.page.inner_text("#title").startswith("Annexe 1")


def test_the_view_is_taken_away_as_csv(look: Open) -> None:
    opened = look()
    with opened.page.expect_download() as waiting:
        opened.page.click("#csv")
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert waiting.value.suggested_filename == "2021-11_annexe-1_partners.csv"
    assert sum(int(line.rsplit(";", 1)[1]) for line in lines[3:]) == 531


def test_the_page_prints_on_one_sheet(look: Open) -> None:
    opened = look()
    pdf = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1


def test_without_scripts_the_map_and_its_numbers_are_there(november_page: bytes, open_page: Open) -> None:
    opened = open_page(november_page, scripts=False)
    text = opened.page.inner_text("body")
    assert "Annexe 1 – Carte des incidents de protection (Novembre 2021)" in text
    assert "531" in text
    assert opened.page.locator("noscript svg path, body svg path").count() > 0


def test_a_key_reaches_every_control(november_page: bytes, open_page: Open) -> None:
    opened = open_page(november_page)
    seen = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        seen.add(
            str(
                opened.ask(
                    "() => document.activeElement.id || document.activeElement.dataset.key || document.activeElement.className"
                )
            )
        )
    assert {"search", "region", "cercle", "print", "A", "F", "table-find", "csv"} <= seen


def test_a_region_s_details_count_all_that_is_in_it(november: LocatedMonth, look: Open) -> None:
    incidents = release(november, edition_rules("partners")).tables["incidents"]
    opened = look()
    mopti = str(november.boundaries.regions.set_index("name").loc["Mopti", "pcode"])
    opened.ask("(pcode) => choose(units.findIndex((unit) => unit.pcode === pcode))", mopti)
    rows = opened.ask(
        "() => [...document.querySelector('.facts').rows].slice(1)"
        ".map(({ cells }) => [cells[0].textContent[0], Number(cells[1].textContent)])"
    )
    counts = incidents[incidents["region_pcode"] == mopti]["category"].value_counts().to_dict()
    assert dict(rows) == counts  # type: ignore[call-overload]
