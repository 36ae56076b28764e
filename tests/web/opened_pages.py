"""Pages opened in a browser, and the specifications they are made of."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from annexmaps import build, specify
from annexmaps.places.located import LocatedMonth
from annexmaps.spec import MapSpec

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ARTEFACTS = Path(__file__).parents[2] / "build" / "test-artefacts"
DESKTOP, PHONE = (1280, 800), (360, 740)
# what a page is when it is opened at a tab
RESET = """(page) => {
    openPanel(false);
    for (const id of ['search', 'table-find']) place(id).value = '';
    Object.assign(state, { lang: data.lang, month: data.month, region: -1, cercle: -1, place: -1, off: new Set() });
    Object.assign(state, { sort: { column: 0, down: false }, find: '' });
    change({ page });
    showWhole(ground.map);
    document.activeElement.blur();
    window.scrollTo(0, 0);
}"""
_LONGEST = 300  # seconds that one worker waits for what another makes


@dataclass
class Opened:
    """A page in the browser, and what it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, script: str, *values: object) -> object:
        return self.page.evaluate(script, *values)

    def refuse_requests(self) -> None:
        assert (self.requests, self.complaints) == ([], [])

    def keep_picture(self, name: str, *, whole: bool = True) -> None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=whole)


def find_browser() -> str:
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in ELSEWHERE if Path(path).exists()]
    if not found:
        pytest.fail("No browser: install chromium (Debian: apt-get install chromium), Chrome or Edge.", pytrace=False)
    return found[0]


def open_file(
    browser: Browser, path: Path, *, size: tuple[int, int] = DESKTOP, address: str = "", scripts: bool = True
) -> Opened:
    """The page of a file in a window of `size`, without a network, once it is drawn."""
    phone = size == PHONE
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, has_touch=phone, is_mobile=phone,
        java_script_enabled=scripts, accept_downloads=True,
    )  # fmt: skip
    one = Opened(context.new_page())
    one.page.on(
        "request", lambda request: None if request.url.startswith("file:") else one.requests.append(request.url)
    )
    one.page.on("console", lambda said: one.complaints.append(said.text) if said.type in ("error", "warning") else None)
    one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
    one.page.on("dialog", lambda dialog: (one.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    one.page.goto(f"file://{path}{address}")
    if scripts:
        one.page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
    return one


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, made by the first of the workers that asks; the others wait for it."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    folder = (factory.getbasetemp() if alone else factory.getbasetemp().parent) / name
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _LONGEST
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.1)
    else:
        make(folder)
        done.touch()
    assert done.exists()
    return folder


def build_pages(sample: Path, out: Path) -> None:
    """Build every page of both sample months for partners, and of the office's and the public's edition one annex."""
    tables = out / "tables"
    for month in ("2021-10", "2021-11"):
        shutil.copytree(sample / month, tables / month)
    for month, edition, only in (("2021-10", "partners", ()), ("2021-11", "partners", ()), ("2021-11", "internal", ("1",)),
                                 ("2021-11", "public", ("1",))):  # fmt: skip
        build(tables / month, out=out, boundaries="schematic", formats=("html",), edition=edition, only=only)


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
