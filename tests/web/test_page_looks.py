"""How a page looks and is used: on a phone, closely, on paper, month after month."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_pages import DESKTOP, PHONE, Opened

from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.render.web.ground_image import MOST_BYTES
from annexmaps.render.web.page import draw_html
from annexmaps.spec import Basemap, MapSpec
from annexmaps.theme import Paper
from annexmaps.theme.muting import MUTING

Open = Callable[..., Opened]
TABS = ("1", "2", "3", "3.change", "5")
TARGET = 44  # pixels: what a finger hits
# those that are drawn and stand in no line of text
SMALL = """() => [...document.querySelectorAll('button, select, input, .leaflet-bar a')].filter((one) => one.checkVisibility())
    .map((one) => [one.id || one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
# of a point inside a commune, on the screen
PLACE = """(number) => { const { lat, west, east } = insideOf(number); const box = place('map-box').getBoundingClientRect();
    const { x, y } = ground.map.latLngToContainerPoint([lat, (west + east) / 2]); return [x + box.x, y + box.y]; }"""
TOTAL = "() => rowsShown().rows.reduce((sum, row) => sum + row.cells[row.cells.length - 1], 0)"


@pytest.mark.parametrize("tab", TABS)
def test_a_finger_hits_every_control(look: Open, tab: str) -> None:
    opened = look(tab, size=PHONE)
    assert opened.ask(SMALL) == []
    opened.page.click("#sheet")
    assert opened.ask(SMALL) == []
    assert opened.ask("() => document.documentElement.scrollWidth") == PHONE[0]


def test_the_legend_waits_at_the_foot_of_a_phone(look: Open) -> None:
    opened = look(size=PHONE)
    assert opened.page.inner_text("#sheet") == "Violations par catégorie"
    assert opened.page.get_attribute("#sheet", "aria-expanded") == "false"
    assert not opened.page.is_visible("#legend")
    opened.page.tap("#sheet")
    assert opened.page.get_attribute("#sheet", "aria-expanded") == "true"
    assert opened.page.is_visible("#legend [data-key=A]")
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#legend")


def test_the_map_has_most_of_a_phone_s_screen(look: Open) -> None:
    box = look(size=PHONE).page.locator("#map-box").bounding_box()
    assert box is not None
    assert box["y"] < 230
    assert box["height"] > PHONE[1] * 0.6


def test_a_tap_tells_of_the_commune(look: Open) -> None:
    opened = look("3", size=PHONE)
    x, y = opened.ask(PLACE, 0)  # type: ignore[misc]
    opened.page.touchscreen.tap(x, y)
    assert opened.page.inner_text("#details h3") == opened.ask("() => units[0].name")


def test_the_unit_under_the_pointer_is_outlined(look: Open) -> None:
    opened = look("3")
    x, y = opened.ask(PLACE, 5)  # type: ignore[misc]
    opened.page.mouse.move(x, y)
    outlined = opened.ask("() => ground.pointed.getLatLngs().length")
    assert outlined == opened.ask("() => new Set(communes[5][3].flat().map((arc) => (arc < 0 ? ~arc : arc))).size")
    opened.ask("() => hover(-1)")
    assert opened.ask("() => ground.pointed.getLatLngs().length") == 0


def test_every_move_has_its_sign_beside_or_without_the_number(november_specs: list[MapSpec], look: Open) -> None:
    layer = next(spec for spec in november_specs if (spec.product, spec.variant) == ("3", "")).area_layers[0]
    drawn = look("3").ask("() => ground.marks.things.levels.filter(({ sign }) => sign).length")
    assert drawn == sum(bool(area.sign) for area in layer.areas)


def test_a_count_stands_in_every_circle_that_holds_it(look: Open) -> None:
    opened = look()
    far = opened.ask("() => ground.marks.counted.length")
    opened.page.select_option("#region", label="Mopti")
    assert int(str(opened.ask("() => ground.marks.counted.length"))) > int(str(far)) > 0


def test_numbers_of_marks_stand_beside_one_another(look: Open) -> None:
    opened = look("2")
    assert opened.ask("() => ground.marks.numbered.length === new Set(ground.marks.numbered).size")
    assert int(str(opened.ask("() => ground.marks.numbered.length"))) >= 12


def test_counts_above_the_commune_say_so(look: Open) -> None:
    opened = look()
    firsts = opened.ask("() => rowsShown().rows.map((row) => row.cells[0])")
    assert {"Mopti (région, sans commune)", "Douentza (cercle, sans commune)"} <= set(firsts)  # type: ignore[call-overload]


@pytest.mark.parametrize("tab", TABS)
def test_a_page_prints_on_one_sheet_with_the_country_whole(look: Open, tab: str) -> None:
    opened = look(tab)
    opened.ask("() => ground.map.setView([14.5, -3.5], 9, { animate: false })")
    opened.ask(
        "() => window.addEventListener('beforeprint', () => {"
        " window.whole = ground.map.getBounds().contains(ground.home); }, { once: true })"
    )
    pdf = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert opened.ask("() => window.whole")
    assert opened.ask("() => Math.round(ground.map.getZoom())") == 9


def test_the_slider_shows_each_month_s_table(november: LocatedMonth, dashboard: bytes, look: Open) -> None:
    released = release(november, edition_rules("partners"))
    october = next(month for month in released.earlier.values() if str(month.month) == "2021-10")
    counts = {str(month.month): len(month.tables["incidents"]) for month in (october, released)}
    opened = look("1", of=dashboard)
    shown = {}
    for number, month in enumerate(("2021-10", "2021-11")):
        opened.ask(
            "(number) => { place('month').value = number; place('month').dispatchEvent(new Event('input')); }", number
        )
        shown[month] = opened.ask(TOTAL)
    assert shown == counts
    assert counts["2021-10"] != counts["2021-11"]


def test_a_page_without_the_month_says_which_it_shows(dashboard: bytes, open_page: Open) -> None:
    opened = open_page(dashboard, address="#month=2021-10&page=3.change")
    assert opened.page.inner_text("#other-month").replace("\u00a0", " ") == (
        "Mois choisi : octobre 2021. Cette page montre novembre 2021."
    )
    opened.ask("() => change({ page: '1' })")
    assert opened.page.inner_text("#month-name") == "octobre 2021"
    assert not opened.page.is_visible("#other-month")


def test_people_stand_beside_a_legend_s_count(november_specs: list[MapSpec], open_page: Open) -> None:
    spec = next(one for one in november_specs if (one.product, one.variant, one.lang) == ("3", "", "fr"))
    first = spec.legends[0]
    lines = (replace(first.lines[0], beside="1 240 000 hab."), *first.lines[1:])
    peopled = replace(spec, legends=(replace(first, lines=lines), *spec.legends[1:]))
    opened = open_page(draw_html([peopled], lang="fr"))
    assert opened.page.inner_text(f"#legend [data-key={lines[0].key}] .beside") == "1 240 000 hab."
    assert opened.page.locator("#legend .beside").count() == 1


def test_the_theme_s_paper_is_under_the_map(november_specs: list[MapSpec], open_page: Open) -> None:
    spec = next(one for one in november_specs if (one.product, one.lang) == ("2", "fr"))
    green = replace(spec, theme=replace(spec.theme, paper=Paper(land="#eef7ee", water="#c0d8e8")))
    opened = open_page(draw_html([green], lang="fr"))
    assert opened.ask("() => new Set(ground.communes.map((polygon) => polygon.options.fillColor)).size") == 1
    assert opened.ask("() => ground.communes[0].options.fillColor") == "#eef7ee"
    assert opened.ask("() => getComputedStyle(place('map-box')).backgroundColor") == "rgb(192, 216, 232)"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("tab", TABS)
def test_the_accessibility_check_finds_nothing_serious(
    dashboard: bytes, look: Open, tab: str, size: tuple[int, int]
) -> None:
    opened = look(tab, size=size, of=dashboard)
    if size == PHONE:
        opened.page.tap("#sheet")
    found = [
        rule for rule in Axe().run(opened.page).response["violations"] if rule["impact"] in ("serious", "critical")
    ]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found] == []


def test_a_basemap_lies_in_the_page_under_veils(november_specs: list[MapSpec], open_page: Open) -> None:
    spec = next(one for one in november_specs if (one.product, one.lang) == ("2", "fr"))
    chance = np.random.default_rng(7)
    dots = chance.integers(0, 255, (900, 1100, 4), dtype=np.uint8)  # noise: the largest a picture can be
    extent = (-2_000_000.0, 900_000.0, 800_000.0, 3_000_000.0)
    content = draw_html([spec], lang="fr", basemap=Basemap(dots.tobytes(), (1100, 900), extent))
    opened = open_page(content)
    assert opened.page.locator("img.leaflet-image-layer").get_attribute("src").startswith("data:image/jpeg;base64,")  # type: ignore[union-attr]
    assert len(str(opened.ask("() => data.basemap[0]"))) <= MOST_BYTES
    assert opened.ask("() => ground.communes[0].options.fillOpacity") == MUTING.land_veil
    left, top, wide, tall = opened.ask(  # type: ignore[misc]
        "() => { const box = document.querySelector('img.leaflet-image-layer').getBoundingClientRect();"
        " const map = place('map-box').getBoundingClientRect();"
        " const { lng, lat } = ground.map.containerPointToLatLng([box.x - map.x - 1, box.y - map.y - 1]);"
        " const { x, y } = L.CRS.EPSG3857.project(L.latLng(lat, lng)); return [x, y, box.width, box.height]; }"
    )
    assert (left, top) == (pytest.approx(extent[0], abs=10_000), pytest.approx(extent[3], abs=10_000))
    assert wide / tall == pytest.approx(2_800 / 2_100, rel=0.02)
