"""Leading workers: as many steps at once as there are workers, their results as they come, and those of workers that died once more."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any

from annexmaps.errors import OutputError
from annexmaps.months import Month
from annexmaps.production.batch.report import Event, Tell
from annexmaps.production.batch.tasks import Failure, Task
from annexmaps.production.batch.workers import Workers

_LOOK_UP = 0.5  # seconds between looks at whether somebody interrupts, on systems where waiting is deaf


@dataclass(frozen=True)
class Step:
    """One task of a batch and what it is for."""

    kind: str  # read, questions, check, make
    month: Month | None
    edition: str  # of a reading, the frame
    task: Callable[[], Task | Failure]  # made when its turn comes: what it carries may be large


def results(steps: Iterable[Step], workers: Workers, tell: Tell) -> Iterator[tuple[Step, Any]]:
    """Yield each of `steps` with what its task returned, or with a Failure, as they are done."""
    waiting, running = iter(steps), dict[Future[Any], Step]()
    while True:
        for step in islice(waiting, workers.count - len(running)):
            tell(_event("begun", step))
            running[_submitted(step, workers)] = step
        if not running:
            return
        done, _ = wait(running, timeout=_LOOK_UP, return_when=FIRST_COMPLETED)
        if any(_is_lost(future) for future in done):
            # the pool is gone, and with it whatever else was being done
            done, _ = wait(running)
        lost = [running.pop(future) for future in [*done] if _is_lost(future)]
        yield from ((running.pop(future), _result(future)) for future in done if future in running)
        if lost:
            workers.renew()
            yield from ((step, _alone(step, workers)) for step in lost)


def _alone(step: Step, workers: Workers) -> Any:
    # done by itself, so that the one that ends its worker is known from those that were beside it
    future = _submitted(step, workers)
    wait([future])
    if _is_lost(future):
        workers.renew()
    return _result(future)


def _submitted(step: Step, workers: Workers) -> "Future[Any]":
    task = step.task()
    if isinstance(task, Task):
        return workers.submit(task)
    failed: Future[Any] = Future()
    failed.set_result(task)
    return failed


def _is_lost(future: "Future[Any]") -> bool:
    return isinstance(future.exception(), BrokenExecutor)


def _result(future: "Future[Any]") -> Any:
    error = future.exception()
    if error is None:
        return future.result()
    return Failure(OutputError("batch.worker_lost", why=type(error).__name__))


def _event(kind: str, step: Step) -> Event:
    return Event(kind, step.kind, step.month, step.edition)
