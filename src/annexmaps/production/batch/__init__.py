"""Batch: months × editions become folders of annexes, on several processes, and only those that changed."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annexmaps.production.batch.report import BatchReport
    from annexmaps.production.batch.running import batch

__all__ = ["BatchReport", "batch"]
_HOMES = {"BatchReport": "report", "batch": "running"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
