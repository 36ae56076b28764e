"""Annex maps of monthly protection monitoring reports.

`read_month` reads and checks a month of tables, `specify` turns it into map specifications, `build` writes the annexes, `batch` those of
many months, `report` the annex document.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from annexmaps.version import __version__

if TYPE_CHECKING:
    from annexmaps.production import build, read_month, report, specify
    from annexmaps.production.batch import batch

__all__ = ["__version__", "batch", "build", "read_month", "report", "specify"]


def __getattr__(name: str) -> Any:
    # the public functions load geopandas; the command's help must answer without it
    if name == "batch":
        return import_module("annexmaps.production.batch").batch
    if name in ("build", "read_month", "report", "specify"):
        return getattr(import_module("annexmaps.production"), name)
    raise AttributeError(f"module 'annexmaps' has no attribute {name!r}")
