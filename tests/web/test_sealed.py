import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from annexmaps.errors import OutputError
from annexmaps.render.web import leaflet
from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec


class _Parts(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def parts_of(page: bytes) -> list[tuple[str, str, str]]:
    parser = _Parts()
    parser.feed(page.decode())
    return parser.attributes


def test_nothing_in_the_page_loads_or_can_be_clicked_away(november_page: bytes) -> None:
    addresses = [
        part
        for part in parts_of(november_page)
        if part[1] in ("src", "href", "action", "srcset", "data", "poster", "style") or part[1].startswith("on")
    ]
    assert addresses == []


def test_the_policy_allows_the_page_s_own_texts_only(november_page: bytes) -> None:
    text = november_page.decode()
    policy = next(
        value
        for tag, name, value in parts_of(november_page)
        if tag == "meta" and name == "content" and "default-src" in value
    )
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        for body in re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def test_the_style_sheets_load_no_picture(november_page: bytes) -> None:
    styles = "".join(re.findall(r"<style>(.*?)</style>", november_page.decode(), re.DOTALL))
    assert "url(" not in styles
    assert "@import" not in styles


def test_leaflet_s_licence_is_in_the_page(november_page: bytes) -> None:
    assert "BSD-2-Clause" in november_page.decode()


def test_another_leaflet_than_the_one_checked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaflet, "SHA256", {"leaflet.js": "0" * 64})
    leaflet.leaflet_script.cache_clear()
    with pytest.raises(OutputError, match=re.escape("leaflet.js")):
        leaflet.leaflet_script()
    leaflet.leaflet_script.cache_clear()


def test_the_same_specifications_give_the_same_bytes(november_specs: list[MapSpec], november_page: bytes) -> None:
    assert draw_html(november_specs, lang="fr") == november_page


def test_the_page_is_small(november_page: bytes) -> None:
    assert len(november_page) < 700_000


def test_only_leaflet_is_there(november_page: bytes) -> None:
    text = november_page.decode().lower()
    assert {
        name for name in ("jquery", "bootstrap", "font-awesome", "awesome-markers", "cdn.") if name in text
    } == set()
