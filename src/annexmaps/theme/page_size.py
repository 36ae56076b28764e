"""The sizes of paper a map is made for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class PageSize:
    """A sheet of paper, one way up."""

    name: str  # in options and file names
    paper: str  # as printed after the scale: A4
    width: float  # mm
    height: float  # mm
    enlarged: float = 1.0  # text and columns against A4: a larger sheet is read from farther

    @property
    def is_portrait(self) -> bool:
        """Tell whether the sheet stands upright."""
        return self.height > self.width


A4_LANDSCAPE = PageSize("a4", "A4", 297.0, 210.0)
PAGE_SIZES: Mapping[str, PageSize] = MappingProxyType(
    {
        page.name: page
        for page in (
            A4_LANDSCAPE,
            PageSize("a4-portrait", "A4", 210.0, 297.0),
            PageSize("a3", "A3", 420.0, 297.0, 1.2),
            PageSize("a3-portrait", "A3", 297.0, 420.0, 1.2),
        )
    }
)
