"""A real browser without a network."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened_pages import DESKTOP, PHONE, Opened, find_browser, specs_of
from playwright.sync_api import Browser, sync_playwright

from annexmaps.places.located import LocatedMonth
from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # root may only start it without its sandbox, as in a container
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_browser(), args=[*flags, "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open HTML bytes as a file without a network; at the end nothing may have been asked for or complained of."""
    opened: list[Opened] = []

    def open_bytes(
        content: bytes, *, size: tuple[int, int] = DESKTOP, address: str = "", scripts: bool = True
    ) -> Opened:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_bytes(content)
        phone = size == PHONE
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, has_touch=phone, is_mobile=phone,
            java_script_enabled=scripts, accept_downloads=True,
        )  # fmt: skip
        one = Opened(context.new_page())
        one.page.on(
            "request", lambda request: None if request.url.startswith("file:") else one.requests.append(request.url)
        )
        one.page.on(
            "console", lambda said: one.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("dialog", lambda dialog: (one.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        one.page.goto(f"file://{path}{address}")
        if scripts:
            one.page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
        opened.append(one)
        return one

    yield open_bytes
    for one in opened:
        assert one.requests == []
        assert one.complaints == []
        one.page.context.close()


@pytest.fixture(scope="session")
def november_specs(november: LocatedMonth) -> list[MapSpec]:
    return specs_of(november)


@pytest.fixture(scope="session")
def november_page(november_specs: list[MapSpec]) -> bytes:
    return draw_html(november_specs, lang="fr")
