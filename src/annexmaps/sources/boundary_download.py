"""Downloads of boundary files: http(s) only, with time-outs, a wall clock, a size limit and progress."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from annexmaps.errors import BoundariesError

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all if told
USER_AGENT = "annexmaps"
_CHUNK = 1 << 16  # bytes
_TICK = 0.1  # s: how often the wall clock is looked at


@dataclass(frozen=True)
class DownloadLimits:
    """How long and how much a download may take."""

    wait: float = 20.0  # s, for a connection and for each answer
    total: float = 900.0  # s, from the first word to the last byte
    size: int = 1_000_000_000  # bytes


@dataclass(frozen=True)
class _Step:
    """What the downloading thread reports: bytes so far, the end, or an error."""

    done: int = 0
    total: int | None = None
    finished: bool = False
    error: Exception | None = None


def download(url: str, into: Path, *, progress: Progress | None = None, limits: DownloadLimits | None = None) -> Path:
    """Write what `url` answers into the file `into` and return it; BoundariesError if it fails or takes too long.

    The transfer runs in a thread of its own, so that a server that sends a byte now and then cannot outlast the clock.
    """
    limits = limits or DownloadLimits()
    steps: queue.Queue[_Step] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_fetch, args=(url, into, limits, steps, stop), daemon=True).start()
    try:
        _follow(url, steps, progress, deadline=time.monotonic() + limits.total, limits=limits)
    finally:
        stop.set()
    return into


def is_url(text: str) -> bool:
    """Tell whether `text` is an http(s) address."""
    return text.lower().startswith(("http://", "https://"))


def _follow(
    url: str, steps: "queue.Queue[_Step]", progress: Progress | None, *, deadline: float, limits: DownloadLimits
) -> None:
    while time.monotonic() < deadline:
        try:
            step = steps.get(timeout=_TICK)
        except queue.Empty:
            continue
        if step.error:
            raise step.error
        if progress:
            progress(step.done, step.total)
        if step.finished:
            return
    raise BoundariesError("boundaries.download_slow", url=url, seconds=f"{limits.total:g}")


def _fetch(url: str, into: Path, limits: DownloadLimits, steps: "queue.Queue[_Step]", stop: threading.Event) -> None:
    try:
        # no compression: the declared length is then that of the file
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        with requests.get(url, stream=True, timeout=limits.wait, headers=headers) as answer:
            if answer.status_code != requests.codes.ok:
                raise BoundariesError("boundaries.download_status", url=url, status=answer.status_code)
            _save(url, answer, into, limits, steps, stop)
    except BoundariesError as error:
        steps.put(_Step(error=error))
    except requests.Timeout:
        steps.put(_Step(error=BoundariesError("boundaries.download_slow", url=url, seconds=f"{limits.wait:g}")))
    except (requests.RequestException, OSError, ValueError) as error:
        reason = type(error).__name__
        steps.put(_Step(error=BoundariesError("boundaries.download_failed", url=url, reason=reason)))
    except Exception as error:
        # a fault of ours is raised where the caller waits, with its traceback
        steps.put(_Step(error=error))


def _save(
    url: str,
    answer: requests.Response,
    into: Path,
    limits: DownloadLimits,
    steps: "queue.Queue[_Step]",
    stop: threading.Event,
) -> None:
    declared = answer.headers.get("Content-Length", "")
    total = int(declared) if declared.isdigit() else None
    done = 0
    with into.open("wb") as file:
        for chunk in answer.iter_content(_CHUNK):
            done += len(chunk)
            if stop.is_set():
                return
            if done > limits.size:
                raise BoundariesError("boundaries.download_large", url=url, limit=limits.size // 1_000_000)
            file.write(chunk)
            steps.put(_Step(done, total))
    if total is not None and done < total and "Content-Encoding" not in answer.headers:
        raise BoundariesError("boundaries.download_torn", url=url, done=done, total=total)
    steps.put(_Step(done, total, finished=True))
