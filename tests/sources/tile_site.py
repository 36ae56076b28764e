"""A tile server on this machine that is right, slow, broken, dripping or lying, as its test asks."""

import io
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import xyzservices
from PIL import Image


def tile_png(
    colour: tuple[int, int, int] = (90, 140, 60), *, size: tuple[int, int] = (256, 256), kind: str = "PNG"
) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


Behaviour = Callable[[BaseHTTPRequestHandler, "TileSite"], None]


class TileSite:
    """What the server answers with, and what it was asked."""

    def __init__(self, port: int, released: threading.Event) -> None:
        self.port, self.released = port, released
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.behave: Behaviour = answer_right

    @property
    def provider(self) -> xyzservices.TileProvider:
        url = f"http://127.0.0.1:{self.port}/{{z}}/{{x}}/{{y}}.png"
        return xyzservices.TileProvider(name="127.0.0.1", url=url, attribution="Essai local", max_zoom=9)


@contextmanager
def tile_site(behave: Behaviour | None = None) -> Iterator[TileSite]:
    """Serve until the end of the block."""
    released, sites = threading.Event(), []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site = sites[0]
            site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            try:
                site.behave(self, site)
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    sites.append(TileSite(server.server_port, released))
    sites[0].behave = behave or answer_right
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield sites[0]
    finally:
        released.set()
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    *,
    status: int = 200,
    kind: str = "image/png",
    declared: int | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content) if declared is None else declared))
    handler.end_headers()
    handler.wfile.write(content)


def answer_right(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, tile_png())


def answer_jpeg(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, tile_png(kind="JPEG", size=(512, 512)), kind="image/jpeg")


def answer_late(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    site.released.wait(20)


def answer_500(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    handler.send_error(500)


def answer_404(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    handler.send_error(404)


def cut(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    content = tile_png()
    send(handler, content[: len(content) // 2], declared=len(content))
    handler.connection.close()


def drip(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    while not site.released.wait(0.05):
        handler.wfile.write(b"\x00")
        handler.wfile.flush()


def answer_page(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, b"<!DOCTYPE html><html><body>Connexion</body></html>", kind="text/html")


def disguise_page(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, b"<!DOCTYPE html><html><body>Connexion</body></html>")


def mislabel(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, tile_png(), kind="application/octet-stream")


def bomb(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    # 13,000 dots a side in few bytes: the head alone says so
    head = bytearray(tile_png())
    head[16:24] = (13_000).to_bytes(4, "big") * 2
    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    send(handler, bytes(head))


def redirect(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    handler.send_response(302)
    handler.send_header("Location", f"http://localhost:{site.port}/elsewhere.png")
    handler.end_headers()


def answer_small(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, tile_png(size=(100, 100)))


def answer_two_sizes(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, tile_png(size=(256, 256) if len(site.asked) % 2 else (512, 512)))


def announce_much(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    send(handler, b"\x89PNG", declared=50_000_000_000)


def send_much(handler: BaseHTTPRequestHandler, site: TileSite) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    while not site.released.is_set():
        handler.wfile.write(b"\x00" * 65536)


FAULTS = {
    "late": (answer_late, "basemap.slow"),
    "error 500": (answer_500, "basemap.status"),
    "error 404": (answer_404, "basemap.status"),
    "cut": (cut, "basemap.broken"),
    "dripping": (drip, "basemap.slow"),
    "page": (answer_page, "basemap.no_picture"),
    "page called a picture": (disguise_page, "basemap.not_tiles"),
    "picture called bytes": (mislabel, "basemap.no_picture"),
    "13,000 dots": (bomb, "basemap.not_tiles"),
    "redirect": (redirect, "basemap.status"),
    "small": (answer_small, "basemap.not_tiles"),
    "two sizes": (answer_two_sizes, "basemap.not_tiles"),
    "50 GB announced": (announce_much, "basemap.large"),
    "endless": (send_much, "basemap.large"),
}
