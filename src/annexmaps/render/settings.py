"""The settings of matplotlib under which a page is drawn: a reader's own must not change it."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import matplotlib


@contextmanager
def plain_settings(changes: Mapping[str, Any] = MappingProxyType({})) -> Iterator[None]:
    """Hold matplotlib to its own settings, to letters that are not moved to whole dots, and to `changes`."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        # a letter that no typeface has is drawn as a box, which says enough
        warnings.filterwarnings("ignore", message="(?s)Glyph .* missing")
        settings: Any = matplotlib.rcParams
        settings.update({"text.hinting": "none", **changes})
        yield
