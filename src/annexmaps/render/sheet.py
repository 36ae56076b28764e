"""The sheet of paper: a figure whose one axes counts millimetres from the lower left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox, TransformedBbox

from annexmaps.render.lettering import (
    CAP_HEIGHT,
    MILLIMETRES_PER_INCH,
    POINT,
    Ink,
    line_height,
    text_width,
)
from annexmaps.render.uncut import UncutLines, UncutPaths, UncutPolygons
from annexmaps.render.written_line import Align, WrittenLine
from annexmaps.theme import Colours, PageSize, Paper, TextSizes, Theme

DOTS_PER_INCH = 300


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, mm."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def corners(self) -> np.ndarray:
        """The four corners, from the lower left, counter-clockwise."""
        return np.array(
            [(self.left, self.bottom), (self.right, self.bottom), (self.right, self.top), (self.left, self.top)]
        )

    def grown(self, by: float) -> "Box":
        """Return the box with `by` mm more on each side; less if negative."""
        return Box(self.left - by, self.bottom - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two boxes share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


@dataclass(frozen=True)
class Sheet:
    """A page being drawn."""

    figure: Figure
    axes: Axes
    theme: Theme
    lift: float = 0.0  # added to the height of all that is drawn: a frame over another frame
    where: str = ""  # the frame that is drawn into: main, inset, locator; empty: the margin
    part: str = ""  # what is being drawn: title, legend, circle, name …; the inventory reads it back
    name: str = ""  # which one of the part: a class's key

    def of(self, part: str, name: str = "") -> "Sheet":
        """Return the sheet for drawing `part` (and which one of it)."""
        return replace(self, part=part, name=name)

    def within(self, where: str, *, lift: float = 0.0) -> "Sheet":
        """Return the sheet for drawing into the frame `where`, `lift` over the others."""
        return replace(self, where=where, lift=lift)

    @property
    def paper(self) -> Paper:
        """The colours of the ground and the margin."""
        return self.theme.paper

    @property
    def text(self) -> TextSizes:
        """The sizes of text on this page, pt."""
        return self.theme.text.enlarged(self.page.enlarged)

    @property
    def colours(self) -> Colours:
        """The colours of classes."""
        return self.theme.colours

    @property
    def page(self) -> PageSize:
        """The sheet of paper, mm."""
        return self.theme.page

    def write(
        self, text: str, x: float, y: float, ink: Ink, *, align: Align = "left", above: float = 10, angle: float = 0
    ) -> Text:
        """Set one line of `text` with its base line at (`x`, `y`) mm; `align` left, center or right."""
        inked = ink if ink.colour else replace(ink, colour=self.paper.text)
        written = WrittenLine(x, y, text, inked, align=align, angle=angle)
        written.set_zorder(above + self.lift)
        written.set_label(tag_of(self, ink.on))
        self.axes.add_artist(written)
        return written

    def add(self, collection: Any, *, above: float, inside: Box | None = None) -> None:
        """Add `collection`, in mm, at the height `above` in the pile, cut to the box `inside`."""
        collection.set_zorder(above + self.lift)
        collection.set_label(tag_of(self))
        self.axes.add_collection(collection, autolim=False)
        if inside is not None:
            # what `set_clip_path` makes of a rectangle, without a path for it
            edges = Bbox.from_bounds(inside.left, inside.bottom, inside.width, inside.height)
            collection.set_clip_box(TransformedBbox(edges, self.axes.transData))

    def fill(
        self,
        shapes: Sequence[np.ndarray],
        colour: str | Sequence[str],
        *,
        above: float,
        inside: Box | None = None,
        **look: Any,
    ) -> None:
        """Fill polygons of (n, 2) mm with `colour`."""
        look.setdefault("linewidths", 0)
        look.setdefault("edgecolors", "none")
        self.add(UncutPolygons(shapes, facecolors=colour, **look), above=above, inside=inside)

    def rule(
        self, points: Sequence[Any], *, width: float, colour: str, above: float = 9, inside: Box | None = None
    ) -> None:
        """Draw lines, each a sequence of (x, y) mm, `width` pt wide."""
        self.add(UncutLines(points, linewidths=width, colors=colour), above=above, inside=inside)

    def paths(self, paths: Sequence[Any], *, above: float, inside: Box | None = None, **look: Any) -> None:
        """Draw matplotlib paths in mm."""
        self.add(UncutPaths(paths, **look), above=above, inside=inside)

    def frame(self, box: Box, *, width: float, colour: str, above: float = 9) -> None:
        """Draw the outline of `box`."""
        self.fill([box.corners], "none", above=above, edgecolors=colour, linewidths=width)

    def write_lines(
        self, lines: Sequence[str], x: float, top: float, ink: Ink, *, align: Align = "left", above: float = 10
    ) -> float:
        """Set `lines` one under another from `top` mm downwards; return where the next block may start."""
        step = line_height(ink.size)
        first = top - CAP_HEIGHT * ink.size * POINT
        for number, line in enumerate(lines):
            self.write(line, x, first - number * step, ink, align=align, above=above)
        return top - step * len(lines)


def new_sheet(theme: Theme) -> Sheet:
    """Return an empty sheet of the page size of `theme` at 300 dpi, in whole dots."""
    page = theme.page
    width, height = (round(side / MILLIMETRES_PER_INCH * DOTS_PER_INCH) for side in (page.width, page.height))
    figure = Figure(
        figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH, facecolor=theme.paper.page
    )
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, page.width)
    axes.set_ylim(0, page.height)
    axes.set_autoscale_on(False)
    return Sheet(figure, axes, theme)


def tag_of(sheet: Sheet, on: str = "") -> str:
    """Return where, what, on which fill and which one is being drawn, as an artist's label holds it."""
    return "/".join((sheet.where, sheet.part, on, sheet.name))


def read_tag(label: object) -> tuple[str, str, str, str]:
    """Return where, what, on which fill and which one an artist's `label` names; empty texts for a label of other make."""
    parts = str(label).split("/", 3)
    return (parts[0], parts[1], parts[2], parts[3]) if len(parts) == 4 else ("", "", "", "")


def width_of(text: str, ink: Ink) -> float:
    """Return the width of `text` set in `ink`, mm."""
    return text_width(text, ink.size, bold=ink.bold, italic=ink.italic)


def outline_in(axes: Axes, box: Box) -> Rectangle:
    """Return `box` as a patch of `axes`, to cut a drawing by."""
    return Rectangle((box.left, box.bottom), box.width, box.height, transform=axes.transData)
