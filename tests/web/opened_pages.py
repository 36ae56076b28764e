"""Pages opened in a browser, and the specifications they are made of."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from annexmaps import specify
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
