"""Workers: processes of this machine, of a Dask cluster, or this process itself; all of them do the same tasks."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.connection import wait
from typing import Any, Protocol

from annexmaps.errors import InputError, UsageError
from annexmaps.production.batch.tasks import Setting, Task, work

MOST = 32  # workers of one machine
_WARM = ("annexmaps.production.building", "annexmaps.production.batch.making_folder")
_RETRIES = 2  # of a task whose worker died, on a cluster
_CONNECTING = 20  # seconds that a cluster may take to answer


class Workers(Protocol):
    """Whoever does tasks."""

    count: int  # tasks that are done at once

    def submit(self, task: Task) -> "Future[Any]":
        """Begin `task`; the future holds what it returns, or a Failure."""

    def renew(self) -> None:
        """Put new workers in the place of those that died."""

    def stop(self) -> None:
        """End every worker at once, whatever it is doing."""


class LocalWorkers:
    """Processes of this machine, started anew and alike on every system."""

    def __init__(self, count: int, setting: Setting) -> None:
        self.count = count
        self._setting = setting
        self._own: dict[int | None, multiprocessing.process.BaseProcess] = {}
        self._pool: Executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, mp_context=context, initializer=_begin)

    def submit(self, task: Task) -> "Future[Any]":
        """Begin `task` in a process."""
        others = {child.pid for child in multiprocessing.active_children()} - set(self._own)
        try:
            with _deaf_to_interruptions():
                future = self._pool.submit(work, task, self._setting)
                # a process is started when there is work for it
                started = (child for child in multiprocessing.active_children() if child.pid not in others)
                self._own |= {child.pid: child for child in started}
            return future
        except BrokenProcessPool as error:
            lost: Future[Any] = Future()
            lost.set_exception(error)
            return lost

    def renew(self) -> None:
        """Start processes anew."""
        self.stop()
        self._pool = self._started()

    def stop(self) -> None:
        """Kill the processes."""
        for child in self._own.values():
            child.kill()
        self._own.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)


class SameProcess:
    """The process that leads, one task after the other."""

    count = 1

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def submit(self, task: Task) -> "Future[Any]":
        """Do `task`."""
        done: Future[Any] = Future()
        done.set_result(work(task, self._setting))
        return done

    def renew(self) -> None:
        """Do nothing: what ends this process ends the batch."""

    def stop(self) -> None:
        """Do nothing: no task outlives its submission."""


class ClusterWorkers:
    """The workers of a Dask cluster; they read the inputs from folders that they share, and send the files back."""

    def __init__(self, address: str, setting: Setting) -> None:
        try:
            distributed = import_module("distributed")
        except ImportError as error:
            raise UsageError("batch.no_cluster_extra") from error
        try:
            self._client = distributed.Client(address, timeout=_CONNECTING, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_CONNECTING)
        except (OSError, ValueError) as error:
            raise InputError("batch.no_cluster", address=address, why=error) from error
        self._setting = setting
        self._pool = self._client.get_executor(pure=False, retries=_RETRIES)
        self.count = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Task) -> "Future[Any]":
        """Begin `task` on the cluster, which does it again elsewhere if its worker dies."""
        future: Future[Any] = self._pool.submit(work, task, self._setting)
        return future

    def renew(self) -> None:
        """Do nothing: a cluster renews itself."""

    def stop(self) -> None:
        """Take back what the cluster has not done, and leave it."""
        self._pool.shutdown(wait=False)
        self._client.close()


@contextmanager
def workers_for(count: int, cluster: str, setting: Setting) -> Iterator[Workers]:
    """Have `count` processes, or the cluster at the address `cluster`; they are ended with the block, however it ends."""
    workers = ClusterWorkers(cluster, setting) if cluster else _here(count, setting)
    try:
        yield workers
    finally:
        workers.stop()


def _here(count: int, setting: Setting) -> Workers:
    return LocalWorkers(count, setting) if count > 1 else SameProcess(setting)


def usual_count() -> int:
    """Return how many processes a batch has where nobody says: one for each processor that it may use, four at most."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, 4)


@contextmanager
def _deaf_to_interruptions() -> Iterator[None]:
    """Start processes that no interruption reaches, not even while they begin; one that comes meanwhile is heard after."""
    if threading.current_thread() is not threading.main_thread():
        # an interruption is raised in the main thread only
        with _masked():
            yield
        return
    heard: list[int] = []
    # any thread may receive the signal, and all of them hand it to this handler
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        with _masked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard and callable(before):
            before(signal.SIGINT, None)


@contextmanager
def _masked() -> Iterator[None]:
    # what is started now inherits the mask
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    # an interruption is for the one who leads; whoever leads no more is not worked for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in _WARM:
        import_module(name)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
