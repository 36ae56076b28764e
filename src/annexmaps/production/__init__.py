"""Production: months, products, editions, languages and formats become files."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annexmaps.production.building import BuildReport, build, specify
    from annexmaps.production.reading import read_month
    from annexmaps.production.reporting import report

__all__ = ["BuildReport", "build", "read_month", "report", "specify"]
_HOMES = {
    "BuildReport": "building",
    "build": "building",
    "specify": "building",
    "read_month": "reading",
    "report": "reporting",
}


def __getattr__(name: str) -> Any:
    # the command checks its options through this package without loading what reads and draws
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
