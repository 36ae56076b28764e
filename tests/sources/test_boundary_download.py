"""Downloads of boundary files, from a server on this machine."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from boundary_samples import squares, write_geojson

from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_install
from annexmaps.sources.boundary_catalogue import CatalogueEntry
from annexmaps.sources.boundary_download import DownloadLimits
from annexmaps.sources.boundary_install import install_boundaries

QUICK = DownloadLimits(wait=0.3, total=0.6, size=100_000)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A server that answers good.geojson, a page, a torn answer, a huge one, and two slow ones; yields its address."""
    good = write_geojson(squares(), tmp_path / "good.geojson").read_bytes()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    released = threading.Event()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            answers = {
                "/good.geojson": lambda: self.answer(good),
                "/page": lambda: self.answer(b"<!DOCTYPE html><html></html>"),
                "/torn.geojson": lambda: self.answer(good[: len(good) // 2], declared=len(good)),
                "/short.geojson": lambda: self.answer(good[: len(good) // 2]),
                "/huge": lambda: self.answer(b"{" + b" " * 200_000),
                "/silent": released.wait,
                "/dripping": self.drip,
            }
            answers.get(self.path, lambda: self.send_error(404))()

        def answer(self, content, declared=None):
            self.send_response(200)
            self.send_header("Content-Length", str(declared or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def drip(self):
            self.send_response(200)
            self.end_headers()
            while not released.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return

        def log_message(self, *_args):
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    released.set()
    server.shutdown()
    server.server_close()


def key_of_refusal(url, home):
    with pytest.raises(BoundariesError) as refusal:
        install_boundaries(url, name="test", frame=None, home=home, limits=QUICK)
    assert not (home / "boundaries").exists()
    return refusal.value.key.removeprefix("boundaries.")


def test_a_good_file_is_installed(site, tmp_path):
    report = install_boundaries(f"{site}/good.geojson", name=None, frame=None, home=tmp_path, limits=QUICK)
    assert (report.facts.name, report.units) == ("good", {1: 2, 2: 3, 3: 4})


def test_progress_ends_with_the_whole_size(site, tmp_path):
    steps = []
    install_boundaries(
        f"{site}/good.geojson",
        name=None,
        frame=None,
        home=tmp_path,
        progress=lambda done, total: steps.append((done, total)),
    )
    size = (tmp_path / "good.geojson").stat().st_size
    assert steps[-1] == (size, size)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/missing", "download_status"),
        ("/page", "is_page"),
        ("/torn.geojson", "download_failed"),
        ("/short.geojson", "truncated"),
        ("/huge", "download_large"),
        ("/silent", "download_slow"),
        ("/dripping", "download_slow"),
    ],
)
def test_a_bad_answer_is_refused_and_nothing_is_kept(site, tmp_path, path, key):
    assert key_of_refusal(site + path, tmp_path) == key


def test_a_dripping_server_does_not_outlast_the_clock(site, tmp_path):
    begun = time.monotonic()
    key_of_refusal(f"{site}/dripping", tmp_path)
    assert time.monotonic() - begun < 5


def test_a_server_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert key_of_refusal("http://127.0.0.1:9/x.geojson", tmp_path) == "download_failed"


def test_a_name_of_the_catalogue_is_downloaded_with_its_facts(site, tmp_path, monkeypatch):
    entry = CatalogueEntry(
        "known", "Known set", f"{site}/good.geojson", "", "NER", "2015", "2020-01-01", "OCHA", "CC BY"
    )
    monkeypatch.setattr(boundary_install, "read_catalogue", lambda: {"known": entry})
    facts = install_boundaries("known", name=None, frame=None, home=tmp_path).facts
    assert (facts.name, facts.title, facts.frame, facts.source, facts.licence) == (
        "known",
        "Known set",
        "2015",
        "OCHA",
        "CC BY",
    )
