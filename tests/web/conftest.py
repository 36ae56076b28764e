"""A real browser without a network, and pages opened in it."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from annexmaps import specify
from annexmaps.places.located import LocatedMonth
from annexmaps.render.web.page import draw_html
from annexmaps.spec import MapSpec

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ARTEFACTS = Path(__file__).parents[2] / "build" / "test-artefacts"
DESKTOP, PHONE = (1280, 800), (360, 740)


@dataclass
class Opened:
    """A page in the browser, and what it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, script: str, *values: object) -> object:
        return self.page.evaluate(script, *values)

    def keep_picture(self, name: str) -> None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


def find_browser() -> str:
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in ELSEWHERE if Path(path).exists()]
    if not found:
        pytest.fail("No browser: install chromium (Debian: apt-get install chromium), Chrome or Edge.", pytrace=False)
    return found[0]


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


PAGES = (("1", ""), ("2", ""), ("3", ""), ("3", "change"), ("5", ""))


def specs_of(
    month: LocatedMonth,
    pages: Sequence[tuple[str, str]] = PAGES,
    *,
    edition: str = "partners",
    langs: Sequence[str] = ("fr", "en"),
) -> list[MapSpec]:
    """The specifications of `pages` in every language."""
    made = [
        specify(month, annex=annex, variant=variant, edition=edition, lang=lang)
        for lang in langs
        for annex, variant in pages
    ]
    return [spec for spec in made if isinstance(spec, MapSpec)]


@pytest.fixture(scope="session")
def november_specs(november: LocatedMonth) -> list[MapSpec]:
    return specs_of(november)


@pytest.fixture(scope="session")
def november_page(november_specs: list[MapSpec]) -> bytes:
    return draw_html(november_specs, lang="fr")
