"""Pages that may ask one host for tiles: that host and no other, nothing without a network, no class's colour changed."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from opened_pages import DESKTOP, Opened
from PIL import Image
from playwright.sync_api import Browser, Route

from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec, PageTiles
from annexmaps.theme.muting import MUTING

Open = Callable[..., Opened]
TILES = PageTiles("https://tiles.example.org/{z}/{x}/{y}.png?of=a&b=c", 6, "© <b>Serveur</b> d'essai")
ASKED = re.compile(r"https://tiles\.example\.org/[3-6]/\d+/\d+\.png\?of=a&b=c")
LAND = "() => ground.communes.map((polygon) => polygon.options.fillOpacity)"


@pytest.fixture(scope="module")
def tiled_page(november_specs: list[MapSpec]) -> bytes:
    return draw_html(
        [spec for spec in november_specs if spec.product in ("1", "3") and not spec.variant], lang="fr", tiles=TILES
    )


@pytest.fixture
def open_online(browser: Browser, tiled_page: bytes, tmp_path: object) -> Iterator[Callable[..., Opened]]:
    """Open the page with a network of which every answer is made here."""
    picture = BytesIO()
    Image.new("RGB", (256, 256), "#30a030").save(picture, "PNG")
    contexts = []

    def open_page(*, answers: bool = True, address: str = "") -> Opened:
        path = tmp_path / "page_tuiles.html"  # type: ignore[operator]
        path.write_bytes(tiled_page)
        context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
        contexts.append(context)
        one = Opened(context.new_page())

        def answer(route: Route) -> None:
            one.requests.append(route.request.url)
            if answers:
                route.fulfill(body=picture.getvalue(), content_type="image/png")
            else:
                route.abort()

        one.page.route(lambda url: not url.startswith(("file:", "data:")), answer)
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.goto(f"file://{path}{address}")
        one.page.wait_for_selector("html[data-drawn=yes]")
        return one

    yield open_page
    for context in contexts:
        context.close()


def test_only_the_host_is_asked_and_only_for_pictures(open_online: Open) -> None:
    opened = open_online()
    opened.page.wait_for_function("() => online.lit")
    opened.ask(
        "() => new Promise((done) => { new Image().src = 'https://other.example.org/1.png'; setTimeout(done, 50); })"
    )
    opened.ask("() => fetch('https://tiles.example.org/1').catch(() => 0)")
    opened.page.select_option("#region", label="Mopti")
    opened.page.mouse.wheel(0, -400)
    opened.page.wait_for_timeout(200)
    assert opened.requests
    assert [url for url in opened.requests if not ASKED.fullmatch(url)] == []
    assert opened.complaints == []


def test_the_page_says_whom_it_asks_in_both_languages_and_links_to_nothing(open_online: Open) -> None:
    opened = open_online()
    opened.page.wait_for_function("() => online.lit")
    french = opened.page.inner_text("#online-text")
    assert "demande des images à tiles.example.org" in french.replace("\u00a0", " ")
    assert french.endswith("© <b>Serveur</b> d'essai.")
    opened.page.click("#languages button[lang=en]")
    assert "it asks tiles.example.org for pictures" in opened.page.inner_text("#online-text")
    assert opened.page.locator("a[href^=http], #online a").count() == 0
    opened.keep_picture("tiles-annex-1")


def test_the_land_lets_tiles_through_and_a_class_s_colour_does_not(open_online: Open) -> None:
    opened = open_online()
    opened.page.wait_for_function("() => online.lit")
    classed = "() => new Set(shown().layers.flatMap((layer) => Object.values(layer.areas).flat())).size"
    covers = list(opened.ask(LAND))  # type: ignore[call-overload]
    assert {cover: covers.count(cover) for cover in set(covers)} == {
        MUTING.land_veil: 701 - int(str(opened.ask(classed))), 1: int(str(opened.ask(classed)))
    }  # fmt: skip
    opened.ask("() => change({ page: '3' })")
    assert set(opened.ask(LAND)) == {1}  # type: ignore[call-overload]


def test_the_reader_can_put_them_off(open_online: Open) -> None:
    opened = open_online()
    opened.page.wait_for_function("() => online.lit")
    opened.page.click("#online-switch")
    told = len(opened.requests)
    opened.page.select_option("#region", label="Gao")
    opened.page.wait_for_timeout(150)
    assert len(opened.requests) == told
    assert set(opened.ask(LAND)) == {1}  # type: ignore[call-overload]
    assert opened.page.inner_text("#online-text").endswith("ne demande plus rien à tiles.example.org.")


def test_nothing_is_asked_for_on_paper(open_online: Open) -> None:
    opened = open_online()
    opened.page.wait_for_function("() => online.lit")
    opened.ask(
        "() => window.addEventListener('beforeprint', () => { window.onPaper = [online.lit, ground.map.hasLayer(online.layer)]; })"
    )
    opened.page.pdf(prefer_css_page_size=True)
    assert opened.ask("() => window.onPaper") == [False, False]


def test_without_answers_the_map_is_on_its_own_ground_and_says_so(open_online: Open) -> None:
    opened = open_online(answers=False)
    opened.page.wait_for_function("() => online.failed")
    assert set(opened.ask(LAND)) == {1}  # type: ignore[call-overload]
    assert "la carte est montrée sans lui" in opened.page.inner_text("#online-text")


def test_without_a_network_nothing_is_asked_for(tiled_page: bytes, open_page: Open) -> None:
    opened = open_page(tiled_page)
    assert set(opened.ask(LAND)) == {1}  # type: ignore[call-overload]
    assert "la carte est montrée sans lui" in opened.page.inner_text("#online-text")


def test_the_policy_opens_one_host_for_pictures_only(tiled_page: bytes, november_page: bytes) -> None:
    rule = re.search(rb'img-src ([^;"]*)', tiled_page)
    assert rule is not None
    assert rule[1] == b"https://tiles.example.org data:"
    assert tiled_page.count(b"https://") == november_page.count(b"https://") + 2
    assert b"img-src data:;" in november_page
