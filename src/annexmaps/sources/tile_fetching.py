"""Tiles from a server that may be slow, broken or lying: limits on time, bytes, dots and tries, and a cache."""

import io
import queue
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import requests
from PIL import Image, UnidentifiedImageError

from annexmaps.errors import InputError
from annexmaps.sources.tile_cache import TileCache
from annexmaps.sources.tile_grid import TileGrid
from annexmaps.version import __version__

USER_AGENT = (
    f"annexmaps/{__version__} (humanitarian map production)"  # the same for all: it names the software, not the office
)
SIDES = (256, 512)  # dots of a tile, across
_FORMATS = ("PNG", "JPEG", "WEBP")
_WORKERS = 2  # connections at once, as tile servers ask
_CHUNK = 8192  # bytes
_TICK = 0.05  # s: how often the wall clock is looked at
_PAUSE = 0.3  # s before another try, longer each time
_AGAIN = (429, 500, 502, 503, 504)  # answers after which another try may help
_Answer = tuple[tuple[int, int], bytes | InputError | Exception]


@dataclass(frozen=True)
class TileLimits:
    """How long and how much the tiles of one map may take."""

    wait: float = 10.0  # s, for a connection and for each answer
    total: float = 60.0  # s, from the first tile to the last
    tries: int = 3  # of one tile
    bytes_of_tile: int = 1_500_000
    tiles: int = 256


Progress = Callable[[int, int], None]  # tiles so far, tiles in all


def fetch_tiles(
    provider: Any, grid: TileGrid, *, cache: TileCache, limits: TileLimits, progress: Progress | None = None
) -> Iterator[tuple[int, int, np.ndarray]]:
    """Return column, row and dots (side, side, 4) of each tile of `grid` as it arrives from `provider`, a TileProvider.

    Tiles that are in `cache` are not asked for again. InputError if there are too many, or one does not arrive
    sound and in time: all or none.
    """
    if grid.count > limits.tiles:
        raise InputError("basemap.too_many_tiles", count=grid.count, limit=limits.tiles, zoom=grid.zoom)
    urls = {tile: provider.build_url(x=tile[0], y=tile[1], z=grid.zoom) for tile in grid.tiles()}
    side = 0
    for done, ((column, row), content, fresh) in enumerate(_contents(urls, cache, limits), start=1):
        dots = decode_tile(content, name=provider.name)
        side = side or len(dots)
        if len(dots) != side:
            raise InputError("basemap.not_tiles", name=provider.name)
        if fresh:
            cache.keep(urls[column, row], content)
        if progress:
            progress(done, grid.count)
        yield column, row, dots


def decode_tile(content: bytes, *, name: str) -> np.ndarray:
    """Return the dots of a tile, (side, side, 4); InputError if `content` is no picture of a tile's size."""
    try:
        with warnings.catch_warnings():
            # a picture of 13,000 dots across is only warned about
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width != picture.height or picture.width not in SIDES:
                    raise InputError("basemap.not_tiles", name=name)
                return np.asarray(picture.convert("RGBA"))
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombWarning,
            Image.DecompressionBombError) as error:  # fmt: skip
        raise InputError("basemap.not_tiles", name=name) from error


def _is_sound(content: bytes) -> bool:
    # a kept tile may have been torn since: it is asked for again
    try:
        decode_tile(content, name="")
    except InputError:
        return False
    return True


def _contents(
    urls: dict[tuple[int, int], str], cache: TileCache, limits: TileLimits
) -> Iterator[tuple[tuple[int, int], bytes, bool]]:
    missing: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
    asked = 0
    for tile, url in urls.items():
        kept = cache.get(url)
        if kept is not None and _is_sound(kept):
            yield tile, kept, False
        else:
            missing.put(tile)
            asked += 1
    answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
    stop, deadline = threading.Event(), time.monotonic() + limits.total
    # daemons: a server that drips cannot keep the command from ending
    workers = [
        threading.Thread(target=_work, args=(urls, missing, answers, limits, stop), daemon=True)
        for _ in range(min(_WORKERS, asked))
    ]
    for worker in workers:
        worker.start()
    try:
        for _ in range(asked):
            tile, content = _wait(answers, deadline, limits)
            if isinstance(content, Exception):
                raise content
            yield tile, content, True
    finally:
        stop.set()
        for worker in workers:
            # what is on its way ends with this attempt, if it comes at all
            worker.join(_TICK)


def _wait(answers: "queue.SimpleQueue[_Answer]", deadline: float, limits: TileLimits) -> _Answer:
    while time.monotonic() < deadline:
        with suppress(queue.Empty):
            return answers.get(timeout=_TICK)
    raise InputError("basemap.slow", seconds=f"{limits.total:g}")


def _work(
    urls: dict[tuple[int, int], str],
    missing: "queue.SimpleQueue[tuple[int, int]]",
    answers: "queue.SimpleQueue[_Answer]",
    limits: TileLimits,
    stop: threading.Event,
) -> None:
    with requests.Session() as session, suppress(queue.Empty):
        while not stop.is_set():
            tile = missing.get_nowait()
            try:
                answers.put((tile, _ask_patiently(session, urls[tile], limits, stop)))
            except Exception as error:
                # what went wrong is raised where the caller waits
                answers.put((tile, error))
                return


def _ask_patiently(session: requests.Session, url: str, limits: TileLimits, stop: threading.Event) -> bytes:
    for number in range(1, limits.tries + 1):
        try:
            return _ask(session, url, limits, stop)
        except (InputError, requests.RequestException, OSError) as error:
            lasting = isinstance(error, InputError) and not error.values.get("again")
            if lasting or number == limits.tries or stop.wait(_PAUSE * number):
                raise _told(error, limits) from error
    raise AssertionError("at least one try")


def _told(error: Exception, limits: TileLimits) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, requests.Timeout):
        return InputError("basemap.slow", seconds=f"{limits.wait:g}")
    return InputError("basemap.broken", reason=type(error).__name__)


def _ask(session: requests.Session, url: str, limits: TileLimits, stop: threading.Event) -> bytes:
    headers = {"User-Agent": USER_AGENT, "Accept": "image/*", "Accept-Encoding": "identity"}
    # a redirect could lead anywhere: no tile server needs one
    with session.get(url, stream=True, timeout=limits.wait, headers=headers, allow_redirects=False) as answer:
        if answer.status_code != requests.codes.ok:
            raise InputError("basemap.status", status=answer.status_code, again=answer.status_code in _AGAIN)
        if not answer.headers.get("Content-Type", "").lower().startswith("image/"):
            raise InputError("basemap.no_picture")
        return _received(answer, limits, stop)


def _received(answer: requests.Response, limits: TileLimits, stop: threading.Event) -> bytes:
    declared = answer.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limits.bytes_of_tile:
        raise InputError("basemap.large", limit=limits.bytes_of_tile // 1000)
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > limits.bytes_of_tile:
            raise InputError("basemap.large", limit=limits.bytes_of_tile // 1000)
        if stop.is_set():
            raise InputError("basemap.slow", seconds=f"{limits.total:g}")
    if declared.isdigit() and len(content) < int(declared):
        raise InputError("basemap.broken", reason="IncompleteRead", again=True)
    return bytes(content)
