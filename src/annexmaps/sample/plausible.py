"""The weights for what the published figures leave free, from `plausible.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from annexmaps.months import Month


@cache
def plausible() -> Mapping[str, Any]:
    """Return the sections of `plausible.toml`."""
    entries: Mapping[str, Any] = tomllib.loads((files(__package__) / "plausible.toml").read_text(encoding="utf-8"))
    return entries


def of_month(section: str, month: Month) -> Any:
    """Return what `section` says of `month`, an empty table if nothing."""
    return plausible()[section].get(str(month), {})


def of_year(section: str, month: Month) -> Any:
    """Return what `section` says of the year of `month`."""
    return plausible()[section][str(month.year)]
