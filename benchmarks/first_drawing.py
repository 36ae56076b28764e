"""When a page is drawn for the first time in headless Chromium, its scripts served from the local disk and nothing from elsewhere."""

import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

SCRIPTS = Path(__file__).parents[1] / "build" / "bench" / "scripts"
PACKAGES = ("leaflet@1.9.3", "leaflet.markercluster@1.1.0", "leaflet.awesome-markers@2.0.5", "jquery@3.7.1",
            "bootstrap@5.2.2")  # fmt: skip # what folium 0.20 links to
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
EMPTY = b"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>"
_WATCH = """addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
  window.firstDrawn = performance.now();
}))));"""
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_VERSION = re.compile(r"-\d[\d.]*\d")  # jquery-3.7.1.min.js
_LONGEST = 300_000  # ms


def fetch_scripts() -> str:
    """Fetch PACKAGES with npm into build/, once; return why they cannot be had, or nothing."""
    if (SCRIPTS / "node_modules" / "leaflet.awesome-markers").is_dir():
        return ""
    npm = shutil.which("npm")
    if not npm:
        return "npm, which fetches the scripts that folium links to, is not installed"
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    asked = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(SCRIPTS), *PACKAGES]
    done = subprocess.run(asked, capture_output=True, check=False)
    return "npm could not fetch the scripts that folium links to" if done.returncode else ""


@contextmanager
def started_browser() -> Iterator[Browser | None]:
    """Yield a headless browser, or None where none is installed."""
    found = [path for name in BROWSERS if (path := shutil.which(name))]
    if not found:
        yield None
        return
    # root may only start it without its sandbox, as in a container
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=[*flags, "--disable-gpu"])
        yield browser
        browser.close()


def seconds_to_first_drawing(browser: Browser, pages: Sequence[bytes], folder: Path, *, runs: int) -> list[float]:
    """Return the median seconds from opening each of `pages` to its first frame after loading, less those of an empty page."""
    files = [folder / f"drawn-{number}.html" for number in range(len(pages) + 1)]
    for file, page in zip(files, (EMPTY, *pages), strict=True):
        file.write_bytes(page)
    took = [[_seconds(browser, file) for file in files] for _ in range(runs)]
    empty, *others = (statistics.median(column) for column in zip(*took, strict=True))
    return [other - empty for other in others]


def _seconds(browser: Browser, file: Path) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(_LONGEST)
    page.route(lambda address: not address.startswith("file:"), _serve)
    page.add_init_script(_WATCH)
    page.goto(f"file://{file}", wait_until="load")
    page.wait_for_function("() => window.firstDrawn")
    took = float(page.evaluate("() => window.firstDrawn")) / 1000
    context.close()
    return took


def _serve(route: Route) -> None:
    # a file of the same name from the packages; what they do not hold (icon fonts) is empty
    name = _VERSION.sub("", route.request.url.rsplit("/", 1)[-1].split("?")[0])
    found = next(iter(sorted(SCRIPTS.glob(f"node_modules/*/dist/**/{name}"))), None)
    content = found.read_bytes() if found else b""
    route.fulfill(body=content, content_type=_TYPES.get(Path(name).suffix, "text/plain"))
