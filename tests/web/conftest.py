"""A real browser without a network; pages opened once for the tests that only look, and a fresh one for the others."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened_pages import DESKTOP, RESET, Opened, build_pages, find_browser, made_once, open_file, specs_of
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
        opened.append(open_file(browser, path, size=size, address=address, scripts=scripts))
        return opened[-1]

    yield open_bytes
    for one in opened:
        one.refuse_requests()
        one.page.context.close()


@pytest.fixture(scope="session")
def kept_pages(browser: Browser) -> Iterator[dict[tuple[int, tuple[int, int]], Opened]]:
    """Pages that stay open from one test to the next."""
    kept: dict[tuple[int, tuple[int, int]], Opened] = {}
    yield kept
    for one in kept.values():
        one.page.context.close()


@pytest.fixture
def look(
    browser: Browser,
    kept_pages: dict[tuple[int, tuple[int, int]], Opened],
    november_page: bytes,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Opened]]:
    """Show a tab of a page that is open already, as if it had just been opened there."""
    seen: list[Opened] = []

    def show(tab: str = "1", *, size: tuple[int, int] = DESKTOP, of: bytes = november_page) -> Opened:
        if (hash(of), size) not in kept_pages:
            path = tmp_path_factory.mktemp("kept") / "page.html"
            path.write_bytes(of)
            kept_pages[hash(of), size] = open_file(browser, path, size=size)
        one = kept_pages[hash(of), size]
        one.ask(RESET, tab)
        seen.append(one)
        return one

    yield show
    for one in seen:
        one.refuse_requests()


@pytest.fixture(scope="session")
def november_specs(november: LocatedMonth) -> list[MapSpec]:
    return specs_of(november)


@pytest.fixture(scope="session")
def november_page(november_specs: list[MapSpec]) -> bytes:
    return draw_html(november_specs, lang="fr")


@pytest.fixture(scope="session")
def built(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of both sample months as `build` leaves them, in folders <month>/<edition>."""
    return made_once(tmp_path_factory, "built-pages", lambda out: build_pages(sample_folder, out))


@pytest.fixture(scope="session")
def dashboard(built: Path) -> bytes:
    """November's dashboard, partners' edition."""
    return next((built / "2021-11" / "partners").glob("*_tableau-de-bord_*.html")).read_bytes()
